# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import DocumentCheck, Example
from auditor.languages import profile
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.words import words

_STARTS_LOWER = regex.compile(r"\p{Ll}{2}")
_ENDED = regex.compile(r"[.!?…][\p{Pf}\p{Pe}\"'\s]*$")


@dataclass(frozen=True)
class OrphanFragment(DocumentCheck):
    """A paragraph begins in the middle of a sentence: a lower-case letter after a paragraph that had ended.

    A break was put into the sentence, or its beginning was lost. Lists are let
    alone: their items have no full stop, or the paragraph before them a colon.
    Source: our judgement; only in scripts with capitals.
    """

    id = "orphan-fragment"
    mqm = Mqm.TEXTUAL
    its = Its.TYPOGRAPHICAL
    severity = Severity.MAJOR
    bad = (Example("The bridge was closed on Monday.\nand of the second pier.", "and of the second pier."),)
    good = (
        Example("The bridge was closed on Monday.\nAnd the second pier."),
        Example("The list:\nbridges and piers.\nroads."),
        Example("The bridge was closed.\niPhone owners were told."),
    )

    least: int = 3  # words; a shorter line is the item of a list

    def find_in(self, document: Document) -> Iterator[Finding]:
        before = ""
        for segment, start, end, begins in _lines(document):
            text = segment.translation[start:end]
            whole = len(words(text)) >= self.least and _ENDED.search(text) is not None
            broken = begins and whole and _STARTS_LOWER.match(text) and _ENDED.search(before)
            # Rows of a table may well divide a sentence; a paragraph of a story may not.
            plain = segment.location is not None and segment.location.start is not None
            if broken and plain and segment.role == "body" and profile(segment.language).cased:
                yield self.finding(segment, (start, end), "This begins in the middle of a sentence.", confidence=0.8)
            before = text


def _lines(document: Document) -> Iterator[tuple[Segment, int, int, bool]]:
    """The lines of each segment, and whether one stands on its own or goes on in a paragraph."""
    last = -1
    for segment in document.segments:
        place = 0
        for line in segment.translation.split("\n"):
            if line.strip():
                yield segment, place, place + len(line), bool(place) or segment.paragraph != last
            place += len(line) + 1
        last = segment.paragraph
