# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.wording import told, wordings


@dataclass(frozen=True)
class FalseFriend(Check):
    """A word was taken for its look-alike in the source: "the actual president" for « le président actuel ».

    With a source, the look-alike must stand in it; without one, only what the words
    around it make wrong is flagged.
    Source: the works named in `languages/pairs/*.toml`, entry by entry.
    """

    id = "false-friend"
    mqm = Mqm.MISTRANSLATION
    its = Its.MISTRANSLATION
    severity = Severity.MAJOR
    bad = (
        Example("The actual president of the club will step down.", "actual"),
        Example("The actual number is higher.", "actual", "en", "Le nombre actuel est plus élevé.", "fr"),
        Example("Er hat eine Billion Dollar verloren.", "Billion", "de", "He lost a billion dollars.", "en"),
    )
    good = (
        Example("The actual number is higher."),
        Example("The actual number is higher.", None, "en", "Le nombre réel est plus élevé.", "fr"),
        Example("The current president of the club will step down."),
        Example("Die Schulden betragen eine Billion Euro.", None, "de", "The debt is a trillion euros.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for wording in wordings(segment, "false-friend"):
            text = segment.translation[wording.start : wording.end]
            yield self.finding(
                segment,
                (wording.start, wording.end),
                told(
                    "“{text}” looks like {language} “{of}”, which means something else; write “{write}”.", wording, text
                ),
                suggestion=wording.suggestion,
                severity=wording.severity,
                source_span=wording.source_span,
                confidence=wording.confidence,
            )
