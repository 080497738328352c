# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.spacing import misspaced

_WIDE = "。，、；：？！"


@dataclass(frozen=True)
class PunctuationSpacing(Check):
    """A blank too many, one too few, or a mark doubled.

    A blank before a mark that takes none in the language, none after a comma, two
    commas or stops, an apostrophe between blanks. What hardly shows is neutral: a run
    of blanks in a sentence, a blank before a mark that is as wide as a sign, and one
    between a word of another script and the mark.
    Source: CLDR and the national style guides named in the profiles (`space_before`).
    """

    id = "punctuation-spacing"
    mqm = Mqm.PUNCTUATION
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    one_slip = True
    bad = (
        Example("The bridge , closed since May, reopened.", " ,"),
        Example("The bridge,closed since May, reopened.", ","),
        Example("The bridge reopened.. It rained.", ".."),
        Example("They didn ' t leave.", " ' "),
        Example("Le pont est fermé , dit-il.", " ,", "fr"),
    )
    good = (
        Example("Le pont est-il fermé ? Oui : depuis mai !", None, "fr"),
        Example("He waited ... and left."),
        Example("It cost 3,500 euros at 10:30."),
        Example("See www.example.com,or write to a@b.org."),
        Example("The U.S., he said, etc., and so on."),
        Example("Die „Brücke“, sagte er, hält."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, repair, why in misspaced(text, profile(segment.language)):
            if segment.source and start < end and _context(text, start, end) in segment.source:
                continue
            severity = Severity.NEUTRAL if repair == " " or _is_slight(text, start, repair) else None
            yield self.finding(segment, (start, end), why, suggestion=repair, severity=severity, confidence=0.9)


def _is_slight(text: str, start: int, mark: str) -> bool:
    """Whether the blank hardly shows: the mark has its own, or the word before it is written the other way."""
    return mark in _WIDE or (mark in "،؛؟" and text[max(0, start - 2) : start].isascii())


def _context(text: str, start: int, end: int) -> str:
    """The place with the letters beside it: the source may be spaced so too."""
    return text[max(0, start - 2) : end + 1]
