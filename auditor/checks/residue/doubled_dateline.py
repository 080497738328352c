# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Segment, Severity, Span
from auditor.mqm import Its, Mqm
from auditor.text.wire import dateline, doubled_dateline


@dataclass(frozen=True)
class DoubledDateline(DocumentCheck):
    """A story has its dateline twice: "BAY CITY (XYZ) - BAY CITY (XYZ) -".

    Twice in a row, or at the head of two paragraphs: two versions were joined.
    Source: our judgement; a dateline opens a story once (Associated Press Stylebook, datelines).
    """

    id = "doubled-dateline"
    mqm = Mqm.ADDITION
    its = Its.DUPLICATION
    severity = Severity.MINOR
    bad = (
        Example("BAY CITY (XYZ) - BAY CITY (XYZ) - The bridge was closed.", "BAY CITY (XYZ) -"),
        Example("Bay City (XYZ) – The bridge was closed.\nBay City (XYZ) – It will open.", "Bay City (XYZ) –"),
    )
    good = (
        Example("BAY CITY (XYZ) - The bridge was closed.\nIt is in Bay City (XYZ)."),
        Example("Bay City (XYZ) – The bridge was closed.\nNorth Bay (XYZ) – It will open."),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        seen: set[str] = set()
        for segment, shift, text in _lines(document):
            span = doubled_dateline(text)
            if span is not None and not (segment.source and text[span.start : span.end] in segment.source):
                yield self._twice(segment, span, shift)
                continue
            found = dateline(text)
            if found is not None:
                if found[1] in seen:
                    yield self._twice(segment, found[0], shift)
                seen.add(found[1])

    def _twice(self, segment: Segment, span: Span, shift: int) -> Finding:
        message = "The dateline stands twice."
        return self.finding(segment, (span.start + shift, span.end + shift), message, suggestion="", confidence=0.85)


def _lines(document: Document) -> Iterator[tuple[Segment, int, str]]:
    """The lines that could have a dateline, with their places in their segments."""
    for segment in document.segments:
        place = 0
        for line in segment.translation.split("\n"):
            head = line[:90]
            if "(" in head or "-" in head or "–" in head or "—" in head:
                yield segment, place, line
            place += len(line) + 1
