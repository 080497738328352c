# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import base
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.negation import denied, knows_denials, may_deny


@dataclass(frozen=True)
class AddedNegation(Check):
    """The translation denies something that the source does not.

    Only into English, unless told otherwise: people say "only three", "until Monday" and "hard to see"
    with a negation in other languages, about one sentence in a hundred, and there it is minor.
    Source: our judgement, by the lists of the profiles; measured on clean news in 27 languages, read backwards.
    """

    id = "added-negation"
    mqm = Mqm.MISTRANSLATION
    its = Its.MISTRANSLATION
    severity = Severity.MAJOR
    bad = (
        Example("The bridge was not closed on Monday.", "not", "en", "Le pont a été fermé lundi.", "fr"),
        Example("The bridge was never closed.", "never", "en", "Die Brücke wurde gesperrt.", "de"),
    )
    good = (
        Example("The bridge was closed on Monday.", None, "en", "Le pont a été fermé lundi.", "fr"),
        Example("The bridge is not safe.", None, "en", "Die Brücke ist unsicher.", "de"),
        Example("He did not close the bridge.", None, "en", "Se negó a cerrar el puente.", "es"),
        Example("Die Brücke wurde nicht gesperrt.", None, "de", "The bridge stayed as it was.", "en"),
    )

    into: tuple[str, ...] = ("en",)  # languages of translations that are read, none for all

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        language = base(segment.language)
        if not source or not text.strip() or (self.into and language not in self.into):
            return
        if not knows_denials(segment.source_language):
            return
        ours = denied(text, segment.language)
        if len(ours) == 1 and not may_deny(source, segment.source_language):
            severity = None if language == "en" else Severity.MINOR
            message = "Nothing in the source denies this."
            yield self.finding(segment, ours[0], message, confidence=0.75, severity=severity)
