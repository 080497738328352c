# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.passages import Passage, inner_repeats, is_copy, passages, whole_again
from auditor.text.words import word_count


@dataclass(frozen=True)
class RepeatedPassage(DocumentCheck):
    """A caption, a byline or a sentence is printed again.

    Compared with dashes, quotation marks and blanks folded; the figures must be
    the same, the words nearly so. A credit that two pictures share, a headline that the story repeats and words in
    quotation marks that come back are good practice and are let alone.
    Source: near-duplicate lines at 93 %, measured on 128 languages of clean news.
    """

    id = "repeated-passage"
    mqm = Mqm.ADDITION
    its = Its.DUPLICATION
    severity = Severity.MAJOR
    explains = ("empty-credit", "doubled-phrase")
    bad = (
        Example(
            "The old bridge at dawn - Coastal Press\nThe old bridge at dawn – Coastal Press",
            "The old bridge at dawn – Coastal Press",
        ),
        Example("Map of the bay. By Jane Roe (XYZ) Map of the bay. By Jane Roe (XYZ)", "Map of the bay."),
        Example("By Jane Roe - Coastal Press\nBy Jane Roe – Coastal Press", "By Jane Roe – Coastal Press"),
    )
    good = (
        Example("The bridge was closed on Monday.\nThe bridge was closed on Tuesday."),
        Example("The crowd sang “we shall not leave”.\nAt night it sang “we shall not leave” again."),
        Example("Yes.\nYes."),
        Example("The east pier at dawn. Photo by Jane Roe (XYZ)\nThe lighthouse. Photo by Jane Roe (XYZ)"),
    )

    least: int = 4  # words; shorter lines come back in good copy

    def find_in(self, document: Document) -> Iterator[Finding]:
        seen: list[Passage] = []
        last: list[Passage] = []
        for segment in document.segments:
            for passage in passages(segment):
                # a credit may come again, but not at once
                before, last = last if passage.is_credit else seen, [passage]
                if word_count(passage.text) < self.least:
                    continue
                earlier = self._earlier(passage, before)
                if earlier is None:
                    seen.append(passage)
                    continue
                yield self._repeated(segment, passage.start, passage.end, earlier.text)
            inner = list(inner_repeats(segment.translation, self.least))
            whole = None if inner else whole_again(segment.translation, self.least)
            for start, again, end in inner if whole is None else [whole]:
                yield self._repeated(segment, again, end, segment.translation[start:again].strip())

    def _earlier(self, passage: Passage, seen: list[Passage]) -> Passage | None:
        for other in seen:
            if other.figures != passage.figures or (other.in_headline and not passage.is_line):
                continue
            if abs(len(other.folded) - len(passage.folded)) > 0.15 * len(passage.folded):
                continue
            if is_copy(other.folded, passage.folded):
                return None if passage.source_differs(other) else other
        return None

    def _repeated(self, segment: Segment, start: int, end: int, text: str) -> Finding:
        shown = text if len(text) <= 60 else text[:60].rstrip() + "…"
        return self.finding(segment, (start, end), f"This was said before: “{shown}”.", suggestion="", confidence=0.95)
