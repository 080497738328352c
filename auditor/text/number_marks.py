# SPDX-License-Identifier: Apache-2.0
"""Figures whose marks or magnitudes are those of another language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language, profile

_POINTED = regex.compile(
    r"(?<![\p{L}\p{Nd}.,:/\-–'_#])(?P<figure>\p{Nd}{1,3}(?:[.,]\p{Nd}{3})+|\p{Nd}+[.,]\p{Nd}{1,2})"
    r"(?![\p{Nd}:/_]|[.,]\p{Nd}|[-–]\p{L}?\p{Nd})"
)
_PARTED = regex.compile(  # 1,2 04: a blank among the digits of a group
    r"(?<![\p{L}\p{Nd}.,:/\-–_#$€£])\p{Nd}{1,3}[.,](?:\p{Nd}[ ]\p{Nd}{2}|\p{Nd}{2}[ ]\p{Nd})(?![\p{Nd}:/_]|[.,]\p{Nd})"
)
_SIGN_BEHIND = regex.compile(r"(?<=\p{L} )(?P<figure>\p{Nd}+(?:[.,٫]\p{Nd}+)?)(?P<sign>[-\N{MINUS SIGN}])(?=\s\p{L})")
_ORDINAL = regex.compile(r"(?<![\p{L}\p{Nd}.,:/\-–])\p{Nd}{1,2}\.\s(?=\p{Ll}{3})")
_BOTH = regex.compile(  # 1,350.75: the first mark divides groups, the last one the decimals
    r"(?<![\p{L}\p{Nd}.,:/\-–'_#])\p{Nd}{1,3}(?:(?P<group>[.,])\p{Nd}{3})+(?!(?P=group))(?P<point>[.,])\p{Nd}{1,2}"
    r"(?![\p{Nd}:/_]|[.,]\p{Nd}|[-–]\p{L}?\p{Nd})"
)
_COUNTED = regex.compile(r"[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?P<noun>\p{Ll}{2,}|\p{Lo}[\p{Lo}\p{M}]+)")
_SWAP = str.maketrans(".,", ",.")
_BLANK = r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?"


def foreign_format(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Figures `(start, end, repair)` with a decimal or grouping mark the language does not use so.

    A mark and three digits is a group, a mark and one or two digits before a
    magnitude or a per cent sign is a decimal; what could be either, or a date, a
    clock or a version, is let alone. Where the comma divides groups only, one or two
    digits after it are decimals all the same, and a group has no blank in it. Three
    digits before a plain noun are a group: nobody counts thousandths of a visitor.
    """
    for match in _BOTH.finditer(text):
        if match["point"] not in language.decimal or match["group"] not in language.grouping:
            swapped = match.group().translate(_SWAP)
            yield match.start(), match.end(), swapped
    for match in _PARTED.finditer(text):
        yield match.start(), match.end(), match.group().replace(" ", "")
    for match in _POINTED.finditer(text):
        figure = match["figure"]
        mark = "." if "." in figure else ","
        grouped = len(figure.rsplit(mark, 1)[1]) == 3 and figure[0] != "0"  # 0,266 has decimals
        if (_is_foreign_group if grouped else _is_foreign_decimal)(text, match.end(), figure, language):
            own = language.grouping if grouped else language.decimal
            yield match.start(), match.end(), figure.replace(mark, own[:1] or mark)


def _is_foreign_group(text: str, end: int, figure: str, language: Language) -> bool:
    """Whether the mark of "40,000" divides groups, and the language has another for it."""
    mark = "." if "." in figure else ","
    if mark in language.grouping and mark not in language.borrowed_grouping:
        return False
    if mark not in language.decimal or figure.count(mark) > 1:
        return True
    scale = _scaled(language.tag).match(text, end)
    if scale is not None:  # "1,716 milliard", "99,999 %" have decimals
        return scale["unit"] is not None
    return figure.endswith("000") or _is_counted(text, end, language)


def _is_foreign_decimal(text: str, end: int, figure: str, language: Language) -> bool:
    """Whether the mark of "2.5" stands before decimals, and the language has another for it."""
    mark = "." if "." in figure else ","
    if mark in language.decimal:
        return False
    return _scaled(language.tag).match(text, end) is not None or (mark == "," and mark in language.grouping)


def _is_counted(text: str, end: int, language: Language) -> bool:
    """Whether a noun follows that is counted in whole ones: no magnitude, no per cent, no seconds."""
    noun = _COUNTED.match(text, end)
    if noun is None or not language.spaced:
        return False
    word = noun["noun"].casefold()
    measured = word.startswith(language.fine_units) or word in language.magnitudes or word in language.function_words
    return not measured and word not in language.percents


@lru_cache(maxsize=64)
def _scaled(tag: str) -> regex.Pattern[str]:
    """What shows that a figure is a quantity: a magnitude, a unit, a per cent sign."""
    known = profile(tag)
    forms = [form for form in known.magnitudes if len(form) > 2 or not form.isascii()]
    either = "|".join(regex.escape(form) for form in sorted(forms, key=len, reverse=True))
    units = "|".join(regex.escape(stem) for stem in known.unit_stems) or "(?!)"
    return regex.compile(rf"{_BLANK}(?:[%٪]|(?:{either or '(?!)'})(?!\p{{L}})|(?P<unit>{units}))", regex.IGNORECASE)


def calqued_magnitude(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """A decimal and a magnitude word that the language does not put after one: "1.2百万", "2,3 mille millions"."""
    if not language.calqued_magnitudes:
        return
    for match in _calqued(language.tag).finditer(text):
        yield match.span()


@lru_cache(maxsize=64)
def _calqued(tag: str) -> regex.Pattern[str]:
    known = profile(tag)
    either = "|".join(regex.escape(form) for form in sorted(known.calqued_magnitudes, key=len, reverse=True))
    end = r"(?![\p{L}\p{M}])" if known.spaced else ""
    decimal = r"(?<!\p{Nd})\p{Nd}{1,9}[.,٫]\p{Nd}{1,2}"
    return regex.compile(rf"{decimal}{_BLANK}(?:{either}){end}", regex.IGNORECASE)


def sign_behind(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """A figure `(start, end, repair)` whose minus sign has come behind it, as text from the right turns it."""
    if "Arabic" in language.scripts:
        for match in _SIGN_BEHIND.finditer(text):
            yield match.start(), match.end(), match.group("sign") + match.group("figure")


def stopped_ordinal(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """An ordinal written with a stop in a language that does not write it so: "the 3. century"."""
    if language.ordinal_stop or not language.cased:
        return
    for match in _ORDINAL.finditer(text):
        if (
            match.start()
            and text[match.start() - 1].isspace()
            and text[: match.start()].rstrip()[-1:] not in (".", "\n", ":")
        ):
            yield match.start(), match.end() - 1
