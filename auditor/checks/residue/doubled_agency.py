# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wire import doubled_agencies


@dataclass(frozen=True)
class DoubledAgency(Check):
    """The signature of an agency stands twice in a row: "(XYZ) (XYZ)".

    Source: check catalogue of peers, N10; our judgement for the forms.
    """

    id = "doubled-agency"
    mqm = Mqm.ADDITION
    its = Its.DUPLICATION
    severity = Severity.MINOR
    bad = (
        Example("The bridge was closed. (XYZ) (XYZ)", "(XYZ) (XYZ)"),
        Example("Photo by Jane Roe (XYZ/XYZ)", "(XYZ/XYZ)"),
    )
    good = (
        Example("The bridge was closed. (XYZ)"),
        Example("Photo by Jane Roe (XYZ / Coastal Press)"),
        Example("The two parties (ABC) and (XYZ) met."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in doubled_agencies(text):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"The signature stands twice: “{text[start:end]}”."
            yield self.finding(segment, (start, end), message, confidence=0.9)
