# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.calendars import numeric_months, whens
from auditor.text.measures import is_converted, units
from auditor.text.numbers import Number, figures, spoken
from auditor.text.words import has_digit


@dataclass(frozen=True)
class MissingNumber(Check):
    """A large or precise figure of the source has nothing in the translation that could be it.

    Only where the translation has no figure at all that the source lacks: a wrong one
    is `number-mismatch`. Small numbers are left alone, since people write "both", "a
    couple" or "last year" for them.
    Source: our judgement on clean news.
    """

    id = "missing-number"
    mqm = Mqm.OMISSION
    its = Its.NUMBERS
    severity = Severity.MINOR
    bad = (
        Example(
            "Le maire a dépensé beaucoup.", "Le maire a dépensé beaucoup.", "fr", "The mayor spent 4,350 euros.", "en"
        ),
        Example("Es kamen viele Gäste.", "Es kamen viele Gäste.", "de", "There were 1,274 guests.", "en"),
    )
    good = (
        Example("Le maire a dépensé quatre mille euros.", None, "fr", "The mayor spent 4,000 euros.", "en"),
        Example("Beide Gäste kamen.", None, "de", "The 2 guests came.", "en"),
        Example("Es kamen 1274 Gäste.", None, "de", "There were 1,274 guests.", "en"),
        Example("Letztes Jahr kamen viele.", None, "de", "Many came in 2018.", "en"),
    )

    least: float = 100.0  # smaller numbers are often said in words

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip() or not has_digit(source):
            return
        theirs = figures(source, segment.source_language)
        ours = figures(text, segment.language)
        said = {value for number in theirs for value in number.values}
        if any(not number.values & said for number in ours):
            return
        here = {value for number in ours for value in number.values} | spoken(text, segment.language)
        here |= {float(value) for value in numeric_months(text)} | {
            float(w.value) for w in whens(text, segment.language)
        }
        for number in theirs:
            if number.values & here or not self._counts(number.values) or _is_repeated(number, segment):
                continue
            if source[number.end : number.end + 1].isalpha():
                continue  # "247sports"
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            message = f"The source has {number.text}; nothing here says it."
            yield self.finding(segment, (start, end), message, source_span=(number.start, number.end), confidence=0.6)
            return

    def _counts(self, values: frozenset[float]) -> bool:
        """Whether a number is large and precise, and no year."""
        value = max(values)
        return value >= self.least and not 1900 <= value <= 2100 and len(f"{value:.0f}".rstrip("0")) > 2


def _is_repeated(number: Number, segment: Segment) -> bool:
    """Whether the source gives a measure that is kept in another unit as well: "209 km (130 miles)"."""
    measures = units(segment.source or "", segment.source_language)
    kinds = next((one.kinds for one in measures if one.number == number), frozenset())
    return bool(kinds) and any(
        not kinds & other.kinds and is_converted(*sorted((value, another)))
        for other in measures
        for value in number.values
        for another in other.number.values
    )
