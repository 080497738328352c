# SPDX-License-Identifier: Apache-2.0
"""People whom a text names and every paper knows, in any script: 普京 and "Putin" are one.

Source: `people` of the languages; particles and endings as the scripts write them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from auditor.languages.people import people
from auditor.text.name_words import script_of
from auditor.text.places import ARABIC_BEFORE, HEBREW_BEFORE

_ENDINGS = {
    "Latin": "em|om|ovi|owi|in|ia|nak|nek|val|vel|lla|lle|lta|sta|ssa|ille|illa|ului|ul|ot|ét|i|[aeiuysnt]",
    "Cyrillic": "ові|еві|ого|ому|ым|им|ой|ою|ий|ій|ая|ої|ом|ем|ём|[аеуюяьыиіо]",
    "Greek": "[αςου]",
}
_WHOLE = regex.compile(r"(?![\p{L}\p{M}])")
_AFTER = {script: regex.compile(rf"(?:{ends})?(?![\p{{L}}\p{{M}}])") for script, ends in _ENDINGS.items()}
_UNSPACED = regex.compile(r"[\p{Han}\p{Katakana}\p{Hangul}]")
_GLUED = regex.compile(r"[\p{L}\p{M}]+$")
_PARTICLES = frozenset((*ARABIC_BEFORE, *HEBREW_BEFORE))
_LONGEST = max(map(len, _PARTICLES))


class Person(NamedTuple):
    """Where a text names someone, `[start, end)`, and who it is."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=64)
def known_people(text: str) -> tuple[Person, ...]:
    """The people whom a text names, in order."""
    found = []
    for match in _pattern().finditer(text):
        end = _end(text, *match.span())
        if end is not None:
            found.append(Person(match.start(), end, _bearers()[match.group()]))
    return tuple(found)


@lru_cache(maxsize=64)
def counted(text: str) -> Counter[str]:
    """How often a text names each of them."""
    return Counter(person.name for person in known_people(text))


@cache
def _bearers() -> dict[str, str]:
    return {form: name for name, forms in people().items() for form in forms}


@cache
def _pattern() -> re.Pattern[str]:
    """Any of the forms, longest first; `re` looks for them five times as fast as `regex` does."""
    return re.compile("|".join(map(re.escape, sorted(_bearers(), key=lambda form: (-len(form), form)))))


def _end(text: str, start: int, end: int) -> int | None:
    """Where a form with its ending ends, or None where it is the part of another word."""
    if _UNSPACED.match(text[start]):
        return end
    before = _GLUED.search(text[max(0, start - _LONGEST - 1) : start])
    if before is not None and before.group() not in _PARTICLES:
        return None
    after = _AFTER.get(script_of(text[start]), _WHOLE).match(text, end)
    return None if after is None else after.end()
