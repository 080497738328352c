# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.negation import denied, knows_denials, may_deny


@dataclass(frozen=True)
class AddedNegation(Check):
    """The translation denies something that the source does not.

    Off by default: people say "only three", "until Monday" and "hard to see" with a
    negation in other languages, about one sentence in forty.
    Source: our judgement, by the lists of the profiles; measured on clean news.
    """

    id = "added-negation"
    mqm = Mqm.MISTRANSLATION
    its = Its.MISTRANSLATION
    severity = Severity.MINOR
    default = False
    bad = (
        Example("Le pont n'a pas été fermé lundi.", "pas", "fr", "The bridge was closed on Monday.", "en"),
        Example("Die Brücke wurde nie gesperrt.", "nie", "de", "The bridge was closed.", "en"),
    )
    good = (
        Example("Il a fermé le pont.", None, "fr", "The bridge was closed.", "en"),
        Example("Die Brücke ist nicht passierbar.", None, "de", "The bridge is impassable, and unsafe.", "en"),
        Example("El puente no estaba abierto.", None, "es", "The bridge was not open.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip() or not knows_denials(segment.source_language):
            return
        ours = denied(text, segment.language)
        if len(ours) == 1 and not may_deny(source, segment.source_language):
            yield self.finding(segment, ours[0], "Nothing in the source denies this.", confidence=0.5)
