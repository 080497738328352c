# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import base
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.negation import are_paired, beside, denied, is_run_together, is_sure, knows_denials, may_deny


@dataclass(frozen=True)
class MissingNegation(Check):
    """The source denies something, the translation does not.

    Counted are clauses of the source with a negator that surely denies ("not only"
    and "no later than" do not); in the translation anything that may deny is enough:
    a negator, "without", "refuse", a prefix; there must be as many. Sentences are compared
    one by one where both sides have as many. The finding marks the sentence: what is missing has no place.
    Minor where some denial is kept, or sentences were joined or moved: what two clauses deny is often said once;
    and where the source has its negator inside a word. Minor from other languages than English too: what they
    deny English says in other words more often.
    Source: our judgement, by the lists of the profiles; measured on clean news.
    """

    id = "missing-negation"
    mqm = Mqm.MISTRANSLATION
    its = Its.MISTRANSLATION
    severity = Severity.MAJOR
    bad = (
        Example("Le pont a été fermé.", "Le pont a été fermé.", "fr", "The bridge was not closed.", "en"),
        Example("Die Brücke wurde gesperrt.", "Die Brücke wurde gesperrt.", "de", "The bridge was never closed.", "en"),
        Example("Мост закрыли.", "Мост закрыли.", "ru", "The bridge has not been closed.", "en"),
    )
    good = (
        Example("Le pont n'a pas été fermé.", None, "fr", "The bridge was not closed.", "en"),
        Example("Il a refusé de fermer le pont.", None, "fr", "He would not close the bridge.", "en"),
        Example("Die Brücke ist unpassierbar.", None, "de", "The bridge cannot be passed.", "en"),
        Example(
            "El puente y el túnel se cerraron.", None, "es", "Not only the bridge, the tunnel too was closed.", "en"
        ),
        Example("Мост закрыт с пятницы.", None, "ru", "The bridge has not been open since Friday.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip() or not knows_denials(segment.language):
            return
        if not denied(source, segment.source_language) or is_run_together(text, segment.language):
            return
        paired = are_paired(source, segment.source_language, text, segment.language)
        elsewhere = may_deny(text, segment.language) >= len(denied(source, segment.source_language))
        for theirs, ours in beside(source, segment.source_language, text, segment.language):
            sentence = source[slice(*theirs)]
            said = denied(sentence, segment.source_language)
            if not said:
                continue
            kept = may_deny(text[slice(*ours)], segment.language)
            if len(said) <= kept:
                continue
            start, end = theirs.start + said[0].start, theirs.start + said[-1 if kept else 0].end
            message = f"The source denies this (“{source[start:end]}”), the translation does not."
            if kept:
                message = f"The source denies {len(said)} things here, the translation {kept}."
            sure = any(is_sure(sentence, denial, segment.source_language) for denial in said)
            is_plain = sure and paired and base(segment.source_language) == "en" and not (kept or elsewhere)
            severity = None if is_plain else Severity.MINOR
            yield self.finding(segment, ours, message, confidence=0.75, severity=severity, source_span=(start, end))
