# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.foreign import foreign_share
from auditor.text.repeats import Repeat, is_in_quotes, repeats_at_all, word_repeats


@dataclass(frozen=True)
class DoubledWord(Check):
    """A word stands twice in a row.

    Each language's own doubles ("that that", « vous vous ») are allowed, as are
    names (Walla Walla), single letters and figures, a word alone between quotation
    marks, and what the source doubles too. Languages in which doubling is grammar
    are judged only on function words. Beside a source that doubles nothing, names and
    figures count too; beside a reference as well, so does a word that may be doubled,
    at the end of a sentence.
    Source: naive rule measured on 128 languages of clean news; allowlists in the profiles.
    """

    id = "doubled-word"
    mqm = Mqm.GRAMMAR
    its = Its.DUPLICATION
    severity = Severity.MAJOR
    bad = (
        Example("The port was was closed on Monday.", "was was"),
        Example("Le maire a fermé le pont pont lundi.", "pont pont", "fr"),
    )
    good = (
        Example("He said that that bridge was closed."),
        Example("The team flew to Walla Walla on Monday."),
        Example("Nous nous sommes réunis lundi.", None, "fr"),
        Example("The choir sang “la la” for an hour."),
        Example("It was, was it not, a long day."),
    )

    name_below: float = 3.5  # Zipf; a rarer capitalised double is a name (Walla 2.7, Bora 3.0, Washington 4.9)

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        repeats = [r for r in word_repeats(text) if r.size == 1 and r.times == 2]
        if not repeats:
            return
        language = profile(segment.language)
        single_there = bool(segment.source) and not repeats_at_all(segment.source or "")
        is_sure = single_there and bool(segment.reference) and not repeats_at_all(segment.reference or "")
        doubled = {r.unit.casefold() for r in word_repeats(segment.source)} if segment.source else set()
        for repeat in repeats:
            word = text[repeat.again : repeat.end]
            folded = word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
            if folded in doubled or not (self._is_word(word, language) or (single_there and self._is_figure(repeat))):
                continue
            if folded in language.repeats and not (is_sure and _closes(text, repeat.end)):
                continue
            if language.reduplicates and folded not in language.function_words:
                continue
            if word[0].isupper() and not repeat.unit[0].isupper() and len(word) <= 3:
                continue  # a particle before a name that has it too: "di Di Stefano"
            if _ends_phrase(text[: repeat.start + len(repeat.unit)], language):
                continue  # "nach und nach nach Hause"
            if doubled and foreign_share(segment.source or "", language) > 0.5:
                continue  # a name that the source doubles in its own script: Duran Duran
            if self._is_bound(text, repeat.start, repeat.end) or is_in_quotes(text, repeat.start, repeat.end):
                continue
            single = single_there or (segment.source is not None and word in segment.source)  # no Walla Walla
            if (
                word[0].isupper()
                and repeat.unit[0].isupper()
                and not single
                and zipf(folded.split("'")[0], base(language.tag)) < self.name_below
            ):
                continue
            yield self.finding(
                segment,
                (repeat.start, repeat.end),
                f"“{repeat.unit}” stands twice in a row.",
                suggestion=repeat.unit,
                confidence=0.95,
            )

    def _is_bound(self, text: str, start: int, end: int) -> bool:
        """Whether a hyphen or "&" ties one of the two to something else: "Moon Jae-in in May", "V&A a primit"."""
        if text[:start].endswith("&"):
            return True
        return text[end : end + 1] in ("-", "‑") or (text[:start].endswith(("-", "‑")) and end - start < 8)

    def _is_figure(self, repeat: Repeat) -> bool:
        """Whether the double is a number and no line of a table."""
        return repeat.unit.isdecimal()

    def _is_word(self, word: str, language: Language) -> bool:
        """Letters, and more than a sound or an initial."""
        return word[0].isalpha() and (len(word) > 1 or not language.spaced or word in language.function_words)


def _closes(text: str, end: int) -> bool:
    """Whether a sentence or the text ends here."""
    return not text[end:].strip() or text[end] in ".!?。…"


def _ends_phrase(text: str, language: Language) -> bool:
    """Whether the text ends with a phrase that rightly says a word twice: what follows begins anew."""
    lowered = text.casefold()
    return any(" " in phrase and lowered.endswith(phrase) for phrase in language.repeats)
