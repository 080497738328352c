# SPDX-License-Identifier: Apache-2.0
"""Countries, unions and continents that stand where the source has another: "the European authorities" for the French.

Counted are all ways of speaking of a place, adjectives and abbreviations too: the translation must have one more often
than the source, which has another that the translation lacks, about as far into the sentence; nearer, where the
source speaks of ours too.
Source: CLDR names of territories, `places` of the profiles; limits measured on news in 27 languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from auditor.languages import base, profile
from auditor.text.places import abbreviated, derived, mentioned, named

_APART = 0.2  # of the length of a sentence: word order moves a place no farther, as a rule; our judgement
_NEAR = 0.12  # the same where both texts have it; our judgement
_SHORTEST = 5  # letters, where names are inflected: "Ганс" is no form of Гана


class Spoken(NamedTuple):
    """Words that speak of a place, `[start, end)`, and all the territories that they may mean."""

    start: int
    end: int
    codes: frozenset[str]


class Exchange(NamedTuple):
    """What our text has, and what the source has in its place."""

    ours: Spoken
    theirs: Spoken


def exchanged(source: str, source_tag: str | None, text: str, tag: str | None) -> Iterator[Exchange]:
    """Places of the translation that stand for another of the source, in languages that give names a capital."""
    languages = profile(tag), profile(source_tag)
    if base(tag) == base(source_tag) or not all(language.cased and language.spaced for language in languages):
        return
    there = mentioned(source, source_tag)
    gained = _surplus(text, tag, there)
    lost = _long(source, source_tag) if gained else ()
    here = mentioned(text, tag) if lost else {}
    for ours in gained:
        reach = _NEAR if _count(ours, there) else _APART
        for theirs in lost:
            near = abs(ours.start / len(text) - theirs.start / len(source)) <= reach
            if near and not _count(theirs, here) and not ours.codes & theirs.codes:
                yield Exchange(ours, theirs)
                break


def _surplus(text: str, tag: str | None, there: Mapping[str, int]) -> list[Spoken]:
    """Places that a text speaks of more often than the other, of which the counts are given."""
    found = _long(text, tag)
    often = Counter(one.codes for one in found)
    return [one for one in found if often[one.codes] > _count(one, there)]


def _long(text: str, tag: str | None) -> list[Spoken]:
    least = _SHORTEST if profile(tag).inflects_names else 0
    return [one for one in spoken(text, tag) if one.end - one.start >= least]


def _count(one: Spoken, counts: Mapping[str, int]) -> int:
    return sum(counts.get(code, 0) for code in one.codes)


@lru_cache(maxsize=64)
def spoken(text: str, tag: str | None) -> tuple[Spoken, ...]:
    """The words of a text that surely speak of a place: names, adjectives, abbreviations."""
    found = [Spoken(place.start, place.end, frozenset({place.territory})) for place in named(text, tag)]
    for word, codes in (*derived(text, tag), *abbreviated(text, tag)):
        if not any(one.start <= word.start < one.end for one in found):
            found.append(Spoken(word.start, word.end, codes))
    return tuple(sorted(found, key=lambda one: one.start))
