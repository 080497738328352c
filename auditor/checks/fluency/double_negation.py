# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.pairing import pairs
from auditor.text.polarity import doubled_negation


@dataclass(frozen=True)
class DoubleNegation(Check):
    """Two negations where the language takes one: "There was not nobody".

    Languages that negate twice by rule have no words for this check. A
    contraction in quotation marks is somebody's way of speaking and is let alone.
    Source: Huddleston and Pullum, The Cambridge Grammar of the English Language, 9.6.3; Duden, Die Grammatik.
    """

    id = "double-negation"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (
        Example("There was not nobody on the pier.", "was not nobody"),
        Example("They did not find nothing in the hold.", "did not find nothing"),
    )
    good = (
        Example("There was nobody on the pier."),
        Example("They did not come, and nothing was found."),
        Example("It was not for nothing that he came."),
        Example("“I ain't seen nobody,” he said, and did not say that nobody came."),
        Example("Es war nicht so, dass niemand kam.", None, "de"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        for start, end in doubled_negation(text, language):
            spoken = not {"'", "’"}.isdisjoint(text[start:end])
            if spoken and any(pair.start < start < pair.end for pair in pairs(text, language)):
                continue
            message = f"“{text[start:end]}” negates twice."
            yield self.finding(segment, (start, end), message, confidence=0.75)
