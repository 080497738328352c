# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.quotations import has_marks, is_speech, quoted


@dataclass(frozen=True)
class LostQuotation(Check):
    """Speech in quotation marks became the agency's own words: the translation has no mark at all.

    Only whole quotations of four words or more count, and any mark, dash of dialogue
    or remains of a mark on our side is enough. A few words quoted inside the agency's own
    sentence are neutral: editors of many languages give them without marks.
    Source: our judgement; Unicode property Quotation_Mark.
    """

    id = "lost-quotation"
    mqm = Mqm.OMISSION
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    bad = (
        Example(
            "Le pont ne sera jamais sûr, a dit le maire.",
            "Le pont ne sera jamais sûr, a dit le maire.",
            "fr",
            "“The bridge will never be safe,” the mayor said.",
            "en",
        ),
        Example(
            "Die Brücke ist am Ende, sagte sie.",
            "Die Brücke ist am Ende, sagte sie.",
            "de",
            '"The bridge is at its end," she said.',
            "en",
        ),
    )
    good = (
        Example(
            "« Le pont ne sera jamais sûr », a dit le maire.",
            None,
            "fr",
            "“The bridge will never be safe,” he said.",
            "en",
        ),
        Example(
            "— Мост не безопасен, — сказал мэр.", None, "ru", "“The bridge is not safe at all,” the mayor said.", "en"
        ),
        Example("Le film Le Pont sort lundi.", None, "fr", "The film “The Bridge” opens on Monday.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip() or has_marks(text):
            return
        for start, end in quoted(source):
            span = (len(text) - len(text.lstrip()), len(text.rstrip()))
            message = "The source quotes this; without marks it is the agency's own word."
            severity = None if is_speech(source, start, end) else Severity.NEUTRAL
            yield self.finding(segment, span, message, severity=severity, source_span=(start, end), confidence=0.7)
            return
