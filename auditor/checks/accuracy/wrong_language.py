# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.engines.language_id import classify, identify, merged
from auditor.languages import base, profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.addresses import without_addresses
from auditor.text.foreign import foreign_share, is_at_home, is_prose, other_language, own_letters
from auditor.text.sentences import sentences


@dataclass(frozen=True)
class WrongLanguage(Check):
    """A whole sentence is in another language than the translation.

    A cheap look first: a sentence whose words the language knows is not asked
    about. Then two identifiers must agree with each other and disagree with the
    declared language; quoted titles and short lines are let alone.
    Source: py3langid and langdetect, side by side over 32 languages; least length our judgement.
    """

    id = "wrong-language"
    mqm = Mqm.UNTRANSLATED
    its = Its.UNTRANSLATED
    severity = Severity.MAJOR
    explains = (
        "untranslated-run",
        "foreign-word",
        "foreign-mark",
        "punctuation-spacing",
        "non-word",
        "glued-words",
        "split-word",
        "number-format",
    )
    bad = (
        Example(
            "Die Straße bleibt bis Sonntag wegen der Bauarbeiten gesperrt.",
            "Die Straße bleibt bis Sonntag wegen der Bauarbeiten gesperrt.",
        ),
        Example(
            "Порт закрыли из-за сильного шторма на побережье.", "Порт закрыли из-за сильного шторма на побережье.", "uk"
        ),
    )
    good = (
        Example("The road stays closed until Sunday because of the works."),
        Example("Порт зачинили через сильний шторм на узбережжі.", None, "uk"),
        Example("Le Monde, El País, Der Spiegel and La Stampa carried the report."),
        Example("Bayern München – Borussia Dortmund 2-1."),
    )

    shortest: int = 30  # letters; below, identifiers guess. Scripts with longer signs count double
    least: int = 16  # letters of a short sentence that its script or its function words give away

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.language or not segment.translation:
            return
        language = profile(segment.language)
        expected = merged(base(segment.language))
        for start, end in sentences(segment.translation, segment.language):
            text = without_addresses(segment.translation[start:end])
            count = own_letters(text)
            strange = foreign_share(text, language)
            # Half in one script and half in another is a sentence full of names.
            if count < self.least or (0.3 <= strange <= 0.7 and language.spaced) or is_at_home(text, language):
                continue
            is_long, is_strange = count >= self.shortest, strange > 0.7
            voted = None if is_strange else other_language(text, language)
            if not (is_prose(text, language) if is_strange else is_long or voted):
                continue  # before the identifiers load
            found = classify(text)
            if found in (None, expected):
                continue
            # Function words of that very language are as good as a second identifier, and cost nothing; a short
            # sentence is told by them or by its script.
            if voted != found and not (is_strange and not is_long) and not (is_long and found == identify(text)):
                continue
            yield self.finding(
                segment,
                (start, end),
                f"This sentence is in {_name(found)}, not {language.name}.",
                confidence=0.95,
            )


def _name(tag: str) -> str:
    """The English name of a language, or its tag where there is no profile."""
    known = profile(tag)
    return known.name if known.tag != "und" else tag
