# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.joining import parted_names, parted_prefixes


@dataclass(frozen=True)
class UnevenJoining(DocumentCheck):
    """One word stands joined in one place of a story and with a blank in it in another: "Merri man", 「ティ ベッツ」.

    A name that is one word elsewhere, and a prefix that the rest of the story ties to
    its verb without a blank (`joined_prefixes`), which is only shown.
    Source: our judgement; for Persian the half-space of the Academy's rules of spelling.
    """

    id = "uneven-joining"
    mqm = Mqm.SPELLING
    its = Its.WHITESPACE
    severity = Severity.MINOR
    one_slip = True
    explains = ("split-word", "non-word", "foreign-word")
    bad = (
        Example("Holloway lost. The mayor met Hollo way at noon.", "Hollo way"),
        Example("ティベッツ氏が勝った。ティ ベッツ氏は笑った。", "ティ ベッツ", "ja"),
        Example("پل بسته می‌شود. وزیر می گوید پل باز می‌شود.", "می گوید", "fa"),
    )
    good = (
        Example("Holloway lost. The way of Hollo was long."),
        Example("ティベッツ氏が勝った。ジョン ベッツ氏は笑った。", None, "ja"),
        Example("وزیر می گوید پل باز می شود.", None, "fa"),
        Example("The Mayfair shop opened. In May fair weather came."),
    )

    def find_in(self, document: Document) -> Iterator[Finding]:
        texts = [(segment.translation, segment.language) for segment in document.segments]
        for number, start, end, joined in parted_names(texts):
            message = f"Elsewhere in the story this is one word: {joined}."
            yield self.finding(document.segments[number], (start, end), message, suggestion=joined, confidence=0.8)
        for number, start, end, joined in parted_prefixes(texts):
            message = "Elsewhere in the story no blank stands after this prefix."
            yield self.finding(
                document.segments[number],
                (start, end),
                message,
                suggestion=joined,
                severity=Severity.NEUTRAL,
                confidence=0.7,
            )
