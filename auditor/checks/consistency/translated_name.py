# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.translated_names import surnames, translated


@dataclass(frozen=True)
class TranslatedName(DocumentCheck):
    """A surname was translated as the word it is: "Mr Wolf said" in a story about Adam Wilk.

    The story, or its source, has the full name; the word stands with a verb of speech
    after it or a first name or title before it.
    Source: `name_words` of the profiles, our selection of surnames that are words.
    """

    id = "translated-name"
    mqm = Mqm.DO_NOT_TRANSLATE
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MAJOR
    bad = (
        Example("Adam Wilk dug for a day. Mr Wolf said he was tired.", "Wolf"),
        Example(
            "Le maire, Pedro Églises, a démissionné.", "Églises", "fr", "El alcalde, Pedro Iglesias, dimitió.", "es"
        ),
        Example("Joan Baker wurde geehrt. Bäcker sagte, sie sei froh.", "Bäcker", "de"),
    )
    good = (
        Example("Adam Wilk dug for a day. A wolf watched him."),
        Example("Adam Wilk dug for a day. Wilk said he was tired."),
        Example("Carlo Bianchi visited the White House."),
        Example("Joan Baker wurde geehrt. Der Bäcker kam auch.", None, "de"),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        filled = [segment for segment in document.segments if segment.translation]
        known: dict[str, frozenset[str]] = {}
        for segment in filled:
            beside = segment.source is not None
            known.update(
                surnames(segment.source or "", segment.source_language)
                if beside
                else surnames(segment.translation, segment.language)
            )
        if not known:
            return
        for found in translated([(segment.translation, segment.language) for segment in filled], known):
            message = f"The surname {found.surname} was translated."
            yield self.finding(
                filled[found.text],
                (found.start, found.end),
                message,
                suggestion=found.surname,
                confidence=0.8,
            )
