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
class SourceSaidTwoWays(DocumentCheck):
    """One sentence of the source stands in the translation in two ways.

    Only sentences of some length that the story repeats word for word, and only where
    the two translations differ in more than a word or a mark.
    Source: check catalogue of peers (inconsistent target); thresholds our judgement.
    """

    id = "source-said-two-ways"
    mqm = Mqm.INCONSISTENT
    its = Its.INCONSISTENCY
    severity = Severity.MINOR
    bad = (
        Example(
            "Le pont reste fermé au public. Le maire attend. On ne laisse passer personne.",
            "On ne laisse passer personne.",
            "fr",
            "The bridge stays closed to the public. The mayor waits. The bridge stays closed to the public.",
            "en",
        ),
    )
    good = (
        Example(
            "Le pont reste fermé au public. Le maire attend. Le pont reste fermé au public.",
            None,
            "fr",
            "The bridge stays closed to the public. The mayor waits. The bridge stays closed to the public.",
            "en",
        ),
        Example("Il attend. Il patiente.", None, "fr", "He waits. He waits.", "en"),
    )

    least: int = 5  # words of the source; a shorter sentence may be said in as many ways as it likes
    alike: float = 80.0  # of 100; likeness from which two translations are one

    def find_in(self, document: Document) -> Iterator[Finding]:
        if not may_repeat(segment.source or "" for segment in document.segments):
            return
        seen: dict[tuple[str, ...], Pair] = {}
        for pair in sentence_pairs(document):
            key = pair.source_key
            first = seen.setdefault(key, pair) if len(key) >= self.least else pair
            if first is pair or first.key == pair.key:
                continue
            if fuzz.ratio(first.text.casefold(), pair.text.casefold()) < self.alike:
                message = f"The same source was put otherwise before: “{first.text.strip()[:80]}”."
                yield self.finding(pair.segment, pair.span, message, suggestion=first.text, confidence=0.7)
