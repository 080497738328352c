# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wording import told, wordings


@dataclass(frozen=True)
class CalquedFunctionWord(Check):
    """A preposition, article or tense follows the source: "she works here since three years", "depends of".

    Source: the works named in `languages/pairs/*.toml`, entry by entry.
    """

    id = "calqued-function-word"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (Example("The result depends of the weather.", "of"),)
    good = (
        Example("The result depends on the weather."),
        Example("He is one of those it depends on."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for wording in wordings(segment, "calqued-function-word"):
            text = segment.translation[wording.start : wording.end]
            yield self.finding(
                segment,
                (wording.start, wording.end),
                told("“{text}” follows {language} “{of}”; write “{write}”.", wording, text),
                suggestion=wording.suggestion,
                severity=wording.severity,
                source_span=wording.source_span,
                confidence=wording.confidence,
            )
