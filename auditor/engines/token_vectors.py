# SPDX-License-Identifier: Apache-2.0
"""Which pieces of a translation answer to which of its source, by the vectors of the shipped static model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from auditor.engines.embedding import StaticEncoder, encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMNS = 11
_CHANCE, _USUAL = 0.06, 30  # a side twice as long has a nearest so much nearer by chance; our measurement
_SURE = 2.5  # nats: no piece alone is surer; our judgement
_BATCH = 16  # pairs at once: as many as a processor holds near by; changes no value
_MOST = 256  # pieces of a side that are compared: as long as four long sentences


def pair_vectors(pairs: Sequence[tuple[str, str]], known: Sequence[bool]) -> NDArray[np.float64]:
    """One row for each pair: cosine; share of either side found in the other; support, its worst run, doubts; rarity.

    The shares count a piece by the length of its vector, which training made small for
    pieces that say little: a share is the mean of the nearest piece's cosine. The support of a piece is how far
    the nearest speaks for a translation, in nats, by what is usual for this very piece
    (`corpora/recipes/piece_support.py`): its mean, the worst run of neighbours, and the sum of what is
    under 0, of either side. Rows of pairs that are not known, or have no piece on one side, are nan.
    """
    import numpy as np

    made = np.full((len(pairs), COLUMNS), np.nan)
    model = encoder()
    if not isinstance(model, StaticEncoder):
        return made
    rows = [row for row, is_known in enumerate(known) if is_known]
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        ids = model.pieces([text for row in part for text in pairs[row]])
        ids = [one[:_MOST] for one in ids]
        flat = np.fromiter(chain.from_iterable(ids), np.intp)
        vectors = model._table[flat].astype(np.float32)
        weights = np.sqrt(np.einsum("ij,ij->i", vectors, vectors)) + np.float32(1e-6)  # a piece may have no vector
        units = vectors / weights[:, None]
        gain, level = _support()
        support = gain[flat], level[flat]
        rarity = np.log1p(flat.astype(np.float64))
        ends = np.cumsum([len(one) for one in ids])
        for place, row in enumerate(part):
            first, middle, last = (
                (int(ends[2 * place - 1]) if place else 0),
                int(ends[2 * place]),
                int(ends[2 * place + 1]),
            )
            if first < middle < last:
                made[row] = _compared(units, weights, rarity, support, (first, middle, last))
    return made


def _compared(
    units: NDArray[np.float32],
    weights: NDArray[np.float32],
    rarity: NDArray[np.float64],
    support: tuple[NDArray[np.float32], NDArray[np.float32]],
    bounds: tuple[int, int, int],
) -> list[float]:
    first, middle, last = bounds
    ours, theirs = slice(middle, last), slice(first, middle)
    other, found = nearest(units[theirs], units[ours])
    weight, other_weight = weights[ours], weights[theirs]
    one = weight @ units[ours]
    two = other_weight @ units[theirs]
    size = float((one @ one) * (two @ two)) ** 0.5
    gain, level = support
    mine = (gain[ours] * (found - level[ours])).clip(-_SURE, _SURE)
    wanted = (gain[theirs] * (other - level[theirs])).clip(-_SURE, _SURE)
    return [
        float(one @ two) / max(size, 1e-9),
        float(other_weight @ other) / float(other_weight.sum()),
        float(weight @ found) / float(weight.sum()),
        float(wanted.sum()) / len(wanted),
        float(mine.sum()) / len(mine),
        worst_run(wanted.tolist()),
        worst_run(mine.tolist()),
        float(wanted.clip(None, 0).sum()),
        float(mine.clip(None, 0).sum()),
        float(rarity[theirs].mean()),
        float(rarity[ours].mean()),
    ]


class Support(NamedTuple):
    """How far the other side speaks for each word of a text, in nats, and the word there that is nearest to its end.

    `pieces` are those of each word; a word without any finds nothing, nor does it miss anything.
    """

    nats: tuple[float, ...]
    pieces: tuple[int, ...]
    nearest: tuple[int, ...]


def supports(source: Sequence[str], text: Sequence[str]) -> tuple[Support, Support] | None:
    """How far a source and its translation, given as their words, speak for each other.

    None where the model has no piece of one side, or either is longer than it compares.
    """
    import numpy as np

    model = encoder()
    if not isinstance(model, StaticEncoder):
        return None
    sides = [model.pieces(list(words)) for words in (source, text)]
    flat = [np.fromiter(chain.from_iterable(side), np.intp) for side in sides]
    if not all(0 < len(ids) <= _MOST for ids in flat):
        return None
    owners = [[place for place, ids in enumerate(side) for _ in ids] for side in sides]
    units = []
    for ids in flat:
        vectors = model._table[ids].astype(np.float32)
        units.append(vectors / (np.sqrt((vectors * vectors).sum(axis=1, keepdims=True)) + np.float32(1e-6)))
    gain, level = _support()
    found = nearest(*units)
    cosines = units[0] @ units[1].T
    made = []
    for side, closest in enumerate((cosines, cosines.T)):
        values = (gain[flat[side]] * (found[side] - level[flat[side]])).clip(-_SURE, _SURE).tolist()
        there = [owners[1 - side][place] for place in closest.argmax(axis=1).tolist()]
        nats, last = [0.0] * len(sides[side]), [0] * len(sides[side])
        for owner, value, place in zip(owners[side], values, there, strict=True):
            nats[owner] += value
            last[owner] = place
        made.append(Support(tuple(nats), tuple(map(len, sides[side])), tuple(last)))
    return made[0], made[1]


def nearest(one: NDArray[np.float32], other: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Of each unit vector the cosine of its nearest on the other side, less what a longer side finds by chance."""
    cosines = one @ other.T
    return (
        cosines.max(axis=1) - _CHANCE * math.log(len(other) / _USUAL),
        cosines.max(axis=0) - _CHANCE * math.log(len(one) / _USUAL),
    )


def worst_run(values: Sequence[float]) -> float:
    """The lowest sum of neighbours, 0 where none is under 0: where a clause is lost or added, all of them are unlikely.

    Source: Karlin and Altschul 1990, maximal scoring segments.
    """
    lowest = current = 0.0
    for value in values:
        current = min(current, 0.0) + value
        lowest = min(lowest, current)
    return lowest


@cache
def _support() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Of each piece: nats for a cosine of 1 more, and the cosine that speaks neither way."""
    from safetensors.numpy import load_file

    table = load_file(str(files("auditor") / "models" / "quality" / "pieces.safetensors"))
    return table["weight"].astype("float32"), table["middle"].astype("float32")
