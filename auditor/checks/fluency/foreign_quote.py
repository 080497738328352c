# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.pairing import pairs

_PLAIN = frozenset('"＂')
_CURLED = frozenset("“”„‟«»〝〞")


@dataclass(frozen=True)
class ForeignQuote(Check):
    """A quotation stands between the marks of another language: “…” in German, „…“ in English.

    Straight marks belong to all languages. The pairs of each stand in its profile.
    Source: CLDR 46 (quotationStart, quotationEnd and their alternates), and usage in news.
    """

    id = "foreign-quote"
    mqm = Mqm.PUNCTUATION
    its = Its.LOCALE_VIOLATION
    severity = Severity.NEUTRAL
    default = False  # good copy mixes marks: 0.3 for 1,000 words of clean news
    bad = (
        Example("The „bridge“ was closed.", "„bridge“"),
        Example("Die “Brücke” war zu.", "“Brücke”", "de"),
    )
    good = (
        Example('The “bridge” and the "pier" were closed.'),
        Example("Die „Brücke“ und der »Pier« waren zu.", None, "de"),
        Example("Le « pont » et le “quai” sont fermés.", None, "fr"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if text.isascii():
            return
        language = profile(segment.language)
        if not language.quotes:
            return
        for pair in pairs(text, language):
            if _PLAIN & set(pair.signs) or not _CURLED & set(pair.signs) or pair.signs in language.quotes:
                continue
            own = language.quotes[0]
            message = f"{language.name} writes {own[0]}…{own[1]}, not {pair.signs[0]}…{pair.signs[1]}."
            repair = own[0] + text[pair.start + 1 : pair.end - 1] + own[1]
            yield self.finding(segment, (pair.start, pair.end), message, suggestion=repair, confidence=0.7)
