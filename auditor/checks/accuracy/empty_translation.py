# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm


@dataclass(frozen=True)
class EmptyTranslation(Check):
    """There is a source but no translation.

    Source: MQM Core, omission.
    """

    id = "empty-translation"
    mqm = Mqm.OMISSION
    its = Its.OMISSION
    severity = Severity.CRITICAL
    bad = (Example("", "", "fr", "The bridge was closed.", "en"), Example("  ", "  ", "fr", "It rained.", "en"))
    good = (
        Example("Il pleut.", None, "fr", "It rains.", "en"),
        Example("", None, "fr", "", "en"),
        Example("", None, "fr"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if segment.source and segment.source.strip() and not segment.translation.strip() and not segment.aligned:
            message = f"Nothing translates the source: “{segment.source[:80]}”."
            whole = (0, len(segment.source))
            yield self.finding(segment, (0, len(segment.translation)), message, confidence=1.0, source_span=whole)
