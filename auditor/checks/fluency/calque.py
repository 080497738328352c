# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wording import told, wordings


@dataclass(frozen=True)
class Calque(Check):
    """A turn of phrase was built word for word after the source: "put in place a plan", "take a decision of principle".

    Source: the works named in `languages/pairs/*.toml`, entry by entry.
    """

    id = "calque"
    mqm = Mqm.UNIDIOMATIC
    its = Its.STYLE
    severity = Severity.MINOR
    bad = (Example("The town will put in work the plan in May.", "put in work"),)
    good = (
        Example("The town will carry out the plan in May."),
        Example("They put the plan in motion."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for wording in wordings(segment, "calque"):
            text = segment.translation[wording.start : wording.end]
            yield self.finding(
                segment,
                (wording.start, wording.end),
                told("“{text}” is built after {language} “{of}”; write “{write}”.", wording, text),
                suggestion=wording.suggestion,
                severity=wording.severity,
                source_span=wording.source_span,
                confidence=wording.confidence,
            )
