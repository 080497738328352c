# SPDX-License-Identifier: Apache-2.0
"""Names among capitalised nouns that stand where the source has another: "Merkel" for "Basescu".

Where every noun has a capital, ours must be a name in all the world: a given name before a strange surname, a word
about as frequent in all languages of Latin letters and without a plural, or one that is in no list and no compound.
Source: frequencies of `wordfreq`, thresholds our judgement, measured on translated news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.languages.given import genders
from auditor.text.name_swaps import Swap, is_surely_lost, lost_names, may_be_one, strange_names
from auditor.text.name_words import LENDER, Name, head, is_lent_noun, script_of
from auditor.text.names import is_first

_WORLD = ("de", "en", "es", "fr", "it", "nl", "pt")  # large lists of languages in Latin letters
_HEARD, _EVEN = 2.0, 1.9  # Zipf of a name in each of them but one, and how far apart these are
_COMMON = 5.0  # Zipf in the language that lends its words; a more frequent one is a noun in a title: "World"
_UNKNOWN, _SHORT = 1.3, 9  # Zipf, and letters: what is longer may be a compound
_LEAST = 4  # letters
_FORMS, _FORM = (
    ("es", "en", "n", "ern"),
    2.0,
)  # endings of a noun, no name has them; Zipf from which there is such a form
_PART, _PART_LETTERS = 3.0, 3  # Zipf and letters of a word that is a part of a compound
_QUOTES = regex.compile(r"[\"“”„«»]")
_INITIAL = regex.compile(r"\s+(?:\p{Lu}\.\s*)?$")
_APART = 0.15  # of the length of a sentence: word order moves a name no farther, as a rule


def exchanged_names(source: str, source_tag: str | None, text: str, tag: str | None) -> Iterator[Swap]:
    """Names of a translation into a language with capitalised nouns, and those of the source that they stand for."""
    if not profile(tag).capital_nouns:
        return
    every = strange_names(source, source_tag, text, tag)
    lost = [name for name in lost_names(source, source_tag, text, tag) if every and not name.first]
    lost = [name for name in lost if is_surely_lost(name, source_tag, tag)]
    inside = [name for name in every if lost and not (name.territory or _begins(text, name))]
    strange = [name for name in inside if _is_sure(name, every, text, tag)]
    for name in strange:
        is_even = _is_even(name.text, base(tag))
        for other in lost:
            near = abs(name.start / len(text) - other.start / len(source)) <= _APART
            if near and (is_even or not other.territory) and not may_be_one(name, tag, other, source_tag):
                yield Swap(name, other, anchored=False, listed=False)
                break


def _begins(text: str, name: Name) -> bool:
    """Whether a name begins a sentence; behind a quotation mark its capital says as much as elsewhere."""
    return name.first and is_first(_QUOTES.sub(" ", text), name.start)


def _is_sure(name: Name, every: Sequence[Name], text: str, tag: str | None) -> bool:
    if head(name.text) in genders():
        return any(_INITIAL.fullmatch(text[name.end : other.start]) for other in every if other.start > name.end)
    return _is_even(name.text, base(tag)) or _is_unknown(name, tag)


@lru_cache(maxsize=16384)
def _is_even(word: str, tag: str) -> bool:
    """Whether a word is about as frequent in one language as in another, as names are, and has no forms of a noun."""
    folded = head(word).casefold()
    if len(folded) < _LEAST or script_of(folded) != "Latin" or is_lent_noun(word) or zipf(folded, LENDER) >= _COMMON:
        return False
    _, low, *_, high = sorted(zipf(folded, each) for each in _WORLD)
    return low >= _HEARD and high - low <= _EVEN and not any(zipf(folded + end, tag) >= _FORM for end in _FORMS)


def _is_unknown(name: Name, tag: str | None) -> bool:
    word, own = head(name.text).casefold(), base(tag)
    cuts = range(_PART_LETTERS, len(word) - _PART_LETTERS + 1)
    is_compound = any(min(zipf(word[:cut], own), zipf(word[cut:], own)) >= _PART for cut in cuts)
    return _LEAST <= len(word) <= _SHORT and zipf(word, own) < _UNKNOWN and not is_compound
