# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.lost_letters import lost_letters
from auditor.text.slips import mistyped
from auditor.text.slips_beside import slips_beside
from auditor.text.words import words


@dataclass(frozen=True)
class NonWord(Check):
    """A word is none, and one slip away from a usual one: "goverment".

    How much more frequent the other word must be depends on the kind of slip; where
    the difference could be an ending, on the word being unknown altogether. Names are
    left alone; so are languages without a list (`lexicon` of the profile). Beside a
    reference that has the word that was meant, two slips in a long word and rarer
    words count too. A word with a letter less that is one of its own ("wer", "bee") counts where it
    does not go with its neighbours and the whole one does.
    Source: fluency study (unknown words alone raise .02 to .3 alarms per 1,000 words); lists of `wordfreq`.
    """

    id = "non-word"
    mqm = Mqm.SPELLING
    its = Its.MISSPELLING
    severity = Severity.MINOR
    gives_way = True
    bad = (Example("The goverxnment resigned.", "goverxnment"), Example("They pulbished the list.", "pulbished"))
    good = (
        Example("The government resigned."),
        Example("Selfies and podcasters were there."),
        Example("Mr Whittaker-Smythe met the Zelenskyys."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language, source = segment.translation, profile(segment.language), segment.source or ""
        told = set[int]()
        if segment.reference:
            for start, end, repair in slips_beside(text, segment.reference, source, language):
                told.add(start)
                message = f"“{text[start:end]}” is no word of its own; the reference has “{repair}”."
                yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.9)
        for start, end, repair in mistyped(text, language):
            if start in told or text[start:end] in source or text[start:end] in (segment.reference or ""):
                continue
            told.add(start)
            message = f"No such word; “{repair}” is close."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.75)
        known = {word.folded for other in (source, segment.reference or "") for word in words(other)}
        for start, end, repair in lost_letters(text, language):
            if start not in told and text[start:end] not in known:
                message = f"“{text[start:end]}” does not go with the words beside it; “{repair}” does."
                yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.7)
