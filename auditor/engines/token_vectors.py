# SPDX-License-Identifier: Apache-2.0
"""Which pieces of a translation answer to which of its source, by the vectors of the shipped static model."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from auditor.engines.embedding import StaticEncoder, encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMNS = 10
_STRETCH = 5  # pieces in a row: about three words
_BATCH = 16  # pairs at once: as many as a processor holds near by; changes no value
_MOST = 256  # pieces of a side that are compared: as long as four long sentences


def pair_vectors(pairs: Sequence[tuple[str, str]], known: Sequence[bool], unfound: float) -> NDArray[np.float64]:
    """One row for each pair: cosine; share of either side found in the other; share not found; the weakest; rarity.

    A piece counts by the length of its vector, which training made small for
    pieces that say little. A share is the mean of the nearest piece's cosine; not
    found is a piece whose nearest is under `unfound`. Rows of pairs that are not
    known, or have no piece on one side, are nan.
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
        rarity = np.log1p(flat.astype(np.float64))
        ends = np.cumsum([len(one) for one in ids])
        for place, row in enumerate(part):
            first, middle, last = (
                (int(ends[2 * place - 1]) if place else 0),
                int(ends[2 * place]),
                int(ends[2 * place + 1]),
            )
            if first < middle < last:
                made[row] = _compared(units, weights, rarity, (first, middle, last), unfound)
    return made


def _compared(
    units: NDArray[np.float32],
    weights: NDArray[np.float32],
    rarity: NDArray[np.float64],
    bounds: tuple[int, int, int],
    unfound: float,
) -> list[float]:
    first, middle, last = bounds
    ours, theirs = slice(middle, last), slice(first, middle)
    cosines = units[theirs] @ units[ours].T
    found, other = cosines.max(axis=0), cosines.max(axis=1)
    weight, other_weight = weights[ours], weights[theirs]
    total, other_total = float(weight.sum()), float(other_weight.sum())
    one = weight @ units[ours]
    two = other_weight @ units[theirs]
    size = float((one @ one) * (two @ two)) ** 0.5
    found_least = found.copy()
    found_least.sort()
    return [
        float(one @ two) / max(size, 1e-9),
        float(other_weight @ other) / other_total,
        float(weight @ found) / total,
        float(other_weight @ (other < unfound)) / other_total,
        float(weight @ (found < unfound)) / total,
        float(found_least[: max(len(found) // 4, 1)].mean()),
        _least_stretch(other),
        _least_stretch(found),
        float(rarity[theirs].mean()),
        float(rarity[ours].mean()),
    ]


def _least_stretch(nearest: NDArray[np.float32]) -> float:
    """The lowest mean of a few pieces in a row: where a clause is lost or added, all of them are far from all."""
    import numpy as np

    size = min(_STRETCH, len(nearest))
    sums = np.concatenate([[0.0], np.cumsum(nearest, dtype=np.float64)])
    return float((sums[size:] - sums[:-size]).min()) / size
