# SPDX-License-Identifier: Apache-2.0
"""Years and percentages that a translation gives and its source does not, in figures, in words or otherwise.

Source: our judgement, measured on news in 27 languages; years of other calendars after Reingold and Dershowitz 2018.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.model import Span
from auditor.text.months import months
from auditor.text.numbers import figures, spoken
from auditor.text.percents import percents

_YEAR = regex.compile(r"(?:19|20)\d\d")
_DECADE = regex.compile(r"['’]?s\b|-?\p{L}|\s?%")  # "1930s", "1930er"; or it is no year at all
# Years from ours: Buddhist, Persian, Japanese (Shōwa, Heisei, Reiwa), Minguo, of Nepal.
_CALENDARS = (543, -621, -622, -1925, -1988, -2018, -1911, 56, 57)
# Percent that are said as a third, a quarter, three in ten, 四成, as nearly all and as all.
_SAID_OTHERWISE = frozenset({25, 33, 34, 66, 67, 75, 99, *range(0, 101, 10)})


def added_figures(source: str, source_tag: str | None, text: str, tag: str | None) -> Iterator[Span]:
    """The years and percentages of a translation of which the source has no trace."""
    years = [one for one in figures(text, tag) if _YEAR.fullmatch(one.text) and not _DECADE.match(text, one.end)]
    shares = percents(text, tag)
    said = _said(source, source_tag) if years or shares else frozenset()
    for one in years:
        year = int(one.text)
        if one.values != {year} or one.text in source:
            continue  # "2000万" is another number, "14.02.2009" one number to us
        known = {year, year % 100, year // 100 + 1, year - year % 10, *(year + apart for apart in _CALENDARS)}
        if not known & said:
            yield Span(one.start, one.end)
    for share in shares:
        if not share.values & said and not share.values <= _SAID_OTHERWISE:
            yield Span(share.start, share.end)


def _said(text: str, tag: str | None) -> frozenset[float]:
    in_figures = {value for number in figures(text, tag) for value in number.values}
    return frozenset(in_figures | spoken(text, tag) | months(text, tag))
