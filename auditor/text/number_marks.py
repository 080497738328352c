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
_ORDINAL = regex.compile(r"(?<![\p{L}\p{Nd}.,:/\-–])\p{Nd}{1,2}\.\s(?=\p{Ll}{3})")
_PER_CENT = regex.compile(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?[%٪]")
_BLANK = r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?"


def foreign_format(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Figures `(start, end, repair)` with a decimal or grouping mark the language does not use so.

    A mark and three digits is a group, a mark and one or two digits before a
    magnitude or a per cent sign is a decimal; what could be either, or a date, a
    clock or a version, is let alone. Where the comma divides groups only, one or two
    digits after it are decimals all the same, and a group has no blank in it.
    """
    for match in _PARTED.finditer(text):
        yield match.start(), match.end(), match.group().replace(" ", "")
    scaled = _scaled(language.tag)
    own_grouping = "".join(mark for mark in language.grouping if mark not in language.borrowed_grouping)
    for match in _POINTED.finditer(text):
        figure = match.group("figure")
        mark = "." if "." in figure else ","
        digits = figure.rsplit(mark, 1)[1]
        grouped = len(digits) == 3 and figure[0] != "0"  # 0,266 has decimals
        part = _PER_CENT.match(text, match.end()) is not None and figure.count(mark) == 1
        counted = figure.count(mark) > 1 or digits == "000"
        allowed = own_grouping if grouped else language.decimal
        quantity = scaled is not None and scaled.match(text, match.end()) is not None
        if mark in allowed or (grouped and mark in language.decimal and (part or not (counted or quantity))):
            continue
        if not grouped and not quantity and not (mark == "," and mark in language.grouping and figure.count(mark) == 1):
            continue
        own = language.grouping if grouped else language.decimal
        yield match.start(), match.end(), figure.replace(mark, own[:1] or mark)


@lru_cache(maxsize=64)
def _scaled(tag: str) -> regex.Pattern[str] | None:
    """What shows that a figure is a quantity: a magnitude, a unit, a per cent sign."""
    known = profile(tag)
    forms = [form for form in known.magnitudes if len(form) > 2 or not form.isascii()]
    either = "|".join(regex.escape(form) for form in sorted(forms, key=len, reverse=True))
    units = "|".join(regex.escape(stem) for stem in known.unit_stems) or "(?!)"
    return regex.compile(rf"{_BLANK}(?:[%٪]|(?:{either or '(?!)'})(?!\p{{L}})|(?:{units}))", regex.IGNORECASE)


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
