# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.clauses import doubt_of_translation
from auditor.text.unanswered import unanswered


@dataclass(frozen=True)
class AddedSentence(Check):
    """Nothing in the source answers to a sentence of the translation.

    Found as an omitted sentence is, the other way round. In a story paired as a
    whole it is a segment whose source is empty.
    Source: Gale and Church 1993 (1-0 beads), vectors of the shipped model; limits measured on news in 27 languages.
    """

    id = "added-sentence"
    mqm = Mqm.ADDITION
    its = Its.ADDITION
    severity = Severity.MAJOR
    explains = ("length-ratio", "added-clause", "added-negation", "added-figure", "number-mismatch")
    bad = (
        Example(
            "Die Brücke ist seit Montag gesperrt. Der Sänger verkaufte im Herbst mehr Platten als je zuvor.",
            "Der Sänger verkaufte im Herbst mehr Platten als je zuvor.",
            "de",
            "The bridge has been closed since Monday.",
            "en",
        ),
    )
    good = (
        Example("Il pleut.", None, "fr"),
        Example("Il pleut. Il neige.", None, "fr", "It rains and it snows.", "en"),
    )

    shortest: int = 30  # code points, in a story paired as a whole
    odds: float = -1.5  # nats: above this some sentence of the source may be its source, though divided
    doubt: float = 0.6  # of the usual worst run: below, all that the translation says finds something in the source

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        message = "No sentence of the source answers to this one."
        if segment.aligned and segment.source == "" and len(text) >= self.shortest and not segment.reference:
            yield self.finding(segment, (0, len(text)), message, severity=Severity.MINOR, confidence=0.6)
        elif segment.source and text:
            for added in unanswered(segment)[1]:
                if added.odds <= self.odds and doubt_of_translation(segment) >= self.doubt:
                    yield self.finding(segment, added.span, message, confidence=0.8)
