# SPDX-License-Identifier: Apache-2.0
"""Countries that a translation names and its source does not speak of at all.

Source: CLDR names of territories, `places` of the profiles; measured on news in 27 languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.text.name_words import LENDER, is_lent_noun
from auditor.text.names import same_name
from auditor.text.places import CONTINENTS, adjectives, fold, heads, mentioned, named, names_of
from auditor.text.skeletons import sounds_the_same
from auditor.text.words import words

_SHORTEST = 5  # letters; shorter names are words of their own: "Chad", "Cuba" in inflected forms
_PLAIN = 4  # the same where names are not inflected
# Countries that translators name for their readers: "the Senate", "the Tories".
_UNDERSTOOD = frozenset({"GB", "US"})
_ARTICLE = 3  # letters of what is no name yet: "El", "San"
_USUAL = 4.0  # Zipf of a word that a capital at the head of a sentence makes look like a country: "Reunião"
_TOWN = regex.compile(r"(\p{Lu}[\p{L}'’-]{3,}),\s(?:\p{Ll}{1,4}\s)?$")


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
    known = mentioned(source, source_tag) if new else Counter[str]()
    new = [one for one in new if one.territory not in known]
    theirs = words(source) if new else ()
    spoken = profile(source_tag)
    heard = [] if spoken.cased else [form for word in theirs for form in heads(fold(word.text), spoken)]
    for one in new:
        name = text[one.start : one.end]
        is_word = not text[: one.start].strip() and zipf(name.casefold(), base(tag)) >= _USUAL
        least = _SHORTEST if language.inflects_names else _PLAIN
        if len(name) < least or is_word or name.casefold() in language.function_words:
            continue
        if "." in name or (base(tag) != LENDER and is_lent_noun(name)):
            continue  # St. Martin's, a church; "American Civil Liberties Union"
        if one.territory == _home(base(source_tag)) or _is_gloss(one, source, text) or _is_first_name(one, text):
            continue
        if mentioned(name, tag).keys() & known.keys():
            continue  # "Korea" may be either
        if language.inflects_names and any(len(form) <= _SHORTEST for form in names_of(one.territory, tag or "und")):
            continue  # "палату" is no form of Palau
        if any(is_like(name, word.text) for word in theirs if word.is_capitalised):
            continue
        parts = [part for part in fold(name).split() if len(part) > _ARTICLE]  # "El Salvador"
        if any(sounds_the_same(part, form) for part in parts for form in heard):
            continue  # ग्रीस beside यूनान
        beginnings = _heads(one.territory, source_tag or "und")
        if not any(fold(word.text).startswith(beginnings) for word in theirs):
            yield one


@cache
def _home(language: str) -> str:
    """The land where most speak a language: its papers seldom name it, and its translators must."""
    from babel.core import get_global

    return str(get_global("likely_subtags").get(language, "")).split("_")[-1]


def _is_gloss(country: Country, source: str, text: str) -> bool:
    """Whether it tells readers where a town of the source lies: "in Sinsheim, Germany"."""
    town = _TOWN.search(text, 0, country.start)
    return town is not None and fold(town.group(1)) in fold(source)


def _is_first_name(country: Country, text: str) -> bool:
    """Whether a surname follows: Jordan Spieth."""
    after = words(text[country.end :])[:1]
    return bool(after) and after[0].is_capitalised and text[country.end :].startswith(" " + after[0].text)


def _countries(text: str, tag: str | None) -> Iterator[Country]:
    places = named(text, tag)
    for place in places:
        if not place.city and place.territory not in CONTINENTS:
            yield Country(place.start, place.end, place.territory)
    for word, codes in adjectives(text, tag):
        if any(place.start <= word.start < place.end for place in places):
            continue  # "the Dominican Republic"
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
