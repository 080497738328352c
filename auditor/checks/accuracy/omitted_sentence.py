# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.unanswered import unanswered


@dataclass(frozen=True)
class OmittedSentence(Check):
    """Nothing in the translation answers to a sentence of the source.

    The sentences of both sides are set beside each other by length, shared names
    and figures and the similarity of their vectors; one of the source is left over.
    In a story paired as a whole it is a segment without a translation.
    Source: Gale and Church 1993 (0-1 beads), vectors of the shipped model; limits measured on news in 27 languages.
    """

    id = "omitted-sentence"
    mqm = Mqm.OMISSION
    its = Its.OMISSION
    severity = Severity.MAJOR
    explains = ("length-ratio", "lost-clause", "missing-negation", "missing-number", "missing-name", "number-mismatch")
    bad = (
        Example(
            "Die Brücke ist seit Montag gesperrt.",
            "",
            "de",
            "The bridge has been closed since Monday. Engineers found cracks in two of its steel cables.",
            "en",
        ),
    )
    good = (
        Example("Il pleut.", None, "fr", "It rains.", "en"),
        Example(
            "Die Brücke ist seit Montag gesperrt, weil Ingenieure Risse in zwei Stahlseilen fanden.",
            None,
            "de",
            "The bridge has been closed since Monday. Engineers found cracks in two of its steel cables.",
            "en",
        ),
    )

    shortest: int = 30  # code points of the source sentence, in a story paired as a whole
    odds: float = 4.0  # nats: above this some sentence of the translation is likely its translation

    def find(self, segment: Segment) -> Iterator[Finding]:
        source = segment.source or ""
        if segment.aligned and not segment.translation and len(source.strip()) >= self.shortest:
            yield self._lost(segment, 0, (0, len(source)), Severity.MINOR)
        elif source and segment.translation:
            for lost in unanswered(segment)[0]:
                if lost.odds <= self.odds:
                    yield self._lost(segment, lost.place, lost.span, None)

    def _lost(self, segment: Segment, place: int, span: tuple[int, int], severity: Severity | None) -> Finding:
        text = (segment.source or "")[slice(*span)].strip()
        message = f"No sentence of the translation answers to “{text[:120]}”."
        return self.finding(segment, (place, place), message, severity=severity, confidence=0.8, source_span=span)
