# SPDX-License-Identifier: Apache-2.0
"""Whether a word with a capital is a name or a noun, by how frequent it is at home and abroad.

Source: frequencies of `wordfreq`; thresholds our judgement, measured on clean news.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.engines.lexicon import is_short, zipf
from auditor.languages import base, profile
from auditor.languages.given import genders
from auditor.text.words import words

_LATIN = regex.compile(r"\p{Latin}")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_GREEK = regex.compile(r"\p{Greek}")
_RARE = 3.6  # Zipf; a capitalised word that is rarer is hardly a common noun
_UNHEARD = 2.8  # the same beside a language that might know it
_USUAL = 4.5  # Zipf; a more frequent word of the source is a name only if other languages have it as often
_AT_HOME = 0.7  # Zipf; a name is about as frequent in the other language as in its own
_ABROAD = 1.2  # the same for a capital in the middle of a sentence: "Rangers", "Brighton"
_HEARD = 3.0  # Zipf in the other language from which that holds
_ALIKE = 0.3  # Zipf; a word as frequent as that in both languages is hardly a noun of one
_COMPOUND = 11  # letters from which a word is rather a compound than a surname
_SELDOM = 4.0  # Zipf; beside another name a rarer word with a capital is a name
_COMMON = 5.0  # Zipf; a more frequent word may well be a noun of both languages: "senator", "marina"
KNOWN_NOUN = 2.0  # Zipf in the other language; among capitalised nouns a rarer word may be a compound
_LOANWORD = 3.9  # Zipf in the source's language; among capitalised nouns such a word may be a loan: "Phase"
_ADJECTIVE = frozenset({"en", "er", "em", "es", "he", "le", "re", "se", "te", "ne", "ge", "ve", "hr"})  # and "ihr"
LENDER = "en"  # the language that the titles of the world are in
_FORMS = ("s", "es", "ed", "d", "ing", "ly", "al", "ness")
_AFTER_Y = ("ies", "ied", "ily")
_AFTER_E = ("ing", "ed", "ation")
_RARER = 1.3  # Zipf; a plural is hardly rarer beside its noun: "bays", "federations"; "Smiths" and "Putins" are more
_SHORTEST = 3  # letters of such a noun
_TITLE = 3.2  # Zipf; a rarer word is hardly in a title
REFERENCES = ("fr", "de", "en")  # large lists of languages in Latin letters


class Name(NamedTuple):
    """A word or place, `[start, end)`, with the territory it names or an empty one."""

    text: str
    start: int
    end: int
    territory: str
    city: str
    first: bool  # begins a sentence: its capital says nothing


def head(word: str) -> str:
    """A word without what follows its apostrophe, unless that is the longer part: "Trump's", "d'Erdogan".

    >>> head("Fransa'nın"), head("l’Inde")
    ('Fransa', 'Inde')
    """
    if "'" not in word and "’" not in word and "ʼ" not in word:
        return word
    cut = next(place for place, mark in enumerate(word) if mark in "'’ʼ")
    first, rest = word[:cut], word[cut + 1 :]
    if first.islower() and rest[:1].isupper():  # "dell'ONU"
        return rest
    return max(first, rest, key=len) if cut < 3 else first


@lru_cache(maxsize=65536)
def script_of(text: str) -> str:
    """The cased script of a word, or empty."""
    for name, pattern in (("Latin", _LATIN), ("Cyrillic", _CYRILLIC), ("Greek", _GREEK)):
        if pattern.search(text):
            return name
    return ""


def may_be_a_noun(name: Name, text: str, tag: str | None, source_tag: str | None) -> bool:
    """Whether a word among capitalised nouns may be a loanword: usual abroad, or after an article or adjective."""
    language = profile(tag)
    if not language.capital_nouns:
        return False
    before = words(text[: name.start])[-1:]
    bound = any(
        word.folded in language.unfinished or word.text[-2:] in _ADJECTIVE for word in before if word.text.islower()
    )
    return bound or zipf(head(name.text).casefold(), base(source_tag)) >= _LOANWORD


def is_like_a_name(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a word is surely a name: as frequent in the other language as in its own, or rare in all."""
    language = profile(tag)
    folded = head(name.text).casefold()
    own, abroad = zipf(folded, base(tag)), zipf(folded, base(other))
    if script_of(folded) != "Latin":
        return own < _RARE
    if own > _COMMON:
        return False
    return abroad >= max(own - _AT_HOME, KNOWN_NOUN) or (
        own < _UNHEARD and folded.isascii() and (language.lexicon == "strict" or _has_apostrophe(name, tag))
    )


def _has_apostrophe(name: Name, tag: str | None) -> bool:
    """Whether an ending is set off, as only names have it: Fransa'nın."""
    return head(name.text) != name.text and name.text.startswith(head(name.text))


def is_foremost_a_name(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a word that is lost is rather a name than a noun: as frequent in the other language, or rare."""
    if name.territory:
        return True
    folded = head(name.text).casefold()
    own = zipf(folded, base(tag))
    return own <= _heard_abroad(folded, tag, other) + _AT_HOME or (own < _RARE and not name.first)


def is_hardly_a_noun(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a capital inside a sentence makes a name of a word that the other language has too: "Rangers"."""
    folded = head(name.text).casefold()
    abroad = _heard_abroad(folded, tag, other)
    inside = not name.first and not profile(tag).capital_nouns and profile(other).scripts[:1] == ("Latin",)
    return inside and abroad >= _HEARD and zipf(folded, base(tag)) <= abroad + _ABROAD


def is_rarely_a_noun(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a word is a name beyond doubt: rare, or as frequent abroad as at home."""
    own = zipf(head(name.text).casefold(), base(tag))
    return (
        not profile(tag).capital_nouns
        and not name.first
        and (own < _UNHEARD or own <= _heard_abroad(head(name.text).casefold(), tag, other) + _ALIKE)
    )


def is_unheard_of(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a short list knows a word as little as others do: it may be a form of any noun, "Koleksiyondaki"."""
    word = head(name.text).casefold()
    abroad = {base(other), *REFERENCES} - {base(tag)}
    return is_short(base(tag)) and not _has_apostrophe(name, tag) and not any(zipf(word, each) for each in abroad)


def is_seldom_a_noun(name: Name, tag: str | None) -> bool:
    """Whether a word with a capital inside a sentence is not usual: beside a name that is kept it is one."""
    inside = not name.first and not profile(tag).capital_nouns
    return inside and zipf(head(name.text).casefold(), base(tag)) < _SELDOM


def is_rare(name: Name, tag: str | None) -> bool:
    """Whether a word with a capital inside a sentence is in no list of its language."""
    language = profile(tag)
    if is_short(base(tag)) and not _has_apostrophe(name, tag):
        return False  # the list has few words: "Taraklılar"
    if len(name.text) >= _COMPOUND and (language.compounds or language.inflects_names):
        return False  # "Torymedlemmar", "Bizottságunkkal"
    return not (name.first or language.capital_nouns) and zipf(head(name.text).casefold(), base(tag)) < KNOWN_NOUN


def is_capital_noun(name: Name, tag: str | None) -> bool:
    """Whether a word may be a noun of a language that gives all of them a capital: not too rare, or long."""
    word = head(name.text).casefold()
    is_noun = zipf(word, base(tag)) >= _RARE or len(word) >= _COMPOUND
    return profile(tag).capital_nouns and not name.territory and is_noun


def is_home_noun(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a word among capitalised nouns is known at home alone: "Gebräuche"."""
    word = head(name.text).casefold()
    alone = zipf(word, base(tag)) > 0 and _heard_abroad(word, tag, other) < KNOWN_NOUN
    return profile(tag).capital_nouns and not name.territory and alone


def is_word_at_home(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a word is known in its own language alone, as no name of the news is: "Półwysep", "Against"."""
    word = head(name.text).casefold()
    if base(tag) != LENDER and word in profile(LENDER).function_words:
        return True
    abroad = {base(other), *REFERENCES} - {base(tag)}
    return zipf(word, base(tag)) >= KNOWN_NOUN and not any(zipf(word, each) for each in abroad)


def _heard_abroad(word: str, tag: str | None, other: str | None) -> float:
    """How frequent a word is in the other language; where that writes in another script, in languages that share it."""
    if script_of(word) != "Latin" or profile(other).scripts[:1] == ("Latin",):
        return zipf(word, base(other))
    return min(zipf(word, reference) for reference in REFERENCES if reference != base(tag))


def _singulars(word: str) -> Iterator[str]:
    """What a word may be the English plural of."""
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


@lru_cache(maxsize=16384)
def is_lent_noun(word: str) -> bool:
    """Whether a word is a common one of a language that lends its words: "Games" stands in titles anywhere.

    A common word has a plural or another form that is not much rarer; a name has none.

    >>> is_lent_noun("Awards"), is_lent_noun("Street"), is_lent_noun("Putin"), is_lent_noun("Smith")
    (True, True, False, False)
    """
    folded = head(word).casefold()
    if not folded.isascii() or len(folded) < _SHORTEST:
        return False
    stem = folded[:-1]
    if folded.title() in genders() or (folded[-1] == "s" and stem.title() in genders()):
        return False  # "Robert", "Roberts"
    own, singular = zipf(folded, LENDER), max((zipf(one, LENDER) for one in _singulars(folded)), default=0.0)
    if own < _TITLE:  # hardly in a title, unless it is a plural: "Mathew" has "Mathews"
        return own > 0 and singular >= max(own - _RARER, KNOWN_NOUN)
    forms = {folded + ending for ending in _FORMS} | {stem + ending for ending in _AFTER_Y if folded[-1] == "y"}
    forms |= {stem + ending for ending in _AFTER_E if folded[-1] == "e"}
    return max(singular, *(zipf(form, LENDER) for form in forms)) >= own - _RARER


def may_be_a_name(name: Name, tag: str | None) -> bool:
    """Whether a word is rather a name than a common noun of its language: rare, or as frequent in other large lists."""
    folded = head(name.text).casefold()
    own = zipf(folded, base(tag))
    if own < _USUAL or script_of(folded) != "Latin":
        return own < _USUAL
    return own <= min(zipf(folded, reference) for reference in REFERENCES if reference != base(tag)) + _AT_HOME
