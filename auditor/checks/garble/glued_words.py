# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.lexical import glued


@dataclass(frozen=True)
class GluedWords(Check):
    """Two words have lost the blank between them: "saidthe".

    The word is in no list, but divides into two frequent ones, one of them a
    function word. A capital in the middle after a function word counts too.
    Source: fluency study (recall .81 at 0.003 alarms per 1,000 words); lists of `wordfreq`.
    """

    id = "glued-words"
    mqm = Mqm.SPELLING
    its = Its.WHITESPACE
    severity = Severity.MINOR
    explains = ("non-word", "foreign-word")
    bad = (Example("The mayor saidthe bridge would reopen.", "saidthe"), Example("TheState will pay.", "TheState"))
    good = (
        Example("The framework of the handover was signed."),
        Example("McCain and the iPhone maker met YouTube."),
        Example("Der Bahnhofsvorsteher kam.", None, "de"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, repair in glued(segment.translation, profile(segment.language)):
            if segment.source and segment.translation[start:end] in segment.source:
                continue
            yield self.finding(
                segment, (start, end), "Two words have lost the blank between them.", suggestion=repair, confidence=0.85
            )
