# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.agreement import wrong_forms


@dataclass(frozen=True)
class ArticleForm(Check):
    """An article does not suit the sound that follows: "a apple", "le arbre", "il studente".

    Abbreviations in capitals and single letters are let alone: nobody can hear
    them from here. Forms and sounds stand in the profiles.
    Source: Huddleston and Pullum, The Cambridge Grammar of the English Language, 18.6.4;
    Grevisse, Le bon usage, élision; Serianni, Grammatica italiana, IV.
    """

    id = "article-form"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (
        Example("It was an university town.", "an university"),
        Example("She ate a apple on the pier.", "a apple"),
        Example("Il a planté le arbre lundi.", "le arbre", "fr"),
        Example("Ha visto il studente al porto.", "il studente", "it"),
    )
    good = (
        Example("An hour later a European ship and an FBI agent left; an honest man, a one-way road, a UN boat."),
        Example("An 18-year-old won a 100-metre race and an 80-metre race."),
        Example("Le héros du onze de France mange le yaourt.", None, "fr"),
        Example("Lo studente e gli amici videro l'isola e il whisky.", None, "it"),
        Example("Vitamin A is in it, as in plan A under section A above."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, repair, why in wrong_forms(segment.translation, profile(segment.language)):
            yield self.finding(segment, (start, end), why, suggestion=repair, confidence=0.85)
