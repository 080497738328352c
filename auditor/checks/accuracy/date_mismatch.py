# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.calendars import When, numeric_months, whens


@dataclass(frozen=True)
class DateMismatch(Check):
    """A month or weekday of the translation is not the source's: July for June, Friday for Monday.

    Ours must have no like in the source, and the source one that is lost; months may
    stand in figures. Words that are other things too ("may", "march") are no evidence.
    Source: CLDR names of months and days.
    """

    id = "date-mismatch"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Die Brücke öffnet im Juli.", "Juli", "de", "The bridge opens in June.", "en"),
        Example("Il est arrivé vendredi.", "vendredi", "fr", "He arrived on Monday.", "en"),
        Example("Мост откроют 12 октября.", "октября", "ru", "The bridge opens on 12 August.", "en"),
    )
    good = (
        Example("Die Brücke öffnet am 12.6.", None, "de", "The bridge opens on June 12.", "en"),
        Example("Мост откроют в июне, в понедельник.", None, "ru", "The bridge opens on Monday, in June.", "en"),
        Example("桥将于6月开放。", None, "zh", "The bridge opens in June.", "en"),
        Example("Le maire peut venir mardi.", None, "fr", "The mayor may come on Tuesday.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        theirs = whens(segment.source, segment.source_language)
        ours = whens(segment.translation, segment.language) if theirs else ()
        for kind in ("month", "weekday"):
            strange = _strange(ours, theirs, kind, segment.source)
            gone = _strange(theirs, ours, kind, segment.translation) if strange else []
            if len(strange) > len(gone):
                continue  # "mid-week" may have become days
            for one, other in zip(strange, gone, strict=False):
                said = segment.source[other.start : other.end]
                message = f"The source has {said}, the translation {segment.translation[one.start : one.end]}."
                yield self.finding(segment, (one.start, one.end), message, source_span=(other.start, other.end))


def _strange(ours: tuple[When, ...], theirs: tuple[When, ...], kind: str, text: str) -> list[When]:
    """What is sure on our side and has no like on theirs."""
    known = {when.value for when in theirs if when.kind == kind}
    known |= numeric_months(text) if kind == "month" else set()
    return [when for when in ours if when.kind == kind and when.sure and when.value not in known]
