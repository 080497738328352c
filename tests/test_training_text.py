# SPDX-License-Identifier: Apache-2.0
"""Evaluation text never enters training.

Both are found through the environment, since neither is in the repository:
`AUDITOR_TRAINING_TEXT` names the folder of `pairs.tsv.zst`, `AUDITOR_EVALUATION_DATA`
that of `ntrex/`, `tatoeba/` and the rest; by default `shared/train` and
`shared/data` beside the checkout.
"""

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRAINING = Path(os.environ.get("AUDITOR_TRAINING_TEXT", ROOT.parent / "shared" / "train"))
EVALUATION = Path(os.environ.get("AUDITOR_EVALUATION_DATA", ROOT.parent / "shared" / "data"))
TEXTS = ("source", "mt", "translation", "reference", "reference2", "target", "perturbed", "clean", "damaged", "pe")
# The rows of MLQE-PE's training part among the scored data are by their nature also in the training text for quality.
NOT_HELD_OUT = "mlqe-pe train 2020"


def evaluation_texts(folder: Path) -> Iterator[str]:
    """Every text of every evaluation file that training must not have seen."""
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as rows:
            for row in map(json.loads, rows):
                if row.get("origin") != NOT_HELD_OUT:
                    yield from (row[name] for name in TEXTS if isinstance(row.get(name), str))
    for path, columns in (("ntrex/ntrex.tsv.gz", (3, 4)), ("tatoeba/tatoeba.tsv.gz", (1, 2))):
        with gzip.open(folder / path, "rt", encoding="utf-8", newline="\n") as rows:
            next(rows)
            for row in rows:
                cells = row.rstrip("\n").split("\t")
                yield from (cells[column] for column in columns)


@pytest.mark.skipif(not (TRAINING / "pairs.tsv.zst").is_file(), reason="the training text is not here")
@pytest.mark.skipif(not (EVALUATION / "ntrex").is_dir(), reason="the evaluation data are not here")
def test_no_evaluation_text_in_training() -> None:
    """No text of the evaluation data is a text that the embedding model is trained on, by hash."""
    pytest.importorskip("zstandard")
    from corpora.recipes.embedding_text import is_trained_on, pairs, text_hash

    tested = {text_hash(text) for text in evaluation_texts(EVALUATION)} - {text_hash("")}
    seen = {text for pair in pairs(TRAINING) if is_trained_on(pair) for text in pair.texts}
    common = [text for text in seen if text_hash(text) in tested]
    assert not common
