# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.oddments import lost_bullets


@dataclass(frozen=True)
class ListMarker(Check):
    """A mark of a list stands alone, twice, or in the middle of a sentence.

    Source: our judgement; lists are flattened when pages are scraped.
    """

    id = "list-marker"
    mqm = Mqm.TEXTUAL
    its = Its.FORMATTING
    severity = Severity.MINOR
    bad = (
        Example("The bridge • was closed on Monday.", "•"),
        Example("• • The bridge was closed.", "• •"),
        Example("1. 1. The bridge was closed.", "1. 1."),
    )
    good = (
        Example("• The bridge\n• The pier"),
        Example("1. The bridge\n2. The pier"),
        Example("Bay City • Monday • Jane Roe"),
        Example("- No, he said. - Yes, she said."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in lost_bullets(text):
            if segment.source and text[start:end] in segment.source:
                continue
            message = "The mark of a list stands where no item begins."
            yield self.finding(segment, (start, end), message, suggestion=None, confidence=0.9)
