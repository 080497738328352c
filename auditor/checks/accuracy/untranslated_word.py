# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.copied import copied_words


@dataclass(frozen=True)
class UntranslatedWord(Check):
    """A single word of the source stands in the translation as it is.

    Usual in the language of the source, hardly known in that of the translation, in
    small letters; or in the source's script, where the translation has another.
    What stands in brackets or quotation marks was left on purpose; names, loanwords
    and runs of words are other matters.
    Source: frequencies of `wordfreq`; thresholds our judgement on clean news.
    """

    id = "untranslated-word"
    mqm = Mqm.UNTRANSLATED
    its = Its.UNTRANSLATED
    severity = Severity.MINOR
    gives_way = True
    bad = (
        Example("Le maire a été formally accusé lundi.", "formally", "fr", "The mayor was formally accused.", "en"),
        Example("The mayor остановил the works.", "остановил", "en", "Мэр остановил работы.", "ru"),
    )
    good = (
        Example("Le maire a parlé du Brexit et du backstop.", None, "fr", "The mayor spoke of Brexit backstop.", "en"),
        Example("The word “остановил” means stopped.", None, "en", "Слово «остановил» всем известно.", "ru"),
        Example("The film (Мост) opens on Monday.", None, "en", "Фильм «Мост» выходит в понедельник.", "ru"),
    )

    usual: float = 4.0  # Zipf in the language of the source from which a word is a usual one
    unknown: float = 2.5  # Zipf in the language of the translation below which it is hardly a loanword

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        sides = (segment.source, segment.source_language), (segment.translation, segment.language)
        for start, end in copied_words(*sides, self.usual, self.unknown):
            message = "This word of the source was not translated."
            yield self.finding(segment, (start, end), message, confidence=0.8)
