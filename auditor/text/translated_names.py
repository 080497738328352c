# SPDX-License-Identifier: Apache-2.0
"""Surnames that were translated: Mr Wolf for Mr Wilk, by `name_words` of the profiles.

Source: `name_words`, our selection of surnames that are words of their language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from auditor.languages import Language, profile, tags
from auditor.languages.given import genders
from auditor.text.name_words import head
from auditor.text.names import is_first
from auditor.text.words import Word, words

# Names of places are made of these, and those are translated: the Thuringian Forest.
_LANDSCAPE = frozenset({"mountain", "river", "rock", "tower", "wood"})
_SPEAKS = frozenset('"“«„‟')


class Translated(NamedTuple):
    """A word of the text number `text`, `[start, end)`, and the surname it stands for."""

    text: int
    start: int
    end: int
    surname: str


@cache
def _meanings() -> dict[str, frozenset[tuple[str, str]]]:
    """For each surname of any language, its languages with what it means there."""
    found: dict[str, set[tuple[str, str]]] = {}
    for tag in tags():
        for word, meaning in profile(tag).name_words.items():
            found.setdefault(word, set()).add((tag, meaning))
    return {word: frozenset(known) for word, known in found.items()}


def surnames(text: str, tag: str | None) -> Iterator[tuple[str, frozenset[str]]]:
    """Surnames of a text that are words of a language, with their meanings: the last part of a full name."""
    every = words(text)
    language = profile(tag)
    for place, (before, word) in enumerate(pairwise(every), 1):
        plain = head(word.text)
        if plain.casefold() not in _meanings() or not plain[:1].isupper():
            continue
        together = before.is_capitalised and text[before.end : word.start] in (" ", "\u00a0")
        is_named = together and len(before.text) > 2 and before.folded not in language.function_words
        if is_named and not _is_of_body(every, place, language):
            yield plain, frozenset(meaning for _, meaning in _meanings()[plain.casefold()])


def translated(texts: Sequence[tuple[str, str | None]], known: dict[str, frozenset[str]]) -> Iterator[Translated]:
    """Capitalised words that mean what a known surname means, and stand where a surname may stand."""
    for number, (text, tag) in enumerate(texts):
        language = profile(tag)
        if not language.name_words or not language.cased:
            continue
        every = words(text)
        for place, word in enumerate(every):
            plain = head(word.text)
            meaning = language.name_words.get(plain.casefold())
            if meaning is None or not plain[:1].isupper() or plain in known:
                continue
            meant = next((name for name, meanings in known.items() if meaning in meanings and name != plain), None)
            if meant is not None and _stands_as_name(text, every, place, language, meaning in _LANDSCAPE):
                start = word.start + word.text.index(plain)
                yield Translated(number, start, start + len(plain), meant)


def _stands_as_name(text: str, every: Sequence[Word], place: int, language: Language, landscape: bool) -> bool:
    """Whether a verb of speech follows, or a first name or title stands before, and no other capital after."""
    word = every[place]
    if _is_of_body(every, place, language):
        return False
    if text[word.end : word.end + 3].lstrip(" ,:")[:1] in _SPEAKS:
        return True  # a quotation follows
    after = every[place + 1] if place + 1 < len(every) else None
    before = every[place - 1] if place else None
    if after is not None and text[word.end : after.start].strip(" \u00a0") == "":
        if after.folded in language.reporting_verbs:
            return True
        if after.is_capitalised:
            return False  # "White House"
    if landscape or language.capital_nouns or is_first(text, word.start) or before is None:
        return False
    together = before.is_capitalised and text[before.end : word.start].strip(". \u00a0") == ""
    return together and len(before.text) > 1


def _is_of_body(every: Sequence[Word], place: int, language: Language) -> bool:
    """Whether an article stands before the words with a capital that end here: "the United Methodist Church"."""
    opener = place - 1
    while opener >= 0 and every[opener].is_capitalised and every[opener].folded not in language.unfinished:
        opener -= 1
    opened = opener >= 0 and every[opener].folded in language.unfinished
    return opened and every[place - 1].text not in genders()
