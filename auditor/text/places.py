# SPDX-License-Identifier: Apache-2.0
"""Countries, continents and large cities a text names, by CLDR in every language.

Two readings: `named` gives what a text surely names, with its place; `mentioned`
gives every territory it may speak of, by name, adjective, language, capital or a
large city, so that "French", "Paris" and "France" are one.

Source: CLDR through Babel: territories, exemplar cities of time zones, languages
with their likely territory; `places` of the profiles for what CLDR lacks.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile
from auditor.text.endonyms import endonyms
from auditor.text.name_words import LENDER, is_lent_noun
from auditor.text.words import Word, words

CONTINENTS = frozenset({"150", "002", "142", "019", "009", "005", "003", "013", "419", "EU"})
_VOWELS = frozenset("aeiouyàáâãäåèéêëìíîïòóôõöùúûüýаеиіоуыэюяїєьйъαεηιουωάέήίόύώ")
_ADJECTIVE, _BEGINNING = 6, 5  # letters of an adjective of a country, and of what it shares with its name
_ABBREVIATED = range(2, 5)  # letters
_HOMONYM = 0.5  # Zipf; by so much a word with a particle is more frequent than the place without: another word
_KATAKANA = regex.compile(r"[\p{Katakana}ー]")
_EUROPE = frozenset({"150", "EU", "EZ"})
ARABIC_BEFORE = ("وال", "بال", "فال", "كال", "ال", "لل", "و", "ب", "ل", "ف", "ك")
HEBREW_BEFORE = ("וב", "וה", "ול", "ומ", "שב", "ב", "ה", "ו", "ל", "מ", "ש", "כ")
_BEFORE = {"Arabic": ARABIC_BEFORE, "Hebrew": HEBREW_BEFORE}


class Place(NamedTuple):
    """A territory or city, `[start, end)` in its text."""

    start: int
    end: int
    territory: str  # ISO 3166 code or UN M49 of a continent
    city: str  # time zone of the city; empty for a territory


class _Form(NamedTuple):
    parts: tuple[str, ...]  # folded words
    territory: str
    city: str
    sure: bool  # whether it names the place, not only hints at it
    whole: bool = False  # whether only all of it hints at the place, not its beginning


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Case folded, without the marks of Latin, Greek, Hebrew and Arabic letters; blanks and hyphens are one."""
    if text.isascii():
        return text.casefold().replace("-", " ")
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(mark for mark in plain if not _is_accent(mark))
    return unicodedata.normalize("NFC", plain).replace("-", " ").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _is_accent(mark: str) -> bool:
    return "\u0300" <= mark <= "\u036f" or "\u0591" <= mark <= "\u05c7" or "\u064b" <= mark <= "\u0655"


_Entry = tuple[tuple[str, ...], tuple[str, ...], _Form]
_Index = dict[str, list[_Entry]]


def bare(word: Word) -> Word:
    """A word without what is elided before it: "Italie" of "l'Italie", with its place."""
    if "'" not in word.text and "’" not in word.text and "ʼ" not in word.text:
        return word
    cut = next((place for place, mark in enumerate(word.text[:6]) if mark in "'’ʼ"), -1)
    short = len(word.text) < cut + 4 and not word.text[cut + 1 :].isupper()  # "l'UE"
    if cut < 1 or not word.text[:cut].islower() or short:
        return word
    return Word(word.text[cut + 1 :], word.start + cut + 1, word.end, word.folded[cut + 1 :])


@lru_cache(maxsize=512)
def bare_words(text: str) -> tuple[Word, ...]:
    """The words of a text, each without what is elided before it."""
    return tuple(map(bare, words(text)))


@cache
def _forms(tag: str) -> tuple[_Form, ...]:
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    language = profile(tag)
    forms = [
        _Form(_parts(form), code, "", len(form) >= (5 if language.spaced else 3))
        for code, listed in language.places.items()
        for form in listed
    ]
    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tuple(forms)
    for code, name in locale.territories.items():
        if len(code) == 2 or code in CONTINENTS:
            plain = regex.sub(r"\s*\(.*?\)|\s*\[.*?\]", "", name)
            forms.append(_Form(_parts(plain), code, "", code not in ("ZZ", "QO", "XA", "XB", "EZ", "UN")))
    zones = get_global("zone_territories")
    for zone, territory in zones.items():
        name = locale.time_zones.get(zone, {}).get("city")
        if name is None and "Latin" in profile(tag).scripts:  # where CLDR has nothing it is the zone's own name
            name = zone.split("/")[-1].replace("_", " ")
        if isinstance(name, str) and zone.count("/") == 1 and not zone.startswith(("Etc", "Antarctica")):
            forms.append(_Form(_parts(name), territory, zone, True))
    if "Latin" in language.scripts:  # "London Fashion Week"
        forms += [_Form(_parts(name), code, zone, False, True) for name, code, zone in endonyms()]
    likely = get_global("likely_subtags")
    for code, name in locale.languages.items():
        ends = likely.get(code, "").split("_")
        if len(ends) == 3 and len(code) == 2:
            forms.append(_Form(_parts(name), ends[2], "", False))
    return tuple(form for form in forms if form.parts)


@cache
def names_of(territory: str, tag: str) -> tuple[str, ...]:
    """The names of a territory in a language, of one word each or the first word of several."""
    return tuple(form.parts[0] for form in _forms(tag) if form.territory == territory and not form.city)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(fold(name)))


def _stem(word: str, sure: bool) -> str:
    """What every form of a word begins with: all but a last vowel, or a little over half where that is enough."""
    if not sure:
        return word if len(word) < 6 else word[: max(4, -(-6 * len(word) // 10))]
    if len(word) <= 3 or word[-1] not in (_VOWELS if len(word) > 4 else "aая"):
        return word
    return word[:-2] if len(word) > 6 and word[-2] in _VOWELS else word[:-1]


@cache
def _index(tag: str, sure: bool) -> _Index:
    """Forms by the first letters of their first word, longest first: stems, whole words, the form."""
    index: defaultdict[str, list[_Entry]] = defaultdict(list)
    listed = {_parts(form) for forms in profile(tag).places.values() for form in forms}
    for form in _forms(tag):
        if sure and not form.sure:
            continue
        whole = form.whole or (form.parts in listed and not sure)
        stems = form.parts if whole else tuple(_stem(part, sure) for part in form.parts)
        index[_key(stems[0])].append((stems, form.parts, form))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[1]), -len("".join(entry[1])), entry[1]))
    return dict(index)


@lru_cache(maxsize=64)
def named(text: str, tag: str | None) -> tuple[Place, ...]:
    """What a text surely names, in order; in cased languages only with a capital letter."""
    language = profile(tag)
    if not language.spaced:
        return tuple(_unspaced(text, tag or "und"))
    found: list[Place] = []
    every = bare_words(text)
    end = 0
    for position, word in enumerate(every):
        if position < end or (language.cased and not word.text[0].isupper()) or _is_homonym(word.text, tag or "und"):
            continue
        for stems, whole, form in _begun(word.text, tag or "und", True):
            others = every[position + 1 : position + len(whole)]
            if len(others) == len(whole) - 1 and all(
                any(
                    _is_form(head, stem, part, inflects=language.inflects_names)
                    for head in heads(fold(other.text), language, whole=True)
                )
                for other, stem, part in zip(others, stems[1:], whole[1:], strict=True)
            ):
                end = position + len(whole)
                found.append(Place(word.start, every[end - 1].end, form.territory, form.city))
                break
    return tuple(found)


@lru_cache(maxsize=16384)
def _is_homonym(word: str, tag: str) -> bool:
    """Whether a name of a place, with or without a particle, is another word as well."""
    language = profile(tag)
    return not language.place_homonyms.isdisjoint(heads(fold(word), language, whole=True))


@lru_cache(maxsize=65536)
def _is_glued(token: str, head: str, tag: str) -> bool:
    """Whether a word is a place with a particle, not one of its own: כיוון is "since", and hardly "like Greece"."""
    return token == head or zipf(token, base(tag)) <= zipf(head, base(tag)) + _HOMONYM


@lru_cache(maxsize=65536)
def _begun(word: str, tag: str, sure: bool) -> tuple[_Entry, ...]:
    """The forms that a word may begin, longest first; for almost all words none."""
    language, index = profile(tag), _index(tag, sure)
    return tuple(
        entry
        for head in heads(fold(word), language, whole=sure)
        for entry in index.get(_key(head), ())
        if (
            _is_form(head, entry[0][0], entry[1][0], inflects=language.inflects_names)
            and _is_glued(fold(word), head, tag)
            and (head == entry[1][0] or base(tag) == LENDER or not is_lent_noun(word))  # "Civil Liberties Union"
            if sure
            else _begins(head, entry[0][0])
        )
    )


def _is_form(token: str, stem: str, whole: str, *, inflects: bool) -> bool:
    """Whether a token is a word, with an ending where the language has such."""
    head = token.split("'")[0]
    if head == whole or not inflects:
        return head == whole or (len(whole) > 4 and head == whole + "s")
    if len(head) < len(whole) and whole[-1] in _VOWELS and whole[-2:-1] in _VOWELS:
        return False  # Китай has no form "Кита", Ливия none "Ливи"
    more = 1 if len(whole) < 5 else 2 if len(whole) < 7 else 3 if len(whole) < 9 else 5
    return len(stem) > 2 and head.startswith(stem) and len(head) - len(whole) <= more


def heads(token: str, language: Language, *, whole: bool = False) -> Iterator[str]:
    """A word, and what is left of it without particles that Arabic and Hebrew write before it, and Korean behind it.

    `whole` leaves an article where it is: it belongs to the name or makes it another word.
    """
    yield token
    for script in language.scripts:
        for before in _BEFORE.get(script, ()):
            if token.startswith(before) and len(token) - len(before) > 2 and not (whole and before.endswith("ال")):
                yield token[len(before) :]
    for after in language.name_particles:
        if token.endswith(after) and len(token) - len(after) > 1:
            yield token[: -len(after)]


def _key(word: str) -> str:
    """The letters that forms are found by."""
    return word[: 2 if _is_hangul(word) else 3]


def _is_hangul(word: str) -> bool:
    return "\N{HANGUL SYLLABLE GA}" <= word[:1] <= "\N{HANGUL SYLLABLE HIH}"


def _begins(token: str, stem: str) -> bool:
    """Whether a word begins so; three letters or fewer are a word or an abbreviation of their own.

    A Korean name of two syllables is whole, and particles follow it: 일본은.
    """
    return token.startswith(stem) if len(stem) > (1 if _is_hangul(stem) else 3) else token.split("'")[0] == stem


@cache
def _unspaced_pattern(tag: str, sure: bool) -> tuple[regex.Pattern[str], dict[str, list[_Form]]]:
    table: dict[str, list[_Form]] = defaultdict(list)
    for form in _forms(tag):
        name = "".join(form.parts)
        if not sure or (form.sure and len(name) > 1):
            table[name].append(form)
    for name in profile(tag).place_homonyms if sure else ():
        table[name] = []  # 印度洋 is an ocean
    listed = sorted(table, key=lambda name: (-len(name), name))
    return regex.compile("|".join(map(regex.escape, listed)) or "(?!)", regex.IGNORECASE), dict(table)


def _unspaced(text: str, tag: str) -> Iterator[Place]:
    pattern, table = _unspaced_pattern(tag, True)
    for match in pattern.finditer(text):
        if _KATAKANA.search(match.group()) and _KATAKANA.search(
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        ):
            continue  # a part of a longer name
        for form in table.get(match.group().casefold(), [])[:1]:
            yield Place(match.start(), match.end(), form.territory, form.city)


@lru_cache(maxsize=64)
def mentioned(text: str, tag: str | None) -> Counter[str]:
    """How often a text may speak of each territory (its code) and city (its zone), however it says it."""
    language = profile(tag)
    counts: Counter[str] = Counter()
    if not language.spaced:
        pattern, table = _unspaced_pattern(tag or "und", False)
        for match in pattern.finditer(text, overlapped=True):
            counts.update({code for form in table.get(match.group().casefold(), ()) for code in form[1:3] if code})
    else:
        every = bare_words(text)
        for position, word in enumerate(every):
            begun = _begun(word.text, tag or "und", False)
            if begun:
                counts.update(_codes_at(every, position, begun))
        counts |= Counter(code for place in named(text, tag) for code in (place.territory, place.city) if code)
    if counts.keys() & _EUROPE:
        counts["150"] = counts["EU"] = sum(counts[code] for code in _EUROPE)
    return counts


def adjectives(text: str, tag: str | None) -> tuple[tuple[Word, frozenset[str]], ...]:
    """Adjectives of territories, told by how they begin and end, with all that they may be of; none of continents."""
    return tuple((word, codes) for word, codes in derived(text, tag) if not codes & CONTINENTS)


@lru_cache(maxsize=64)
def derived(text: str, tag: str | None) -> tuple[tuple[Word, frozenset[str]], ...]:
    """Adjectives of territories and of continents."""
    endings = profile(tag).place_endings
    found = []
    for word in bare_words(text) if endings else ():
        is_written_so = word.is_capitalised or not profile(tag).capital_adjectives
        is_one = word.folded.endswith(endings) and word.folded not in profile(tag).place_homonyms
        if len(word.text) >= _ADJECTIVE and is_one and is_written_so:
            begun = _begun(word.text, tag or "und", False)
            codes = {form.territory for stems, _, form in begun if len(stems) == 1 and _is_enough(stems[0], form)}
            if codes:
                found.append((word, frozenset(codes)))
    return tuple(found)


def abbreviated(text: str, tag: str | None) -> tuple[tuple[Word, frozenset[str]], ...]:
    """Abbreviations of territories and unions in capitals, in a text that has other letters too: EU, USA."""
    found = []
    for word in bare_words(text) if profile(tag).cased and not text.isupper() else ():
        if word.text.isupper() and len(word.text) in _ABBREVIATED:
            begun = _begun(word.text, tag or "und", False)
            codes = {form.territory for stems, _, form in begun if len(stems) == 1 and not form.city}
            if codes:
                found.append((word, frozenset(codes)))
    return tuple(found)


def _is_enough(stem: str, form: _Form) -> bool:
    return len(stem) >= _BEGINNING and not form.city


@lru_cache(maxsize=4096)
def is_derived(word: str, tag: str | None) -> bool:
    """Whether a word begins as the name of a territory does: "Chilean"; a city's is too often a surname."""
    if not profile(tag).spaced:
        return bool(mentioned(word, tag))
    every = bare_words(word)
    forms = (_forms_at(every, place, _begun(one.text, tag or "und", False)) for place, one in enumerate(every))
    return any(not form.city for found in forms for form in found)


def _codes_at(every: tuple[Word, ...], position: int, begun: tuple[_Entry, ...]) -> set[str]:
    forms = _forms_at(every, position, begun)
    return {code for form in forms for code in (form.territory, form.city) if code}


def _forms_at(every: tuple[Word, ...], position: int, begun: tuple[_Entry, ...]) -> Iterator[_Form]:
    for stems, _, form in begun:
        others = every[position + 1 : position + len(stems)]
        if len(others) == len(stems) - 1 and all(
            _begins(fold(other.text), stem) for other, stem in zip(others, stems[1:], strict=True)
        ):
            yield form
