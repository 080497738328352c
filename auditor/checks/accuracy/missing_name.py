# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.name_swaps import swaps
from auditor.text.names import lost_people


@dataclass(frozen=True)
class MissingName(Check):
    """A full name of the source is not in the translation, neither first name nor surname.

    In any script that writes sounds; Chinese and Japanese may write names in signs that
    a list would have to know, so they are left out. Where another name stands instead, `swapped-name`
    says so.
    Source: our judgement on clean news; Soundex classes for other scripts.
    """

    id = "missing-name"
    mqm = Mqm.OMISSION
    its = Its.INCONSISTENT_ENTITIES
    severity = Severity.MINOR
    bad = (
        Example(
            "Le maire est venu lundi.", "Le maire est venu lundi.", "fr", "Mayor Rupert Falkenau came on Monday.", "en"
        ),
        Example("Мэр приехал.", "Мэр приехал.", "ru", "The mayor, Rupert Falkenau, came.", "en"),
    )
    good = (
        Example("Le maire Falkenau est venu.", None, "fr", "Mayor Rupert Falkenau came on Monday.", "en"),
        Example("Мэр Руперт Фалькенау приехал.", None, "ru", "The mayor, Rupert Falkenau, came.", "en"),
        Example("Le maire Ralph Wooster est venu.", None, "fr", "Mayor Rupert Falkenau came.", "en"),
        Example("市長のルパート・ファルケナウ氏が来た。", None, "ja", "Mayor Rupert Falkenau came.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip() or profile(segment.language).scripts[:1] in ((), ("Han",), ("Thai",)):
            return
        gone = lost_people(source, segment.source_language, text, segment.language)
        if gone and not swaps(source, segment.source_language, text, segment.language):
            start, end = gone[0]
            span = (len(text) - len(text.lstrip()), len(text.rstrip()))
            message = f"The source names {source[start:end]}; the translation does not."
            yield self.finding(segment, span, message, source_span=(start, end), confidence=0.6)
