# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.dates import foreign_dates, foreign_years, twelve_hours


@dataclass(frozen=True)
class DateFormat(Check):
    """A date or an hour is written as in another language: "Oktober 9, 2018", "Jan. 12" in Polish, "19 pm".

    Month names of another language beside a day; month before day, in a dateline
    or before a year, where the language has the day first; am and pm where the day
    has 24 hours; years of an era its readers cannot count.
    Source: CLDR 46 through Babel; ISO 8601.
    """

    id = "date-format"
    mqm = Mqm.DATE_FORMAT
    its = Its.LOCALE_VIOLATION
    severity = Severity.MINOR
    bad = (
        Example("THORNBY, Oktober 9 (XYZ) - Die Brücke ist zu.", "Oktober 9", "de"),
        Example("Most zamknięto Jan. 12 rano.", "Jan. 12", "pl"),
        Example("Le pont ferme à 7 pm lundi.", "7 pm", "fr"),
        Example("The bridge was opened in Reiwa 6 by Roe.", "Reiwa 6"),
    )
    good = (
        Example("On Oct. 9, 2018, at 7 p.m., the bridge was closed."),
        Example("Am 9. Oktober 2018 um 19 Uhr am Montag.", None, "de"),
        Example("Le 9 octobre 2018, 5 mars et 1er mai.", None, "fr"),
        Example("It was opened in Reiwa 6 (2024)."),
        Example("Im Oktober 9 Brücken, im Mai 12.", None, "de"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        if not language.scripts or text.isalpha():
            return
        flaws = [*foreign_dates(text, language, segment.source_language), *twelve_hours(text, language)]
        for start, end, why in (*flaws, *foreign_years(text, language)):
            yield self.finding(segment, (start, end), why, confidence=0.8)
