# SPDX-License-Identifier: Apache-2.0
"""People whom a text names and every paper knows, in any script: 普京 and "Putin" are one.

Source: `people` of the languages; particles and endings as the scripts write them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from auditor.languages.people import people
from auditor.text.places import ARABIC_BEFORE, HEBREW_BEFORE

_LATIN_ENDS = "em|om|ovi|owi|in|ia|nak|nek|val|vel|lla|lle|lta|sta|ssa|ille|illa|ului|ul|ot|ét|i|[aeiuysnt]"
_CYRILLIC_ENDS = "ового|ові|еві|ого|ому|ому|ым|им|ой|ою|ий|ій|ая|ої|ом|ем|ём|[аеуюяьыиіо]"
_ENDS = (("Latin", _LATIN_ENDS), ("Cyrillic", _CYRILLIC_ENDS), ("Greek", "[αςου]"))
_BEFORE = (("Arabic", ARABIC_BEFORE), ("Hebrew", HEBREW_BEFORE))


class Person(NamedTuple):
    """Where a text names someone, `[start, end)`, and who it is."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=64)
def known_people(text: str) -> tuple[Person, ...]:
    """The people whom a text names, in order."""
    return tuple(
        Person(match.start("name"), match.end(), _bearers()[match["name"]]) for match in _pattern().finditer(text)
    )


@lru_cache(maxsize=64)
def counted(text: str) -> Counter[str]:
    """How often a text names each of them."""
    return Counter(person.name for person in known_people(text))


@cache
def _bearers() -> dict[str, str]:
    return {form: name for name, forms in people().items() for form in forms}


@cache
def _pattern() -> regex.Pattern[str]:
    """Any of the forms, longest first; where blanks divide words, a whole word with its particles and endings."""
    forms = "|".join(map(regex.escape, sorted(_bearers(), key=lambda form: (-len(form), form))))
    before = "|".join(rf"(?<=(?<![\p{{L}}\p{{M}}])(?:{'|'.join(particles)}))" for _, particles in _BEFORE)
    after = "|".join(rf"(?<=\p{{{script}}})(?:{ends})?(?![\p{{L}}\p{{M}}])" for script, ends in _ENDS)
    unspaced = r"(?<=[\p{Han}\p{Katakana}\p{Hangul}])"
    letters = r"(?<=[\p{Arabic}\p{Hebrew}\p{Devanagari}])(?![\p{L}\p{M}])"
    return regex.compile(
        rf"(?:(?<![\p{{L}}\p{{M}}])|(?=[\p{{Han}}\p{{Katakana}}\p{{Hangul}}])|{before})(?P<name>{forms})"
        rf"(?:{after}|{letters}|{unspaced})"
    )
