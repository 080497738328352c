# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.clauses import Weights, lost_clause


@dataclass(frozen=True)
class LostClause(Check):
    """A part of a sentence of the source has no translation.

    The translation is too short for its source by what is usual for the two
    languages, and a run of the source's words finds nothing in it that speaks for them.
    Source: Gale and Church 1993 for the lengths, vectors of the shipped model; limits measured on news in 27 languages.
    """

    id = "lost-clause"
    mqm = Mqm.OMISSION
    its = Its.OMISSION
    severity = Severity.MAJOR
    explains = ("length-ratio", "missing-number", "missing-name")
    bad = (
        Example(
            "La présidente a quitté la salle du conseil avant le vote.",
            "",
            "fr",
            "The president, who had been criticised for weeks by members of her own party over the new tax, "
            "left the council chamber before the vote.",
            "en",
        ),
    )
    good = (
        Example(
            "Die Brücke, deren Reparatur der Rat versprochen hatte, ist seit Montag gesperrt.",
            None,
            "de",
            "The bridge, which the council had promised to repair, has been closed since Monday.",
            "en",
        ),
        Example("Die Brücke ist zu.", None, "de", "The bridge has now been closed.", "en"),
    )

    sure: float = 8.3  # spreads of the length, and what weighs beside it
    doubt: float = 2.5  # weight of a run that is as doubtful as the worst of one sound sentence in twenty
    literal: float = 2.5  # weight of how well the rest of the source is answered, in nats a piece
    edge: float = 1.0  # weight of a mark at either end of the run
    speech: float = 1.0  # taken off where somebody is quoted

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        lost = lost_clause(segment, Weights(self.doubt, self.literal, self.edge, self.speech), self.sure)
        if lost is not None:
            said = segment.source[slice(*lost.span)]
            message = f"Nothing in the translation answers to “{said[:120]}”, and it is too short for its source."
            place = (lost.place, lost.place)
            yield self.finding(segment, place, message, confidence=0.75, source_span=(lost.span.start, lost.span.end))
