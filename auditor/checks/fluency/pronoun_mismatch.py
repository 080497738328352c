# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.languages import profile
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.genders import mismatched
from auditor.text.sentences import sentences


@dataclass(frozen=True)
class PronounMismatch(DocumentCheck):
    """A pronoun is of another gender than the only person about: "Mrs Roe said he was ill".

    The title or the noun tells the gender; the sentence and the three before it
    must speak of nobody else. It may still be somebody off the page: a hint, no verdict.
    Source: check catalogue of peers, N21; words in the profiles (`feminine`, `masculine`).
    """

    id = "pronoun-mismatch"
    mqm = Mqm.GRAMMAR
    its = Its.GRAMMAR
    severity = Severity.NEUTRAL
    default = False  # seven alarms in 770,000 words of other sound text, all of them false
    bad = (
        Example("Mrs Roe opened the bridge because he had built it.", "he"),
        Example("The spokesman left when she had answered.", "she"),
    )
    good = (
        Example("Mrs Roe opened the bridge because she had built it."),
        Example("The mayor spoke to his son. Mrs Roe said he was ill."),
        Example("Mrs Roe and her husband left when he was ill."),
        Example("The mayor said he would come."),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        language = profile(document.language)
        if not language.feminine or not document.segments:
            return
        text = "\n".join(segment.translation for segment in document.segments)
        lowered = text.lower()
        if not any(word in lowered for word in language.feminine | language.masculine):
            return
        starts = []
        place = 0
        for segment in document.segments:
            starts.append(place)
            place += len(segment.translation) + 1
        for start, end, person in mismatched(text, sentences(text, document.language), language):
            index = bisect.bisect_right(starts, start) - 1
            shift = starts[index]
            message = f"“{text[start:end]}” does not go with “{person}”, the only person about."
            yield self.finding(document.segments[index], (start - shift, end - shift), message, confidence=0.5)
