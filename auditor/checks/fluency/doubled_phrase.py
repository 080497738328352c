# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.repeats import Repeat, is_in_quotes, sign_repeats, word_repeats


@dataclass(frozen=True)
class DoubledPhrase(Check):
    """Two words or more stand twice in a row.

    In scripts without blanks, a run of signs. What the source doubles too is let
    alone, and so is what stands in quotation marks by itself.
    Source: our judgement; least sizes measured on clean news.
    """

    id = "doubled-phrase"
    mqm = Mqm.GRAMMAR
    its = Its.DUPLICATION
    severity = Severity.MAJOR
    bad = (
        Example("He met the mayor of the mayor of the town.", "the mayor of the mayor of"),
        Example("港湾の責任者の責任者が辞任した。", "の責任者の責任者", "ja"),
    )
    good = (
        Example("They waited day after day, day after day."),
        Example("She said again and again that it was safe."),
        Example("少しずつ少しずつ水が引いた。", None, "ja"),
        Example("They shouted “no more, no more”."),
        Example("What it needed it needed soon."),
    )

    signs: int = 3  # least signs of a unit in scripts without blanks: two-sign doubles are often grammar

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        language = profile(segment.language)
        found = [r for r in word_repeats(text) if r.size > 1 and r.times == 2]
        if not language.spaced:
            found += [r for r in sign_repeats(text) if r.size >= self.signs and r.times == 2]
        for repeat in found:
            unit = repeat.unit.casefold()
            if repeat.size == 2 and unit.split()[0] in language.pronouns:
                continue  # "what it needed it needed"; "he said he said" is another check's
            if (
                unit in language.repeats
                or self._is_in_source(repeat, segment)
                or is_in_quotes(text, repeat.start, repeat.end)
            ):
                continue
            message = f"“{repeat.unit}” stands twice in a row."
            yield self.finding(segment, (repeat.start, repeat.end), message, suggestion=repeat.unit, confidence=0.95)

    def _is_in_source(self, repeat: Repeat, segment: Segment) -> bool:
        """Whether the source says something of that size twice too."""
        return bool(segment.source) and any(other.size > 1 for other in word_repeats(segment.source or ""))
