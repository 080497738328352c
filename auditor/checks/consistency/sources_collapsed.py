# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.sentence_pairs import Pair, may_repeat, sentence_pairs


@dataclass(frozen=True)
class SourcesCollapsed(DocumentCheck):
    """Two different sentences of the source have one and the same translation.

    A machine that does not know what to say says what it said before. Short sentences
    and sources that are nearly alike are left alone.
    Source: check catalogue of peers (different sources, same target); thresholds our judgement.
    """

    id = "sources-collapsed"
    mqm = Mqm.MISTRANSLATION
    its = Its.INCONSISTENCY
    severity = Severity.MAJOR
    bad = (
        Example(
            "Le pont reste fermé au public. Le pont reste fermé au public.",
            "Le pont reste fermé au public.",
            "fr",
            "The bridge stays closed to the public. Six sheep were rescued from the roof.",
            "en",
        ),
    )
    good = (
        Example(
            "Le pont reste fermé au public. Le pont reste fermé au public.",
            None,
            "fr",
            "The bridge stays closed to the public. The bridge remains closed to the public.",
            "en",
        ),
        Example("Il attend. Il attend.", None, "fr", "He waits. She is on hold.", "en"),
    )

    least: int = 5  # words of the translation
    alike: float = 60.0  # of 100; likeness from which two sources may have one translation

    def find_in(self, document: Document) -> Iterator[Finding]:
        if not may_repeat(segment.translation for segment in document.segments):
            return
        seen: dict[tuple[str, ...], Pair] = {}
        for pair in sentence_pairs(document):
            key = pair.key
            first = seen.setdefault(key, pair) if len(key) >= self.least else pair
            if first is pair or first.source_key == pair.source_key:
                continue
            if fuzz.token_sort_ratio(first.source.casefold(), pair.source.casefold()) < self.alike:
                message = f"This translates another sentence too: “{first.source.strip()[:80]}”."
                yield self.finding(pair.segment, pair.span, message, confidence=0.85)
