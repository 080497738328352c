# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.words import words


@dataclass(frozen=True)
class StackedAdverbs(Check):
    """Two adverbs that say the same thing stand side by side.

    A rewriting tool puts its synonym beside the word instead of in its place.
    Source: our judgement; groups in the profiles (`stacked`).
    """

    id = "stacked-adverbs"
    mqm = Mqm.AWKWARD
    its = Its.STYLE
    severity = Severity.MAJOR
    bad = (Example("The ship apparently reportedly sank off the cape.", "apparently reportedly"),)
    good = (
        Example("The ship reportedly sank off the cape."),
        Example("The ship apparently, and reportedly at night, sank."),
        Example("He apparently reported it."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        groups = profile(segment.language).stacked
        if not groups:
            return
        text = segment.translation
        lowered = text.lower()
        for group in groups:
            if sum(adverb in lowered for adverb in group) < 2:
                continue
            found = words(text)
            for one, other in pairwise(found):
                if (
                    one.folded in group
                    and other.folded in group
                    and one.folded != other.folded
                    and text[one.end : other.start].isspace()
                ):
                    message = f"“{one.text}” and “{other.text}” say the same thing."
                    yield self.finding(segment, (one.start, other.end), message, suggestion=one.text, confidence=0.9)
