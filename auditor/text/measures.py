# SPDX-License-Identifier: Apache-2.0
"""Figures with the unit or currency that stands beside them.

Source: CLDR through Babel: names, plurals and short forms of units, names and
symbols of currencies; the words that several currencies share stand for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from auditor.engines.cldr import own, table
from auditor.languages import Language, profile
from auditor.text.numbers import Number, figures
from auditor.text.places import fold

UNITS: dict[str, str] = {
    "length-kilometer": "length", "length-meter": "length", "length-centimeter": "length",
    "length-millimeter": "length", "length-mile": "length", "length-foot": "length", "length-inch": "length",
    "length-yard": "length", "length-nautical-mile": "length", "length-mile-scandinavian": "length",
    "mass-kilogram": "mass", "mass-gram": "mass", "mass-pound": "mass", "mass-ounce": "mass", "mass-stone": "mass",
    "mass-tonne": "mass",
    "area-hectare": "area", "area-acre": "area", "area-square-kilometer": "area", "area-square-mile": "area",
    "area-square-meter": "area", "area-square-foot": "area",
    "volume-liter": "volume", "volume-gallon": "volume", "volume-barrel": "volume", "volume-pint": "volume",
    "temperature-celsius": "temperature", "temperature-fahrenheit": "temperature",
    "speed-kilometer-per-hour": "speed", "speed-mile-per-hour": "speed", "speed-knot": "speed",
    "duration-second": "time", "duration-minute": "time", "duration-hour": "time", "duration-day": "time",
    "duration-week": "time", "duration-month": "time", "duration-year": "time", "duration-decade": "time",
    "duration-century": "time",
}  # fmt: skip
_ONE = {"mass-ton": "mass-tonne"}  # "ton" may be either; news minds the name, not the tenth between them
# In any language; CLDR has them in its root alone. Source: The International System of Units, 9th edition.
_SYMBOLS_OF_UNITS = {
    "km": "length-kilometer", "cm": "length-centimeter", "mm": "length-millimeter", "kg": "mass-kilogram",
    "km/h": "speed-kilometer-per-hour", "km²": "area-square-kilometer", "m²": "area-square-meter",
    "°c": "temperature-celsius", "° c": "temperature-celsius", "° celsius": "temperature-celsius",
    "°f": "temperature-fahrenheit", "° f": "temperature-fahrenheit", "° fahrenheit": "temperature-fahrenheit",
}  # fmt: skip
_GERSHAYIM = regex.compile(r"[\"“”](?=\p{Hebrew})")  # as it is typed: ק"מ
_JOINER = "\N{ZERO WIDTH NON-JOINER}"
_LARGE = "十百千万萬億亿兆만억조余多"
_STEM = 5  # letters that two forms of one unit share at least; a shorter one is another word: "från"
_LINK = 3  # letters of a word between a magnitude and what it counts, at most: "3 miliardi di euro"
_BLANK = " \u00a0\u202f"
_AFTER = regex.compile(
    rf"[{_BLANK}\-\u2011]{{0,1}}(?P<words>(?:(?:[\p{{L}}\p{{M}}°/²\u200c]|(?<=\p{{Hebrew}})[\"“”״](?=\p{{Hebrew}}))+[.'’]?[{_BLANK}\-]?){{1,4}})"
)
_BEFORE = regex.compile(rf"(?P<mark>[\p{{L}}]{{0,3}}\p{{Sc}}|\p{{L}}[\p{{L}}.]{{1,9}})[{_BLANK}]?$")
_SYMBOL = regex.compile(rf"[{_BLANK}]?(\p{{Sc}})")


class Measure(NamedTuple):
    """A figure, and the kinds its unit or currency may be: `length-mile`; `USD`, `CAD`."""

    number: Number
    end: int
    kinds: frozenset[str]
    word: str


@cache
def _unit_forms(tag: str) -> dict[str, frozenset[str]]:
    """Folded forms of units, without figures, and the units they name."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, unit in profile(tag).units.items():
        forms[fold(form)].add(unit)
    for form, unit in _SYMBOLS_OF_UNITS.items():
        forms[form].add(unit)
    for unit in (*UNITS, *_ONE):
        for width in table(own(tag), "unit_patterns", unit):
            for pattern in table(own(tag), "unit_patterns", unit, width).values():
                if isinstance(pattern, str):
                    form = fold(pattern.replace("{0}", "").strip(f".{_BLANK}"))
                    # Single letters are too many things, and "in" is a word before it is an inch.
                    if form and (len(form) > 1 or width == "long") and form not in profile(tag).function_words:
                        forms[form].add(_ONE.get(unit, unit))
    for form in [form for form in forms if _JOINER in form]:  # میلی‌متر and میلیمتر
        forms[form.replace(_JOINER, "")] |= forms[form]
    return {form: frozenset(units) for form, units in forms.items()}


@cache
def _money_forms(tag: str) -> dict[str, frozenset[str]]:
    """Folded names of currencies, whole and by the word that says what they are, and codes and symbols."""
    forms: dict[str, set[str]] = defaultdict(set)
    named, symbols = table(own(tag), "currency_names"), table(own(tag), "currency_symbols")
    head = _head(named)
    for code in _CURRENCIES if named else ():
        names = {named.get(code, ""), *table(own(tag), "currency_names_plural", code).values()}
        for name in names:
            parts = fold(name).split()
            for form in (" ".join(parts), *parts[head]):
                if len(form) > (2 if form.isascii() else 1):
                    forms[form].add(code)
        forms[code.lower()].add(code)
        forms[fold(symbols.get(code, ""))].add(code)
    for symbol, codes in _SYMBOLS.items():
        forms[symbol] |= set(codes)
    if not profile(tag).spaced:
        for ending, sharing in _shared_endings({code: fold(named.get(code, "")) for code in _CURRENCIES}).items():
            forms[ending] |= sharing
    forms.pop("", None)
    common = {form for form, codes in forms.items() if len(codes) > len(_CURRENCIES) // 3}
    return {form: frozenset(codes) for form, codes in forms.items() if form not in common}


def _shared_endings(names: Mapping[str, str]) -> dict[str, set[str]]:
    """What names without blanks between their words end in, two or more of them: ドル of 米ドル and カナダドル."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in names.items():
        for start in range(1, len(name) - 1):
            found[name[start:]].add(code)
    return {ending: codes for ending, codes in found.items() if len(codes) > 1}


def _head(named: Mapping[str, str]) -> slice:
    """Where "dollar" stands in the names of dollars, and so "dirham" in that of the United Arab Emirates."""
    names = [fold(named.get(code, "")).split() for code in _DOLLARS]
    firsts, lasts = ({name[place] for name in names if name} for place in (0, -1))
    if min(len(firsts), len(lasts)) > 1:
        return slice(None)
    return slice(0, 1) if len(firsts) == 1 else slice(-1, None)


_CURRENCIES = (
    "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "RUB", "UAH", "INR", "TRY", "BRL", "MXN", "CAD", "AUD", "NZD", "SEK",
    "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "ILS", "EGP", "SAR", "AED", "KRW", "VND", "IDR", "ZAR", "ARS",
    "CLP", "COP", "PEN", "PKR", "IRR", "IQD", "THB", "SGD", "HKD", "MAD", "DZD", "TND", "NGN", "KES", "PHP", "MYR",
)  # fmt: skip
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
_SYMBOLS = {
    "$": (*_DOLLARS, "MXN", "ARS", "CLP", "COP"), "€": ("EUR",), "£": ("GBP", "EGP"), "¥": ("JPY", "CNY"),
    "us$": ("USD",), "r$": ("BRL",), "₽": ("RUB",), "₴": ("UAH",), "₹": ("INR",), "₺": ("TRY",), "₩": ("KRW",),
    "₪": ("ILS",), "₫": ("VND",), "元": ("CNY",), "円": ("JPY",), "fr": ("CHF",),
}  # fmt: skip


@lru_cache(maxsize=64)
def units(text: str, tag: str | None) -> tuple[Measure, ...]:
    """The figures of a text with a unit after them."""
    return tuple(_found(text, tag, _unit_forms(tag or "und"), is_money=False))


@lru_cache(maxsize=64)
def money(text: str, tag: str | None) -> tuple[Measure, ...]:
    """The figures of a text with a currency before or after them."""
    return tuple(_found(text, tag, _money_forms(tag or "und"), is_money=True))


def unit_of(number: Number, text: str, tag: str | None) -> frozenset[str]:
    """The kinds that the unit after a number of a text may be, in words or figures; empty for none."""
    measure = _after(text, number, profile(tag), _unit_forms(tag or "und"))
    return measure.kinds if measure else frozenset()


def _found(text: str, tag: str | None, forms: dict[str, frozenset[str]], *, is_money: bool) -> list[Measure]:
    found = []
    language = profile(tag)
    for number in figures(text, tag) if forms else ():
        measure = _after(text, number, language, forms)
        if measure is None and is_money:
            measure = _before(text, number, forms)
        if measure is not None:
            found.append(measure)
    return found


def _after(text: str, number: Number, language: Language, forms: dict[str, frozenset[str]]) -> Measure | None:
    symbol = _SYMBOL.match(text, number.end)
    if symbol and symbol.group(1) in forms:
        return Measure(number, symbol.end(), forms[symbol.group(1)], symbol.group(1))
    match = _AFTER.match(text, number.end)
    if match is None:
        return None
    start, words = match.start("words"), match["words"].rstrip(f"{_BLANK}-")
    if not language.spaced or not regex.match(
        r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Devanagari}]", words
    ):
        skipped = len(words) - len(words.lstrip(_LARGE))
        for size in range(min(len(words) - skipped, 8), 0, -1):
            said = words[skipped : skipped + size].rstrip()
            if said in forms:
                return Measure(number, start + skipped + size, forms[said], said)
    parts = words.replace("-", " ").split()
    for skip in (0, 1, 2):
        if skip and not _is_magnitude(parts, language):
            break
        if skip == 2 and len(parts[1]) > _LINK:
            break
        rest = parts[skip:]
        for size in range(min(3, len(rest)), 0, -1):
            said = " ".join(rest[:size]).rstrip(".'’")
            plain = _GERSHAYIM.sub("״", fold(said.removeprefix("d'").removeprefix("d’")).split("'")[0])
            kinds = frozenset[str]() if said.lower() in language.function_words else _kinds(plain, forms, language.tag)
            if kinds:
                return Measure(number, text.find(rest[0], start) + len(said), kinds, said)
    return None


def _kinds(word: str, forms: dict[str, frozenset[str]], tag: str) -> frozenset[str]:
    """What a word names; where the form itself is not listed, forms that differ in two last letters at most."""
    if word in forms or len(word) < _STEM:
        return forms.get(word, frozenset())
    return _near(word, tag, forms is _money_forms(tag))


@lru_cache(maxsize=16384)
def _near(word: str, tag: str, is_money: bool) -> frozenset[str]:
    found: set[str] = set()
    for form, kinds in (_money_forms(tag) if is_money else _unit_forms(tag)).items():
        if -2 <= len(form) - len(word) <= 2 and len(form) >= _STEM and (form.startswith(word) or word.startswith(form)):
            found |= kinds
    return frozenset(found)


def _is_magnitude(parts: list[str], language: Language) -> bool:
    return len(parts) > 1 and fold(parts[0].rstrip(".")) in {fold(word) for word in language.magnitudes}


def _before(text: str, number: Number, forms: dict[str, frozenset[str]]) -> Measure | None:
    match = _BEFORE.search(text[max(0, number.start - 12) : number.start])
    if match is None:
        return None
    mark = fold(match["mark"].rstrip("."))
    for form in (mark, mark[-1:]) if regex.search(r"\p{Sc}", mark) else (mark,):
        if form in forms:
            return Measure(number, number.end, forms[form], match["mark"])
    return None


def is_converted(low: float, high: float) -> bool:
    """Whether one is the other in another unit, rounded to its last significant figure."""
    if low <= 0 or high < 3 or low == high or high > 32 * low + 40:
        return False
    pairs = [(low * factor, high / factor) for factor in _FACTORS] + [(low * 1.8 + 32, (high - 32) / 1.8)]
    return any(abs(high - up) <= _half_place(high) or abs(low - down) <= _half_place(low) for up, down in pairs)


def is_rounded(low: float, high: float) -> bool:
    """Whether one is the other rounded, in the same unit or one ten, hundred or thousand times as large."""
    return low > 0 and any(
        abs(high - scale * low) <= max(_half_place(high), scale * _half_place(low)) + _TINY for scale in _DECIMAL
    )


def _half_place(value: float) -> float:
    """Half the place a writer rounds to: 5 for 50, 2.5 for 135, 0.5 for 47, 0.05 for 2.1; at most 8 %."""
    place = 0.001
    while place < value and round(value / (place * 10), 6).is_integer():
        place *= 10
    if round(value / (place * 5), 6).is_integer():
        place *= 5
    return min(place / 2, 0.08 * value)


_DECIMAL, _TINY = (1, 10, 100, 1000), 1e-9  # and what binary fractions add
# mile/km, foot/m, pound/kg, inch/cm and mm, foot/cm, stone/kg, gallon/litre (imperial, US), acre/ha and dunam
_FACTORS = (1.609344, 3.28084, 2.204623, 2.54, 25.4, 30.48, 6.350293, 4.54609, 3.785412, 2.471054, 4.046856)
