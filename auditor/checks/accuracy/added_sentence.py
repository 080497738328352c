# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm


@dataclass(frozen=True)
class AddedSentence(Check):
    """Nothing in the source answers to a sentence of the translated story.

    Source: Gale and Church 1993 (1-0 beads); least length our judgement.
    """

    id = "added-sentence"
    mqm = Mqm.ADDITION
    its = Its.ADDITION
    severity = Severity.MINOR  # an alignment by length can be wrong; the addition is shown, not gated
    bad = (
        Example(
            "Le pont reste fermé jusqu'à la fin de la semaine.",
            "Le pont reste fermé jusqu'à la fin de la semaine.",
            "fr",
            "",
            "en",
        ),
    )
    good = (Example("Il pleut.", None, "fr"), Example("Il pleut.", None, "fr", "It rains.", "en"))

    shortest: int = 30  # code points; shorter ones are captions and labels

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if segment.source == "" and len(text) >= self.shortest and not segment.reference:
            yield self.finding(
                segment, (0, len(text)), "No sentence of the source answers to this one.", confidence=0.6
            )
