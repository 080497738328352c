# SPDX-License-Identifier: Apache-2.0
"""Months and days of the week as a text names them, and full dates with their weekday.

Source: CLDR through Babel, each locale's own tables; `months` and `weekdays` of the
profiles for forms it lacks.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from auditor.engines.cldr import own, table
from auditor.languages import Language, profile
from auditor.text.places import fold, heads
from auditor.text.scores import parts_of_day
from auditor.text.words import words

Kind = Literal["month", "weekday"]
_ENDING = 3  # letters an ending may add
_DAY_NAME = 6  # letters of the shortest day of the week that is written as one with a part of it: "tisdag"
_VOWELS = "aeiouyаеиіоуыяюєйьъαεηιουω"
_HAN = {mark: number for number, mark in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_HAN_DAYS = {mark: number for number, mark in enumerate("一二三四五六日", 1)} | {"天": 7}
_JAPANESE_DAYS = {mark: number for number, mark in enumerate("月火水木金土日", 1)}
_EASTERN = regex.compile(
    r"(?<!\p{Nd})(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?[月월](?!曜)"
    r"|(?:星期|周|週|礼拜|禮拜)(?<day>[一二三四五六日天])|(?<youbi>[月火水木金土日])曜"
)
_EASTERN_MARKS = "月월曜期周週拜"  # one of them is in all that it finds
_VIETNAMESE_MONTH = regex.compile(r"(?<!\p{L})tháng\s(?<month>1[0-2]|0?[1-9])(?!\p{Nd})", regex.IGNORECASE)
_NUMERIC = regex.compile(
    r"(?<![\p{Nd}.,:/-])(?:(?<day>\p{Nd}{1,2})[./-](?<month>\p{Nd}{1,2})(?:[./-](?:\p{Nd}{4}|\p{Nd}{2})|\.)?"
    r"|\p{Nd}{4}-(?<iso>\p{Nd}{2})-\p{Nd}{2})(?!\p{Nd})"
)
_DAY = regex.compile(r"(?<![\p{Nd}.,:])(?<day>3[01]|[12]\p{Nd}|0?[1-9])(?!\p{Nd}|[.,:]\p{Nd}|\s?%)")
_YEAR = regex.compile(r"\W{0,6}(?:de\s|del\s|do\s|r\.\s)?(?<year>(?:19|20)\p{Nd}{2})(?!\p{Nd}|[.,]\p{Nd})")
_GAP = 14  # code points between a weekday and its month: "on Friday, the 5th of March"


class When(NamedTuple):
    """A month (1 to 12) or day of the week (1 is Monday), `[start, end)`; `sure` if the word is nothing else."""

    start: int
    end: int
    kind: Kind
    value: int
    sure: bool


class Date(NamedTuple):
    """A day that a text names together with its weekday, `[start, end)` of the weekday."""

    start: int
    end: int
    weekday: int
    day: int
    month: int
    year: int | None


_Entry = tuple[tuple[str, ...], Kind, int, bool]


@cache
def _table(tag: str) -> dict[str, tuple[_Entry, ...]]:
    """Forms by the first two letters of their first word: words, what they are, and if they are sure."""
    forms: dict[tuple[str, ...], tuple[Kind, int, bool]] = {}
    for kind, name, value, sure in (*_listed(profile(tag)), *_of_locale(tag)):
        parts = tuple(word.text for word in words(fold(name.rstrip("."))))
        if parts:
            forms.setdefault(parts, (kind, value, sure and len("".join(parts)) > 3))
    index: dict[str, list[_Entry]] = defaultdict(list)
    for parts, (kind, value, sure) in forms.items():
        index[parts[0][:2]].append((parts, kind, value, sure))
    return {
        key: tuple(sorted(found, key=lambda form: (-len(form[0]), -len(form[0][0]), form[0])))
        for key, found in index.items()
    }


def _listed(language: Language) -> Iterator[tuple[Kind, str, int, bool]]:
    for name, value in language.months.items():
        yield "month", name, value, True
    for name, value in language.weekdays.items():
        yield "weekday", name, value, True


def _of_locale(tag: str) -> Iterator[tuple[Kind, str, int, bool]]:
    kinds: list[tuple[Kind, str]] = [("month", "months"), ("weekday", "days")]
    for kind, key in kinds:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, form in table(own(tag), key, context, width).items():
                    yield kind, form, number if kind == "month" else number + 1, width == "wide"


@lru_cache(maxsize=64)
def whens(text: str, tag: str | None) -> tuple[When, ...]:
    """The months and weekdays in a text, in order."""
    return _whens(text, tag)


def _whens(text: str, tag: str | None) -> tuple[When, ...]:
    language = profile(tag)
    found = set() if text.isascii() else set(_eastern(text))
    if language.spaced:
        found |= set(_by_words(text, language, tag or "und"))
    return tuple(sorted(found))


def _by_words(text: str, language: Language, tag: str) -> Iterator[When]:
    every = words(text)
    end = 0
    for position, word in enumerate(every):
        begun = _begun(word.text, tag)
        if not begun or position < end:
            continue
        for head, (parts, kind, value, sure) in begun:
            others = every[position + 1 : position + len(parts)]
            if len(others) < len(parts) - 1 or not all(
                _is_form(fold(other.text), part, language) for other, part in zip(others, parts[1:], strict=True)
            ):
                continue
            whole = head.split("'")[0] == parts[0] or _is_part_of_day(head, parts[0], language)
            sure = sure and (language.inflects_names or whole)
            if kind == "month" and language.cased:  # "may" and "march" are no months, nor is "Martin"
                sure = sure and word.is_capitalised == _is_capital_month(language.tag)
            end = position + len(parts)
            yield When(word.start, every[end - 1].end, kind, value, sure)
            break


@lru_cache(maxsize=65536)
def _begun(word: str, tag: str) -> tuple[tuple[str, _Entry], ...]:
    """The forms that a word may begin, with the part of it that does; for almost all words none."""
    language, index = profile(tag), _table(tag)
    return tuple(
        (head, entry)
        for head in heads(fold(word), language)
        for entry in index.get(head[:2], ())
        if _is_form(head, entry[0][0], language)
    )


@cache
def _is_capital_month(tag: str) -> bool:
    """Whether months are written with a capital: then "may" and "march" are no months."""
    names = [name for kind, name, _, wide in _of_locale(tag) if kind == "month" and wide]
    return bool(names) and all(name[0].isupper() for name in names)


def _is_part_of_day(word: str, day: str, language: Language) -> bool:
    """Whether a word is a day of the week and a part of it, written as one: "Dienstagabend", "tisdagskväll"."""
    if not word.startswith(day) or len(day) < _DAY_NAME or word == day:
        return False
    rest = word[len(day) :]
    return any(rest.removeprefix("s").startswith(fold(part)) for part in parts_of_day(language.tag) if len(part) > 3)


def _is_form(token: str, name: str, language: Language) -> bool:
    head = token.split("'")[0]
    if head == name or len(name) < 4:
        return head == name
    if _is_part_of_day(head, name, language):
        return True
    if not language.inflects_names:
        return len(name) > 4 and head.startswith(name) and len(head) - len(name) <= _ENDING
    stem = name.rstrip(_VOWELS) if len(name) > 4 else name
    stem = stem[:-2] if stem.endswith("ος") else stem.removesuffix("ς")
    return len(stem) > 2 and head.startswith(stem) and len(head) - len(name) <= _ENDING


def _eastern(text: str) -> Iterator[When]:
    for match in _EASTERN.finditer(text) if any(mark in text for mark in _EASTERN_MARKS) else ():
        if match["month"]:
            value = _HAN.get(match["month"]) or int(unicodedata.normalize("NFKC", match["month"]))
            yield When(*match.span(), "month", value, True)
        elif match["day"]:
            yield When(*match.span(), "weekday", _HAN_DAYS[match["day"]], True)
        else:
            yield When(*match.span(), "weekday", _JAPANESE_DAYS[match["youbi"]], True)
    for match in _VIETNAMESE_MONTH.finditer(text) if "á" in text or "Á" in text else ():
        yield When(*match.span(), "month", int(unicodedata.normalize("NFKC", match["month"])), True)


def numeric_months(text: str) -> frozenset[int]:
    """Months of dates in figures, in either order: 12.6., 06/12, 2019-06-12."""
    found: set[int] = set()
    for match in _NUMERIC.finditer(text):
        found |= {int(part) for part in match.group("day", "month", "iso") if part and 1 <= int(part) <= 12}
    return frozenset(found)


@lru_cache(maxsize=64)
def full_dates(text: str, tag: str | None) -> tuple[Date, ...]:
    """Weekdays that stand directly before a day and month: "Friday, 5 March 2021"."""
    found = whens(text, tag)
    dates = []
    for weekday in found:
        if weekday.kind == "weekday" and weekday.sure:
            months = (month for month in found if month.kind == "month" and 0 < month.start - weekday.end <= _GAP)
            month = next(months, None)
            date = _full(text, weekday, month) if month else None
            if date is not None:
                dates.append(date)
    return tuple(dates)


def _full(text: str, weekday: When, month: When) -> Date | None:
    between = text[weekday.end : month.start]
    if any(mark in between for mark in ".;:()–—") and not regex.fullmatch(r"[^.]{0,8}?\p{Nd}{1,2}\.\s?", between):
        return None
    days, end = list(_DAY.finditer(between)), month.end
    if not days:
        after = _DAY.match(text, month.end + 1)
        if after is None or text[month.end : month.end + 1] not in (" ", "\u00a0") or between.strip(" ,\u00a0"):
            return None
        days, end = [after], after.end()
    if len(days) != 1:
        return None
    year = _YEAR.match(text, end)
    return Date(
        weekday.start, weekday.end, weekday.value, int(days[0]["day"]), month.value, int(year["year"]) if year else None
    )


def weekday_of(year: int, month: int, day: int) -> int | None:
    """1 for Monday to 7; None for a day that no calendar has."""
    try:
        return datetime.date(year, month, day).isoweekday()
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def is_calendar(word: str, tag: str | None) -> bool:
    """Whether a word is a month or a day of the week."""
    return bool(_whens(word, tag))  # single words would drive the texts out of the cache
