# SPDX-License-Identifier: Apache-2.0
"""Dates and times written as in another language.

Source: CLDR through Babel, for names of months and the order of day and month;
ISO 8601 and the national standards for the clock of 24 hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.engines.cldr import own, table
from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile
from auditor.text.words import Word, words

Flaw = tuple[int, int, str]  # start, end, why

_OFTEN = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "pl", "tr")  # what wire copy is most often translated from
_USUAL = 4.2  # Zipf from which the foreign name is a word of the language too: "mars", "mai"
_HALF = regex.compile(
    r"(?<![\p{N}.,:])\d{1,2}(?:[:.]\d{2})?\s?(?:\p{Hangul}\s?)?(?P<half>[ap]\.\s?m\.?|[ap]m|[AP]\.\s?M\.?|[AP]M)(?![\p{Latin}])"
)
_DIGIT = re.compile(r"[0-9]")
_DAY = re.compile(r"[1-9]\d?(?:st|nd|rd|th)?")
_YEAR = re.compile(r",\s(?:19|20)\d{2}(?!\d)")
_HEAD = regex.compile(r"[\p{Lu}\p{Lo}][^,()\n]{1,40},\s")
_MAYBE_HALF = re.compile(r"[0-9].{0,3}[aApP]\.?\s?[mM]")  # a cheap look before the dear one
_OPENED = re.compile(r"\d{4},?\s?\($")
_GIVEN = re.compile(r",?\s?\(?(?:or |i\.e\. )?\d{4}")
_TAIL = re.compile(r"\s?[(–—-]")


def foreign_dates(text: str, language: Language, source: str | None) -> Iterator[Flaw]:
    """Months of other languages beside a day, and day and month in the order of another language."""
    if not _DIGIT.search(text) and not (len(text) < 60 and text.endswith(".")):
        return
    names = _months(language.tag, base(source))
    found = words(text)
    yield from _cut_dateline(text, found, names.short, language)
    for place, word in enumerate(found):
        if not word.text[0].isdigit() or not _DAY.fullmatch(word.text):
            continue
        before = found[place - 1] if place else None
        if before is not None and _joined(text, before, word, names.foreign, names.short):
            yield before.start, word.end, f"“{before.text}” is no month of {language.name}."
        elif before is not None and names.day_first and before.folded in names.own and _is_turned(text, before, word):
            yield before.start, word.end, f"In {language.name} the day stands before the month."
        else:
            after = _month_after(found, place, text)
            if after is not None and after.folded in names.foreign:
                yield word.start, after.end, f"“{after.text}” is no month of {language.name}."


def _cut_dateline(text: str, found: tuple[Word, ...], short: frozenset[str], language: Language) -> Iterator[Flaw]:
    """A dateline of which the sentence splitter has left the place and the month: "BAY CITY, Jan."."""
    ends = 2 <= len(found) <= 4 and found[-1].folded in short and text[found[-1].end :] == "."
    if ends and _HEAD.fullmatch(text, 0, found[-1].start):
        yield found[-1].start, found[-1].end + 1, f"“{found[-1].text}” is no month of {language.name}."


def _joined(text: str, month: Word, day: Word, full: frozenset[str], short: frozenset[str]) -> bool:
    """Whether a foreign month stands right before the day; an abbreviation needs its stop: Jan is a name as well."""
    gap = text[month.end : day.start]
    if text[day.end : day.end + 1] in ("%", ":") or not month.is_capitalised:
        return False
    return (gap == " " and month.folded in full) or (gap == ". " and month.folded in short)


def _month_after(found: tuple[Word, ...], place: int, text: str) -> Word | None:
    """The word after a day, "de" and "of" passed over."""
    for after in found[place + 1 : place + 3]:
        if text[found[place].end : after.start].strip(". ").lower() not in ("", "de", "of"):
            return None
        if after.folded not in ("de", "of"):
            return after
    return None


def _is_turned(text: str, month: Word, day: Word) -> bool:
    """Whether "October 9" is followed by the year, or stands in a dateline."""
    if text[month.end : day.start] != " ":
        return False
    return _YEAR.match(text, day.end) is not None or (
        _HEAD.fullmatch(text, 0, month.start) is not None and _TAIL.match(text, day.end) is not None
    )


def twelve_hours(text: str, language: Language) -> Iterator[Flaw]:
    """Hours with "am" or "pm" in a language that does not write them."""
    if not _MAYBE_HALF.search(text):
        return
    for match in _HALF.finditer(text):
        half = match["half"].replace(" ", "").lower()
        plain = half.replace(".", "")
        known = {half, half.rstrip("."), plain} & language.half_days
        if not known and ("." in half or plain not in language.function_words):
            yield match.start(), match.end(), f"{language.name} does not write “{match['half']}” after an hour."


def foreign_years(text: str, language: Language) -> Iterator[Flaw]:
    """Years of an era that readers cannot count, with no year of theirs beside it: "Reiwa 6"."""
    lowered = text.lower()
    if not any(era in lowered for era in language.foreign_eras) or not _DIGIT.search(text):
        return
    for match in _eras(language.foreign_eras).finditer(text):
        if not (_OPENED.search(text[: match.start()][-8:]) or _GIVEN.match(text, match.end())):
            yield match.start(), match.end(), f"Readers of {language.name} cannot tell which year “{match.group()}” is."


@lru_cache(maxsize=16)
def _eras(names: frozenset[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?i:{'|'.join(sorted(names))})\s\d{{1,2}}(?![\d%])")


class _Months(NamedTuple):
    own: frozenset[str]
    foreign: frozenset[str]
    short: frozenset[str]  # English abbreviations, without their stops
    day_first: bool


@lru_cache(maxsize=256)
def _months(tag: str, source: str) -> _Months:
    own, mine = _names(base(tag)), base(tag)
    others = frozenset(name for other in (*_OFTEN, source) if other != mine for name in _names(other)) - own
    scripts = profile(mine).scripts  # a month in another script is no word of the language, whatever its list holds
    foreign = frozenset(n for n in others if zipf(n, mine) < _USUAL or (n.isascii() and "Latin" not in scripts))
    return _Months(own, foreign, frozenset() if mine == "en" else _short("en"), _day_first(mine))


@lru_cache(maxsize=64)
def _names(tag: str) -> frozenset[str]:
    """The full names of the months as they stand in a date; capitals as CLDR has them, or a capital first."""
    return _width(tag, "wide")


@lru_cache(maxsize=64)
def _short(tag: str) -> frozenset[str]:
    return _width(tag, "abbreviated") | ({"sept"} if tag == "en" else frozenset()) - _names(tag)


def _width(tag: str, width: str) -> frozenset[str]:
    contexts = [table(own(tag), "months", context, width) for context in ("format", "stand-alone")]
    named = {str(name) for names in contexts for name in names.values()}
    # Bare numbers are no names: "10月", "10월".
    return frozenset(name.rstrip(".").casefold() for name in named if not name[:1].isdigit() and len(name) > 2)


@lru_cache(maxsize=64)
def _day_first(tag: str) -> bool:
    from babel import Locale, UnknownLocaleError

    try:
        pattern = Locale(tag).date_formats["long"].pattern
    except (UnknownLocaleError, ValueError):
        return False
    return 0 <= pattern.find("d") < pattern.find("MMMM") and profile(tag).spaced
