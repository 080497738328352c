# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.languages import profile
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.pairing import Mark, Placed, is_item, marks, unpaired

_QUOTATION = frozenset("\"＂“”„‟«»〝〞「」『』'‘’‚‹›`´")
_QUOTES = '"＂“”„‟«»〝〞'


@dataclass(frozen=True)
class UnpairedMark(DocumentCheck):
    """A quotation mark or a bracket has lost its other half.

    Where a quotation ends is then the reader's guess. A quotation may run over
    paragraphs, each of which may open it anew; inches, items of lists, faces and
    the abbreviations of Hebrew are let alone. Rows of a table, which cut
    quotations in pieces, are judged beside their source: brackets, and quotation
    marks of which the source has none.
    Source: Associated Press Stylebook, running quotations; check catalogue of peers, rows 33 and 34.
    """

    id = "unpaired-mark"
    mqm = Mqm.PUNCTUATION
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    bad = (
        Example("The mayor said: “The bridge is safe.\nShe then left the hall.", "“"),
        Example("The pier (built in 1901 was closed.", "("),
        Example("Die Brücke bleibt „bis Mai gesperrt.", "„", "de"),
    )
    good = (
        Example("“The bridge is safe,” the mayor said.\n“It is (nearly) new.”"),
        Example("“The bridge is safe.\n“It is new,” the mayor said."),
        Example("The board was 12\" wide and 6' long."),
        Example("a) bridges\nb) piers\n:)"),
        Example("Die „Brücke“ hält.", None, "de"),
    )

    longest: int = 8  # paragraphs one quotation may run over; longer ones are rare in news
    in_rows: bool = False  # quotation marks in rows of tables too: 0.26 for 1,000 words of good rows lack one

    def find_in(self, document: Document) -> Iterator[Finding]:
        segments = document.segments
        seen: set[tuple[int, str]] = set()
        for one in unpaired(_placed(segments), self.longest):
            segment, mark = segments[one.segment], one.mark
            rows = segment.location is None or segment.location.start is None
            if (one.segment, mark.kind) in seen or not self._counts(segment, mark, rows):
                continue
            if mark.kind != '"' and mark.side == "closes" and is_item(segment.translation, mark.at):
                continue
            seen.add((one.segment, mark.kind))
            what = "closed" if mark.side != "closes" else "opened"
            message = f"The mark “{mark.sign}” is never {what}."
            yield self.finding(segment, (mark.at, mark.at + 1), message, confidence=0.8)

    def _counts(self, segment: Segment, mark: Mark, rows: bool) -> bool:
        """Whether the source, if there is one, does not have the same lack; rows need one."""
        kind, rest = mark.kind, segment.translation[mark.at + 1 :]
        is_closed_within = mark.side == "closes" and any(map(str.isalnum, rest))
        if rows and kind in '"」』' and not self.in_rows:
            # a source without any quotation has none that could run over rows; a reference may have put it another way
            if segment.reference and is_closed_within and _QUOTATION.isdisjoint(segment.reference):
                return True
            return segment.source is not None and segment.source != "" and _QUOTATION.isdisjoint(segment.source)
        if not segment.source:
            return not rows
        signs = _QUOTES if kind == '"' else "()（）[]【】「」『』"
        even = sum(map(segment.source.count, signs)) % 2 == 0
        return even and (not rows or sum(map(segment.translation.count, signs)) % 2 == 1)


def _placed(segments: tuple[Segment, ...]) -> Iterator[Placed]:
    for number, segment in enumerate(segments):
        language = profile(segment.language)
        first = number == 0 or segments[number - 1].paragraph != segment.paragraph
        lines = place = 0
        for mark in marks(segment.translation, language):
            lines += segment.translation.count("\n", place, mark.at)
            place = mark.at
            leads = mark.leads and (first or bool(lines))
            yield Placed(number, segment.paragraph + lines, mark._replace(leads=leads))
