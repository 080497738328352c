# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.percents import percents
from auditor.text.words import has_digit


@dataclass(frozen=True)
class PercentPoints(Check):
    """Percentage points became percent, or percent became points.

    Five points on ten percent is fifteen, five percent on it is ten and a half.
    Source: `percents` and `percent_points` of the profiles.
    """

    id = "percent-points"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Le taux a gagné 5 %.", "5 %", "fr", "The rate rose by 5 percentage points.", "en"),
        Example("Der Satz stieg um 3 Prozent.", "3 Prozent", "de", "The rate rose 3 percentage points.", "en"),
    )
    good = (
        Example("Le taux a gagné 5 points de pourcentage.", None, "fr", "The rate rose by 5 percentage points.", "en"),
        Example("Der Satz stieg um 3 Prozentpunkte.", None, "de", "The rate rose 3 percentage points.", "en"),
        Example("Der Satz stieg um 3 Prozent.", None, "de", "The rate rose 3 percent.", "en"),
        Example(
            "Le taux a gagné 5 points, à 20 %.", None, "fr", "It rose by 5 percentage points, to 20 percent.", "en"
        ),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source = segment.source
        if not source or not has_digit(segment.translation):
            return
        ours = percents(segment.translation, segment.language)
        theirs = percents(source, segment.source_language) if ours else ()
        for figure in ours:
            same = [other for other in theirs if figure.values & other.values]
            if same and all(other.points != figure.points for other in same):
                said = source[same[0].start : same[0].end]
                message = f"The source has {said}: percent and points are not the same."
                yield self.finding(
                    segment, (figure.start, figure.end), message, source_span=(same[0].start, same[0].end)
                )
