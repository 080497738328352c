# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.capitals import inner_capitals, stray_capitals


@dataclass(frozen=True)
class OddCapital(Check):
    """A capital stands where none belongs: "minisTer", "he said The bridge was closed".

    Inside a word, if the word is frequent without it; and on a small word of the
    language with small letters before and after it, the seam of two versions.
    Source: check catalogue of peers, row 37; `wordfreq` for what is frequent.
    """

    id = "odd-capital"
    mqm = Mqm.SPELLING
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    bad = (
        Example("The miniSter left the harbour.", "miniSter"),
        Example("THe harbour was closed.", "THe"),
        Example("Officers said The bridge was closed.", "The"),
    )
    good = (
        Example("Ms McDonald and the MPs bought PCs and an iPhone on YouTube."),
        Example("He read The Times and “The bridge”."),
        Example("We Are The Harbour, she sang."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        for find in (inner_capitals, stray_capitals):
            for start, end, repair in find(text, language):
                if segment.source and text[start:end] in segment.source:
                    continue
                message = f"A capital stands out of place in “{text[start:end]}”."
                yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.75)
