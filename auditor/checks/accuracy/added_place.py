# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.added_places import added_countries, is_spoken_of


@dataclass(frozen=True)
class AddedPlace(DocumentCheck):
    """The translation names a country that the source, in the whole story, does not speak of.

    Neither by name nor by adjective, capital or large city, nor by a word that is like it.
    The United States and the United Kingdom are let alone: translators name them for
    their readers. Scripts without capitals write too much that looks like a country.
    Source: CLDR names of territories; measured on news in 27 languages.
    """

    id = "added-place"
    mqm = Mqm.ADDITION
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MAJOR
    bad = (
        Example(
            "Die Arbeit der Kommission in Luxemburg geht weiter.",
            "Luxemburg",
            "de",
            "The work of the commission continues.",
            "en",
        ),
        Example("Le ministre bolivien a démissionné.", "bolivien", "fr", "The minister has resigned.", "en"),
    )
    good = (
        Example("Die Kommission reiste nach Luxemburg.", None, "de", "The commission went to Luxembourg.", "en"),
        Example("Die britische Regierung trat zurück.", None, "de", "The government in Whitehall resigned.", "en"),
        Example("Syrian doctors left.", None, "en", "Os médicos sírios partiram.", "pt"),
        Example("Reunião de Trump é adiada.", None, "pt", "Trump meeting is delayed.", "en"),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        for segment in document.segments:
            if not segment.source or not segment.translation:
                continue
            sides = segment.source, segment.source_language, segment.translation, segment.language
            added = list(added_countries(*sides))
            others = [(s.source, s.source_language) for s in document.segments if s.source] if added else []
            for one in added:
                name = segment.translation[one.start : one.end]
                if not is_spoken_of(one, name, others):
                    message = f"The source does not speak of “{name}”."
                    yield self.finding(segment, (one.start, one.end), message, confidence=0.8)
