# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.scores import scores
from auditor.text.words import has_digit, words


@dataclass(frozen=True)
class SwappedScore(Check):
    """A score or vote is turned round: 1-2 for 2-1.

    The translation may name the sides in another order, so it is flagged only as
    what an editor must look at; a text that has the score both ways is let be, and
    so is one that speaks of a defeat, which many languages count from the loser's side.
    Source: our judgement.
    """

    id = "swapped-score"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MINOR
    bad = (
        Example("Les Verts ont gagné 1-2.", "1-2", "fr", "The Greens won 2-1.", "en"),
        Example("Der Rat stimmte 4:9 dafür.", "4:9", "de", "The council voted 9-4 in favour.", "en"),
    )
    good = (
        Example("Les Verts ont gagné 2-1.", None, "fr", "The Greens won 2-1.", "en"),
        Example("Счёт был 2:1, потом 1:2.", None, "ru", "The score was 2-1, then 1-2.", "en"),
        Example("Die 0:1-Niederlage war bitter.", None, "de", "The 1-0 defeat was bitter.", "en"),
        Example("Der Rat stimmte mit 9 zu 4 dafür.", None, "de", "The council voted 9-4 in favour.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if profile(segment.language).right_to_left or profile(segment.source_language).right_to_left:
            return  # a score runs with the line there: 4-1 is written 1-4
        if not segment.source or not has_digit(segment.translation):
            return
        sides = (segment.source, segment.source_language), (segment.translation, segment.language)
        if any(word.folded in profile(tag).defeats for text, tag in sides for word in words(text)):
            return  # "a 1-0 defeat" is "eine 0:1-Niederlage"
        ours = scores(segment.translation)
        theirs = {(score.left, score.right): score for score in scores(segment.source)} if ours else {}
        for score in ours:
            other = theirs.get((score.right, score.left))
            if other is not None and (score.left, score.right) not in theirs:
                if any((one.left, one.right) == (other.left, other.right) for one in ours):
                    continue
                message = f"The source has {segment.source[other.start : other.end]}: the sides are turned round."
                yield self.finding(
                    segment, (score.start, score.end), message, source_span=(other.start, other.end), confidence=0.8
                )
