# SPDX-License-Identifier: Apache-2.0
"""Clauses of a source that a translation has lost, and clauses that it has added.

Two kinds of evidence must agree: the translation is shorter (longer) than sound ones
are, and a run of words on one side finds nothing on the other that speaks for it.

Source: lengths after Gale and Church 1993; runs after Karlin and Altschul 1990, by the
vectors of the shipped model. Both are read against what is usual for the language
(`length_spread`, `usual_doubt` of the profiles). Limits measured on NTREX, 27 languages.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.engines.token_vectors import Doubt, doubts
from auditor.languages import Language, profile
from auditor.model import Segment, Span
from auditor.text.spacing import has_seam
from auditor.text.unanswered import unanswered
from auditor.text.words import Word, words

_LATIN = regex.compile(r"\p{Latin}")
_ENDED = regex.compile(r"[.!?…。！？؟।][\p{Pf}\p{Pe}\p{Pi}\"'\s]*$")
_SHORTEST = 40  # code points of English, by which a text must be said: one word more or less is much in a shorter one
_LEAST_DOUBT = 0.6  # share of the usual doubt below which a run says nothing
_MOST_DOUBT = 2.0  # more says no more: names in another script are unlike all


class Clause(NamedTuple):
    """A clause: its span in its own text, the place on the other side, and how sure it is (spreads and doubts)."""

    span: Span
    place: int
    sureness: float


@lru_cache(maxsize=64)
def strayed(segment: Segment) -> float:
    """How far the length of a translation is from the usual one, in spreads; below 0 it is short, 0.0 not known."""
    source, text = profile(segment.source_language), profile(segment.language)
    spread = math.hypot(source.length_spread, text.length_spread)  # English is what the others are measured by
    if not (segment.source and spread and _is_known(source) and _is_known(text)):
        return 0.0
    one, other = _as_english(segment.source, source), _as_english(segment.translation, text)
    return (other - one) / math.sqrt((one + other) / 2) / spread if min(one, other) >= _SHORTEST else 0.0


def _as_english(text: str, language: Language) -> float:
    """The length of a text, counted as English; names in Latin letters stay as long as they are."""
    copied = len(_LATIN.findall(text)) if language.relative_length < 1 and "Latin" not in language.scripts else 0
    return copied + (len(text.strip()) - copied) / language.relative_length


def lost_clause(segment: Segment, weight: float, sure: float) -> Clause | None:
    """The run of the source that nothing answers to, in a translation that is too short, by more than `sure`.

    `weight` is that of the doubt beside the length.
    """
    stray = -strayed(segment)
    if stray + weight * _MOST_DOUBT <= sure or unanswered(segment)[0] or _breaks_off(segment):
        return None  # a whole sentence is lost, or the end
    lost = _found(segment, stray, weight, of_source=True)
    return lost if lost is not None and lost.sureness > sure else None


def added_clause(segment: Segment, weight: float, sure: float, seamed: float) -> Clause | None:
    """The run of a translation that nothing answers to, where it is too long; `seamed` is enough where a seam shows."""
    stray = strayed(segment)
    most = stray + weight * _MOST_DOUBT
    if most <= seamed or (most <= sure and not _has_seam(segment)) or unanswered(segment)[1]:
        return None
    added = _found(segment, stray, weight, of_source=False)
    least = seamed if _has_seam(segment) else sure
    return added if added is not None and added.sureness > least else None


def _has_seam(segment: Segment) -> bool:
    return has_seam(segment.translation, segment.source or "", profile(segment.language))


def _breaks_off(segment: Segment) -> bool:
    return bool(_ENDED.search(segment.source or "")) and not _ENDED.search(segment.translation)


def doubt_of_translation(segment: Segment) -> float:
    """The worst run of the translation, over what is usual for its language; 1.0 where that is not known."""
    languages = profile(segment.source_language), profile(segment.language)
    made = _doubts(segment) if all(map(_is_known, languages)) else None
    return made[1].nats / _usual(*languages, of_source=False) if made is not None else 1.0


@lru_cache(maxsize=64)
def _doubts(segment: Segment) -> tuple[Doubt, Doubt] | None:
    theirs, ours = words(segment.source or ""), words(segment.translation)
    return doubts(tuple(word.text for word in theirs), tuple(word.text for word in ours))


def _found(segment: Segment, stray: float, weight: float, *, of_source: bool) -> Clause | None:
    theirs, ours = words(segment.source or ""), words(segment.translation)
    made = _doubts(segment)
    if made is None:
        return None
    usual = _usual(profile(segment.source_language), profile(segment.language), of_source=of_source)
    doubt, own, other = (made[0], theirs, ours) if of_source else (made[1], ours, theirs)
    share = doubt.nats / usual
    if share <= _LEAST_DOUBT:
        return None
    return Clause(_span(doubt, own), _place(doubt, other), stray + weight * min(share, _MOST_DOUBT))


def _span(doubt: Doubt, own: tuple[Word, ...]) -> Span:
    return Span(own[doubt.start].start, own[doubt.end - 1].end)


def _place(doubt: Doubt, other: tuple[Word, ...]) -> int:
    return other[doubt.before].end if doubt.before >= 0 else 0


def _is_known(language: Language) -> bool:
    return language.relative_length == 1.0 or bool(language.usual_doubt)


def _usual(source: Language, text: Language, *, of_source: bool) -> float:
    """The usual doubt of the side: the profiles say it of translations from English, and of English itself."""
    own, other = (source, text) if of_source else (text, source)
    return max(own.usual_doubt[1:] + other.usual_doubt[:1], default=1.0)
