# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.lexical import borrowed, leftovers
from auditor.text.strangers import strangers


@dataclass(frozen=True)
class ForeignWord(Check):
    """A single word was left untranslated.

    Beside the source: a lower-case word that stands there too, that its language
    uses often and the translation's language does not know. Alone: a word that is
    next to unknown and frequent in another language, a lower-case word of another
    script, a lone sign.
    Source: our judgement; lists of `wordfreq`.
    """

    id = "foreign-word"
    mqm = Mqm.UNTRANSLATED
    its = Its.UNTRANSLATED
    severity = Severity.MINOR
    gives_way = True
    bad = (
        Example(
            "Le maire a parlé du blackout et du budget des lawmakers.",
            "lawmakers",
            "fr",
            "The mayor spoke of the blackout and the budget of the lawmakers.",
            "en",
        ),
        Example("وقع blackout واسع في العاصمة.", "blackout", "ar"),
    )
    good = (
        Example("Le maire a parlé du tweet.", None, "fr", "The mayor spoke of the tweet.", "en"),
        Example("Он написал в Twitter и на сайте iphone.ru.", None, "ru"),
        Example("The sign “万” means ten thousand."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        if language.tag == "und":
            return
        if segment.source:
            for start, end, _ in borrowed(text, segment.source, language, profile(segment.source_language)):
                yield self.finding(
                    segment, (start, end), f"“{text[start:end]}” was left as it is in the source.", confidence=0.8
                )
        for start, end, tag in leftovers(text, language):
            message = f"“{text[start:end]}” is a word of another language: {profile(tag).name}."
            yield self.finding(segment, (start, end), message, confidence=0.75)
        for start, end in strangers(text, language):
            if segment.source and text[start:end] in segment.source and text[start:end].isupper():
                continue
            yield self.finding(segment, (start, end), "This is not in the script of the rest.", confidence=0.7)
