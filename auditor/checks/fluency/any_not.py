# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.polarity import negated_any


@dataclass(frozen=True)
class AnyNot(Check):
    """ "Any" is the subject of a negated verb: "Any of the divers did not drown".

    English says "none of the divers drowned". A relative clause after "any" has
    a verb of its own and is let alone.
    Source: Huddleston and Pullum, The Cambridge Grammar of the English Language, 9.1.3 (non-affirmative items).
    """

    id = "any-not"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.MINOR
    bad = (
        Example("Any of the divers did not drown.", "Any of the divers did not"),
        Example("Anyone was not hurt in the fall.", "Anyone was not"),
    )
    good = (
        Example("None of the divers drowned."),
        Example("Any diver who does not return is missed."),
        Example("Anything that is not tied down flies."),
        Example("If any of them did not come, tell me."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in negated_any(text, profile(segment.language)):
            message = f"“{text[start:end]}”: with a negated verb it is “no” or “none”."
            yield self.finding(segment, (start, end), message, confidence=0.7)
