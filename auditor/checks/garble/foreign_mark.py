# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from auditor.contract import Check, Example
from auditor.languages import Language, profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm


@dataclass(frozen=True)
class ForeignMark(Check):
    """A punctuation mark of another language stands among words of this one.

    "?" between Arabic words, "、" between English ones, « ¿ » in French. In Spanish
    also a question or exclamation whose opening mark is missing.
    Source: CLDR punctuation exemplars; marks in the profiles (`mark_replacements`, `opening_marks`).
    """

    id = "foreign-mark"
    mqm = Mqm.PUNCTUATION
    its = Its.TYPOGRAPHICAL
    severity = Severity.MINOR
    one_slip = True
    explains = ("punctuation-spacing",)
    bad = (
        Example("The lawyer、who left, said nothing.", "、"),
        Example("¿Qui a fermé le pont ?", "¿", "fr"),
    )
    good = (
        Example("The lawyer, who left, said nothing."),
        Example("「はい」と言った。", None, "ja"),
        Example("The word “、” is a mark."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, language = segment.translation, profile(segment.language)
        pattern = _marks(language.tag)
        if pattern is not None:
            for match in pattern.finditer(text):
                mark = match.group()
                if segment.source and segment.source_language == segment.language and mark in segment.source:
                    continue
                own = language.mark_replacements[mark]
                message = f"{language.name} does not write “{mark}”" + (f" here but “{own}”." if own else ".")
                yield self.finding(segment, match.span(), message, suggestion=own, confidence=0.9)
        for start, end, opening in _unopened(text, language):
            yield self.finding(
                segment,
                (start, end),
                f"The mark “{opening}” that opens it is missing.",
                suggestion=opening + text[start:end],
                confidence=0.8,
            )


@lru_cache(maxsize=64)
def _marks(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    foreign = known.mark_replacements.keys() - set(known.opening_marks.values())
    if not foreign or not known.scripts:
        return None
    own = "[" + "".join(rf"\p{{{script}}}" for script in known.scripts) + r"]\p{M}*"
    marks = "[" + "".join(map(regex.escape, sorted(foreign))) + "]"
    # After a letter of the language, or before one: a mark beside foreign words or figures may be theirs.
    return regex.compile(rf"(?<={own}[\"”»)]?\s?){marks}(?=[\s\"”»)]|$|{own})|(?:(?<=^|\s|[(\"“«])){marks}(?={own})")


def _unopened(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """The first word `(start, end, mark)` of sentences that close with a mark that was never opened."""
    for closing, opening in language.opening_marks.items():
        if closing not in text:
            continue
        place = 0
        for match in regex.finditer(
            rf"(?:^|(?<=[.!?…\n]\s|[—–:]\s|[«“\"(]))(\p{{L}}[^.!?…\n{opening}]*){regex.escape(closing)}", text
        ):
            if opening not in text[place : match.end()]:
                word = regex.match(r"[\p{L}\p{M}]+", text, pos=match.start(1))
                if word:
                    yield word.start(), word.end(), opening
            place = match.end()
