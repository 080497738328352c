# SPDX-License-Identifier: Apache-2.0
"""Countries that a translation names and its source does not speak of at all.

Source: CLDR names of territories, `places` of the profiles; measured on news in 27 languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.text.names import same_name
from auditor.text.places import CONTINENTS, adjectives, fold, mentioned, named, names_of
from auditor.text.words import words

_SHORTEST = 5  # letters; shorter names are words of their own: "Chad", "Cuba" in inflected forms
# Countries that translators name for their readers: "the Senate", "the Tories".
_UNDERSTOOD = frozenset({"GB", "US"})
_USUAL = 4.0  # Zipf of a word that a capital at the head of a sentence makes look like a country: "Reunião"


class Country(NamedTuple):
    """A country named in a translation, `[start, end)`, by noun or adjective."""

    start: int
    end: int
    territory: str


def added_countries(source: str, source_tag: str | None, text: str, tag: str | None) -> Iterator[Country]:
    """Countries of the translation that the source does not name, by any word of it."""
    language = profile(tag)
    if not language.cased or not language.spaced or base(tag) == base(source_tag):
        return
    new = [one for one in _countries(text, tag) if one.territory not in _UNDERSTOOD]
    known = mentioned(source, source_tag) if new else {}
    new = [one for one in new if one.territory not in known]
    theirs = words(source) if new else ()
    for one in new:
        name = text[one.start : one.end]
        is_word = not text[: one.start].strip() and zipf(name.casefold(), base(tag)) >= _USUAL
        if len(name) < _SHORTEST or is_word or name.casefold() in language.function_words:
            continue
        if "." in name:
            continue  # St. Martin's: a church
        if language.inflects_names and any(len(form) <= _SHORTEST for form in names_of(one.territory, tag or "und")):
            continue  # "палату" is no form of Palau
        if any(is_like(name, word.text) for word in theirs if word.is_capitalised):
            continue
        heads = _heads(one.territory, source_tag or "und")
        if not any(fold(word.text).startswith(heads) for word in theirs):
            yield one


def _countries(text: str, tag: str | None) -> Iterator[Country]:
    for place in named(text, tag):
        if not place.city and place.territory not in CONTINENTS:
            yield Country(place.start, place.end, place.territory)
    for word, codes in adjectives(text, tag):
        if len(codes) == 1 and zipf(word.folded, base(tag)) < _USUAL + 1:
            yield Country(word.start, word.end, next(iter(codes)))


def is_like(name: str, other: str) -> bool:
    """Whether two names with a capital may be one: Columbia is no country where the source has it too."""
    return fold(name)[:4] == fold(other)[:4] or same_name(other, name)


@cache
def _heads(territory: str, tag: str) -> tuple[str, ...]:
    """How words begin that speak of a territory in a language: "sír-" for Síria."""
    folded = (fold(name) for name in names_of(territory, tag))
    return tuple(name[: min(4, max(3, len(name) - 2))] for name in folded if len(name) > 3)


def is_spoken_of(country: Country, name: str, others: Sequence[tuple[str, str | None]]) -> bool:
    """Whether any of other texts, with their languages, speaks of a country, or has a name like ours."""
    return any(
        country.territory in mentioned(text, tag)
        or any(word.is_capitalised and is_like(name, word.text) for word in words(text))
        for text, tag in others
    )
