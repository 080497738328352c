# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wire import notes


@dataclass(frozen=True)
class Slugline(Check):
    """A note of an agency to its clients was left in the copy: "(more)", "EMBARGOED UNTIL", "1st Ld".

    Slugs, numbers of takes and leads, embargoes, kill notices, "attention
    editors", -30-. A note must be a whole line, head a short line or stand in brackets.
    Source: ANPA-1312 and IPTC 7901 (headings of messages); notes in the profiles (`wire_notes`).
    """

    id = "slugline"
    mqm = Mqm.TEXTUAL
    its = Its.NON_CONFORMANCE
    severity = Severity.MAJOR
    bad = (
        Example("BC-BRIDGE-CLOSURE, 1st Ld-Writethru\nThe bridge was closed.", "BC-BRIDGE-CLOSURE, 1st Ld-Writethru"),
        Example("The bridge was closed.\n(more)", "(more)"),
        Example("EMBARGOED UNTIL NOON: The bridge closes.", "EMBARGOED UNTIL NOON: The bridge closes."),
        Example("The bridge was closed. (More to come)", "(More to come)"),
    )
    good = (
        Example("The embargo was lifted on Monday, and more was to come."),
        Example("A 1st-place finish: 30 points, 30 rebounds."),
        Example("The editors paid attention."),
        Example("The north-south link (north and more) was closed."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in notes(text, (segment.language, segment.source_language, "en")):
            if segment.source and text[start:end] in segment.source and segment.source_language == segment.language:
                continue
            message = f"A note to clients of the agency was left in: “{text[start:end][:40]}”."
            # "Correction:" in small letters may be the paper's own word to its readers
            own = text[start].isalpha() and not text[start : start + 4].isupper() and ":" in text[start:end]
            severity = Severity.MINOR if own else None
            yield self.finding(segment, (start, end), message, suggestion="", severity=severity, confidence=0.9)
