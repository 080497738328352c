# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.agreement import misfits


@dataclass(frozen=True)
class ArticleGender(Check):
    """An article has another gender than its noun: "le nation", "el ciudad", "das Regierung".

    Only endings that tell the gender are read, with their exceptions in the profiles.
    Source: the grammars named in the profiles (`misfit_endings`, `misfit_exceptions`).
    """

    id = "article-gender"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (
        Example("Le nation entière attend.", "Le nation", "fr"),
        Example("El universidad cerró el lunes.", "El universidad", "es"),
        Example("Das Regierung tagt am Montag.", "Das Regierung", "de"),
    )
    good = (
        Example("La nation attend le bastion.", None, "fr"),
        Example("La universidad cerró el lunes.", None, "es"),
        Example("Der Regierung liegt das Bündnis vor, dem Ursprung nach.", None, "de"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, _, why in misfits(segment.translation, profile(segment.language)):
            yield self.finding(segment, (start, end), why, confidence=0.85)
