# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.lexical import split


@dataclass(frozen=True)
class SplitWord(Check):
    """A blank stands inside a word: "oper ator".

    Joined, the two are a usual word; apart, one of them is none.
    Source: our judgement; lists of `wordfreq`.
    """

    id = "split-word"
    mqm = Mqm.SPELLING
    its = Its.WHITESPACE
    severity = Severity.MINOR
    explains = ("non-word", "foreign-word")
    bad = (Example("The compa nies signed.", "compa nies"),)
    good = (
        Example("In formation they flew to the island."),
        Example("The en route stop was short."),
        Example("Every one of them may be there."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, repair in split(segment.translation, profile(segment.language)):
            if segment.source and segment.translation[start:end] in segment.source:
                continue
            yield self.finding(
                segment, (start, end), f"A blank stands inside “{repair}”.", suggestion=repair, confidence=0.85
            )
