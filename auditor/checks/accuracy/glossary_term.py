# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.engines.glossaries import Term, bodies, glossary
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.terms import occurrences


@dataclass(frozen=True)
class GlossaryTerm(Check):
    """The source has a term, the translation has none of the words the glossary gives for it.

    Glossaries are files (`.csv`, `.tsv`, `.tbx`, `.toml`); terms are found in any
    inflected form. International bodies come with the house, by their own names.
    Source: check catalogue of peers (terminology); ISO 30042 (TBX).
    """

    id = "glossary-term"
    mqm = Mqm.TERMINOLOGY
    its = Its.TERMINOLOGY
    severity = Severity.MINOR
    bad = (
        Example(
            "Les Pays unis condamnent l'attaque.",
            "Les Pays unis condamnent l'attaque.",
            "fr",
            "The United Nations condemns the attack.",
            "en",
        ),
        Example(
            "Die europäische Mittelbank senkt den Zins.",
            "Die europäische Mittelbank senkt den Zins.",
            "de",
            "The European Central Bank cuts its rate.",
            "en",
        ),
    )
    good = (
        Example("L'ONU condamne l'attaque.", None, "fr", "The United Nations condemns the attack.", "en"),
        Example("Die Vereinten Nationen verurteilen das.", None, "de", "The United Nations condemns it.", "en"),
        Example("Совет Безопасности ООН осудил это.", None, "ru", "The United Nations Security Council did.", "en"),
        Example("Le pont est fermé.", None, "fr", "The bridge is closed.", "en"),
    )

    files: tuple[str, ...] = ()  # glossaries, from the folder in which the audit runs
    bodies: bool = True  # the names of international bodies as well

    def __post_init__(self) -> None:
        """Read the glossaries once, so that a wrong one stops the audit before it starts."""
        for path in self.files:
            glossary(path, f"checks.{self.id}.files")

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip():
            return
        for term in self._terms():
            allowed = term.allowed(segment.language)
            place = _first(term, source, segment.source_language) if allowed else None
            if place is None or any(True for form in allowed for _ in occurrences(form, text, segment.language)):
                continue
            span = (len(text) - len(text.lstrip()), len(text.rstrip()))
            message = f"The glossary has “{allowed[0]}” for “{source[place[0] : place[1]]}”; nothing here says it."
            yield self.finding(segment, span, message, source_span=place, confidence=0.7)

    def _terms(self) -> Iterator[Term]:
        for path in self.files:
            yield from glossary(path, f"checks.{self.id}.files")
        if self.bodies:
            yield from bodies()


def _first(term: Term, source: str, tag: str | None) -> tuple[int, int] | None:
    """Where the source has the term; a short cut first: the first letters of a form must be there at all."""
    folded = source.casefold()
    for form in term.allowed(tag):
        if form[:3].casefold() in folded:
            place = next(occurrences(form, source, tag), None)
            if place is not None:
                return place
    return None
