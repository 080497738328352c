# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.oddments import digits_in_words


@dataclass(frozen=True)
class NumberInWord(Check):
    """A digit stands in a word in the place of the letter it looks like: "compa1y", "br1dge".

    The word must be a known one with the letter and an unknown one with the digit.
    Source: check catalogue of peers, row 18 (a sign of recognised print); `wordfreq`.
    """

    id = "number-in-word"
    mqm = Mqm.SPELLING
    its = Its.MISSPELLING
    severity = Severity.MINOR
    explains = ("non-word",)
    bad = (
        Example("The br1dge was closed.", "br1dge"),
        Example("The h0use burned down.", "h0use"),
    )
    good = (
        Example("The G7 met on MP3s and B2B trade in web3 and h2o."),
        Example("Room b12a and user name1x."),
        Example("The 1st bridge and the A4c road."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, repair in digits_in_words(text, profile(segment.language)):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"A digit stands for a letter in “{text[start:end]}”."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.9)
