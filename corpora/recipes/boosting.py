# SPDX-License-Identifier: Apache-2.0
"""Grows the trees of `auditor.text.trees`, by numpy alone, the same ones each time.

Each tree is grown level by level: of all features and thresholds the question is taken that lowers the logistic loss
most over all leaves at once.
Source: Friedman 2001; Newton's steps and penalty as in XGBoost, Chen and Guestrin 2016.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from auditor.text.trees import Trees

Numbers = NDArray[np.float64]
_TREES, _DEPTH, _RATE = 250, 6, 0.1  # fewer questions were no better on real errors
_BINS = 32  # thresholds of a feature at most, at its quantiles
_STIFF = 20.0  # penalty on the height of a leaf, in rows


def thresholds(values: Numbers) -> Numbers:
    """Where a feature may be asked about."""
    known = values[np.isfinite(values)]
    return np.unique(np.quantile(known, np.arange(1, _BINS) / _BINS).round(4)) if len(known) else np.zeros(0)


def grown(facts: Numbers, is_bad: Numbers, columns: Sequence[int]) -> Trees:
    """Trees over some columns for the log-odds that a row is bad, good and bad ones counting the same in all."""
    asked = [thresholds(facts[:, column]) for column in columns]
    bins = [np.searchsorted(bounds, np.nan_to_num(facts[:, column], nan=-np.inf), side="left")
            for column, bounds in zip(columns, asked, strict=True)]  # fmt: skip
    share = is_bad.mean()
    weight = np.where(is_bad > 0, 0.5 / share, 0.5 / (1 - share))
    total = np.zeros(len(facts))
    trees: list[tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]]] = []
    for _ in range(_TREES):
        chance = 1 / (1 + np.exp(-total))
        slope, bend = weight * (is_bad - chance), weight * chance * (1 - chance)
        leaf = np.zeros(len(facts), np.intp)
        chosen = []
        for level in range(_DEPTH):
            place, bound = _question(bins, asked, (leaf, 2**level), (slope, bend))
            chosen.append((columns[place], float(asked[place][bound])))
            leaf = 2 * leaf + (bins[place] > bound)
        size = 2**_DEPTH
        heights = _RATE * np.bincount(leaf, slope, size) / (np.bincount(leaf, bend, size) + _STIFF)
        heights = heights.round(4)
        total += heights[leaf]
        trees.append((tuple(c for c, _ in chosen), tuple(b for _, b in chosen), tuple(heights.tolist())))
    return Trees(0.0, *(tuple(part) for part in zip(*trees, strict=True)))  # type: ignore[arg-type]


def _question(
    bins: Sequence[NDArray[np.intp]],
    asked: Sequence[Numbers],
    leaves: tuple[NDArray[np.intp], int],
    steps: tuple[Numbers, Numbers],
) -> tuple[int, int]:
    """Which feature, and which of its thresholds, divides all leaves best."""
    leaf, count = leaves
    best, found = -1.0, (0, 0)
    for place, (own, bounds) in enumerate(zip(bins, asked, strict=True)):
        if len(bounds):
            width = len(bounds) + 1
            cells = leaf * width + own
            slope, bend = (
                np.cumsum(np.bincount(cells, step, count * width).reshape(count, width), axis=1) for step in steps
            )
            left, right = slope[:, :-1], slope[:, -1:] - slope[:, :-1]
            gain = left**2 / (bend[:, :-1] + _STIFF) + right**2 / (bend[:, -1:] - bend[:, :-1] + _STIFF)
            sums = gain.sum(axis=0)
            bound = int(sums.argmax())
            if sums[bound] > best + 1e-9:
                best, found = float(sums[bound]), (place, bound)
    return found
