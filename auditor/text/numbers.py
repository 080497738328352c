# SPDX-License-Identifier: Apache-2.0
"""Numbers as written: figures in any script, with separators, magnitudes, and number words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.languages import Language, profile
from auditor.text.words import Word, words

_SPACE = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} "
_FIGURE = regex.compile(
    rf"\p{{Nd}}+(?:[{_SPACE}]\p{{Nd}}{{3}}(?!\p{{Nd}}))*"
    r"(?:[.,'\N{RIGHT SINGLE QUOTATION MARK}\N{ARABIC COMMA}\N{ARABIC DECIMAL SEPARATOR}"
    r"\N{ARABIC THOUSANDS SEPARATOR}]\p{Nd}+)*"
)
_AFTER = regex.compile(rf"\+?[{_SPACE}\-]?(?:\p{{L}}[\p{{L}}\p{{M}}]*\.?)")
_HAN_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "両": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN = regex.compile("[〇零一二三四五六七八九两兩両十百千]+")
_SMALL = {"十": 1, "百": 2, "千": 3, "십": 1, "백": 2, "천": 3}
_LARGE = {"万": 4, "萬": 4, "만": 4, "億": 8, "憶": 8, "亿": 8, "억": 8, "兆": 12, "조": 12}
_STEP = regex.compile(
    rf"(\p{{Nd}}[\p{{Nd}},.]*)[{_SPACE}]?([{''.join(_SMALL)}]?)[{_SPACE}]?([{''.join(_LARGE)}]?)[{_SPACE}]?"
)
_MONEY = regex.compile(r"(m|mn|bn|k|tn)(?![\p{L}\p{N}])", regex.IGNORECASE)
_MONEY_POWERS = {"k": 3, "m": 6, "mn": 6, "bn": 9, "tn": 12}
_CURRENCY = frozenset("$€£¥")
_GLUED = 8  # code points of a magnitude that no blank divides from what is counted
_LINK = 3  # letters of a word that may link two number words, at most: "two hundred and five"
_DATE = regex.compile(r"(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])")
_FRACTION = regex.compile(r"0[.,]\d")  # no group of thousands begins with nought
_CLOCK = regex.compile(r"([01]?\d|2[0-4])[.]([0-5]\d)")
_FOUR = regex.compile(r"0[0-9][0-5][0-9]")
_UNIT = regex.compile(r"(?<!\p{L})(?:[kcdm]?m|к?м|ft|mi)$")
_YEAR = regex.compile(r"(?:19|20)\p{Nd}{2}")
_LETTER = regex.compile(r"[kKmM](?!\p{L})")
_PREFIX = regex.compile(rf"[{_SPACE}\-]?(kilo|mega|giga|tera)\p{{L}}{{3}}", regex.IGNORECASE)
_PREFIXES = {"kilo": 3, "mega": 6, "giga": 9, "tera": 12}
_SLASHED = regex.compile("([۰-۹]{1,15})/([۰-۹]{1,15})(?![۰-۹/])")
_MARKS = regex.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}]")  # of vowels and cases: ألفٍ
_ROMAN = regex.compile(r"(?<!\p{L})[IVXLC]+(?!\p{L})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Number(NamedTuple):
    """A figure, `[start, end)`, with every value it may stand for: separators differ between languages."""

    text: str
    start: int
    end: int
    values: frozenset[float]


@lru_cache(maxsize=64)
def figures(text: str, tag: str | None) -> tuple[Number, ...]:
    """The numbers written in figures, magnitudes that follow ("3,5 Mrd.") multiplied in."""
    language = profile(tag)
    matches = [match for match in _FIGURE.finditer(text) if _is_number(text, match)]
    powers = [_money(text, m) or _magnitude(text, m.end(), language) for m in matches]
    found = (
        Number(m.group(), m.start(), m.end(), _read(text, m, power) | _shared(m.group(), power, later))
        for m, power, later in zip(matches, powers, _later(powers), strict=True)
    )
    wholes = [*_wholes(text), *_slashed(text)]
    if language.ordinal_stop:  # "11.6." is the eleventh of June
        for match in _DATE.finditer(text):
            if text.startswith(".", match.end()):
                wholes += [(*match.span(), float(part)) for part in match.groups()]
    return tuple(
        number._replace(values=number.values | {value for start, end, value in wholes if start <= number.start < end})
        for number in found
    )


def _is_number(text: str, figure: regex.Match[str]) -> bool:
    """Whether a figure has digits, and is no power of a unit: km2."""
    is_power = figure.group() in ("2", "3") and _UNIT.search(text[max(0, figure.start() - 3) : figure.start()])
    return not is_power and any(map(str.isdecimal, figure.group()))


def _read(text: str, figure: regex.Match[str], power: int | None) -> frozenset[float]:
    """What a figure with its magnitude may stand for, and without it where that may belong to something else."""
    said, values = figure.group(), _values(figure.group(), power)
    if power and (_YEAR.fullmatch(said) or _LETTER.match(text, figure.end())):
        values |= _values(said, None)  # "in 2024 a million", "5K"
    prefix = _PREFIX.match(text, figure.end())
    if prefix:
        values |= _values(said, _PREFIXES[prefix.group(1).lower()])
    if _FOUR.fullmatch(said):
        values |= {float(said[:2]), float(said[2:])}  # 0800 hours
    parts = regex.split("[,،]", said)
    if len(parts) > 1 and max(map(len, parts)) > 3:
        values |= {_all_grouping(part) for part in parts}  # years in a row without blanks: "1665,1691"
    return values


def _slashed(text: str) -> Iterator[tuple[int, int, float]]:
    """Persian decimals, `(start, end, value)`: ۹۹/۹۸."""
    for match in _SLASHED.finditer(text):
        whole, decimals = ("".join(str(int(digit)) for digit in part) for part in match.groups())
        yield match.start(), match.end(), float(f"{whole}.{decimals}")


def _money(text: str, figure: regex.Match[str]) -> int | None:
    """The magnitude of "£30m" and "$2.5bn": a letter that means it only after a sign of currency."""
    mark = _MONEY.match(text, figure.end())
    return (
        _MONEY_POWERS[mark.group(1).lower()]
        if mark and text[figure.start() - 1 : figure.start()] in _CURRENCY
        else None
    )


def _later(powers: Sequence[int | None]) -> list[int | None]:
    """For each figure, the magnitude of the next one that has any."""
    known: list[int | None] = [None] * len(powers)
    for place in range(len(powers) - 2, -1, -1):
        known[place] = powers[place + 1] or known[place + 1]
    return known


def _shared(figure: str, power: int | None, later: int | None) -> frozenset[float]:
    """What a figure without a magnitude may stand for when a later one has it: "2.6 to 3.2 million"."""
    return _values(figure, later) if later and not power else frozenset()


def _wholes(text: str) -> Iterator[tuple[int, int, float]]:
    """East Asian numbers in several steps, `(start, end, value)`: 1억 4000만, 3천5백만, 37万5,000."""
    if not _LARGE.keys() & set(text):
        return
    steps: list[regex.Match[str]] = []
    for step in _STEP.finditer(text):
        if steps and steps[-1].end() == step.start() and (steps[-1].group(2) or steps[-1].group(3)):
            steps.append(step)
            continue
        if steps:
            yield steps[0].start(), steps[-1].end(), _stepped(steps)
        steps = [step]
    if steps:
        yield steps[0].start(), steps[-1].end(), _stepped(steps)


def _stepped(steps: list[regex.Match[str]]) -> float:
    total = section = 0.0
    for step in steps:
        figure, small, large = step.groups()
        section += float(figure.replace(",", "").strip(".").split(".")[0][:30] or 0) * 10.0 ** _SMALL.get(small, 0)
        if large:
            total += section * 10.0 ** _LARGE[large]
            section = 0.0
    return total + section


@lru_cache(maxsize=64)
def spoken(text: str, tag: str | None) -> frozenset[float]:
    """Values of the number words, ideographs and Roman numerals in a text, each alone and summed up."""
    values = {value for run in worded(text, tag) for value in run.values}
    values |= {_han(match.group()) for match in _HAN.finditer(text)}
    values |= {_roman(match.group()) for match in _ROMAN.finditer(text)}
    return frozenset(values)


@lru_cache(maxsize=64)
def worded(text: str, tag: str | None) -> tuple[Number, ...]:
    """The runs of number words of a text: the values of its words, and of the run as one number."""
    language = profile(tag)
    runs: list[list[tuple[Word, float]]] = [[]]
    linked = False
    for word in words(text):
        value, power = language.number_words.get(word.folded), language.magnitudes.get(word.folded)
        if value is None and power is None:
            if linked or len(word.text) > _LINK:
                runs.append([])
            linked = bool(runs[-1])
            continue
        linked = False
        runs[-1].append((word, 10.0**power if value is None and power is not None else float(value or 0)))
    return tuple(
        Number(text[run[0][0].start : run[-1][0].end], run[0][0].start, run[-1][0].end, _composed([v for _, v in run]))
        for run in runs
        if run and not _is_of_figure(text, run, language)
    )


def _is_of_figure(text: str, run: Sequence[tuple[Word, float]], language: Language) -> bool:
    """Whether a run is but the magnitude of a figure before it: "1.4 trillion" does not say a trillion."""
    return (
        all(word.folded in language.magnitudes for word, _ in run) and text[: run[0][0].start].rstrip()[-1:].isdigit()
    )


def _composed(run: Sequence[float]) -> frozenset[float]:
    """Each word's value, and what the run says as one number: "two hundred and five"; "empat puluh" is forty."""
    return frozenset({*run, _summed(run, times=(100,)), _summed(run, times=(10, 100))})


def _summed(run: Sequence[float], times: Sequence[int]) -> float:
    """The run as one number; what stands before a value of `times` is multiplied by it."""
    total, current = 0.0, 0.0
    for value in run:
        if value >= 1000:
            total += (current or 1) * value
            current = 0.0
        elif value in times:
            ones = current % value
            current += (ones or 1) * value - ones
        else:
            current += value
    return total + current


def _values(figure: str, power: int | None) -> frozenset[float]:
    plain = "".join(str(unicodedata.decimal(mark)) if mark.isdecimal() else mark for mark in figure)
    readings = _decimal_readings(plain) if _FRACTION.match(plain) else {_all_grouping(plain)} | _decimal_readings(plain)
    for part in regex.split(rf"[{_SPACE}]", plain):
        readings |= {_all_grouping(part)} | _decimal_readings(part) if " " in plain else set()
    if power:
        return frozenset(_scaled(value, power) for value in readings)
    clock = _CLOCK.fullmatch(plain)
    return frozenset(readings | ({float(part) for part in clock.groups()} if clock else set()))


def _scaled(value: float, power: int) -> float:
    """The product to twelve significant figures: 8.3 billion is not 8,300,000,000.000001."""
    return float(f"{value * 10.0**power:.12g}")


def _all_grouping(figure: str) -> float:
    return float("".join(mark for mark in figure if mark.isdigit())[:300] or 0)


def _decimal_readings(figure: str) -> set[float]:
    marks = [place for place, mark in enumerate(figure) if not mark.isdigit()]
    if not marks:
        return set()
    whole = "".join(mark for mark in figure[: marks[-1]] if mark.isdigit())[:300]
    decimals = figure[marks[-1] + 1 :][:30]
    if decimals == "000" or figure[marks[-1]] in _SPACE or not whole + decimals:
        return set()  # "3.000" is three thousand
    return {float(f"{whole}.{decimals}")}


def _magnitude(text: str, end: int, language: Language) -> int | None:
    """The power of ten after a figure, several multiplied: "3 mil milhões" is nine."""
    match = _AFTER.match(text, end)
    if match is not None and match.group().strip(_SPACE + "-+").lower() in language.magnitude_links:
        match = _AFTER.match(text, match.end())
    if match is None:
        return None
    power = _power(match.group().lstrip(_SPACE + "-+").lower(), language)
    if power is not None and language.spaced:
        power += _magnitude(text, match.end(), language) or 0
    return power


def _power(word: str, language: Language) -> int | None:
    word = _MARKS.sub("", word)
    glued = () if language.spaced else (word[:length] for length in range(_GLUED, 0, -1))
    for form in (word, word.rstrip("."), word[:2], *glued):
        if form in language.magnitudes and (
            form in (word, word.rstrip(".")) or not language.spaced or not form.isascii()
        ):
            return language.magnitudes[form]
    return None


def _han(run: str) -> float:
    if not any(mark in _HAN_UNITS for mark in run):
        return float("".join(str(_HAN_DIGITS[mark]) for mark in run)[:300])
    total, digit = 0, 0
    for mark in run:
        if mark in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[mark]
            digit = 0
        else:
            digit = _HAN_DIGITS[mark]
    return float(total + digit)


def _roman(run: str) -> float:
    values = [_ROMAN_VALUES[mark] for mark in run]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return float(sum(-value if value < after else value for value, after in pairs))
