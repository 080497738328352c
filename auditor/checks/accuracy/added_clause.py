# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.clauses import Weights, added_clause


@dataclass(frozen=True)
class AddedClause(Check):
    """A part of a sentence of the translation is in no part of the source.

    Found as a lost clause is, the other way round; translators explain more than they
    leave out, so it must be surer, unless a seam shows: a blank before a comma in a text that sets its others well.
    Source: Gale and Church 1993 for the lengths, vectors of the shipped model; limits measured on news in 27 languages.
    """

    id = "added-clause"
    mqm = Mqm.ADDITION
    its = Its.ADDITION
    severity = Severity.MAJOR
    explains = ("length-ratio", "added-negation", "added-figure")
    bad = (
        Example(
            "Le pont a été fermé lundi par la police, parce que deux camions pleins de farine étaient tombés dans "
            "la rivière sous les yeux des enfants de l'école.",
            "parce que deux camions pleins de farine étaient tombés dans la rivière sous les yeux des enfants de "
            "l'école",
            "fr",
            "The bridge was closed on Monday by the police.",
            "en",
        ),
        Example(
            "The new tax on milk , which pleases nobody at all in these hills, was approved on Tuesday.",
            "which pleases nobody at all in these hills",
            "en",
            "O novo imposto sobre o leite foi aprovado na terça-feira.",
            "pt",
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
        Example("Die Brücke wurde am Montag gesperrt.", None, "de", "The bridge closed.", "en"),
        Example(
            "The new tax on milk , he said , was approved .",
            None,
            "en",
            "O novo imposto sobre o leite foi aprovado.",
            "pt",
        ),
    )

    sure: float = 5.9  # spreads of the length, and what weighs beside it
    doubt: float = 1.0  # weight of a run that is as doubtful as the worst of one sound sentence in twenty
    literal: float = 2.0  # weight of how well the source is answered, in nats a piece
    speech: float = 0.5  # taken off where somebody is quoted
    unheard: float = 0.7  # added for a place or figure that the source does not have
    seamed: float = 3.5  # sure enough where a blank before a mark shows that words were put in

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        added = added_clause(
            segment, Weights(self.doubt, self.literal, speech=self.speech, unheard=self.unheard), self.sure, self.seamed
        )
        if added is not None:
            message = "Nothing in the source answers to this, and the translation is too long for it."
            yield self.finding(segment, (added.span.start, added.span.end), message, confidence=0.75)
