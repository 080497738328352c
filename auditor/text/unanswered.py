# SPDX-License-Identifier: Apache-2.0
"""Sentences of a source or a translation that nothing on the other side answers to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.engines.embedding import encoder, story_odds
from auditor.languages import base, profile
from auditor.model import Segment, Span
from auditor.text.alignment import Bead, Odds, align
from auditor.text.sentences import sentences

_LEAST = 20  # letters and signs of a sentence that can be missed; shorter ones join their neighbours
# Nats. A sentence that is so unlike all of the other side, and the one it is joined to, while that is so sure of its
# own, was put there. Measured: none of the sentences that 27 languages' translators of news divided, 9 of 150 added.
_STRANGE, _FOREIGN, _SURE = -2.5, -4.0, 4.0
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
    beads = align(left, right, expansion=expansion, odds=odds)
    turned = [Bead(bead.start, bead.end, bead.source_start, bead.source_end) for bead in beads]
    added = list(_lonely(ours, theirs, beads, lambda mine, other: odds(other, mine)))
    lost = list(_lonely(theirs, ours, turned, odds))
    shares = len(text) / (len(source) * expansion), len(text), len(source)
    return (
        tuple(one for one in lost if _is_missed(one, shares[0], shares[2])),
        tuple(one for one in added if _is_missed(one, 1 / shares[0], shares[1])),
    )


def _lonely(own: Sequence[Span], other: Sequence[Span], beads: Sequence[Bead], odds: Odds) -> Iterator[Unanswered]:
    """Sentences of one side, the second of each bead, that stand alone, or beside one to which they do not belong."""
    for bead in beads:
        sizes = bead.end - bead.start, bead.source_end - bead.source_start
        for place in range(bead.start, bead.end) if sizes in ((1, 0), (2, 1)) else ():
            best = max(odds((place, place + 1), (n, n + 1)) for n in range(len(other)))
            if sizes == (1, 0) or (best <= _STRANGE and _is_better_without(place, bead, odds)):
                yield Unanswered(own[place], other[bead.source_start - 1].end if bead.source_start else 0, best)


def _is_better_without(place: int, bead: Bead, odds: Odds) -> bool:
    """Whether the other sentence of a pair says more of the one they answer to alone than both do."""
    theirs, other = (bead.source_start, bead.source_end), bead.start + bead.end - 1 - place
    alone = odds((other, other + 1), theirs)
    return odds((place, place + 1), theirs) <= _FOREIGN and alone >= max(_SURE, odds((bead.start, bead.end), theirs))


def _is_missed(one: Unanswered, ratio: float, length: int) -> bool:
    """Whether the lengths say so too: without the sentence, the two texts fit each other better.

    `ratio` is the other side's length over the one expected of this side, `length` that of this side.
    """
    size = one.span.end - one.span.start
    if size < _LEAST or size >= length:
        return False
    return abs(math.log(ratio)) > abs(math.log(ratio * length / (length - size)))
