# SPDX-License-Identifier: Apache-2.0
"""Documents of a page in groups: by who sent them, by day, by language pair, with intervals."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from auditor.writers._page_rows import Entry

LEAST = 8  # documents: with fewer, resampling them says little. Source: our judgement
_BLOCKS = 200  # more documents than this are dealt into so many blocks: the interval hardly moves, the time does
_RESAMPLES = 1_000  # two digits of a 95 % interval
_TAIL = 0.025

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that share something, and what they come to."""

    name: str
    documents: int
    words: int
    findings: int
    points: float
    interval: Interval | None  # of the density

    @property
    def density(self) -> float:
        """Penalty points per 1,000 words."""
        return 1000 * self.points / self.words if self.words else 0.0


GROUPS: dict[str, Callable[[Entry], str]] = {
    "provider": attrgetter("provider"),
    "day": attrgetter("day"),
    "pair": attrgetter("pair"),
}


def groups(entries: Sequence[Entry], kind: str, seed: int) -> list[Group]:
    """The groups of one kind by name; none where fewer than two are told apart."""
    named: dict[str, list[Entry]] = {}
    for entry in entries:
        named.setdefault(GROUPS[kind](entry), []).append(entry)
    if len(named) < 2:
        return []
    return [_group(name, members, seed) for name, members in sorted(named.items())]


def density_interval(entries: Iterable[Entry], seed: int) -> Interval | None:
    """95 % interval of the penalty points per 1,000 words, by resampling documents; None for fewer than 8.

    The percentile bootstrap with 1,000 resamples. It says how far the figure would
    move with other documents of the same kind, not how far the checks can be believed.
    Source: Efron and Tibshirani 1993, chapter 13.
    """
    units = [(entry.points, entry.words) for entry in entries if entry.words]
    if len(units) < LEAST:
        return None
    chance = random.Random(seed)
    if len(units) > _BLOCKS:
        chance.shuffle(units)
        dealt = [units[first::_BLOCKS] for first in range(_BLOCKS)]
        units = [(sum(unit[0] for unit in block), sum(unit[1] for unit in block)) for block in dealt]
    drawn = (chance.choices(units, k=len(units)) for _ in range(_RESAMPLES))
    values = sorted(1000 * sum(u[0] for u in one) / sum(u[1] for u in one) for one in drawn)
    cut = int(_TAIL * _RESAMPLES)
    return values[cut], values[-cut - 1]


def _group(name: str, members: Sequence[Entry], seed: int) -> Group:
    return Group(
        name,
        len(members),
        sum(entry.words for entry in members),
        sum(entry.counted for entry in members),
        sum(entry.points for entry in members),
        density_interval(members, seed),
    )
