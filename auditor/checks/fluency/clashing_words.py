# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.agreement import clashes, closed_particles


@dataclass(frozen=True)
class ClashingWords(Check):
    """Two small words cannot stand side by side: "the an", or "de el" where Spanish writes "del".

    Two articles in a row are the seam of two versions; a preposition and an
    article that melt into one word everywhere else were not melted. Before names
    and, where the article may be a pronoun, before infinitives it is let alone.
    Source: the grammars named in the profiles (`clashing`, `clashing_endings`).
    """

    id = "clashing-words"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (
        Example("The crew left the an old pier.", "the an"),
        Example("El alcalde de el pueblo habló.", "de el", "es"),
        Example("Il va à le port.", "à le", "fr"),
        Example("시장은 다리 책를 읽었다.", "를", "ko"),
    )
    good = (
        Example("The crew left the old pier and a ship."),
        Example("Viajó de El Salvador a El Cairo con él.", None, "es"),
        Example("Il promet de le faire et de les rendre.", None, "fr"),
        Example("시장은 배를 탔다.", None, "ko"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        for start, end, repair, why in clashes(text, language):
            yield self.finding(segment, (start, end), why, suggestion=repair, confidence=0.85)
        for start, end, repair, why in closed_particles(text, language):
            yield self.finding(segment, (start, end), why, suggestion=repair, confidence=0.85)
