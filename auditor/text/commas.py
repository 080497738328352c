# SPDX-License-Identifier: Apache-2.0
"""Commas between words that no comma divides.

How likely a comma is between two words is counted in prose (`engines/neighbours.py`). Where it
next to never is, a comma is a slip; where it seldom is, it is one if a reference has the two words side by side,
or if neither source nor reference has as many commas.

Source: our judgement; limits measured on systems beside references and on clean news.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from auditor.engines.neighbours import mark_chance
from auditor.languages import Language, base
from auditor.text.words import Word, words

_COMMAS = ",،"
_KIN = ",،，、"  # a comma, and what it is in other scripts
_SET_OFF = frozenset(_KIN + "—–(")  # what may open a clause that a comma closes
_END = regex.compile(r"[.!?:;]\s")  # of a sentence, or of a part that has commas of its own
_GAP = regex.compile(r"[,،]\s")

# Chances of a comma, 0..1, below which one is not believed.
_NEVER = 0.00002  # on its own
_SIDE_BY_SIDE = 0.002  # where a reference has the words side by side
_ONLY = 0.007  # the same, and the sentence has no comma before or after it that could be its other half
_ONE_MORE = 0.001  # first of its sentence, and the reference has fewer
_SHORT = 7  # words of an opening


def misplaced_commas(text: str, source: str, reference: str, language: Language) -> Iterator[tuple[int, int]]:
    """Commas `[start, end)` where none belongs; `source` and `reference` are empty where there is none."""
    tag = base(language.tag)
    if not any(sign in text for sign in _COMMAS):
        return
    beside = {
        (one.folded, other.folded) for one, other in pairwise(words(reference)) if _gap(reference, one, other) == " "
    }
    is_one_more = bool(reference) and _commas(text) > _commas(reference)
    for one, other in pairwise(words(text)):
        if not _GAP.fullmatch(_gap(text, one, other)):
            continue
        chance = mark_chance(one.folded, other.folded, tag)
        if chance is None:
            return
        before, after = _END.split(text[: one.end])[-1], _END.split(text[other.start :])[0]
        is_first = _SET_OFF.isdisjoint(before) and not _is_opening(before, language)
        if (one.folded, other.folded) in beside:
            limit = _ONLY if is_first and _SET_OFF.isdisjoint(after) else _SIDE_BY_SIDE
        else:
            limit = _ONE_MORE if is_first and is_one_more else _NEVER
        if chance < limit:
            yield one.end, one.end + 1


def _is_opening(before: str, language: Language) -> bool:
    """Whether what stands before is an opening of a few words: "In May", "Now"."""
    found = words(before)
    return len(found) <= _SHORT and found[0].folded not in language.unfinished


def _gap(text: str, one: Word, other: Word) -> str:
    return text[one.end : other.start]


def _commas(text: str) -> int:
    return sum(text.count(sign) for sign in _KIN)
