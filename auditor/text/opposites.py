# SPDX-License-Identifier: Apache-2.0
"""Words that a translation turned round: south for north, wife for husband.

A word of one meaning on our side, where the source has only its opposite.
Source: our selection of opposites that news says in one or two words, in the profiles.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.languages import profile
from auditor.text.words import first_letters

PAIRS = (
    ("north", "south"), ("east", "west"), ("husband", "wife"), ("son", "daughter"), ("brother", "sister"),
    ("father", "mother"), ("morning", "evening"), ("approve", "reject"), ("import", "export"),
    ("positive", "negative"), ("strengthen", "weaken"), ("majority", "minority"),
)  # fmt: skip
_ANY = r"[\p{L}\p{M}]*"


class Said(NamedTuple):
    """A word, `[start, end)`, and what it means."""

    start: int
    end: int
    meaning: str


class Turned(NamedTuple):
    """A word of the translation and the one of the source that means the opposite."""

    ours: Said
    theirs: Said


@lru_cache(maxsize=64)
def _any(tag: str) -> regex.Pattern[str] | None:
    """Any of the words."""
    language = profile(tag)
    listed = "|".join(pattern.pattern for _, pattern in _each(tag))
    if not listed:
        return None
    firsts = first_letters(form for forms in language.opposites.values() for form in forms)
    return regex.compile(
        rf"{firsts}(?<![\p{{L}}\p{{M}}])(?:{listed})(?![\p{{L}}\p{{M}}])" if language.spaced else listed
    )


@lru_cache(maxsize=64)
def _each(tag: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The words of each meaning."""
    return tuple(
        (meaning, regex.compile("|".join(_ANY.join(map(regex.escape, form.split("*"))) for form in forms)))
        for meaning, forms in profile(tag).opposites.items()
    )


@lru_cache(maxsize=16384)
def _meanings(word: str, tag: str) -> tuple[str, ...]:
    """What a word means: "northeast" is north and east."""
    return tuple(meaning for meaning, pattern in _each(tag) if pattern.fullmatch(word))


@lru_cache(maxsize=64)
def said(text: str, tag: str | None) -> tuple[Said, ...]:
    """The words of a text that have an opposite, in order."""
    own = profile(tag).tag
    pattern, lowered = _any(own), text.lower()
    if pattern is None or len(lowered) != len(text):
        return ()
    found = pattern.finditer(lowered)
    return tuple(Said(*match.span(), meaning) for match in found for meaning in _meanings(match.group(), own))


def turned(source: str, source_tag: str | None, text: str, tag: str | None) -> Iterator[Turned]:
    """Words of the translation whose opposite, and nothing like them, stands in the source."""
    ours = said(text, tag)
    theirs = said(source, source_tag) if ours else ()
    here, there = {word.meaning for word in ours}, {word.meaning for word in theirs}
    known = profile(tag).opposites.keys() & profile(source_tag).opposites.keys()
    for pair in PAIRS:
        for meaning, other in (pair, pair[::-1]):
            if meaning in here - there and other in there - here and {meaning, other} <= known:
                yield Turned(
                    next(word for word in ours if word.meaning == meaning),
                    next(word for word in theirs if word.meaning == other),
                )
