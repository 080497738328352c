# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.number_marks import calqued_magnitude


@dataclass(frozen=True)
class CalquedMagnitude(Check):
    """A magnitude is translated word for word: "1.2百万" for 120万, « 2,3 mille millions » for 2,3 milliards.

    Source: CLDR compact number patterns; words in the profiles (`calqued_magnitudes`).
    """

    id = "calqued-magnitude"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    explains = ("number-format",)
    bad = (
        Example("売上高は1.2百万ドルだった。", "1.2百万", "ja"),
        Example("Le budget est de 2,3 mille millions.", "2,3 mille millions", "fr"),
    )
    good = (
        Example("売上高は120万ドルだった。", None, "ja"),
        Example("Le budget est de 2,3 milliards.", None, "fr"),
        Example("The budget is 2.3 billion."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        for start, end in calqued_magnitude(text, language):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"{language.name} does not count like this: “{text[start:end]}”."
            yield self.finding(segment, (start, end), message, confidence=0.8)
