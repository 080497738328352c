# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.contract import DocumentCheck, Example
from auditor.languages import profile
from auditor.model import Document, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.speakers import shifted_genders


@dataclass(frozen=True)
class SpeakerGender(DocumentCheck):
    """Speech of a woman is attributed to a man, or the other way round: "Ornella Zanni … he said".

    The paragraph names one person, by a given name that one sex alone bears, and the
    attribution after the quotation tells the other gender, by its pronoun or its verb.
    Source: check catalogue of peers, N21; names in `languages/given`, forms in the profiles.
    """

    id = "speaker-gender"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MAJOR
    explains = ("pronoun-mismatch",)
    bad = (
        Example("The mayor, Ornella Zanni, was angry. “It is a shame,” he said.", "he said"),
        Example("„To koniec”, powiedziała prezes Danuta Lis. „Nie mamy pieniędzy”, dodał.", "dodał", "pl"),
        Example("La maire, Béatrice Mazel, a souri. « Nous restons », a-t-il ajouté.", "a-t-il", "fr"),
    )
    good = (
        Example("The mayor, Ornella Zanni, was angry. “It is a shame,” she said."),
        Example("Ornella Zanni met Peter Hall. “It is a shame,” he said."),
        Example("The son of Ornella Zanni was angry. “It is a shame,” he said."),
        Example("Kim Hall was angry. “It is a shame,” he said."),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        language = profile(document.language)
        for _, group in groupby(document.segments, key=lambda segment: segment.paragraph):
            yield from self._in_paragraph(list(group), language.tag)

    def _in_paragraph(self, segments: list[Segment], tag: str) -> Iterator[Finding]:
        text = " ".join(segment.translation for segment in segments)
        for found in shifted_genders(text, profile(tag)):
            place = found.start
            for segment in segments:
                if place <= len(segment.translation):
                    break
                place -= len(segment.translation) + 1
            message = f"“{text[found.start : found.end]}” does not go with {found.name}, the only person named here."
            yield self.finding(segment, (place, place + found.end - found.start), message, confidence=0.75)
