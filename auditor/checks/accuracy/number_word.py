# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.calendars import whens
from auditor.text.measures import is_converted, unit_of
from auditor.text.months import months
from auditor.text.numbers import Number, figures, spoken, worded

_ROUGH = (2.0, 10.0, 12.0)  # what pairs, decades and dozens are listed as, after two, ten and twelve themselves
_HALF = 0.5  # "halb drei" is half past two
_HEAD = 4  # letters that forms of one number word share


@dataclass(frozen=True)
class NumberWord(Check):
    """A number said in words is another one in the source: thirteen for thirty, twenty for twelve.

    Only where one number of each side has no like on the other. Words that count
    roughly ("decades", "a dozen", "hundreds"), days of the week and decades of a
    century are left alone, and so are scripts from right to left, which glue "and" to
    the word, and languages that write syllables apart.
    Source: number words of the profiles; measured on clean news.
    """

    id = "number-word"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Der Streik dauerte dreizehn Tage.", "dreizehn", "de", "The strike lasted thirty days.", "en"),
        Example("La grève a duré vingt jours.", "vingt", "fr", "The strike lasted twelve days.", "en"),
        Example("The bridge was closed for thirteen years.", "thirteen", "en", "Le pont a fermé pendant 30 ans.", "fr"),
    )
    good = (
        Example("Der Streik dauerte dreißig Tage.", None, "de", "The strike lasted 30 days.", "en"),
        Example("Negli anni ottanta il ponte era chiuso.", None, "it", "In the 1980s the bridge was closed.", "en"),
        Example("The bridge was closed for ten years.", None, "en", "Le pont a fermé pendant des décennies.", "fr"),
        Example("Les trois maires se sont vus.", None, "fr", "The mayors met.", "en"),
    )

    least: float = 2.0  # smaller numbers are said in too many ways: "a", "none", "half"
    most: float = 99.0  # larger ones are counted roughly, or said in several words

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text, language = segment.source, segment.translation, profile(segment.language)
        if not source or language.syllabic or language.right_to_left:
            return
        ours = [number for number in worded(text, segment.language) if self._is_plain(number, segment.language)]
        if not ours:
            return
        theirs = worded(source, segment.source_language), figures(source, segment.source_language)
        said = _values((*theirs[0], *theirs[1])) | spoken(source, segment.source_language)
        strange = [number for number in ours if _HALF not in number.values and not number.values & said]
        if len(strange) != 1 or any(_is_decade(strange[0], value) for value in said):
            return
        start, end = strange[0].start, strange[0].end
        days = whens(text, segment.language)
        if any(when.start < end and start < when.end for when in days) or strange[0].values & months(
            source, segment.source_language
        ):
            return
        here = _values(figures(text, segment.language)) | spoken(text, segment.language)
        here |= months(text, segment.language)
        gone = [
            number
            for number in (*theirs[0], *theirs[1])
            if not number.values & here and max(number.values) >= self.least
        ]
        if len(gone) == 1 and self._is_plain(gone[0], segment.source_language):
            number, original = strange[0], gone[0]
            after = source[original.end :].lstrip()[:1] + text[number.end :].lstrip()[:1]
            if any(map(str.isdigit, after)) or _is_measured(number, original, segment):
                return  # "two 18-year-olds" are two of four
            yield self.finding(
                segment,
                (number.start, number.end),
                f"The source has {original.text}, the translation {number.text}.",
                source_span=(original.start, original.end),
                confidence=0.8,
            )

    def _is_plain(self, number: Number, tag: str | None) -> bool:
        """Whether a number is counted, and not roughly: neither "pair" nor "decade" nor "dozen"."""
        value = max(number.values)
        if value not in _ROUGH or not self.least <= value <= self.most:
            return self.least <= value <= self.most
        listed = [word for word, said in profile(tag).number_words.items() if said == value]
        word = number.text.casefold()
        return word not in listed or word[:_HEAD] == listed[0][:_HEAD]


def _is_measured(number: Number, original: Number, segment: Segment) -> bool:
    """Whether the two are one measure in two units: sixty centimetres for two feet."""
    ours = unit_of(number, segment.translation, segment.language)
    theirs = unit_of(original, segment.source or "", segment.source_language)
    pairs = ((one, other) for one in number.values for other in original.values)
    return bool(ours and theirs) and not ours & theirs and any(is_converted(*sorted(pair)) for pair in pairs)


def _values(numbers: tuple[Number, ...]) -> frozenset[float]:
    return frozenset(value for number in numbers for value in number.values)


def _is_decade(number: Number, value: float) -> bool:
    """Whether a value is the decade that the number names: 1980 for "the eighties"."""
    return 1000 <= value <= 2100 and value % 100 in number.values
