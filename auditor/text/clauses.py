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
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.engines.token_vectors import Support, supports, worst_run
from auditor.languages import Language, profile
from auditor.model import Segment, Span
from auditor.text.spacing import has_seam
from auditor.text.unanswered import unanswered
from auditor.text.unheard import has_unheard
from auditor.text.words import Word, words

_LATIN = regex.compile(r"\p{Latin}")
_ENDED = regex.compile(r"[.!?…。！？؟।][\p{Pf}\p{Pe}\p{Pi}\"'\s]*$")
_ENDS_INSIDE = regex.compile(r"\p{Ll}{2}[.!?…؟।][\p{Pf}\p{Pe}\"']*\s+\p{Lu}|[。！？]")
_EDGE = regex.compile(r"[,;:.–—()\"“”„«»،、，；：。]")
_QUOTED = regex.compile(r"[\"“”„«]")
_DENSE = regex.compile(r"(?<!\p{L})\p{Lu}{2,}(?!\p{L})|\p{Nd}+")  # what another language may spell out
_ADDRESS = regex.compile(r"@|https?:|www\.|\p{Nd}[\p{Nd}\s().–-]{5,}\p{Nd}")
_MOST_DENSE = 0.1  # of the words
_SHORTEST = 40  # code points of English, by which a text must be said: one word more or less is much in a shorter one
_LEAST_STRAY = 1.5  # spreads of the length, below which nothing is looked for: one sound text in twelve is beyond
_LEAST_SEAMED = 0.5  # the same where a seam shows
_LEAST_LOST, _LEAST_ADDED = 0.6, 0.2  # share of the usual doubt below which a run of source or translation says nothing
_MOST_DOUBT = 2.5  # more says no more: names in another script are unlike all
_MOST_WORDS = 120  # of a text whose runs are compared, each with each
_HEED = 0.125  # usual doubts that a square of a spread counts for where a run is sought; our judgement


class Clause(NamedTuple):
    """A clause: its span in its own text, the place on the other side, and how sure it is."""

    span: Span
    place: int
    sureness: float


class Weights(NamedTuple):
    """What counts beside the length, in spreads of it.

    `doubt` is for a run as doubtful as the worst of one sound text in twenty, `literal` for each nat that the pieces of
    the source outside of it find on average: in a free translation doubt says less. `edge` is for each end of the
    run that stands at a mark or at the end of the text, `speech` what is taken off where somebody is quoted: that is
    told freely. `unheard` is for a place or figure in an addition that the source does not have.
    """

    doubt: float
    literal: float
    edge: float = 0.0
    speech: float = 0.0
    unheard: float = 0.0


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


def lost_clause(segment: Segment, weights: Weights, sure: float) -> Clause | None:
    """The run of the source that nothing answers to, in a translation that is too short, by more than `sure`."""
    stray = -strayed(segment)
    texts = segment.source or "", segment.translation
    if stray <= _LEAST_STRAY or not all(map(_is_whole, texts)) or unanswered(segment)[0] or not _is_plain(texts[1]):
        return None  # a headline; or the end is lost, or a whole sentence
    lost = _found(segment, stray, weights, of_source=True)
    return lost if lost is not None and lost.sureness > sure else None


def added_clause(segment: Segment, weights: Weights, sure: float, seamed: float) -> Clause | None:
    """The run of a translation that nothing answers to, where it is too long; `seamed` is enough where a seam shows."""
    stray = strayed(segment)
    if stray <= _LEAST_SEAMED or (stray <= _LEAST_STRAY and not _has_seam(segment)) or unanswered(segment)[1]:
        return None
    added = _found(segment, stray, weights, of_source=False)
    if added is None or added.sureness + weights.unheard <= min(sure, seamed):
        return None
    known = added.sureness > sure or added.sureness + weights.unheard <= sure or not has_unheard(segment)
    added = added if known else added._replace(sureness=added.sureness + weights.unheard)
    is_sure = added.sureness > sure and _is_whole(segment.source or "") and _is_plain(segment.source or "")
    return added if is_sure or (added.sureness > seamed and _has_seam(segment)) else None


def _has_seam(segment: Segment) -> bool:
    return has_seam(segment.translation, segment.source or "", profile(segment.language))


def _is_whole(text: str) -> bool:
    """Whether a text ends as sentences do; headlines are spelt out or shortened."""
    return _ENDED.search(text) is not None


def _is_plain(text: str) -> bool:
    """Whether a text has no address and few abbreviations and figures, which the other language may spell out."""
    few = len(_DENSE.findall(text)) <= _MOST_DENSE * len(words(text))
    return few and not _ADDRESS.search(text)


def doubt_of_translation(segment: Segment) -> float:
    """The worst run of the translation, over what is usual for its language; 1.0 where that is not known."""
    languages = profile(segment.source_language), profile(segment.language)
    made = _supports(segment) if all(map(_is_known, languages)) else None
    return -worst_run(made[1].nats) / _usual(*languages, of_source=False) if made is not None else 1.0


@lru_cache(maxsize=64)
def _supports(segment: Segment) -> tuple[Support, Support] | None:
    theirs, ours = words(segment.source or ""), words(segment.translation)
    return supports(tuple(word.text for word in theirs), tuple(word.text for word in ours))


def _found(segment: Segment, stray: float, weights: Weights, *, of_source: bool) -> Clause | None:
    made = _supports(segment)
    if made is None:
        return None
    source = segment.source or ""
    sides = (source, words(source), made[0]), (segment.translation, words(segment.translation), made[1])
    (text, own, support), (_, other, _) = sides if of_source else sides[::-1]
    usual = _usual(profile(segment.source_language), profile(segment.language), of_source=of_source)
    if not 1 < len(own) <= _MOST_WORDS:
        return None
    start, end = _run(text, own, [nats / usual for nats in support.nats], stray, _length(segment, of_source=of_source))
    share = -sum(support.nats[start:end]) / usual
    if _ENDS_INSIDE.search(text, own[start].start, own[end - 1].end):
        return None  # the end of one sentence and the beginning of the next are no clause
    if share <= (_LEAST_LOST if of_source else _LEAST_ADDED):
        return None
    rest = slice(start, end) if of_source else slice(0, 0)
    literal = _mean(made[0], rest)
    edges = _is_edge(text[: own[start].start][::-1]) + _is_edge(text[own[end - 1].end :] or ".")
    sureness = stray + weights.doubt * min(share, _MOST_DOUBT) + weights.literal * literal + weights.edge * edges
    sureness -= weights.speech * (_QUOTED.search(text) is not None)
    place = other[support.nearest[start - 1]].end if start else 0
    return Clause(Span(own[start].start, own[end - 1].end), place, sureness)


def _run(
    text: str, own: Sequence[Word], shares: Sequence[float], stray: float, size: tuple[float, float]
) -> tuple[int, int]:
    """The run `[start, end)` without which the length fits best and that is doubted most, of both together.

    `size` is the length that is expected of the text, and its spread.
    """
    expected, spread = size
    best, place = -math.inf, (0, 1)
    for start, first in enumerate(own):
        doubt = 0.0
        for end in range(start, len(own)):
            doubt -= shares[end]
            if end - start + 1 < len(own):
                left = stray - (own[end].end - first.start + 1) / len(text) * expected / spread
                value = doubt - _HEED * left * left
                if value > best:
                    best, place = value, (start, end + 1)
    return place


def _length(segment: Segment, *, of_source: bool) -> tuple[float, float]:
    """How long the own text is, said as English, and the spread of such a length."""
    source, text = profile(segment.source_language), profile(segment.language)
    one, other = _as_english(segment.source or "", source), _as_english(segment.translation, text)
    spread = math.hypot(source.length_spread, text.length_spread)
    return (one if of_source else other), math.sqrt((one + other) / 2) * spread


def _mean(support: Support, run: slice) -> float:
    """The mean nats of the pieces of words outside of a run."""
    pieces = sum(support.pieces) - sum(support.pieces[run])
    return (sum(support.nats) - sum(support.nats[run])) / max(pieces, 1)


def _is_edge(text: str) -> bool:
    """Whether a text, read away from a run, begins with a mark."""
    between = text[: next((place for place, sign in enumerate(text) if sign.isalnum()), len(text))]
    return _EDGE.search(between) is not None


def _is_known(language: Language) -> bool:
    return language.relative_length == 1.0 or bool(language.usual_doubt)


def _usual(source: Language, text: Language, *, of_source: bool) -> float:
    """The usual doubt of the side: the profiles say it of translations from English, and of English itself."""
    own, other = (source, text) if of_source else (text, source)
    return max(own.usual_doubt[1:] + other.usual_doubt[:1], default=1.0)
