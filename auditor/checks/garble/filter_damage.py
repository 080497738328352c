# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.filters import filtered


@dataclass(frozen=True)
class FilterDamage(Check):
    """A profanity filter rewrote the inside of an innocent word: "clbadic", "cir***stances".

    The word as it stands is unknown; with the filter's work undone it is a usual
    one, which is also the fix. A swear word masked on purpose is no damage.
    Source: fluency study (reversal against `wordfreq`: no alarm in 354,000 clean words).
    """

    id = "filter-damage"
    mqm = Mqm.SPELLING
    its = Its.CHARACTERS
    severity = Severity.MAJOR
    explains = ("non-word", "glued-words", "foreign-word", "split-word")
    bad = (
        Example("The pbadengers left the train.", "pbadengers"),
        Example("A clbuttic car stood there.", "clbuttic"),
        Example("Under no cir***stances may it open.", "cir***stances"),
    )
    good = (
        Example("The spa town of Bad Ems was full."),
        Example("The badge was bad."),
        Example("“Go to h***,” he said."),
        Example("What a f***ing mess."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, repair in filtered(segment.translation, profile(segment.language)):
            message = f"A word filter damaged this word; it was “{repair}”."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.98)
