# SPDX-License-Identifier: Apache-2.0
"""Quotation marks and brackets that belong together, over the paragraphs of a story.

Double marks of all kinds count as one kind: which of them a language writes is
another question. Single marks are apostrophes too often and are not looked at.
Source: Unicode Standard, section 6.2 (quotation marks are open or closing by
language); style guides agree that each paragraph of a long quotation opens anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import regex

from auditor.languages import Language

Side = Literal["opens", "closes", "either", "unsure"]

_SIGN = regex.compile('["＂“”„‟«»〝〞「」『』()（）\\[\\]【】]')
_KINDS = {"「": "」", "『": "』", "(": ")", "（": ")", "[": "]", "【": "】"}
_ENDS = {"」": "」", "』": "』", ")": ")", "）": ")", "]": "]", "】": "】"}
_OPENERS = frozenset("(（[【{¿¡-‐‑–—―/…'’‘‚‹“„«「『\"=:：،、，>|*•·")
_CLOSERS = frozenset(".,;:!?…)）]】}-‐‑–—―/'’‘›”»」』\"。，、；：？！؟،؛۔।%|")
_LEAD = 12  # signs that may stand before the first mark of a paragraph: a dash, a blank, a bracket
_ITEM = regex.compile(r"(?:^|[\s;,،:(])[\p{L}\p{Nd}]{1,3}[.]?$|[:;=8][-^']?$|\p{Nd}$|\P{ASCII}$")


class Mark(NamedTuple):
    """A mark at its place: what it does, and the kind it must be paired with."""

    at: int
    sign: str
    kind: str  # the closing bracket, or '"' for all double quotation marks
    side: Side
    leads: bool  # the first sign of its paragraph


class Pair(NamedTuple):
    """The two signs of a quotation in one text, and where they stand."""

    signs: str
    start: int
    end: int  # after the closing sign


def marks(text: str, language: Language) -> Iterator[Mark]:
    """The marks of a text in order."""
    for match in _SIGN.finditer(text):
        at, sign = match.start(), match.group()
        line = text[max(0, at - _LEAD) : at].rpartition("\n")
        leads = (at <= _LEAD or bool(line[1])) and not line[2].strip(" \t-–—―•*\N{NO-BREAK SPACE}…[(")
        if sign in _KINDS:
            smile = sign == "(" and text[max(0, at - 1) : at] in (":", ";")
            yield Mark(at, sign, _KINDS[sign], "unsure" if smile else "opens", leads)
        elif sign in _ENDS:
            yield Mark(at, sign, _ENDS[sign], "closes", leads)
        else:
            yield Mark(at, sign, '"', _side(text, at, sign, language), leads)


def _side(text: str, at: int, sign: str, language: Language) -> Side:
    both_ways = {glyph for pair in language.quotes for glyph in pair if pair[0] == glyph == pair[1]} | {
        glyph for pair in language.quotes if pair == "»«" for glyph in pair
    }
    if sign in "«»" and sign not in both_ways:
        return "opens" if sign == "«" else "closes"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    opens = not before or before.isspace() or (before in _OPENERS and before not in ".…")
    closes = not after or after.isspace() or after in _CLOSERS
    if sign == "„":
        return "opens"
    if not language.spaced and sign in "“”〝〞":
        return "opens" if sign in "“〝" else "closes"
    if not opens and not closes and language.spaced and before.isalpha() and after.isalpha():
        return "unsure"  # Hebrew abbreviations, and quotations with a particle glued to them
    if sign in '"＂' and before.isdigit() and after not in _CLOSERS:
        return "unsure"  # inches
    if opens != closes and language.spaced:
        return "opens" if opens else "closes"
    return "either"


def is_item(text: str, at: int) -> bool:
    """Whether a closing bracket without an opening one belongs to the number of an item, or to a face."""
    return _ITEM.search(text[max(0, at - 6) : at]) is not None


class Placed(NamedTuple):
    """A mark with the number of its segment and of its paragraph."""

    segment: int
    paragraph: int
    mark: Mark


def unpaired(placed: Iterable[Placed], longest: int) -> Iterator[Placed]:
    """Marks that have no other half. A quotation may run over `longest` paragraphs, each of which may open it anew."""
    open_marks: dict[str, list[Placed]] = {}
    unsure: dict[str, list[Placed]] = {}
    for one in placed:
        waiting = open_marks.setdefault(one.mark.kind, [])
        if one.mark.side == "unsure":
            if waiting and one.mark.kind == '"' and waiting[-1].segment == one.segment:
                # it may close what is open: give both up, and mind that they may be halves of others
                unsure.setdefault('"', []).append(one)
            else:
                unsure.setdefault(one.mark.kind, []).append(one)
            continue
        closes = one.mark.side == "closes" or (one.mark.side == "either" and bool(waiting))
        while waiting and one.paragraph - waiting[0].paragraph > longest:
            yield from _lost(waiting.pop(0), unsure)
        if closes:
            if waiting:
                waiting.pop()
            else:
                yield from _lost(one, unsure)
            continue
        if waiting and waiting[-1].paragraph != one.paragraph:
            last = waiting.pop()
            if not (one.mark.leads and one.mark.kind == '"'):
                yield from _lost(last, unsure)
        waiting.append(one)
    for rest in open_marks.values():
        for one in rest:
            yield from _lost(one, unsure)


def _lost(one: Placed, unsure: dict[str, list[Placed]]) -> Iterator[Placed]:
    """The mark, unless one of which we cannot say what it is may be its other half."""
    if not any(abs(other.paragraph - one.paragraph) <= 1 for other in unsure.get(one.mark.kind, ())):
        yield one


def pairs(text: str, language: Language) -> Iterator[Pair]:
    """Quotations that open and close in one text, the inner ones too."""
    waiting: list[Mark] = []
    for mark in marks(text, language):
        if mark.kind != '"' or mark.side == "unsure":
            continue
        if mark.side == "closes" or (mark.side == "either" and waiting):
            if waiting:
                first = waiting.pop()
                yield Pair(first.sign + mark.sign, first.at, mark.at + 1)
        else:
            waiting.append(mark)
