# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.measures import UNITS, units
from auditor.text.words import has_digit


@dataclass(frozen=True)
class UnitMismatch(Check):
    """The figure is the source's, its unit is another: 30 miles for 30 kilometres.

    Both units must measure the same thing, or the one be a time and the other too;
    a figure that was converted differs and is none of this check's.
    Source: CLDR names of units in both languages.
    """

    id = "unit-mismatch"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("La route fait 30 miles.", "30 miles", "fr", "The road is 30 kilometers long.", "en"),
        Example("Die Sitzung dauerte 14 Tage.", "14 Tage", "de", "The session lasted 14 hours.", "en"),
    )
    good = (
        Example("La route fait 48 kilomètres.", None, "fr", "The road is 30 miles long.", "en"),
        Example("Die Sitzung dauerte 14 Stunden.", None, "de", "The session lasted 14 hours.", "en"),
        Example("До моста 5 миль.", None, "ru", "The bridge is 5 miles away.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not has_digit(segment.translation):
            return
        ours = units(segment.translation, segment.language)
        theirs = units(segment.source, segment.source_language) if ours else ()
        for one in ours:
            same = [other for other in theirs if one.number.values & other.number.values]
            if not same or any(one.kinds & other.kinds for other in same):
                continue
            other = same[0]
            if any(one.number.values & mine.number.values and mine.kinds & other.kinds for mine in ours):
                continue  # "6 feet 6"
            if {UNITS[kind] for kind in one.kinds} & {UNITS[kind] for kind in other.kinds}:
                yield self.finding(
                    segment,
                    (one.number.start, one.end),
                    f"The source has {other.word}, the translation {one.word}.",
                    source_span=(other.number.start, other.end),
                    confidence=0.85,
                )
