# SPDX-License-Identifier: Apache-2.0
"""Audited text as HTML with its findings marked. The text is hostile: every piece of it is escaped here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from auditor.languages import profile
from auditor.model import Segment, Severity, Span
from auditor.text.words import words
from auditor.writers._visible import OPEN_BOX, pieces

_AROUND = 70  # code points of context in an excerpt: two lines on a wide screen
_LONGEST = 160  # code points of a mark in an excerpt
_MARK = '<mark class="{}{}" data-f="{}">{}{}</mark>'  # filled with our names and with text already escaped
_LINK = '<a class="n" id="{0}m" href="#{0}" data-n="{1}" aria-label="{2} finding {1}"></a>'
_GAP = '<span class="gap"></span>'
_DIFFERENT = '<span class="d">{}</span>'
_SPELLED = Markup('<span class="u" title="{}" data-c="{:x}">{}</span>')


class Mark(NamedTuple):
    """A finding over a text: `name` is its anchor, `label` what stands at its end, empty for nothing.

    `aside` says why it does not count: suppressed, or known to the baseline.
    """

    span: Span
    severity: Severity
    name: str
    label: str = ""
    aside: str = ""


def marked(text: str, marks: Sequence[Mark], differing: Sequence[Span] = ()) -> Markup:
    """The text, cut at every edge; each piece lies in a `<mark>` for each finding over it.

    Spans beyond the text are cut to it. Nothing of the text is lost or said twice.
    """
    if not marks and not differing:
        return _shown(text, 0, len(text), _odd(text, ()))
    within = [mark._replace(span=clipped(mark.span, len(text))) for mark in marks]
    within.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    cuts = [clipped(span, len(text)) for span in differing]
    odd = _odd(text, [mark.span for mark in within])
    edges = sorted({0, len(text)}.union(*(mark.span for mark in within), *cuts))
    gaps = {mark.span.start for mark in within if mark.span.start == mark.span.end}
    starts = {cut.start: cut.end for cut in cuts}
    made, until = [_gaps(within, 0) if 0 in gaps else ""], 0
    for start, end in pairwise(edges):
        piece = str(_shown(text, start, end, odd))
        until = max(until, starts.get(start, 0))
        if end <= until:
            piece = _DIFFERENT.format(piece)
        for mark in reversed(within):
            if mark.span.start <= start and end <= mark.span.end:
                piece = _wrapped(piece, mark, is_last=end == mark.span.end)
        made.append(piece)
        if end in gaps:
            made.append(_gaps(within, end))
    return Markup("".join(made))  # every piece of the text was escaped, the rest is ours


def excerpt(text: str, mark: Mark) -> Markup:
    """One mark with a little of the text on either side."""
    start, end = clipped(mark.span, len(text))
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if end - start > _LONGEST:
        end = last = start + _LONGEST
    shown = marked(text[first:last], [mark._replace(span=Span(start - first, end - first))])
    return Markup("{}{}{}").format("…" if first else "", shown, "…" if last < len(text) else "")


def spelled(text: str) -> Markup:
    """The text with each odd blank and unseen character spelled out, as inside a mark."""
    return _shown(text, 0, len(text), _odd(text, [Span(0, len(text))]))


def differences(segment: Segment) -> tuple[Sequence[Span], Sequence[Span]]:
    """Runs of words of the translation that the reference lacks, and those of the reference that are missing.

    Empty without a reference. In languages without blanks the runs are of characters.
    """
    if not segment.reference or segment.reference == segment.translation:
        return (), ()
    from rapidfuzz.distance import Indel  # loaded only where there is something to compare

    is_spaced = profile(segment.language).spaced
    ours, theirs = _tokens(segment.translation, is_spaced), _tokens(segment.reference, is_spaced)
    fresh: list[Span] = []
    missing: list[Span] = []
    for edit in Indel.opcodes([word for word, _ in ours], [word for word, _ in theirs]):
        if edit.tag in ("delete", "replace"):
            fresh.append(Span(ours[edit.src_start][1].start, ours[edit.src_end - 1][1].end))
        if edit.tag in ("insert", "replace"):
            missing.append(Span(theirs[edit.dest_start][1].start, theirs[edit.dest_end - 1][1].end))
    return fresh, missing


def clipped(span: Span, length: int) -> Span:
    """The part of a span that lies in a text of this length."""
    start = min(max(span.start, 0), length)
    return Span(start, min(max(span.end, start), length))


def _tokens(text: str, is_spaced: bool) -> list[tuple[str, Span]]:
    if is_spaced:
        return [(word.folded, Span(word.start, word.end)) for word in words(text)]
    return [(character, Span(place, place + 1)) for place, character in enumerate(text) if character.isalnum()]


def _wrapped(piece: str, mark: Mark, *, is_last: bool) -> str:
    link = _LINK.format(mark.name, mark.label, mark.severity.label) if mark.label and is_last else ""
    return _MARK.format(mark.severity.label, " aside" if mark.aside else "", mark.name, piece, link)


def _gaps(marks: Iterable[Mark], place: int) -> str:
    """The findings at a place with nothing under them: something is missing there."""
    return "".join(_wrapped(_GAP, mark, is_last=True) for mark in marks if mark.span == (place, place))


def _odd(text: str, spans: Iterable[Span]) -> dict[int, str]:
    """What is shown instead of the character at a place; more is spelled out where the text is marked."""
    odd: dict[int, str] = {}
    for start, end, is_marked in ((0, len(text), False), *((*run, True) for run in _runs(spans))):
        place = start
        for piece in pieces(text[start:end], marked=is_marked):
            if piece.is_spelled and text[place] != "\n":  # a hard-wrapped line is no defect
                odd[place] = piece.text
            place += 1 if piece.is_spelled else len(piece.text)
    return odd


def _runs(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, with those that meet made one."""
    runs: list[Span] = []
    for span in spans:
        if runs and span.start <= runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _shown(text: str, start: int, end: int, odd: Mapping[int, str]) -> Markup:
    if not odd:
        return escape(text[start:end])
    made, place = Markup(""), start
    for at in sorted(place for place in odd if start <= place < end):
        name = "space" if odd[at] == OPEN_BOX else unicodedata.name(text[at], "control character").lower()
        made += escape(text[place:at]) + _SPELLED.format(name, ord(text[at]), odd[at])
        place = at + 1
    return made + escape(text[place:end])
