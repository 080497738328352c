# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.measures import money
from auditor.text.words import has_digit


@dataclass(frozen=True)
class CurrencyMismatch(Check):
    """The figure is the source's, its currency is another: 50 euros for $50.

    "Dollar" and "$" may be any dollar, and so for all names that several countries
    share: only currencies that cannot be one count.
    Source: CLDR names and symbols of currencies; ISO 4217 codes.
    """

    id = "currency-mismatch"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Le billet coûte 50 euros.", "50 euros", "fr", "The ticket costs $50.", "en"),
        Example("Die Strafe beträgt 3 Millionen Dollar.", "3 Millionen Dollar", "de", "The fine is £3 million.", "en"),
    )
    good = (
        Example("Le billet coûte 50 dollars.", None, "fr", "The ticket costs $50.", "en"),
        Example("Die Strafe beträgt 3 Mio. Pfund.", None, "de", "The fine is £3 million.", "en"),
        Example("Билет стоит 50 долларов, или 45 евро.", None, "ru", "The ticket costs $50.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not has_digit(segment.translation):
            return
        ours = money(segment.translation, segment.language)
        theirs = money(segment.source, segment.source_language) if ours else ()
        for one in ours:
            same = [other for other in theirs if one.number.values & other.number.values]
            if not same or any(one.kinds & other.kinds for other in theirs):
                continue
            other = same[0]
            yield self.finding(
                segment,
                (min(one.number.start, one.end), one.end),
                f"The source has {other.word}, the translation {one.word}.",
                source_span=(other.number.start, other.end),
                confidence=0.85,
            )
