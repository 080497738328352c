# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.abroad import foreign_abbreviations
from auditor.text.leftovers import leftovers
from auditor.text.lexical import borrowed
from auditor.text.strangers import strangers


@dataclass(frozen=True)
class ForeignWord(Check):
    """A single word was left untranslated.

    Beside the source: a lower-case word that stands there too, that its language
    uses often and the translation's language does not know. Alone: a word that is
    next to unknown and frequent in another language, an abbreviation or a title that
    only another language writes, a lower-case word of another script, a lone sign.
    Source: our judgement; lists of `wordfreq`; `abroad` of the profiles.
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
        Example("The damage was put at 3 mln zł by the mayor.", "3 mln zł"),
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
        for start, end, tag in foreign_abbreviations(text, language):
            if not segment.source or segment.source_language is None or text[start:end] in segment.source:
                message = f"“{text[start:end]}” is how {profile(tag).name} writes it."
                yield self.finding(segment, (start, end), message, confidence=0.75)
        for start, end in strangers(text, language):
            if segment.source and text[start:end] in segment.source and text[start:end].isupper():
                continue
            yield self.finding(segment, (start, end), "This is not in the script of the rest.", confidence=0.7)
