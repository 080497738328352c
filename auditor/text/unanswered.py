# SPDX-License-Identifier: Apache-2.0
"""Sentences of a source or a translation that nothing on the other side answers to."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from auditor.engines.embedding import encoder, story_odds
from auditor.languages import base, profile
from auditor.model import Segment, Span
from auditor.text.alignment import align
from auditor.text.sentences import sentences

_LEAST = 20  # letters and signs of a sentence that can be missed; shorter ones join their neighbours
_MOST = 200  # sentences of a segment; comparing all with all takes seconds beyond


class Unanswered(NamedTuple):
    """A lonely sentence: its span in its own text, the place on the other side, and the best odds it found there."""

    span: Span
    place: int
    odds: float


@lru_cache(maxsize=64)
def unanswered(segment: Segment) -> tuple[tuple[Unanswered, ...], tuple[Unanswered, ...]]:
    """Sentences of the source without a translation, and of the translation without a source.

    Nothing for a segment with one sentence on both sides or with hundreds, or in a language the
    shipped model does not know.
    """
    source, text = segment.source or "", segment.translation
    theirs = sentences(source, segment.source_language)
    ours = sentences(text, segment.language)
    if min(len(theirs), len(ours)) == 0 or len(theirs) + len(ours) < 3 or max(len(theirs), len(ours)) > _MOST:
        return (), ()
    made = encoder()
    if not {base(segment.source_language), base(segment.language)} <= made.card.languages:
        return (), ()
    expansion = profile(segment.language).relative_length / profile(segment.source_language).relative_length
    left, right = [source[a:b] for a, b in theirs], [text[a:b] for a, b in ours]
    odds = story_odds(made, left, right)
    lost, added = [], []
    for bead in align(left, right, expansion=expansion, odds=odds):
        if bead.start == bead.end:
            best = max(odds((bead.source_start, bead.source_end), (n, n + 1)) for n in range(len(right)))
            place = ours[bead.start - 1].end if bead.start else 0
            lost += [Unanswered(theirs[bead.source_start], place, best)]
        elif bead.source_start == bead.source_end:
            best = max(odds((n, n + 1), (bead.start, bead.end)) for n in range(len(left)))
            place = theirs[bead.source_start - 1].end if bead.source_start else 0
            added += [Unanswered(ours[bead.start], place, best)]
    shares = len(text) / (len(source) * expansion), len(text), len(source)
    return (
        tuple(one for one in lost if _is_missed(one, shares[0], shares[2])),
        tuple(one for one in added if _is_missed(one, 1 / shares[0], shares[1])),
    )


def _is_missed(one: Unanswered, ratio: float, length: int) -> bool:
    """Whether the lengths say so too: without the sentence, the two texts fit each other better.

    `ratio` is the other side's length over the one expected of this side, `length` that of this side.
    """
    size = one.span.end - one.span.start
    if size < _LEAST or size >= length:
        return False
    return abs(math.log(ratio)) > abs(math.log(ratio * length / (length - size)))
