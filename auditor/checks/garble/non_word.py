# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.lexical import mistyped


@dataclass(frozen=True)
class NonWord(Check):
    """A word is none, and one slip away from a usual one: "goverment".

    Only in languages whose word list is complete enough (`lexicon` of the profile),
    only lower-case words, never where the difference could be an ending.
    Source: fluency study (unknown words alone raise .02 to .3 alarms per 1,000 words); lists of `wordfreq`.
    """

    id = "non-word"
    mqm = Mqm.SPELLING
    its = Its.MISSPELLING
    severity = Severity.MINOR
    gives_way = True
    bad = (Example("The goverxnment resigned.", "goverxnment"), Example("They pulbished the list.", "pulbished"))
    good = (
        Example("The government resigned."),
        Example("Selfies and podcasters were there."),
        Example("Mr Whittaker-Smythe met the Zelenskyys."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, repair in mistyped(segment.translation, profile(segment.language)):
            if segment.source and segment.translation[start:end] in segment.source:
                continue
            yield self.finding(
                segment, (start, end), f"No such word; “{repair}” is close.", suggestion=repair, confidence=0.75
            )
