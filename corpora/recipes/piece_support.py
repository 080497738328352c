# SPDX-License-Identifier: Apache-2.0
"""Measures how near each piece of the vocabulary usually finds its nearest on the other side of a translation.

    python -m corpora.recipes.piece_support TRAINING_FOLDER auditor/models/quality/pieces.safetensors

A word like "previous" has its own in four translations of five, "the" hardly ever: how
far a piece that found nothing speaks against a translation is its own. For each piece the nearest cosine
is taken in pairs of the training text and in the same texts paired wrongly; from mean and variance of both follow the
`middle` between the two and the `weight` of being above or under it, in nats (linear
discriminant). Rare pieces lean on what is usual for the length of their vector.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from auditor.engines.embedding import StaticEncoder, encoder
from auditor.engines.token_vectors import nearest
from corpora.recipes.embedding_text import Pair, is_trained_on, pairs

Numbers = NDArray[np.float64]
# Pairs of an origin and two languages that are looked at, at most; entries of lexicons have no company to be lost in.
_MOST = {
    "mlqe-train-pe": 20_000, "tico19": 20_000, "xquad": 20_000, "compr-rust": 20_000, "tatoeba-fr": 40_000,
    "tanaka-enja": 30_000, "ms-md": 8_000, "python-docs": 8_000, "mozilla-www": 6_000, "bible": 4_000,
}  # fmt: skip
_PAIRS = 240_000  # more changed no figure
_SHORT, _ONE = 8, 20  # code points: of each text at least, of the longer one at least
_LONGEST = 128  # pieces of a text
_BATCH = 2_000
_SEEN = 100  # times: pieces from which it is learned what is usual for a length
_LEAN = 20.0  # how many sightings the usual counts for
_LEAST = 0.004  # variance of a cosine; our judgement


def chosen(folder: Path) -> list[Pair]:
    """The pairs that are looked at, in an order of their own."""
    every = [pair for pair in pairs(folder) if pair.origin in _MOST and is_trained_on(pair)]
    random.Random("pieces").shuffle(every)
    taken: Counter[tuple[str, tuple[str, str]]] = Counter()
    made = []
    for pair in every:
        kind, sizes = (pair.origin, pair.languages), sorted(map(len, pair.texts))
        if taken[kind] < _MOST[pair.origin] and sizes[0] > _SHORT and sizes[1] > _ONE:
            taken[kind] += 1
            made.append(pair)
    return made[:_PAIRS]


def sightings(model: StaticEncoder, every: list[Pair]) -> Numbers:
    """Count, sum and sum of squares of the nearest cosine for each piece: right pairs, then wrong ones."""
    made = np.zeros((2, 3, len(model._table)))
    for start in range(0, len(every), _BATCH):
        part = every[start : start + _BATCH]
        ids = [np.array(one[:_LONGEST], int) for one in model.pieces([text for pair in part for text in pair.texts])]
        units = [_units(model, one) for one in ids]
        last: dict[Any, int] = {}
        for place, pair in enumerate(part):
            for kind, other in ((0, place), (1, last.get(pair.languages))):
                sides = (2 * other, 2 * place + 1) if other is not None else ()
                if sides and all(len(ids[side]) for side in sides):
                    for side, cosines in zip(sides, nearest(*(units[side] for side in sides)), strict=True):
                        powers = cosines.astype(float)
                        for row, values in enumerate((np.ones(len(powers)), powers, powers * powers)):
                            np.add.at(made[kind, row], ids[side], values)
            last[pair.languages] = place
    return made


def _units(model: StaticEncoder, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    vectors = model._table[ids].astype(np.float32)
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6), np.float32)


def usual(counted: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and variance for each piece, those of rare pieces drawn to the usual of their length."""
    count, total, squares = counted
    shape = np.vander(np.log(lengths), 4)
    seen = count > _SEEN
    mean = total / np.maximum(count, 1)
    variance = np.maximum(squares / np.maximum(count, 1) - mean**2, 0)
    made = []
    for values in (mean, variance):
        expected = shape @ np.linalg.lstsq(shape[seen], values[seen], rcond=None)[0]
        made.append((count * values + _LEAN * expected) / (count + _LEAN))
    return made[0], np.maximum(made[1], _LEAST)


def main() -> None:
    """Read, count, write."""
    model = encoder()
    assert isinstance(model, StaticEncoder)
    counted = sightings(model, chosen(Path(sys.argv[1])))
    lengths = np.linalg.norm(model._table.astype(np.float64), axis=1) + 1e-6
    (right, spread), (wrong, other) = (usual(counted[kind], lengths) for kind in (0, 1))
    weight = np.maximum(2 * (right - wrong) / (spread + other), 0)
    middle = (right + wrong) / 2
    save_file({"weight": weight.astype(np.float16), "middle": middle.astype(np.float16)}, sys.argv[2])


if __name__ == "__main__":
    main()
