# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.oddments import wide_spaces


@dataclass(frozen=True)
class IdeographicSpace(Check):
    """A wide space of Chinese or Japanese stands where it does not belong.

    Between words of a language that has plain blanks, or inside a sentence of one
    that has none. Indents, and the space after ！ and ？, are good practice.
    Source: W3C, Requirements for Japanese Text Layout, 3.1.2; Unicode Standard, section 6.2.
    """

    id = "ideographic-space"
    mqm = Mqm.TEXTUAL
    its = Its.WHITESPACE
    severity = Severity.MINOR
    bad = (Example("The bridge\N{IDEOGRAPHIC SPACE}was closed.", "\N{IDEOGRAPHIC SPACE}"),)
    good = (
        Example("The bridge was closed."),
        Example("\N{IDEOGRAPHIC SPACE}橋は閉鎖された。本当か？\N{IDEOGRAPHIC SPACE}はい。", None, "ja"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, repair in wide_spaces(text, profile(segment.language)):
            if segment.source and text[start:end] in segment.source:
                continue
            message = "A wide space stands between words."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.9)
