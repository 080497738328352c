# SPDX-License-Identifier: Apache-2.0
"""Names of a translation that stand where its source has another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.languages.given import genders
from auditor.text.known_people import Person, counted, known_people
from auditor.text.name_words import (
    KNOWN_NOUN,
    LENDER,
    REFERENCES,
    Name,
    head,
    is_capital_noun,
    is_foremost_a_name,
    is_hardly_a_noun,
    is_home_noun,
    is_lent_noun,
    is_like_a_name,
    is_rare,
    is_rarely_a_noun,
    is_seldom_a_noun,
    is_unheard_of,
    is_word_at_home,
    may_be_a_name,
    may_be_a_noun,
    script_of,
)
from auditor.text.names import is_first, is_headline, is_there, lost, names, same_name
from auditor.text.places import CONTINENTS, adjectives, fold, is_derived, mentioned, named
from auditor.text.skeletons import respelt, skeleton, sounds_alike, sounds_the_same
from auditor.text.words import Word, words

_ALMOST = 60.0  # of 100; likeness of two transcriptions: "Habibullaevic", "Habiboellajevitsj"
_SHORT = 3  # consonants of a name below which its sound says little, unless its letters can be compared
_SAME = 4  # letters at the beginning of two forms of one name: "Rocky", "Rockies"
_WIDE = CONTINENTS - {"EU"}  # a union stands for a place: "Brussels"
_MOST = 150  # names in one segment; a list of hundreds is no sentence, and comparing all with all takes long
_FAITH = 4.7  # Zipf of what is more than a given name: "Christian"
_REACH = 160  # code points that word order moves a name in a sentence of news


class Swap(NamedTuple):
    """A name of the translation and the one that the source has in its place."""

    ours: Name
    theirs: Name
    anchored: bool  # both stand beside one name that is kept: "Rupert Lyle", "Ralph Lyle"
    listed: bool  # ours is a place, or someone whom every paper knows


def swaps(source: str, source_tag: str | None, text: str, tag: str | None) -> list[Swap]:
    """Names of the translation that stand where the source has another.

    A place answers only to a place, a continent only to a continent; another word
    answers to one beside the same neighbour, or else to a word or place that is
    lost, if it is surely a name.
    """
    if max(len(names(text, tag)), len(names(source, source_tag))) > _MOST:
        return []
    derived = _adjectives(text, tag, source, source_tag)
    strange = [*strange_names(source, source_tag, text, tag), *derived]
    gone = lost_names(source, source_tag, text, tag) if strange else ()
    sure = [name for name in gone if is_surely_lost(name, source_tag, tag)]
    anchors = [
        name
        for name in gone
        if name in sure or (is_seldom_a_noun(name, source_tag) and not is_word_at_home(name, source_tag, tag))
    ]
    found = []
    for name in strange:
        beside = None if name in derived else _beside(name, anchors, source, source_tag, text, tag)
        answers = [beside] if beside else _near(name, _answers(name, sure, text, tag, source_tag), source, text, tag)
        answers = [other for other in answers if not may_be_one(name, tag, other, source_tag)]
        is_noun = may_be_a_noun(name, text, tag, source_tag) or _is_of_title(name, text, tag)
        if beside is None and not name.territory and (is_noun or is_lent_noun(name.text)):
            continue
        if answers and (
            name.territory
            or (beside is not None and not is_lent_noun(name.text) and _is_surname(beside, source, source_tag, tag))
            or is_like_a_name(name, tag, source_tag)
            or (is_rare(name, tag) and not is_headline(source) and is_rarely_a_noun(answers[0], source_tag, tag))
        ):
            found.append(Swap(name, answers[0], beside is not None, bool(name.territory)))
    taken = {swap.ours.start for swap in found}
    return found + [swap for swap in _people(source, source_tag, text, tag) if swap.ours.start not in taken]


def _people(source: str, source_tag: str | None, text: str, tag: str | None) -> list[Swap]:
    """People whom every paper knows, for others whom the translation names less often than the source."""
    if not known_people(text):
        return []
    here, there = counted(text), counted(source)
    ours = [one for one in known_people(text) if not there[one.name] and not _is_heard(one, source)]
    theirs = [one for one in known_people(source) if here[one.name] < there[one.name]] if ours else []
    theirs = [one for one in theirs if here[one.name] or not _is_heard(one, text)]
    gone = [Name(source[one.start : one.end], one.start, one.end, "", "", False) for one in theirs]
    found = []
    for one in ours:
        name = Name(text[one.start : one.end], one.start, one.end, "", "", False)
        answers = _near(name, gone, source, text, tag)
        if answers:
            found.append(Swap(name, answers[0], anchored=False, listed=True))
    return found


def _is_surname(name: Name, source: str, tag: str | None, other: str | None) -> bool:
    """Whether a lost word after a given name is in no language a word of its own: nothing but a name can answer."""
    before = words(source[: name.start])[-1:]
    return (
        bool(before)
        and before[0].text in genders()
        and is_rarely_a_noun(name, tag, other)
        and not is_lent_noun(name.text)
    )


def _is_heard(person: Person, text: str) -> bool:
    """Whether a text may name someone in a way that no list has."""
    return any(sounds_the_same(person.name, head(word.text)) for word in words(text))


@lru_cache(maxsize=64)
def strange_names(source: str, source_tag: str | None, text: str, tag: str | None) -> tuple[Name, ...]:
    """Names of the translation that the source has not in any form; none but places in a headline."""
    only_places = profile(tag).cased and is_headline(text)
    return tuple(
        name
        for name in names(text, tag)
        if (name.territory or not only_places)
        and not is_there(name, source, source_tag)
        and all(_is_own(name, other) for other in (tag, *REFERENCES))
        and (name.territory or not _has_like(source, name.text))
        and not _is_of_place(name, text, tag)
        and ". " not in name.text  # St. Martin's, a church
    )


@lru_cache(maxsize=64)
def lost_names(source: str, source_tag: str | None, text: str, tag: str | None) -> tuple[Name, ...]:
    """Names of the source that the translation has lost, and has no word like."""
    every = [name for name in lost(source, source_tag, text, tag) if _is_own(name, source_tag)]
    every = [name for name in every if name.territory or not _has_like(text, name.text)]
    return (*every, *_adjectives(source, source_tag, text, tag))


def _has_like(text: str, name: str) -> bool:
    """Whether a text has another word that begins as a name does, a form of it or derived of it: "Rocky", "Rockies"."""
    folded = fold(head(name))
    begun = _begun(text).get(folded[:_SAME], frozenset())
    return len(folded) >= _SAME and bool(begun - {folded})


@lru_cache(maxsize=64)
def _begun(text: str) -> dict[str, frozenset[str]]:
    """The words of a text by how they begin."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words(text):
        folded = fold(head(word.text))
        found[folded[:_SAME]].add(folded)
    return {beginning: frozenset(each) for beginning, each in found.items()}


def is_surely_lost(name: Name, tag: str | None, other: str | None) -> bool:
    """Whether a lost word or place is a name beyond doubt, not a noun or the part of a title."""
    if name.territory:
        return True
    if (
        is_word_at_home(name, tag, other)
        or is_unheard_of(name, tag, other)
        or (base(tag) != LENDER and is_lent_noun(name.text))
    ):
        return False
    if name.first and script_of(name.text) != "Latin":
        return False  # that a relative has the word as often says nothing
    return is_hardly_a_noun(name, tag, other) or (
        is_foremost_a_name(name, tag, other) and not is_capital_noun(name, tag) and not is_home_noun(name, tag, other)
    )


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
    return bool(name.territory) or head(name.text) in genders() or not is_derived(name.text, tag)


def may_be_one(name: Name, tag: str | None, other: Name, source_tag: str | None) -> bool:
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
    return [other for other in gone if not other.territory or _is_given(name)]


def _is_given(name: Name) -> bool:
    """Whether a word is a given name and hardly a noun, so that no place may stand in its stead: "Kevin's turn"."""
    plain = head(name.text)
    return plain in genders() and zipf(plain.casefold(), LENDER) < _FAITH
