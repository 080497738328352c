# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.oddments import mixed_digits


@dataclass(frozen=True)
class MixedDigits(Check):
    """Two kinds of digits in one text: ٣ and 3.

    Arabic, Persian and Hindi papers write one or the other. Codes, addresses and
    names with Latin letters are let alone.
    Source: CLDR 46, numbering systems (default and native); our judgement that a text has one.
    """

    id = "mixed-digits"
    mqm = Mqm.NUMBER_FORMAT
    its = Its.LOCALE_VIOLATION
    severity = Severity.NEUTRAL
    bad = (Example("غرقت ٣ سفن و 4 قوارب.", "4", "ar"),)
    good = (
        Example("غرقت ٣ سفن و ٤ قوارب.", None, "ar"),
        Example("غرقت 3 سفن و 4 قوارب.", None, "ar"),
        Example("باع ٣ طائرات A320 وجرعات COVID-19.", None, "ar"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in mixed_digits(text, profile(segment.language)):
            message = f"“{text[start:end]}” is in other digits than the number before it."
            yield self.finding(segment, (start, end), message, suggestion=None, confidence=0.9)
