# SPDX-License-Identifier: Apache-2.0
"""Names in a source and its translation: which are kept, lost, and come from nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from auditor.engines.lexicon import zipf
from auditor.languages import profile
from auditor.text.calendars import is_calendar
from auditor.text.name_words import (
    REFERENCES,
    Name,
    head,
    is_capital_noun,
    is_foremost_a_name,
    may_be_a_name,
    script_of,
)
from auditor.text.places import CONTINENTS, bare_words, fold, mentioned, named
from auditor.text.skeletons import respelt, skeleton, sounds_alike, sounds_the_same
from auditor.text.words import words

_OPENERS = " \t\"'“„«»‘’‹›([{¿¡—–-•*\u00a0\u202f\u200b"
_ELISIONS = frozenset("'’ʼ")
_GERESH = frozenset("‘׳")  # makes the letter before it another one, and the word another word
_ENDS = frozenset(".!?:;…。！？：।\n|/]")
_SIMILAR = 75.0  # of 100; "Merriman" and "Merriman's", "Peter" and "Pietro"
_ALMOST = 60.0  # of 100; likeness of two transcriptions: "Habibullaevic", "Habiboellajevitsj"
_SHORT = 3  # consonants of a name below which its sound says little, unless its letters can be compared
_SAME = 4  # letters at the beginning of two forms of one name: "Rocky", "Rockies"
_WIDE = CONTINENTS - {"EU"}  # a union stands for a place: "Brussels"
_MOST = 150  # names in one segment; a list of hundreds is no sentence, and comparing all with all takes long
_REACH = 160  # code points that word order moves a name in a sentence of news
_WORD = 4.5  # Zipf in one of the large lists from which a word is a noun or adjective: "Grand Prix"
_HEADLINE = 0.6  # share of words with a capital from which a sentence is a headline


def is_first(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a quotation or a heading, where any word has a capital."""
    if start > 1 and text[start - 1] in _ELISIONS and text[start - 2].isalpha():
        start = max(text.rfind(blank, 0, start) for blank in " \u00a0") + 1  # "d'Erdogan"
    before = text[:start].rstrip(_OPENERS)
    return not before or before[-1] in _ENDS or text[len(before) : start].strip(" \u00a0") != ""


@lru_cache(maxsize=64)
def names(text: str, tag: str | None) -> tuple[Name, ...]:
    """The names in a text: places, and in cased languages words with a capital, the first ones told apart."""
    language = profile(tag)
    places = [
        place
        for place in named(text, tag)
        if text[place.end : place.end + 1] not in _GERESH and not is_calendar(text[place.start : place.end], tag)
    ]
    found = [Name(text[p.start : p.end], p.start, p.end, p.territory, p.city, is_first(text, p.start)) for p in places]
    if language.cased:
        taken = [(p.start, p.end) for p in places]
        found += [
            Name(word.text, word.start, word.end, "", "", is_first(text, word.start))
            for word in bare_words(text)
            if word.text[0].isupper()
            and _is_name(word.text, language.tag)
            and not any(start <= word.start < end for start, end in taken)
        ]
    return tuple(sorted(found, key=lambda name: name.start))


@lru_cache(maxsize=65536)
def _is_name(word: str, tag: str) -> bool:
    """Whether a word with a capital may be a name."""
    plain, language = head(word), profile(tag)
    if f"{plain.casefold()}." in language.abbreviations:
        return False
    if len(plain) < 3 or plain[:2].isupper() or not plain.isalpha():  # abbreviations, HCoV
        return False
    if plain[-1].isupper():
        return False  # "CoV"
    if plain.casefold() in language.masculine or plain.casefold() in language.feminine:
        return False  # "Bay Lyle", "Senatorin Lyle"
    return plain.casefold() not in language.function_words and not is_calendar(word, tag)


def is_there(name: Name, text: str, tag: str | None) -> bool:
    """Whether the other text has the name at all; as it is spelt is soonest seen."""
    plain = fold(head(name.text))
    return (len(plain) > 3 and plain in fold(text)) or kept(name, text, tag) > 0


def kept(name: Name, text: str, tag: str | None) -> int:
    """How often the other text has the name: its territory in any form, or words spelt or sounding like it."""
    counts = mentioned(text, tag)
    of_place = counts[name.city] or counts[name.territory] if name.territory else 0
    every = words(name.text)
    return max(of_place, _alike(head(every[0].text), bool(name.territory), text, tag)) if every else of_place


@lru_cache(maxsize=512)
def _alike(name: str, is_place: bool, text: str, tag: str | None) -> int:
    """How many words of a text are spelt or sound like a name; a known place has its own, so that it must be exact."""
    folded, script = fold(name), script_of(name)
    cased, sounds = profile(tag).cased, sounds_the_same if is_place else sounds_alike
    is_long = cased or not is_place or len(skeleton(name)) >= _SHORT  # without capitals any word may be one
    count = 0
    for word, other in _heads(text, tag):
        if folded == other or (len(folded) > 3 and folded in other) or (len(other) > 3 and other in folded):
            count += 1
        elif not cased or word[0].isupper():
            same = script and script_of(word) == script
            count += _is_spelt_alike(folded, other) if same else is_long and sounds(name, word)
    return count


@lru_cache(maxsize=64)
def _heads(text: str, tag: str | None) -> tuple[tuple[str, str], ...]:
    """The words of a text without endings after an apostrophe, as they stand and folded."""
    return tuple((plain, fold(plain)) for word in words(text) if (plain := head(word.text)))


def _is_spelt_alike(one: str, other: str) -> bool:
    if one == other or (len(one) > 3 and one in other) or (len(other) > 3 and other in one):
        return True
    if respelt(one) == respelt(other):
        return True
    if one[:1] == other[:1] and fuzz.ratio(one, other) >= _SIMILAR:
        return True
    first, second = skeleton(one), skeleton(other)
    return min(len(first), len(second)) > 2 and (first.startswith(second) or second.startswith(first))


def is_spoken_of(name: Name, counts: Counter[str], others: Counter[str]) -> bool:
    """Whether a text with the second counts speaks of a place as often as the one it is named in, with the first."""
    return any(others[code] and others[code] >= counts[code] for code in (name.city, name.territory) if code)


def lost(source: str, source_tag: str | None, text: str, tag: str | None) -> list[Name]:
    """Names of the source that the translation has less often, or not at all."""
    every = names(source, source_tag)
    return [
        name
        for name in every
        if (name.territory or may_be_a_name(name, source_tag))
        and kept(name, text, tag) < _count(name, every, mentioned(source, source_tag))
        and not (name.city and is_spoken_of(name, mentioned(source, source_tag), mentioned(text, tag)))
    ]


def _count(name: Name, every: Sequence[Name], counts: Counter[str]) -> int:
    if name.territory:
        return max(counts[name.territory], 1)
    return sum(head(other.text) == head(name.text) for other in every)


def is_headline(text: str) -> bool:
    """Whether nearly all longer words have a capital, the last ones too, and no stop ends it."""
    long = [word for word in words(text) if len(word.text) > 3]
    capitals = sum(word.is_capitalised for word in long)
    if text.rstrip("\"'”’»)").endswith((".", "。")):
        return False
    if capitals == len(long):
        return bool(long)  # a heading or a caption: "The Eleventh Doctor"
    return len(long) > 3 and all(word.is_capitalised for word in long[-2:]) and capitals > _HEADLINE * len(long)


def lost_people(source: str, source_tag: str | None, text: str, tag: str | None) -> list[tuple[int, int]]:
    """Spans of full names of which the translation has no part: two words that are surely names, side by side."""
    if len(names(source, source_tag)) > _MOST:
        return []
    if is_headline(source):
        return []  # "Quake Strikes Northern Island"
    every = [name for name in names(source, source_tag) if not name.territory and not name.first]
    found = []
    for one, other in pairwise(every):
        if (
            source[one.end : other.start] != " "
            or is_there(other, text, tag)
            or not all(
                script_of(name.text)
                and is_foremost_a_name(name, source_tag, tag)
                and may_be_a_name(name, source_tag)
                and not is_capital_noun(name, source_tag)
                and not mentioned(name.text, source_tag)
                for name in (one, other)
            )
        ):
            continue
        if (
            not all(map(_is_usual, (one.text, other.text)))
            and not is_there(one, text, tag)
            and not is_there(other, text, tag)
        ):
            found.append((one.start, other.end))
    return found


@lru_cache(maxsize=4096)
def _is_usual(word: str) -> bool:
    """Whether a word is a usual one of a language that lends many."""
    return max(zipf(head(word).casefold(), reference) for reference in REFERENCES) >= _WORD


def same_name(one: str, other: str) -> bool:
    """Whether two words may be one name, in one script or two."""
    if script_of(one) and script_of(one) == script_of(other):
        return _is_spelt_alike(fold(one), fold(other))
    return sounds_alike(one, other)


def is_named_in(name: str, text: str) -> bool:
    """Whether a text has a word with a capital that may be this name."""
    return any(word.is_capitalised and same_name(name, head(word.text)) for word in words(text))
