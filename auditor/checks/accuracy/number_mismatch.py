# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.months import months
from auditor.text.numbers import Number, figures, spoken


@dataclass(frozen=True)
class NumberMismatch(Check):
    """A figure differs from the one in the source.

    Both sides must have a figure that nothing on the other side accounts for:
    separators, magnitudes, number words, names of months, afternoon hours and
    converted units are allowed for. A figure merely missing or added is not
    enough, because a good translator writes "both" for "2".
    Source: our judgement; conversion factors are exact by the 1959 yard and pound agreement.
    """

    id = "number-mismatch"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Der Hafen verlor 47 Schiffe.", "47", "de", "The port lost 74 ships.", "en"),
        Example("Le budget est de 3,5 milliards.", "3,5", "fr", "The budget is 2.5 billion.", "en"),
    )
    good = (
        Example("Der Hafen verlor 3,5 Mrd. Euro.", None, "de", "The port lost 3.5 billion euros.", "en"),
        Example("La séance commence à 14 h 30.", None, "fr", "The session starts at 2:30 p.m.", "en"),
        Example("Die Strecke ist 16 km lang.", None, "de", "The route is 10 miles long.", "en"),
        Example("Il y a 12 blessés.", None, "fr", "Twelve people were hurt.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        ours = figures(segment.translation, segment.language)
        theirs = figures(segment.source, segment.source_language) if ours else ()
        if not ours or not theirs:
            return
        said = {value for number in theirs for value in number.values}
        wrong = [number for number in ours if not number.values & said]
        if not wrong:
            return
        here = {value for number in ours for value in number.values}
        lost = [number for number in theirs if not number.values & here]
        if not lost:
            return
        words_said = spoken(segment.source, segment.source_language) | months(segment.source, segment.source_language)
        words_here = spoken(segment.translation, segment.language) | months(segment.translation, segment.language)
        wrong = [number for number in wrong if not number.values & words_said]
        lost = [number for number in lost if not number.values & words_here]
        wrong, lost = _unmatched(wrong, lost)
        if len(wrong) > len(lost):  # "10 miles (16 km)": the conversion may have been added
            wrong = [number for number in wrong if not any(_is_the_same(number, other) for other in theirs)]
        for number, original in zip(wrong, lost, strict=False):
            suggestion = original.text if original.text.isascii() and original.text.isdecimal() else None
            yield self.finding(
                segment,
                (number.start, number.end),
                f"The source has {original.text}, the translation {number.text}.",
                suggestion=suggestion,
                source_span=(original.start, original.end),
            )


def _unmatched(wrong: list[Number], lost: list[Number]) -> tuple[list[Number], list[Number]]:
    """Both lists without the pairs that say the same in another way."""
    left = list(lost)
    kept = []
    for number in wrong:
        same = next((other for other in left if _is_the_same(number, other)), None)
        if same is None:
            kept.append(number)
        else:
            left.remove(same)
    return kept, left


def _is_the_same(number: Number, other: Number) -> bool:
    """Whether the two agree on a clock of twelve hours, as a short year, or converted to another unit."""
    return any(
        abs(one - two) == 12 and max(one, two) <= 24 or _is_short_year(*sorted((one, two))) or _is_converted(*sorted((one, two)))
        for one in number.values
        for two in other.values
    )


def _is_short_year(short: float, year: float) -> bool:
    """Whether one is the year of the other: 53 for 1953 in "1950-53", the 80s for the 1980s."""
    return short < 100 and 1000 <= year <= 2100 and year % 100 == short


def _is_converted(low: float, high: float) -> bool:
    """Whether one is the other in another unit, rounded to its last significant figure."""
    if low <= 0 or high < 3 or low == high or high > 7 * low + 40:
        return False
    pairs = [(low * factor, high / factor) for factor in _FACTORS] + [(low * 1.8 + 32, (high - 32) / 1.8)]
    return any(abs(high - up) <= _half_place(high) or abs(low - down) <= _half_place(low) for up, down in pairs)


def _half_place(value: float) -> float:
    """Half the place of the last significant figure: 5 for 50, 0.5 for 47, 0.05 for 2.1; at most 6 %."""
    place = 0.001
    while place < value and round(value / (place * 10), 6).is_integer():
        place *= 10
    return min(place / 2, 0.06 * value)


# mile/km, foot/m, pound/kg, inch/cm, stone/kg, gallon/litre (imperial, US), acre/ha
_FACTORS = (1.609344, 3.28084, 2.204623, 2.54, 6.350293, 4.54609, 3.785412, 2.471054)
