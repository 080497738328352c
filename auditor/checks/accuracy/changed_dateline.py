# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.datelines import changed_dateline


@dataclass(frozen=True)
class ChangedDateline(Check):
    """The dateline names another place than the source's: Frankfurt for ATHENS.

    Ours must be a country or city that is known, and have no letters, sound or country in common with theirs.
    Source: Associated Press Stylebook, datelines; CLDR names of territories and cities.
    """

    id = "changed-dateline"
    mqm = Mqm.MISTRANSLATION
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MAJOR
    explains = ("added-place", "swapped-name")
    bad = (
        Example("Hamburg – Die Bäcker streiken.", "Hamburg", "de", "ATHENS – The bakers are on strike.", "en"),
        Example("ROMA (XYZ) - I fornai scioperano.", "ROMA", "it", "OSLO, May 3 (XYZ) - Bakers are on strike.", "en"),
    )
    good = (
        Example("Athen – Die Bäcker streiken.", None, "de", "ATHENS – The bakers are on strike.", "en"),
        Example("VIENNE, 3 mai (XYZ) - Grève.", None, "fr", "VIENNA (XYZ) - The bakers are on strike.", "en"),
        Example("Die Bäcker streiken.", None, "de", "ATHENS – The bakers are on strike.", "en"),
        Example("Ambleford – Die Bäcker streiken.", None, "de", "BAY CITY – The bakers are on strike.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        changed = changed_dateline(source, segment.source_language, text, segment.language) if source else None
        if source and changed is not None:
            ours, theirs = changed
            message = f"The source has “{source[slice(*theirs)]}”, the translation “{text[slice(*ours)]}”."
            yield self.finding(segment, ours, message, confidence=0.85, source_span=theirs)
