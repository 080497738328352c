# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.countables import counted


@dataclass(frozen=True)
class UncountablePlural(Check):
    """A noun that cannot be counted is counted: "informations", "an advice".

    The article is believed only where the noun ends its phrase: "a news agency" is right.
    Source: Swan, Practical English Usage, countable and uncountable nouns; lists in the profiles.
    """

    id = "uncountable-plural"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (
        Example("The port gave no informations.", "informations"),
        Example("She gave him an advice.", "an advice"),
        Example("The harbour bought new equipments for the crew.", "equipments"),
    )
    good = (
        Example("The port gave no information."),
        Example("He runs an advice line and a news agency."),
        Example("The works and the goods were lost."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, repair in counted(text, profile(segment.language)):
            message = f"“{text[start:end]}”: the noun cannot be counted."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.85)
