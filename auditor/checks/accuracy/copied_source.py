# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import base, profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.foreign import is_at_home
from auditor.text.words import words


@dataclass(frozen=True)
class CopiedSource(Check):
    """The translation is the source, unchanged.

    Names, scores and labels are rightly the same in two languages: only a
    sentence with enough lower-case words counts.
    Source: our judgement.
    """

    id = "copied-source"
    mqm = Mqm.UNTRANSLATED
    its = Its.UNTRANSLATED
    severity = Severity.CRITICAL
    explains = ("untranslated-run", "wrong-language")
    bad = (
        Example(
            "The bridge was closed on Monday.",
            "The bridge was closed on Monday.",
            "fr",
            "The bridge was closed on Monday.",
            "en",
        ),
    )
    good = (
        Example("Real Madrid – FC Barcelona 2-1", None, "fr", "Real Madrid – FC Barcelona 2-1", "en"),
        Example("Le pont est fermé.", None, "fr", "The bridge is closed.", "en"),
    )

    least: int = 4  # lower-case words

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, source = segment.translation.strip(), (segment.source or "").strip()
        if not source or text != source or base(segment.language) == base(segment.source_language):
            return
        if is_at_home(text, profile(segment.language)):
            return  # words of both languages: "No, no, no."
        if sum(word.text.islower() for word in words(text)) >= self.least or (
            not text.isascii() and len(text) > 12 and not text.istitle() and not any(m.isupper() for m in text)
        ):
            yield self.finding(
                segment, (0, len(segment.translation)), "The source was copied, not translated.", confidence=0.98
            )
