# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.name_variants import variants


@dataclass(frozen=True)
class NameVariant(DocumentCheck):
    """One person or firm is spelt in two ways in one story: Merriman and Merryman.

    The two differ in a letter or two that is no ending, and something vouches for them:
    the same first name or surname beside both, or a common sound that no list of words
    knows. The rarer spelling is marked, or the later one.
    Source: our judgement on clean news; distances of `rapidfuzz`.
    """

    id = "name-variant"
    mqm = Mqm.INCONSISTENT
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MINOR
    one_slip = True
    bad = (
        Example("Jane Wooster waited. The mayor met Jane Woosster at noon.", "Woosster"),
        Example("Am Abend kam Jutta Falkenbeck. Danach ging Jutta Falkenbekk heim.", "Falkenbekk", "de"),
        Example("The Merrowdale mill shut. Later the Merrodale mill burned.", "Merrodale"),
    )
    good = (
        Example("Jane Wooster waited. Jean Lyle left."),
        Example("Пришла Анна Лысова. Встретили Анну Лысову.", None, "ru"),
        Example("Mary Wooster waited. Marie Lyle left."),
        Example("The German mayor met Germans."),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        filled = [segment for segment in document.segments if segment.translation]
        sources = " ".join(segment.source or "" for segment in filled)
        for found in variants([(segment.translation, segment.language) for segment in filled], sources):
            if found.mention.word in sources and found.usual in sources:
                continue  # the source has both
            yield self.finding(
                filled[found.text],
                (found.mention.start, found.mention.end),
                f"Elsewhere in the story this is {found.usual}.",
                suggestion=found.usual,
                confidence=0.75,
            )
