# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.attribution import echoes


@dataclass(frozen=True)
class SaidTwice(Check):
    """One attribution stands twice: "Roe said the mayor Jane Roe said that", "said he said".

    Either a name and its verb come again within a few words, or the same verb of
    speech comes again with nothing but names and pronouns between.
    Source: our judgement after the fluency study (repeat with a short gap); verbs in the profiles.
    """

    id = "said-twice"
    mqm = Mqm.GRAMMAR
    its = Its.DUPLICATION
    severity = Severity.MAJOR
    explains = ("doubled-phrase", "doubled-word")
    bad = (
        Example("Roe said the mayor Jane Roe said that the bridge was safe.", "Roe said the mayor Jane Roe said"),
        Example("The minister said he said the talks would go on.", "said he said"),
    )
    good = (
        Example("Roe said the mayor told her that Hall said no."),
        Example("“He said, she said” cases are rare, Roe said."),
        Example("Roe said no. Roe said so twice."),
        Example("What he said, he said in public."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, suggestion in echoes(segment.translation, profile(segment.language)):
            message = "The same attribution stands twice."
            yield self.finding(segment, (start, end), message, suggestion=suggestion, confidence=0.85)
