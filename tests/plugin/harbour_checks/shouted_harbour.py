# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm


@dataclass(frozen=True)
class ShoutedHarbour(Check):
    """The word harbour stands in capitals.

    Source: the stylebook of a newsroom that does not exist.
    """

    id = "shouted-harbour"
    mqm = Mqm.TEXTUAL
    its = Its.STYLE
    severity = Severity.MINOR
    bad = (Example("The HARBOUR was closed.", "HARBOUR"),)
    good = (Example("The harbour was closed."), Example("The Harbour Board met."))

    word: str = "HARBOUR"  # what no story may shout

    def find(self, segment: Segment) -> Iterator[Finding]:
        start = segment.translation.find(self.word)
        if start >= 0:
            repair = self.word.lower()
            yield self.finding(segment, (start, start + len(self.word)), "Nobody is deaf.", suggestion=repair)
