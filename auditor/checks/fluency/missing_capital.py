# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.languages import profile
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.capitals import has_ended, is_sentence, lower_after_question, lower_start, starts_upper


@dataclass(frozen=True)
class MissingCapital(DocumentCheck):
    """A sentence begins with a small letter.

    At the head of a segment where the source has a capital, or the segment is a
    whole sentence, unless the segment before it goes on into it; and after a
    question mark outside quotations. Particles of names, brands and addresses may
    begin small.
    Source: check catalogue of peers, row 36; style guides of all languages with capitals.
    """

    id = "missing-capital"
    mqm = Mqm.SPELLING
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    bad = (
        Example("the bridge was closed on Monday.", "the"),
        Example("Was the bridge closed? the mayor did not say.", "the"),
        Example("le pont a été fermé lundi.", "le", "fr"),
    )
    good = (
        Example("The bridge was closed on Monday."),
        Example("iPhone sales fell on Monday."),
        Example("van Dijk was at the bridge on Monday."),
        Example("“Was it closed?” he asked."),
        Example("bridges and piers"),
    )

    least: int = 4  # words of a whole sentence; a shorter piece may be an item of a list

    def find_in(self, document: Document) -> Iterator[Finding]:
        before = ""
        for segment in document.segments:
            yield from self._find(segment, not before or has_ended(before))
            before = segment.translation

    def _find(self, segment: Segment, is_new: bool) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        first = lower_start(text, language)
        if first is not None and is_new and self._begins(segment):
            start, end = first
            repair = text[start].upper() + text[start + 1 : end]
            yield self.finding(segment, first, "The sentence begins with a small letter.", suggestion=repair)
        for start, end in lower_after_question(text, language):
            repair = text[start].upper() + text[start + 1 : end]
            message = "The sentence begins with a small letter."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.7)

    def _begins(self, segment: Segment) -> bool:
        """Whether the segment is a sentence from its first word on, as far as it or its source can tell."""
        if segment.reference and starts_upper(segment.reference):
            return True
        if segment.source:
            known = profile(segment.source_language)
            if lower_start(segment.source, known) is not None:
                return False
            if starts_upper(segment.source):
                return True
        return is_sentence(segment.translation, self.least)
