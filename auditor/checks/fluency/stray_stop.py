# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import Check, Example
from auditor.languages import Language, profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.sentences import FRAGMENT, is_unfinished

# A word of two letters or more, a stop, a blank, and a lower-case word or a figureless fragment.
_STOP = regex.compile(
    r"(?<![\p{L}\p{M}.@/_-])"
    r"((?:[\p{L}\p{M}\N{ZERO WIDTH NON-JOINER}'’-]*[\p{Ll}\p{Lo}\p{M}]|(?![IVXLC]+\.)\p{Lu}{3,})[\"”»)]?)"
    r"\.(\s+)([\p{L}\p{M}][\p{L}\p{M}'’-]*)"
)
# A stop, then a sentence that is only a modifier and its noun: "… the assembly. EU-funded council."
_CUT_OFF = regex.compile(rf"(?<![\p{{L}}\p{{M}}.@/_-])(\p{{Ll}}[\p{{L}}\p{{M}}'’-]+)\.\s+{FRAGMENT.pattern}(?!\p{{L}})")


@dataclass(frozen=True)
class StrayStop(Check):
    """A full stop cuts a sentence in two.

    In scripts with capitals: a stop before a word in lower case that is no
    abbreviation, or before a modifier and its noun that are a sentence to
    themselves. In all: a stop after a word that ends no sentence.
    Source: fluency study on 128 languages of clean news; abbreviations in the profiles.
    """

    id = "stray-stop"
    mqm = Mqm.PUNCTUATION
    its = Its.TYPOGRAPHICAL
    severity = Severity.MAJOR
    bad = (
        Example("The government of the union. supported by the army fell.", "union."),
        Example("Le pont a été. fermé lundi.", "été.", "fr"),
        Example("They met at the seat of the assembly. EU-funded council. It rained.", "assembly."),
    )
    good = (
        Example("The bridge was closed. It was dark."),
        Example("He met Gen. de la Roca at 3 p.m. on Monday."),
        Example("The firm etc. also closed."),
        Example("Visit example.com. iPhone sales fell."),
        Example("The price rose by 3.5 percent."),
    )

    signature: int = 5  # letters of an agency's name that may close a story in lower case

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if ". " not in text and ".\N{NO-BREAK SPACE}" not in text and ".\n" not in text:
            return
        language = profile(segment.language)
        for match in _CUT_OFF.finditer(text) if "-" in text or "\N{NON-BREAKING HYPHEN}" in text else ():
            if not _is_abbreviation(match.group(1), text, match.start(), language):
                message = f"The stop after “{match.group(1)}” cuts off what belongs to it."
                yield self.finding(
                    segment, (match.start(), match.end(1) + 1), message, suggestion=match.group(1), confidence=0.8
                )
        for match in _STOP.finditer(text, overlapped=True):
            word, after = match.group(1), match.group(3)
            if (
                "\n" in match.group(2)
                or _is_abbreviation(word, text, match.start(), language)
                or text[: match.start()].endswith("…")
            ):
                continue
            cut = language.cased and after[0].islower() and not (len(after) > 1 and any(m.isupper() for m in after))
            open_end = is_unfinished(word, language)
            if cut and not text[match.end() :].strip() and len(after) <= self.signature:
                continue  # the agency's signature: "… until noon. dpa"
            if not (cut or open_end) or (segment.source and match.group() in segment.source):
                continue
            message = f"The stop after “{word}” cuts the sentence."
            yield self.finding(segment, (match.start(), match.end(1) + 1), message, suggestion=word, confidence=0.9)


def _is_abbreviation(word: str, text: str, start: int, language: Language) -> bool:
    lowered = word.lower() + "."
    if lowered in ("al.", "col.") and text[:start].lower().endswith(("et ", "y ", "e ")):
        return True  # "et al." in any language
    if lowered in language.abbreviations or (len(word) == 1 and word not in language.indefinite_articles):
        return True
    # "z. B.", "p. m.": the abbreviation has stops and blanks of its own
    tail = text[max(0, start - 6) : start].lower() + lowered
    return any(tail.endswith(mark) for mark in language.abbreviations if len(mark) > len(lowered))
