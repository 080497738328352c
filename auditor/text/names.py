# SPDX-License-Identifier: Apache-2.0
"""Names in a source and its translation: which are kept, lost, and come from nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.text.calendars import is_calendar
from auditor.text.name_words import (
    KNOWN_NOUN,
    REFERENCES,
    Name,
    head,
    is_capital_noun,
    is_foremost_a_name,
    is_hardly_a_noun,
    is_home_noun,
    is_like_a_name,
    is_rare,
    is_rarely_a_noun,
    is_seldom_a_noun,
    may_be_a_name,
    may_be_a_noun,
    script_of,
)
from auditor.text.places import CONTINENTS, adjectives, bare_words, fold, is_derived, mentioned, named
from auditor.text.skeletons import respelt, skeleton, sounds_alike, sounds_the_same
from auditor.text.words import Word, words

_OPENERS = " \t\"'“„«»‘’‹›([{¿¡—–-•*\u00a0\u202f\u200b"
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
    count = 0
    for word, other in _heads(text, tag):
        if folded == other or (len(folded) > 3 and folded in other) or (len(other) > 3 and other in folded):
            count += 1
        elif not cased or word[0].isupper():
            same = script and script_of(word) == script
            count += _is_spelt_alike(folded, other) if same else sounds(name, word)
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


def lost(source: str, source_tag: str | None, text: str, tag: str | None) -> list[Name]:
    """Names of the source that the translation has less often, or not at all."""
    every = names(source, source_tag)
    return [
        name
        for name in every
        if (name.territory or may_be_a_name(name, source_tag))
        and kept(name, text, tag) < _count(name, every, mentioned(source, source_tag))
    ]


def _count(name: Name, every: Sequence[Name], counts: Counter[str]) -> int:
    if name.territory:
        return max(counts[name.territory], 1)
    return sum(head(other.text) == head(name.text) for other in every)


def _is_headline(text: str) -> bool:
    """Whether nearly all longer words have a capital, the last ones too."""
    long = [word for word in words(text) if len(word.text) > 3]
    capitals = sum(word.is_capitalised for word in long)
    return len(long) > 3 and all(word.is_capitalised for word in long[-2:]) and capitals > _HEADLINE * len(long)


def lost_people(source: str, source_tag: str | None, text: str, tag: str | None) -> list[tuple[int, int]]:
    """Spans of full names of which the translation has no part: two words that are surely names, side by side."""
    if len(names(source, source_tag)) > _MOST:
        return []
    if _is_headline(source):
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


class Swap(NamedTuple):
    """A name of the translation and the one that the source has in its place."""

    ours: Name
    theirs: Name
    anchored: bool  # both stand beside one name that is kept: "Rupert Lyle", "Ralph Lyle"


def swaps(source: str, source_tag: str | None, text: str, tag: str | None) -> list[Swap]:
    """Names of the translation that stand where the source has another.

    A place answers only to a place, a continent only to a continent; another word
    answers to one beside the same neighbour, or else to a word or place that is
    lost, if it is surely a name.
    """
    if max(len(names(text, tag)), len(names(source, source_tag))) > _MOST:
        return []
    strange = [name for name in names(text, tag) if not is_there(name, source, source_tag) and _is_own(name, tag)]
    strange = [
        name for name in strange if name.territory or not any(is_derived(name.text, other) for other in REFERENCES)
    ]
    derived = _adjectives(text, tag, source, source_tag)
    strange += derived
    strange = [name for name in strange if not _is_of_place(name, text, tag)]
    if not strange:
        return []
    gone = [name for name in lost(source, source_tag, text, tag) if _is_own(name, source_tag)]
    gone += _adjectives(source, source_tag, text, tag)
    begun = {fold(head(name.text))[:_SAME] for name in strange if not name.territory}
    gone = [name for name in gone if name.territory or fold(head(name.text))[:_SAME] not in begun]
    if not gone:
        return []
    sure = [
        name
        for name in gone
        if is_hardly_a_noun(name, source_tag, tag)
        or (
            is_foremost_a_name(name, source_tag, tag)
            and not is_capital_noun(name, source_tag)
            and not is_home_noun(name, source_tag, tag)
        )
    ]
    anchors = [name for name in gone if name in sure or is_seldom_a_noun(name, source_tag)]
    found = []
    for name in strange:
        beside = None if name in derived else _beside(name, anchors, source, source_tag, text, tag)
        answers = [beside] if beside else _near(name, _answers(name, sure, text, tag, source_tag), source, text, tag)
        answers = [other for other in answers if not _may_be_one(name, tag, other, source_tag)]
        is_noun = may_be_a_noun(name, text, tag, source_tag) or _is_of_title(name, text, tag)
        if beside is None and not name.territory and is_noun:
            continue
        if answers and (
            name.territory
            or is_like_a_name(name, tag, source_tag)
            or (is_rare(name, tag) and not _is_headline(source) and is_rarely_a_noun(answers[0], source_tag, tag))
        ):
            found.append(Swap(name, answers[0], beside is not None))
    return found


def _is_of_place(name: Name, text: str, tag: str | None) -> bool:
    """Whether a place follows at once that belongs to the one named: 中国香港."""
    rest = [place.territory for place in named(text, tag) if place.start == name.end]
    return name.territory == "CN" and any(territory in ("TW", "HK", "MO") for territory in rest)


def _is_of_title(name: Name, text: str, tag: str | None) -> bool:
    """Whether a common noun with a capital follows, or two stand before: "State Housing Inspectorate"."""
    every = words(text)
    place = next((place for place, word in enumerate(every) if word.start == name.start), 0)
    before = [_is_title_noun(word, tag) for word in every[max(place - 2, 0) : place]]
    after = [text[name.end : word.start] == " " and _is_title_noun(word, tag) for word in every[place + 1 : place + 2]]
    return any(after) or (len(before) > 1 and all(before))


def _is_title_noun(word: Word, tag: str | None) -> bool:
    is_noun = word.is_capitalised and word.folded not in profile(tag).function_words
    return is_noun and not may_be_a_name(Name(word.text, word.start, word.end, "", "", False), tag)


def _near(name: Name, gone: Sequence[Name], source: str, text: str, tag: str | None) -> list[Name]:
    """The names that stand about as far into the source as ours does into the text."""
    reach = _REACH if profile(tag).spaced else _REACH // 2
    ours = name.start / len(text)
    return [other for other in gone if abs(ours - other.start / len(source)) * len(text) <= reach]


def _adjectives(text: str, tag: str | None, other: str, other_tag: str | None) -> list[Name]:
    """Adjectives of territories of which the other text does not speak."""
    there = mentioned(other, other_tag).keys()
    return [
        Name(word.text, word.start, word.end, min(codes), "", is_first(text, word.start))
        for word, codes in adjectives(text, tag)
        if not codes & there and not any(name.start == word.start and name.territory for name in names(text, tag))
    ]


def _is_own(name: Name, tag: str | None) -> bool:
    """Whether a word is not derived from a territory: "Chilean", "Indonesians"; cities are too many to be sure."""
    return bool(name.territory) or not is_derived(name.text, tag)


def _may_be_one(name: Name, tag: str | None, other: Name, source_tag: str | None) -> bool:
    """Whether two words may be one name after all, with an ending or in another transcription."""
    if name.territory and other.territory:
        return False
    one, two = fold(head(name.text)), fold(head(other.text))
    if respelt(one) == respelt(two) or (one[:1] == two[:1] and skeleton(one) == skeleton(two)):
        return True  # "Khan", "Han"; "Mary", "Maria"
    if one.startswith(two) and profile(tag).inflects_names:
        return True
    if all(
        zipf(word.casefold(), base(t)) >= KNOWN_NOUN
        for word in (head(name.text), head(other.text))
        for t in (tag, source_tag)
    ):
        return False  # two names that both languages know
    if one[:3] == two[:3] or fuzz.ratio(one, two) >= _ALMOST:
        return True
    short = len(skeleton(two)) < _SHORT and (script_of(one) != script_of(two) or len(two) < 2 * _SHORT)
    return sounds_alike(one, two) or (skeleton(one)[:1] == skeleton(two)[:1] and short)


def _beside(
    name: Name, gone: Sequence[Name], source: str, source_tag: str | None, text: str, tag: str | None
) -> Name | None:
    """The lost name beside the same kept neighbour, if there is one."""
    for after, ours in _neighbours(name, names(text, tag), text):
        for other in gone:
            for follows, theirs in _neighbours(other, names(source, source_tag), source):
                if after == follows and same_name(head(ours.text), head(theirs.text)):
                    return other
    return None


def _neighbours(name: Name, every: Sequence[Name], text: str) -> list[tuple[bool, Name]]:
    return [
        (other.start >= name.end, other)
        for other in every
        if (text[name.end : other.start] in (" ", "\u00a0", "・", "·") and other.start > name.start)
        or (text[other.end : name.start] in (" ", "\u00a0", "・", "·") and other.start < name.start)
    ]


def same_name(one: str, other: str) -> bool:
    """Whether two words may be one name, in one script or two."""
    if script_of(one) and script_of(one) == script_of(other):
        return _is_spelt_alike(fold(one), fold(other))
    return sounds_alike(one, other)


def is_named_in(name: str, text: str) -> bool:
    """Whether a text has a word with a capital that may be this name."""
    return any(word.is_capitalised and same_name(name, head(word.text)) for word in words(text))


def _answers(name: Name, gone: Sequence[Name], text: str, tag: str | None, source_tag: str | None) -> list[Name]:
    if name.territory:
        wide = name.territory in _WIDE
        places = [other for other in gone if other.territory and (other.territory in _WIDE) == wide]
        return (
            places
            if places or not name.city or not profile(tag).cased
            else [other for other in gone if not other.territory]
        )
    if name.first or script_of(name.text) != "Latin":
        return []
    apart = profile(source_tag).cased  # 印度 in 印度教 is no place
    return [other for other in gone if not other.territory or (apart and not kept(other, text, tag))]
