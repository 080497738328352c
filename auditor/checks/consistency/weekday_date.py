# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.calendars import Date, full_dates, weekday_of
from auditor.text.words import has_digit


@dataclass(frozen=True)
class WeekdayDate(DocumentCheck):
    """A weekday does not fit the date beside it: Monday, 5 March 2021 was a Friday.

    Without a year the one in which the story was sent counts, and the two around it;
    a story that says nothing of its time is then left alone.
    Source: the Gregorian calendar; CLDR names of days and months.
    """

    id = "weekday-date"
    mqm = Mqm.DATE_FORMAT
    its = Its.INCONSISTENCY
    severity = Severity.MINOR
    bad = (
        Example("The bridge opened on Monday, 5 March 2021.", "Monday"),
        Example("Die Brücke öffnete am Montag, 5. März 2021.", "Montag", "de"),
        Example("La sesión fue el lunes, 5 de marzo de 2021.", "lunes", "es"),
    )
    good = (
        Example("The bridge opened on Friday, 5 March 2021."),
        Example("The bridge opened on Friday, March 5."),
        Example("Die Brücke öffnete am Freitag, 5. März 2021.", None, "de"),
        Example("He came on Monday and left on 5 March 2021."),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        sent = (document.version_date or "")[:4]
        for segment in document.segments:
            if not has_digit(segment.translation):
                continue
            for date in full_dates(segment.translation, segment.language):
                years = _years(date, sent)
                fits = [weekday_of(year, date.month, date.day) for year in years]
                if years and date.weekday not in fits:
                    right = "is no day of the calendar" if fits == [None] else "is another day of the week"
                    yield self.finding(
                        segment, (date.start, date.end), f"The date beside this {right}.", confidence=0.85
                    )


def _years(date: Date, sent: str) -> list[int]:
    """The years the date may be of."""
    if date.year is not None:
        return [date.year]
    return [int(sent) + step for step in (-1, 0, 1)] if sent.isdecimal() and len(sent) == 4 else []
