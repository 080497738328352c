# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.number_marks import foreign_format, sign_behind, stopped_ordinal
from auditor.text.words import has_digit


@dataclass(frozen=True)
class NumberFormat(Check):
    """A figure is written as in another language: "2.5 milyon" in Turkish, "40,000" in Portuguese.

    Read by the reader's own rules such a figure is a thousand times too small or
    too large. Also an ordinal with a stop where the language has none, and in
    Arabic script a minus sign behind its figure.
    Source: CLDR number formats; marks in the profiles (`decimal`, `grouping`, `ordinal_stop`).
    """

    id = "number-format"
    mqm = Mqm.NUMBER_FORMAT
    its = Its.LOCALE_VIOLATION
    severity = Severity.MINOR
    bad = (
        Example("Le port a perdu 40,000 tonnes.", "40,000", "fr"),
        Example("The port lost 2,5 million tonnes.", "2,5"),
        Example("A house of the 3. century burned.", "3."),
    )
    good = (
        Example("The port lost 40,000 tonnes and 2.5 million euros."),
        Example("Le port a perdu 40 000 tonnes et 2,5 millions d'euros.", None, "fr"),
        Example("Version 2.10 came on 12.05.2024 at 10.30.", None, "fr"),
        Example("Es war das 3. Jahrhundert und das 2. große Fest.", None, "de"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        if not language.scripts or not has_digit(text):
            return
        for start, end, repair in foreign_format(text, language):
            message = f"{language.name} reads “{text[start:end]}” as another number."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.8)
        for start, end, repair in sign_behind(text, language):
            message = "The sign of this figure stands behind it."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.7)
        for start, end in stopped_ordinal(text, language):
            yield self.finding(
                segment, (start, end), f"{language.name} does not write ordinals with a stop.", confidence=0.7
            )
