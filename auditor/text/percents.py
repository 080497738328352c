# SPDX-License-Identifier: Apache-2.0
"""Percent and percentage points beside their figures.

Source: `percents` and `percent_points` of the profiles.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from auditor.languages import Language, profile
from auditor.text.numbers import figures

_BLANK = r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\-]?"


class Percent(NamedTuple):
    """A figure with percent or points after it, `[start, end)`."""

    start: int
    end: int
    values: frozenset[float]
    points: bool


def percents(text: str, tag: str | None) -> tuple[Percent, ...]:
    """Figures of a text that are percent or points, in order."""
    language = profile(tag)
    pattern = _pattern(language.tag)
    if pattern is None:
        return ()
    found = []
    for number in figures(text, tag):
        match = pattern.match(text, number.end)
        if match is not None:
            found.append(Percent(number.start, match.end(), number.values, match["points"] is not None))
    return tuple(found)


@cache
def _pattern(tag: str) -> regex.Pattern[str] | None:
    language = profile(tag)
    if not language.percents or not language.percent_points:
        return None
    points, percent = _either(language.percent_points, language), _either(language.percents, language)
    return regex.compile(rf"{_BLANK}(?:(?P<points>{points})|{percent})", regex.IGNORECASE)


def _either(forms: frozenset[str], language: Language) -> str:
    """One of the forms, the longest first; a word ends where it ends."""
    listed = sorted(forms, key=lambda form: (-len(form), form))
    any_letters = r"[\p{L}\p{M}]*"
    joined = "|".join(
        any_letters.join(regex.escape(part).replace(r"\ ", r"\s") for part in form.split("*")) for form in listed
    )
    return rf"(?:{joined})" + (r"(?!\p{L})" if language.spaced else "")
