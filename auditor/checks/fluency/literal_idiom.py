# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wording import told, wordings


@dataclass(frozen=True)
class LiteralIdiom(Check):
    """An idiom was translated word for word, and says nothing here: "it rains ropes".

    Source: the works named in `languages/pairs/*.toml`, entry by entry.
    """

    id = "literal-idiom"
    mqm = Mqm.UNIDIOMATIC
    its = Its.MISTRANSLATION
    severity = Severity.MAJOR
    bad = (Example("It was raining ropes when the race began.", "raining ropes"),)
    good = (
        Example("It was pouring when the race began."),
        Example("Sailors coiled the ropes in the rain."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for wording in wordings(segment, "literal-idiom"):
            text = segment.translation[wording.start : wording.end]
            yield self.finding(
                segment,
                (wording.start, wording.end),
                told("“{text}” is an idiom of {language} (“{of}”) word for word; write “{write}”.", wording, text),
                suggestion=wording.suggestion,
                severity=wording.severity,
                source_span=wording.source_span,
                confidence=wording.confidence,
            )
