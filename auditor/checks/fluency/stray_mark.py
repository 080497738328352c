# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.commas import misplaced_commas
from auditor.text.marks_beside import added_marks
from auditor.text.stray_marks import added, stray


@dataclass(frozen=True)
class StrayMark(Check):
    """A mark stands where no sentence has one: "the; bridge", "closed~ on Monday".

    After an article or another word that cannot end a clause; signs of the
    keyboard glued to a word, marks glued to a comma; in the middle of a sentence, marks
    of which the source has none; beside a reference, one more than anybody else has, or one between
    two words that it has side by side. Commas between words that next to never have one.
    Source: our judgement; words in the profiles (`unfinished`), counts of `engines/neighbours.py`.
    """

    id = "stray-mark"
    mqm = Mqm.PUNCTUATION
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    bad = (
        Example("They crossed the; bridge at noon.", ";"),
        Example("The bridge was closed~ on Monday.", "~"),
        Example("Le pont est fermé par la! police.", "!", "fr"),
    )
    good = (
        Example("They crossed the bridge; at noon they slept."),
        Example("Grades A: good, B: bad; either/or."),
        Example("Write to a_b or ~100 others @noon."),
        Example("Le pont est fermé : la police est là !", None, "fr"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        language = profile(segment.language)
        places = list(stray(text, language))
        if segment.source:
            places = [place for place in places if text[place[0] - 1 : place[1] + 1] not in segment.source]
            places += [place for place in added(text, segment.source, language) if place not in places]
        if segment.reference:
            places += [
                place
                for place in added_marks(text, segment.source or "", segment.reference, language)
                if place not in places
            ]
        places += misplaced_commas(text, segment.source or "", segment.reference or "", language)
        for start, end in places:
            message = f"No sentence has “{text[start:end]}” here."
            yield self.finding(segment, (start, end), message, suggestion="", confidence=0.85)
