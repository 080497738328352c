# SPDX-License-Identifier: Apache-2.0
"""Names of months, so that "March 5" may be 3月5日."""

from __future__ import annotations

from functools import cache, lru_cache

from auditor.engines.cldr import own, table
from auditor.languages import base
from auditor.text.words import words


@lru_cache(maxsize=64)
def months(text: str, tag: str | None) -> frozenset[float]:
    """The numbers (1 to 12) of the months a text names. Source: CLDR, through Babel."""
    names = _names(base(tag))
    return frozenset(names[word.folded] for word in words(text) if word.folded in names)


@cache
def _names(tag: str) -> dict[str, float]:
    months = table(own(tag), "months")
    return {
        name.casefold().rstrip("."): float(number)
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in table(months, context, width).items()
    }
