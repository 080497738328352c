# SPDX-License-Identifier: Apache-2.0
"""Pairs the sentences of a translated story with those of its source.

Source of the method: Gale and Church, "A Program for Aligning Sentences in
Bilingual Corpora" (Computational Linguistics 19, 1993): dynamic programming over
beads, each priced by its prior and by how far its lengths are from the expected
ratio. Added to it: shared anchors (figures and Latin names), which make a wrong
pair dear, and similarity where a model gives it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import regex

Odds = Callable[[tuple[int, int], tuple[int, int]], float]  # half-open spans of sentences -> nats for saying the same

# Source: Gale and Church 1993, table 5; 1-2 and 2-1 share 0.089. Theirs was careful human text: a sentence alone
# (0.0099 for both there) is twice as likely here.
_PRIORS = {(1, 1): 0.88, (1, 0): 0.01, (0, 1): 0.01, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
_VARIANCE = 6.8  # characters of variance for each character. Source: the same, section 3.3
_ANCHOR = regex.compile(r"\p{Nd}+|\p{Lu}[\p{Latin}]{3,}")
_ANCHOR_GAIN = 3.0  # nats for a shared anchor, against about 4 for leaving a sentence alone; our judgement
_LEEWAY = 1.1  # how far a story may stray from the ratio of its pair of languages; our judgement
_BAND = 150  # sentences from the diagonal; a story that strays so far has lost more than it kept; our judgement


class Bead(NamedTuple):
    """Sentences `[source_start, source_end)` answer to `[start, end)` of the translation."""

    source_start: int
    source_end: int
    start: int
    end: int


def align(
    source: Sequence[str],
    translation: Sequence[str],
    *,
    expansion: float = 1.0,
    odds: Odds | None = None,
) -> list[Bead]:
    """Beads in order that cover both texts, at the least total cost.

    `expansion` is how many characters of translation one of source makes in this
    pair of languages; the story's own ratio may move it by a tenth, no more, since
    a dropped paragraph moves that too. `odds` is what a model says of a span of
    one or two source sentences and one of translated ones. Sentences farther than `_BAND` from the diagonal are not
    compared, so time grows with the length of a story; memory with its square.
    """
    rows, columns = len(source), len(translation)
    own = (sum(map(len, translation)) or 1) / (sum(map(len, source)) or 1)
    ratio = min(max(own, expansion / _LEEWAY), expansion * _LEEWAY)
    anchors = [_anchors(text) for text in source], [_anchors(text) for text in translation]
    best = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    band = max(_BAND, 2 * columns // max(rows, 1))  # wide enough that the bands of neighbouring rows meet
    for row in range(rows + 1):
        middle = row * columns // max(rows, 1)
        for column in range(max(middle - band, 0), min(middle + band, columns) + 1):
            for (high, wide), prior in _PRIORS.items():
                above, left = row - high, column - wide
                if above < 0 or left < 0:
                    continue
                cost = best[above][left] - math.log(prior)
                if high and wide:
                    lengths = sum(map(len, source[above:row])) * ratio, sum(map(len, translation[left:column]))
                    cost += _length_cost(*lengths) - _shared(anchors, (above, row), (left, column))
                    if odds is not None:
                        cost -= odds((above, row), (left, column))
                if cost < best[row][column]:
                    best[row][column] = cost
                    back[row, column] = (high, wide)
    return _trace(back, rows, columns)


def _trace(back: dict[tuple[int, int], tuple[int, int]], row: int, column: int) -> list[Bead]:
    beads = []
    while row or column:
        high, wide = back[row, column]
        beads.append(Bead(row - high, row, column - wide, column))
        row, column = row - high, column - wide
    return beads[::-1]


def _length_cost(expected: float, length: float) -> float:
    """Minus the log of the two-sided normal tail of the length difference, in nats."""
    deviation = abs(length - expected) / math.sqrt(_VARIANCE * max((length + expected) / 2, 1.0))
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-300))


def _anchors(text: str) -> frozenset[str]:
    return frozenset(_digits(anchor) for anchor in _ANCHOR.findall(text))


def _digits(anchor: str) -> str:
    return str(int(anchor)) if anchor.isdecimal() else anchor.casefold()[:5]  # five letters survive most inflection


def _shared(
    anchors: tuple[list[frozenset[str]], list[frozenset[str]]], rows: tuple[int, int], columns: tuple[int, int]
) -> float:
    one = frozenset[str]().union(*anchors[0][slice(*rows)])
    other = frozenset[str]().union(*anchors[1][slice(*columns)])
    if not one or not other:
        return 0.0
    return _ANCHOR_GAIN * len(one & other) / math.sqrt(len(one) * len(other))
