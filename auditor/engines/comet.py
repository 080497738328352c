# SPDX-License-Identifier: Apache-2.0
"""COMET models through `unbabel-comet`, with guards; loaded only when asked for.

The model does not say when it is misled: a copied source, an empty line, a text
longer than the encoder and a language it never saw all get a number. Here each
is said. Source: Zouhar et al. 2024, "Pitfalls and Outlooks in Using COMET".
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from auditor.errors import AuditorError, MissingExtra

_BATCH = 16
_LONGEST = 512  # pieces: the positions of XLM-R
# Source: Conneau et al. 2020, appendix A: the languages of XLM-R, on which COMET models stand.
_CODES = (
    "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id is it "
    "ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nb nl no om or pa pl ps pt ro ru sa sd si sk sl so "
    "sq sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh"
)
_SEEN = frozenset(_CODES.split())


class Asked(Protocol):
    """What of a request matters here."""

    @property
    def offline(self) -> bool: ...
    @property
    def language(self) -> str | None: ...
    @property
    def source_language(self) -> str | None: ...


def scores(
    name: str,
    sources: Sequence[str] | None,
    translations: Sequence[str],
    references: Sequence[Sequence[str]],
    asked: Asked,
) -> tuple[list[float], list[str]]:
    """A score for each segment by a model of this name or checkpoint, and what to bear in mind.

    With several references the first is used. Raises MissingExtra, and
    AuditorError when the model cannot be loaded or lacks its source or reference.
    """
    model = _model(name, asked.offline)
    if sources is None:
        raise AuditorError(f"--comet {name}: a COMET model needs the source; give it with -s")
    needs_reference = bool(model.requires_references())
    if needs_reference and not references:
        raise AuditorError(f"--comet {name}: this model needs a reference; give it with -r, or take a -qe model")
    rows = [{"src": source, "mt": text} for source, text in zip(sources, translations, strict=True)]
    if needs_reference:
        rows = [row | {"ref": text} for row, text in zip(rows, references[0], strict=True)]
    made = model.predict(rows, batch_size=_BATCH, gpus=0, progress_bar=False, num_workers=1)
    values = [float(value) for value in made["scores"]]
    notes = [f"comet {name}: {note}" for note in _notes(model, rows, asked)]
    if needs_reference and len(references) > 1:
        notes.append(f"comet {name}: only the first of {len(references)} references is used")
    return values, notes


def signature(name: str) -> str:
    """Model and version of the package."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        made = version("unbabel-comet")
    except PackageNotFoundError:
        made = "unknown"
    return f"comet|model:{Path(name).name if Path(name).exists() else name}|unbabel-comet:{made}"


@lru_cache(maxsize=2)
def _model(name: str, offline: bool) -> Any:
    try:
        import comet
    except ImportError as error:
        raise MissingExtra("--comet", "comet") from error
    path = name
    try:
        if not Path(name).is_file():
            if offline:
                os.environ["HF_HUB_OFFLINE"] = "1"
            path = comet.download_model(name)
        return comet.load_from_checkpoint(path, local_files_only=offline)
    except Exception as error:  # the library raises whatever its own libraries do
        raise AuditorError(f"--comet {name}: the model cannot be loaded: {type(error).__name__}: {error}") from error


def _notes(model: Any, rows: Sequence[dict[str, str]], asked: Asked) -> Iterator[str]:
    copied = sum(row["src"].strip() == row["mt"].strip() != "" for row in rows)
    if copied:
        yield f"{copied:,} translations are the source itself, which COMET scores high; do not trust the figure"
    empty = sum(not row["mt"].strip() for row in rows)
    if empty:
        yield f"{empty:,} translations are empty, and have a score all the same"
    tokenizer = getattr(getattr(model, "encoder", None), "tokenizer", None)
    if tokenizer is not None:
        longest = [max(len(tokenizer(text)["input_ids"]) for text in row.values()) for row in rows]
        cut = sum(length > _LONGEST for length in longest)
        if cut:
            yield f"{cut:,} segments are over {_LONGEST} pieces long and were cut: their ends are not scored"
    for tag in (asked.source_language, asked.language):
        if tag and tag.split("-")[0] not in _SEEN:
            yield f"its encoder never saw {tag}: the figure means nothing"
