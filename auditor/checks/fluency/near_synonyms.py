# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.synonyms import stacked_pairs


@dataclass(frozen=True)
class NearSynonyms(Check):
    """Two words of one meaning stand side by side: "started began", "big large".

    A rewriting tool puts its synonym beside the word instead of in its place.
    Source: our judgement; groups in the profiles (`stacked_words`).
    """

    id = "near-synonyms"
    mqm = Mqm.AWKWARD
    its = Its.STYLE
    severity = Severity.MINOR
    bad = (
        Example("The talks began started on Monday.", "began started"),
        Example("A huge enormous wave hit the pier.", "huge enormous"),
    )
    good = (
        Example("The talks began on Monday and started well."),
        Example("A huge, enormous wave hit the pier."),
        Example("A huge wave hit the enormous pier."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for one, other in stacked_pairs(text, profile(segment.language)):
            message = f"“{one.text}” and “{other.text}” say the same thing."
            yield self.finding(segment, (one.start, other.end), message, suggestion=one.text, confidence=0.8)
