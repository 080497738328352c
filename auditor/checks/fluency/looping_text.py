# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import Language, profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.repeats import Repeat, is_in_quotes, listed_repeats, repeats_at_all, sign_repeats, word_repeats


@dataclass(frozen=True)
class LoopingText(Check):
    """The text goes round in a loop: the same words three times in a row or more.

    Sounds ("la la la"), figures and what a language says thrice for emphasis count
    only beside a source that doubles nothing.
    Source: oscillatory hallucination, Raunak et al. 2021 (arXiv 2104.06683).
    """

    id = "looping-text"
    mqm = Mqm.UNINTELLIGIBLE
    its = Its.DUPLICATION
    severity = Severity.CRITICAL
    explains = ("doubled-word", "doubled-phrase", "repeated-passage", "length-ratio", "truncated-text")
    bad = (
        Example("The talks in the port in the port in the port failed.", "in the port in the port in the port"),
        Example("Le pont pont pont pont est fermé.", "pont pont pont pont", "fr"),
    )
    good = (
        Example("“No, no, no,” he said."),
        Example("He laughed: ha ha ha."),
        Example("La la la, sang the choir."),
        Example("They ran 3 3 3 in the last frames."),
    )

    emphatic: int = 4  # times up to which a language's own doubles may be said for emphasis
    signs: int = 2  # least signs of a unit in scripts without blanks

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        language = profile(segment.language)
        single_there = bool(segment.source) and not repeats_at_all(segment.source or "")
        found = [r for r in word_repeats(text) if r.times > 2] + list(listed_repeats(text))
        if not language.spaced:
            found += [r for r in sign_repeats(text) if r.size >= self.signs and r.times > 2]
        for repeat in found:
            unit = repeat.unit.casefold()
            if not single_there and (
                (unit in language.repeats and repeat.times <= self.emphatic)
                or not any(mark.isalpha() for mark in unit)
                or len(unit) < 2
                or self._is_sound(repeat, language)
            ):
                continue
            if is_in_quotes(text, repeat.start, repeat.end) or (
                segment.source and any(r.times > 2 for r in word_repeats(segment.source))
            ):
                continue
            message = f"“{repeat.unit}” comes {repeat.times} times in a row."
            yield self.finding(segment, (repeat.start, repeat.end), message, suggestion=repeat.unit, confidence=0.98)

    def _is_sound(self, repeat: Repeat, language: Language) -> bool:
        """Whether a short word may be a sound: la la la, ha ha ha."""
        unit = repeat.unit.casefold()
        return repeat.size == 1 and len(unit) <= 3 and language.spaced and unit not in language.function_words
