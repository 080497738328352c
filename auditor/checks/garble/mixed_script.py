# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.lookalikes import intruders


@dataclass(frozen=True)
class MixedScript(Check):
    """A letter or digit of another script hides in a word or number: "spоkesman" with a Cyrillic о.

    Search, spell checkers and screen readers stumble over it. Also letters that
    the language never writes (`foreign_letters` of the profile), full-width Latin
    letters in Latin text, and two kinds of digits in one number.
    Source: Unicode Technical Standard 39 (confusables), a subset; letters in the profiles.
    """

    id = "mixed-script"
    mqm = Mqm.ENCODING
    its = Its.CHARACTERS
    severity = Severity.MINOR
    one_slip = True
    explains = ("non-word", "foreign-word", "untranslated-run", "glued-words")
    bad = (
        Example("The sp\N{CYRILLIC SMALL LETTER O}kesman declined.", "sp\N{CYRILLIC SMALL LETTER O}kesman"),
        Example("Порт закрыт до втoрника.", "втoрника", "ru"),
        Example("It cost 1\N{ARABIC-INDIC DIGIT FOUR} pounds.", "1\N{ARABIC-INDIC DIGIT FOUR}"),
    )
    good = (
        Example("The spokesman declined to name α or β."),
        Example("Он купил iPhone и SIM-карту.", None, "ru"),
        Example("Ο ΟΗΕ και η NATO.", None, "el"),
        Example("Η SMS και το e-mail.", None, "el"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if text.isascii():
            return
        for start, end, repair, why in intruders(text, profile(segment.language)):
            if segment.source and text[start:end] in segment.source:
                continue
            yield self.finding(segment, (start, end), why, suggestion=repair, confidence=0.95)
