# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.copied import Beside, adapted_words, copied_words


@dataclass(frozen=True)
class UntranslatedWord(Check):
    """A single word of the source stands in the translation as it is.

    Known in the language of the source, hardly in that of the translation; or in the
    source's script, where the translation has another. A language that lends its
    words (English) must use the word often. A reference that does without the word
    makes it sure, with a capital too; else what stands in brackets or quotation marks
    was left on purpose, and names, loanwords and runs of words are other matters.
    Source: frequencies of `wordfreq`; thresholds our judgement, measured on clean news
    into 27 languages and from them.
    """

    id = "untranslated-word"
    mqm = Mqm.UNTRANSLATED
    its = Its.UNTRANSLATED
    severity = Severity.MINOR
    gives_way = True
    explains = ("foreign-word",)
    bad = (
        Example("Le maire a été formally accusé lundi.", "formally", "fr", "The mayor was formally accused.", "en"),
        Example("The mayor vyhrál the vote.", "vyhrál", "en", "Starosta hlasování vyhrál.", "cs"),
        Example("The mayor остановил the works.", "остановил", "en", "Мэр остановил работы.", "ru"),
    )
    good = (
        Example("Le maire a parlé du Brexit et du backstop.", None, "fr", "The mayor spoke of Brexit backstop.", "en"),
        Example("The word “остановил” means stopped.", None, "en", "Слово «остановил» всем известно.", "ru"),
        Example("The film (Мост) opens on Monday.", None, "en", "Фильм «Мост» выходит в понедельник.", "ru"),
    )

    usual: float = 4.0  # Zipf in a language that lends from which a word is a usual one
    unknown: float = 2.5  # Zipf in the language of the translation below which it is hardly a loanword

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        sides = Beside(
            segment.source, segment.translation, segment.source_language, segment.language, segment.reference
        )
        for start, end in copied_words(sides, self.usual, self.unknown):
            message = "This word of the source was not translated."
            yield self.finding(segment, (start, end), message, confidence=0.8)
        for start, end, meant in adapted_words(sides):
            message = f"This is “{meant}” of the source with another ending, no word of its own."
            yield self.finding(segment, (start, end), message, confidence=0.75)
