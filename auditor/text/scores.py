# SPDX-License-Identifier: Apache-2.0
"""Scores and votes as written: 2-1, 3:0, 6–4; and hours of the clock.

Source: our judgement; ISO 8601 for the clock of 24 hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from auditor.engines.cldr import own, table

_SCORE = regex.compile(
    r"(?<![\p{Nd}.,:/–-]|\p{Sc})(\p{Nd}{1,2})\s?[-–:]\s?(\p{Nd}{1,2})(?![\p{Nd}%]|[.,:/–-]\p{Nd}|[ap]m\b|\s?[ap]\.?m\b)"
)
_HALF = regex.compile(
    r"(?<![\p{Nd}.,:])(1[0-2]|0?[1-9])(?:[:.](\p{Nd}{2}))?[\s\u00a0\u202f]?(?P<half>[ap])\.?\s?m\b", regex.IGNORECASE
)
_CLOCK = regex.compile(
    r"(?<![\p{Nd}.,:–-])(?P<hour>[01]?\p{Nd}|2[0-4])(?:[\s\u00a0\u202f]?(?:Uhr|h|uur|heures?|ч|год|г|часов|часа|godz|時|时|点|시|giờ)(?![\p{L}])"
    r"|[:.](?P<minute>[0-5]\p{Nd}))(?![\p{Nd}\p{L}]|[.,:]\p{Nd}|\s?%)"
)


class Score(NamedTuple):
    """Two figures against each other, `[start, end)`."""

    start: int
    end: int
    left: int
    right: int


class Hour(NamedTuple):
    """An hour of the day, `[start, end)`, 0 to 24."""

    start: int
    end: int
    hour: int


def scores(text: str) -> tuple[Score, ...]:
    """Pairs of figures that differ, joined by a dash or colon."""
    found = (Score(*match.span(), int(match.group(1)), int(match.group(2))) for match in _SCORE.finditer(text))
    return tuple(score for score in found if score.left != score.right)


def halves(text: str) -> Iterator[Hour]:
    """Hours from 1 to 12 with a.m. or p.m. after them."""
    for match in _HALF.finditer(text):
        yield Hour(*match.span(), int(match.group(1)))


def afternoons(text: str) -> Iterator[Hour]:
    """Hours from 1 to 11 that a text says are p.m."""
    for match in _HALF.finditer(text):
        hour = int(match.group(1))
        if match["half"] in "pP" and hour < 12:
            yield Hour(*match.span(), hour)


def clock(text: str) -> Iterator[Hour]:
    """Hours written for a clock of 24, with their word or minutes."""
    for match in _CLOCK.finditer(text):
        yield Hour(*match.span(), int(match["hour"]))


@cache
def parts_of_day(tag: str | None) -> frozenset[str]:
    """Words for parts of the day, folded: with one of them 3 o'clock may be p.m. Source: CLDR day periods."""
    found: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name in table(own(tag or "und"), "day_periods", context, width).values():
                found |= {word.casefold() for word in str(name).split() if len(word) > 1}
    return frozenset(found)
