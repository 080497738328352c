# SPDX-License-Identifier: Apache-2.0
"""Where a finding stands, as machines want it; and the worst findings of a run, kept within bounds."""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from auditor.model import DocumentAudit, Finding, Segment, Severity, Span


class Region(NamedTuple):
    """Lines and columns, from 1, the end exclusive; offsets where the file is text. Columns are 0 where unknown."""

    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    start: int | None = None
    end: int | None = None


class Placed(NamedTuple):
    """A finding with all that a report says of it."""

    path: str  # relative to the working folder where it lies in it, with forward slashes
    region: Region
    document: str
    segment: Segment
    finding: Finding

    @property
    def text(self) -> str:
        """What the finding marks."""
        return self.segment.translation[self.finding.span.start : self.finding.span.end]


def placed(audited: DocumentAudit) -> Iterator[Placed]:
    """Every finding of a document with its place, in text order."""
    document = audited.document
    if not audited.findings:
        return
    for segment in document.segments:
        for finding in audited.findings.get(segment.id, ()):
            path = segment.location.path if segment.location else document.path
            yield Placed(relative(path), region(segment, finding.span), document.id, segment, finding)


def region(segment: Segment, span: Span) -> Region:
    """The region of a span in the segment's file; the line alone where more is not known."""
    location = segment.location
    if location is None:
        return Region(1)
    if location.start is None:
        return Region(location.line)
    first = location.within(segment.translation, span)
    last = location.within(segment.translation, Span(span.end, span.end)) if span.end > span.start else first
    if (last.line, last.column) < (first.line, first.column):
        last = first
    return Region(first.line, first.column, last.line, last.column, first.start, first.end)


def relative(path: str) -> str:
    """A path as seen from the working folder, without `./`; one outside of it stays as it is.

    >>> relative("./feed/a.txt"), relative("-")
    ('feed/a.txt', 'stdin')
    """
    if path in ("-", "<stdin>"):
        return "stdin"
    pure = PurePath(path)
    here = os.getcwd()
    if pure.is_absolute() and pure.is_relative_to(here):
        pure = pure.relative_to(here)
    return pure.as_posix()


@dataclass
class Worst:
    """The gravest findings, no more than `limit`; of equals the earlier ones. What does not count comes last."""

    limit: int
    seen: int = 0
    _heap: list[tuple[int, int, int, Placed]] = field(default_factory=list)

    def add(self, one: Placed) -> None:
        """Keep it if it is among the worst so far."""
        self.seen += 1
        # The order of arrival is unique: two of a rank are never compared by what they hold.
        entry = (int(one.finding.is_counted), int(one.finding.severity), -self.seen, one)
        (heapq.heappush if len(self._heap) < self.limit else heapq.heappushpop)(self._heap, entry)

    @property
    def left_out(self) -> int:
        """How many were not kept."""
        return self.seen - len(self._heap)

    def in_order(self) -> Iterator[Placed]:
        """Those kept, in input order."""
        return (one for *_, one in sorted(self._heap, key=lambda entry: -entry[2]))

    def gravest_first(self) -> Iterator[Placed]:
        """Those kept, the gravest first, then in input order."""
        return (one for *_, one in sorted(self._heap, key=lambda entry: entry[:3], reverse=True))


LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}
