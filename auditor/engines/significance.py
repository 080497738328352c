# SPDX-License-Identifier: Apache-2.0
"""Paired tests over segments: sacreBLEU's resamples for any score that is made from sums; numpy is loaded only here.

Source: `sacrebleu.significance` 2.6, whose random numbers, statistics and p-values
these are (Koehn 2004 for the bootstrap, Riezler and Maxwell 2005 for approximate
randomization). Test: equal p-values on BLEU and chrF.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

Statistics = Sequence[Sequence[float]]  # one row for each segment
Combine = Callable[[Sequence[float]], float]

_ROWS = 250  # resamples at a time: bounds the memory of a large test set


def bootstrapped(systems: Sequence[Statistics], combine: Combine, seed: int, draws: int) -> list[list[float]]:
    """The scores of each system on the same resamples of the segments."""
    import numpy

    tables = [numpy.asarray(statistics, dtype=numpy.float64) for statistics in systems]
    segments = len(tables[0])
    picked = numpy.random.default_rng(seed).choice(segments, size=(draws, segments), replace=True)
    scores: list[list[float]] = [[] for _ in tables]
    for first in range(0, draws, _ROWS):
        times = numpy.stack([numpy.bincount(row, minlength=segments) for row in picked[first : first + _ROWS]])
        for made, table in zip(scores, tables, strict=True):
            made += [combine(row) for row in (times.astype(numpy.float64) @ table).tolist()]
    return scores


def exchanged(
    one: Statistics, other: Statistics, combine: Combine, seed: int, trials: int
) -> tuple[list[float], list[float]]:
    """The scores of two systems after each segment was exchanged between them, or not, at random."""
    import numpy

    ours, theirs = (numpy.asarray(table, dtype=numpy.float64) for table in (one, other))
    chosen = numpy.random.default_rng(seed).integers(2, size=(trials, len(ours)), dtype=bool)
    mixed: tuple[list[float], list[float]] = [], []
    total = ours.sum(axis=0) + theirs.sum(axis=0)
    for first in range(0, trials, _ROWS):
        part = chosen[first : first + _ROWS].astype(numpy.float64)
        sums = part @ ours + (1.0 - part) @ theirs
        mixed[0].extend(combine(row) for row in sums.tolist())
        mixed[1].extend(combine(row) for row in (total - sums).tolist())
    return mixed


def bootstrap_p(one: Sequence[float], other: Sequence[float], difference: float) -> float:
    """How likely a difference at least this large is if there is none, from paired resamples."""
    gaps = [abs(a - b) for a, b in zip(one, other, strict=True)]
    mean = sum(gaps) / len(gaps)
    return _p([gap - mean for gap in gaps], abs(difference))


def exchange_p(one: Sequence[float], other: Sequence[float], difference: float) -> float:
    """How likely a difference at least this large is if labels mean nothing."""
    return _p([abs(a - b) for a, b in zip(one, other, strict=True)], abs(difference))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Where 95 % of the values lie."""
    ordered = sorted(values)
    cut = len(ordered) // 40
    return ordered[cut], ordered[len(ordered) - cut - 1]


def holm(chances: Sequence[float]) -> list[float]:
    """P-values corrected for their number, in the order given. Source: Holm 1979.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    ranked = sorted(range(len(chances)), key=lambda place: chances[place])
    made, least = [0.0] * len(chances), 0.0
    for rank, place in enumerate(ranked):
        least = max(least, min(1.0, (len(chances) - rank) * chances[place]))
        made[place] = least
    return made


def clusters(ranked: Sequence[str], differ: Callable[[str, str], bool]) -> list[tuple[str, ...]]:
    """Systems, the best first, in groups: each of a group differs from each of every later one.

    Source: the ranking of the WMT findings papers.
    """
    cuts = [0]
    for place in range(1, len(ranked)):
        if all(differ(above, below) for above in ranked[:place] for below in ranked[place:]):
            cuts.append(place)
    return [tuple(ranked[start:end]) for start, end in pairwise([*cuts, len(ranked)])]


def _p(statistics: Sequence[float], difference: float) -> float:
    return (sum(value > difference for value in statistics) + 1) / (len(statistics) + 1)
