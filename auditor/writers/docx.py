# SPDX-License-Identifier: Apache-2.0
"""A document for reviewers: the translation, and each finding as a comment on its words."""

from __future__ import annotations

from itertools import pairwise
from typing import TextIO

from auditor.contract import Writer
from auditor.engines.office import Review
from auditor.model import Audit, DocumentAudit, Finding, Segment
from auditor.writers._marked import clipped


class Docx(Writer):
    """One paragraph for each segment, findings that count as comments. Needs the extra `office`."""

    format = "docx"
    suffixes = (".docx",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._review = Review()

    def add(self, document: DocumentAudit) -> None:
        """Write the document's paragraphs under its id."""
        self._review.heading(document.document.id)
        for segment in document.document.segments:
            found = [one for one in document.findings.get(segment.id, ()) if one.is_counted]
            spans = [clipped(one.span, len(segment.translation)) for one in found]
            edges = sorted({0, len(segment.translation)}.union(*spans))
            cuts = list(pairwise(edges)) or [(0, 0)]
            self._review.paragraph(
                [segment.translation[start:end] for start, end in cuts],
                [(*_over(cuts, *span), _said(segment, one)) for one, span in zip(found, spans, strict=True)],
            )

    def close(self, audit: Audit) -> None:
        """Write the document, in bytes, under the text stream."""
        self._review.save(self.out.buffer)


def _over(cuts: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The first and the last piece of a span; of an empty one the piece before it, where something is missing."""
    over = [place for place, cut in enumerate(cuts) if start <= cut[0] and cut[1] <= end and start < end]
    if over:
        return over[0], over[-1]
    at = next((place for place, cut in enumerate(cuts) if cut[1] >= start), 0)
    return at, at


def _said(segment: Segment, finding: Finding) -> str:
    fix = f"\n\N{RIGHTWARDS ARROW} {finding.suggestion}" if finding.suggestion else ""
    source = ""
    if finding.source_span and segment.source:
        source = f"\nsource: {segment.source[slice(*finding.source_span)]}"
    return f"{finding.severity.label} {finding.check}: {finding.message}{fix}{source}"
