# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.addresses import without_addresses
from auditor.text.runs import copied_runs, foreign_runs


@dataclass(frozen=True)
class UntranslatedRun(Check):
    """A run of words inside the translation was left in another language.

    Two kinds of evidence: words the source has in the same order and the language
    does not know, with a function word of the source's among them; or, without a
    source, a run in another script or of another language's function words.
    Source: check catalogue of peers (untranslated span); thresholds our judgement on clean news.
    """

    id = "untranslated-run"
    mqm = Mqm.UNTRANSLATED
    its = Its.UNTRANSLATED
    severity = Severity.MAJOR
    bad = (
        Example(
            "Le maire a dit que the bridge would be closed until further notice.",
            "the bridge would be closed until further notice",
            "fr",
            "The mayor said the bridge would be closed until further notice.",
            "en",
        ),
        Example(
            "Мэр заявил, that the bridge would be closed until Monday.",
            "that the bridge would be closed until Monday",
            "ru",
        ),
    )
    good = (
        Example("Le film « The Bridge » sort lundi.", None, "fr", "The film “The Bridge” opens on Monday.", "en"),
        Example("Мэр приехал на фестиваль Rock in the Park.", None, "ru"),
        Example("Le New York Times l'affirme.", None, "fr", "The New York Times says so.", "en"),
    )

    least: int = 4  # words in a run that is not in another script: titles and set phrases are shorter
    copied: int = 3  # words in a run that the source has too

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        if not text or language.tag == "und":
            return
        plain = without_addresses(text)
        runs = (
            copied_runs(plain, segment.source, profile(segment.source_language), language, self.copied)
            if segment.source
            else []
        )
        for start, end in runs or foreign_runs(plain, language, self.least):
            kind = "stands in the source as it stands here" if runs else "is not in the language of the rest"
            yield self.finding(segment, (start, end), f"This {kind}: it was not translated.", confidence=0.85)
