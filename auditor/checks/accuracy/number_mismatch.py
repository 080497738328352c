# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.measures import UNITS, Measure, is_converted, is_rounded, money, unit_of, units
from auditor.text.months import months
from auditor.text.numbers import Number, figures, spoken
from auditor.text.numbers_beside import changed_number
from auditor.text.percents import percents
from auditor.text.scores import clock, halves
from auditor.text.words import words

_CLOSE = 0.1  # of the larger of two measures, by which rounding and converting both move them; our judgement
_RANGE = 8  # code points between the two figures of a range: "5 to 10 cm"


@dataclass(frozen=True)
class NumberMismatch(Check):
    """A figure differs from the one in the source.

    Both sides must have a figure that nothing on the other side accounts for:
    separators, magnitudes, number words, names of months, afternoon hours, converted
    units and rounded lengths, weights and speeds are allowed for; a measure that
    differs by less than a tenth is minor. A figure merely missing or added is not
    enough, because a good translator writes "both" for "2". A reference shows what
    was changed where the source says both numbers.
    Source: our judgement; conversion factors are exact by the 1959 yard and pound agreement.
    """

    id = "number-mismatch"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    explains = ("added-figure",)
    bad = (
        Example("Der Hafen verlor 47 Schiffe.", "47", "de", "The port lost 74 ships.", "en"),
        Example("Le budget est de 3,5 milliards.", "3,5", "fr", "The budget is 2.5 billion.", "en"),
        Example("In 25 Jahren sank er um 15 %.", "15 %", "de", "It fell by 25% in 25 years, with 15 pauses.", "en"),
    )
    good = (
        Example("Der Hafen verlor 3,5 Mrd. Euro.", None, "de", "The port lost 3.5 billion euros.", "en"),
        Example("La séance commence à 14 h 30.", None, "fr", "The session starts at 2:30 p.m.", "en"),
        Example("Die Strecke ist 16 km lang.", None, "de", "The route is 10 miles long.", "en"),
        Example("Il y a 12 blessés.", None, "fr", "Twelve people were hurt.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        found = list(self._beside_source(segment)) or list(self._percents(segment))
        yield from found or self._beside_reference(segment)

    def _percents(self, segment: Segment) -> Iterator[Finding]:
        """As many of both, one of which the other side does not have as one: "25 years" accounts for no 25%."""
        ours = percents(segment.translation, segment.language) if segment.source else ()
        theirs = percents(segment.source or "", segment.source_language) if ours else ()
        if len(ours) != len(theirs):
            return
        here, there = ({value for figure in side for value in figure.values} for side in (ours, theirs))
        wrong = [figure for figure in ours if not figure.values & there]
        lost = [figure for figure in theirs if not figure.values & here]
        for figure, original in zip(wrong, lost, strict=False):
            said, span = (segment.source or "")[original.start : original.end], (original.start, original.end)
            message = f"The source has {said}, the translation {segment.translation[figure.start : figure.end]}."
            yield self.finding(segment, (figure.start, figure.end), message, source_span=span)

    def _beside_reference(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.reference or not profile(segment.language).spaced:
            return
        sides = segment.reference, segment.source, segment.source_language
        pair = changed_number(segment.translation, segment.language, *sides)
        if pair is not None and not _is_the_same(*pair, _ways(segment)):
            number, meant = pair
            message = f"The reference has {meant.text}, and the source too; the translation {number.text}."
            yield self.finding(segment, (number.start, number.end), message, suggestion=meant.text)

    def _beside_source(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation:
            return
        ours = figures(segment.translation, segment.language)
        theirs = figures(segment.source, segment.source_language) if ours else ()
        if not ours or not theirs:
            return
        said = {value for number in theirs for value in number.values}
        # "11:00" may stand for 11 a.m.: nothing is no figure
        wrong = [number for number in ours if not number.values & said and number.values != {0.0}]
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
        wrong, lost = _without_heights(wrong, lost, ours, theirs)
        ways = _ways(segment)
        if not (profile(segment.language).magnitudes and profile(segment.source_language).magnitudes):
            wrong, lost = _otherwise_written(wrong, lost)
        wrong, lost = _unmatched(wrong, lost, ways)
        if len(wrong) > len(lost):  # "10 miles (16 km)": the conversion may have been added
            wrong = [number for number in wrong if not any(_is_the_same(number, other, ways) for other in theirs)]
        wrong = [number for number in wrong if not _is_remeasured(number, segment)]  # "1 to 2 inches": "2 to 5 cm"
        for number, original in zip(wrong, lost, strict=False):
            if _is_exchanged(number, original, segment):
                continue
            is_close = {number, original} <= ways.quantities and _is_close(number, original)
            suggestion = original.text if original.text.isascii() and original.text.isdecimal() else None
            yield self.finding(
                segment,
                (number.start, number.end),
                f"The source has {original.text}, the translation {number.text}.",
                suggestion=suggestion,
                source_span=(original.start, original.end),
                severity=Severity.MINOR if is_close else None,
            )


def _is_close(one: Number, other: Number) -> bool:
    """Whether two measures differ by less than a tenth: rounded on the way, or converted twice."""
    return any(abs(mine - theirs) < _CLOSE * max(mine, theirs) for mine in one.values for theirs in other.values)


def _is_remeasured(number: Number, segment: Segment) -> bool:
    """Whether a measure of the source is this one in another unit."""
    kinds = unit_of(number, segment.translation, segment.language)
    return bool(kinds) and any(
        not kinds & measure.kinds and is_converted(*sorted((one, other)))
        for measure in units(segment.source or "", segment.source_language)
        for one in number.values
        for other in measure.number.values
    )


def _otherwise_written(wrong: list[Number], lost: list[Number]) -> tuple[list[Number], list[Number]]:
    """Both lists without figures of the same digits, where a language's words for millions are not known."""
    digits = {_digits(number) for number in wrong} & {_digits(number) for number in lost}
    return [n for n in wrong if _digits(n) not in digits], [n for n in lost if _digits(n) not in digits]


def _digits(number: Number) -> str:
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else "." for sign in number.text)


class _Ways(NamedTuple):
    """What else figures of a segment may be: measures, which can be converted, and hours, of twelve or of 24."""

    measures: bool
    hours: bool
    quantities: frozenset[Number] = frozenset()  # with a unit, or before one that has it: "5 to 10 cm"


def _ways(segment: Segment) -> _Ways:
    sides = ((segment.translation, segment.language), (segment.source or "", segment.source_language))
    found = [[measure for measure in units(*side) if _is_of_space(measure)] for side in sides]
    ours, theirs = ({kind for measure in side for kind in measure.kinds} for side in found)
    quantities = [_with_ranges(figures(*side), measures) for side, measures in zip(sides, found, strict=True)]
    return _Ways(ours != theirs, any(_has_hours(*side) for side in sides), frozenset().union(*quantities))


def _is_of_space(measure: Measure) -> bool:
    return not any(UNITS[kind] == "time" for kind in measure.kinds)


def _with_ranges(numbers: Sequence[Number], measures: Sequence[Measure]) -> set[Number]:
    """The numbers of measures, and those that stand right before one."""
    own = {measure.number for measure in measures}
    return own | {one for one, other in pairwise(numbers) if other in own and other.start - one.end <= _RANGE}


def _has_hours(text: str, tag: str | None) -> bool:
    known = profile(tag).half_days
    return (
        next(clock(text), None) is not None
        or next(halves(text), None) is not None
        or any(word.folded in known for word in words(text))
    )


def _unmatched(wrong: list[Number], lost: list[Number], ways: _Ways) -> tuple[list[Number], list[Number]]:
    """Both lists without the numbers that one of the other list says in another way."""
    return (
        [number for number in wrong if not any(_is_the_same(number, other, ways) for other in lost)],
        [other for other in lost if not any(_is_the_same(number, other, ways) for number in wrong)],
    )


def _is_the_same(number: Number, other: Number, ways: _Ways) -> bool:
    """Whether the two agree on a clock of twelve hours, as a short year, a century, or converted to another unit."""
    return any(
        (ways.hours and abs(one - two) == 12 and max(one, two) <= 24)
        or _is_short_year(*sorted((one, two)))
        or max(one, two) == 100 * (min(one, two) - 1)  # "1800-talet" is the 19th century
        or (ways.measures and is_converted(*sorted((one, two))))
        or (number in ways.quantities and other in ways.quantities and is_rounded(*sorted((one, two))))
        for one in number.values
        for two in other.values
    )


def _is_exchanged(number: Number, original: Number, segment: Segment) -> bool:
    """Whether the two are sums in different currencies: a reader is told what it is in his."""
    ours = [sum_.kinds for sum_ in money(segment.translation, segment.language) if sum_.number == number]
    theirs = [sum_.kinds for sum_ in money(segment.source or "", segment.source_language) if sum_.number == original]
    return bool(ours and theirs) and not ours[0] & theirs[0]


def _without_heights(
    wrong: list[Number], lost: list[Number], ours: Sequence[Number], theirs: Sequence[Number]
) -> tuple[list[Number], list[Number]]:
    """Both lists without heights that one side gives in feet and inches."""
    here = {number: _height(number, theirs) for number in wrong}
    there = {number: _height(number, ours) for number in lost}
    said = {number for height in (*here.values(), *there.values()) for number in height}
    return (
        [number for number in wrong if not here[number] and number not in said],
        [number for number in lost if not there[number] and number not in said],
    )


def _height(number: Number, theirs: Sequence[Number]) -> tuple[Number, ...]:
    """The feet and inches of the source, one after the other, that the number gives as a height; or none."""
    for feet, inches in pairwise(theirs):
        centimetres = {
            30.48 * foot + 2.54 * inch for foot in feet.values for inch in inches.values if 3 <= foot <= 8 and inch < 12
        }
        if any(
            abs(value * scale - height) < 2.5 for value in number.values for scale in (1, 100) for height in centimetres
        ):
            return feet, inches
    return ()


def _is_short_year(short: float, year: float) -> bool:
    """Whether one is the year of the other: 53 for 1953 in "1950-53", the 80s for the 1980s."""
    return short < 100 and 1000 <= year <= 2100 and year % 100 == short
