# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wording import told, wordings


@dataclass(frozen=True)
class CalquedOrder(Check):
    """Words stand in the order of the source: "the years 80", "it is the minister that has declared".

    Source: the works named in `languages/pairs/*.toml`, entry by entry.
    """

    id = "calqued-order"
    mqm = Mqm.UNIDIOMATIC
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (Example("The bridge was built in the years 80.", "the years 80"),)
    good = (
        Example("The bridge was built in the 1980s."),
        Example("In the years 80 to 90 AD the town grew."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for wording in wordings(segment, "calqued-order"):
            text = segment.translation[wording.start : wording.end]
            yield self.finding(
                segment,
                (wording.start, wording.end),
                told("“{text}” keeps the word order of {language} (“{of}”); write “{write}”.", wording, text),
                suggestion=wording.suggestion,
                severity=wording.severity,
                source_span=wording.source_span,
                confidence=wording.confidence,
            )
