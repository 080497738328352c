# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.credits import HINT, NOBODY, empty_credit, foreign_credit, may_credit


@dataclass(frozen=True)
class EmptyCredit(Check):
    """A credit names no one: "By - (XYZ)".

    Scraping dropped the name and kept the frame around it.
    A whole line may be such a credit in any language, as scraped copy leaves them.
    Source: our judgement; words that introduce a credit in the profiles (`credit_words`).
    """

    id = "empty-credit"
    mqm = Mqm.MISSING_TEXT
    its = Its.FORMATTING
    severity = Severity.MAJOR
    bad = (
        Example("The harbour at dawn. By - (XYZ)", "By - (XYZ)"),
        Example("The harbour at dawn. Photo: / Coastal Press", "Photo: / Coastal Press"),
        Example("© - XYZ", "© - XYZ"),
        Example("fot. / Kurier Nowy", "fot. / Kurier Nowy"),
    )
    good = (
        Example("By Jane Roe (XYZ)"),
        Example("Photo: Jane Roe / XYZ"),
        Example("Photo: XYZ"),
        Example("© XYZ"),
        Example("The firm grew by 3-5 percent (a record)."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not HINT.search(segment.translation):
            return
        languages = (segment.language, segment.source_language)
        pattern = empty_credit(languages) if may_credit(segment.translation, languages) else None
        found = [] if pattern is None else list(pattern.finditer(segment.translation))
        if not found and NOBODY.search(segment.translation):
            found = list(foreign_credit().finditer(segment.translation))
        for match in found:
            if segment.source and match.group() in segment.source:
                continue
            message = "The credit has lost its name: only the frame around it is left."
            yield self.finding(segment, match.span(), message, suggestion="", confidence=0.9)
