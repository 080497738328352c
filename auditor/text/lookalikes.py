# SPDX-License-Identifier: Apache-2.0
"""Letters and digits of one script among those of another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language
from auditor.text.words import words

# Pairs that look the same in most fonts. Source: Unicode Technical Standard 39, confusables.txt (a subset).
_LATIN = "AaBCcEeHIiJjKMOoPpSsTXxYy"
_CYRILLIC = "АаВСсЕеНІіЈјКМОоРрЅѕТХхУу"
_GREEK_LATIN = "AaBEZHIKMNOoPTYXuv"
_GREEK = "ΑαΒΕΖΗΙΚΜΝΟοΡΤΥΧυν"
_TO_LATIN = dict(zip(_CYRILLIC, _LATIN, strict=True)) | dict(zip(_GREEK, _GREEK_LATIN, strict=True))
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in zip(_CYRILLIC, _LATIN, strict=True)}
_TO_GREEK = dict(zip(_GREEK_LATIN, _GREEK, strict=True))
_INTO = {"Latin": _TO_LATIN, "Cyrillic": _TO_CYRILLIC, "Greek": _TO_GREEK}
_SCRIPTS = {name: regex.compile(rf"\p{{{name}}}") for name in _INTO}
_LATIN_RUN = regex.compile(r"\p{Latin}+")
_PREFIX = 4  # letters of an article and a preposition glued to a Latin word: "והWHO", "بالـGPS"
_DIGITS = regex.compile(r"\p{Nd}{2,}")
_FULL_WIDTH = regex.compile("[\N{FULLWIDTH LATIN CAPITAL LETTER A}-\N{FULLWIDTH LATIN SMALL LETTER Z}]{2,}")


def intruders(text: str, language: Language) -> Iterator[tuple[int, int, str | None, str]]:
    """Words and numbers `(start, end, repair, why)` with a letter or digit that is not of their script."""
    for word in words(text):
        if not word.text.isascii():
            found = _mixed(word.text) or _foreign(word.text, language) or _hybrid(word.text, language)
            if found is not None:
                yield word.start, word.end, *found
    for match in _DIGITS.finditer(text):
        if len({ord(mark) - unicodedata.decimal(mark) for mark in match.group()}) > 1:
            plain = "".join(str(unicodedata.decimal(mark)) for mark in match.group())
            yield match.start(), match.end(), plain, "Two kinds of digits stand in one number."
    if language.scripts == ("Latin",):
        for match in _FULL_WIDTH.finditer(text):
            plain = unicodedata.normalize("NFKC", match.group())
            yield match.start(), match.end(), plain, "These are full-width letters of East Asian print."


@lru_cache(maxsize=16384)
def _mixed(word: str) -> tuple[str, str] | None:
    """A repair of a word in two scripts, if all letters of the smaller part are lookalikes."""
    counts = {name: len(pattern.findall(word)) for name, pattern in _SCRIPTS.items()}
    present = [name for name, count in counts.items() if count]
    if len(present) != 2:
        return None
    main = max(present, key=lambda name: counts[name])
    other = present[1 - present.index(main)]
    strange = _SCRIPTS[other].findall(word)
    if counts[main] <= len(strange) or any(mark not in _INTO[main] for mark in strange):
        return None
    repair = "".join(_INTO[main][mark] if _SCRIPTS[other].match(mark) else mark for mark in word)
    why = (
        f"A letter of this word is {other}, not {main}."
        if len(strange) == 1
        else f"Letters of this word are {other}, not {main}."
    )
    return repair, why


def _hybrid(word: str, language: Language) -> tuple[None, str] | None:
    """Latin letters inside a word of a script without capitals: "Verमा"; behind a short prefix they are right."""
    if language.cased or not language.spaced or {"Latin", "Hangul"} & set(language.scripts):
        return None
    latin = _LATIN_RUN.search(word)
    if latin is None or "\N{ZERO WIDTH NON-JOINER}" in word:
        return None
    before, after = word[: latin.start()], word[latin.end() :]
    plain = not any(map(str.isupper, latin.group()[1:]))  # an ending may be glued to initials: "RNAها"
    if (plain and any(letter.isalpha() and not _LATIN_RUN.match(letter) for letter in after)) or sum(
        map(str.isalpha, before)
    ) > _PREFIX:
        return None, "Letters of two scripts stand in one word."
    return None


def _foreign(word: str, language: Language) -> tuple[str | None, str] | None:
    strange = [mark for mark in word if mark.lower() in language.foreign_letters]
    if not strange:
        return None
    own = {mark: language.foreign_letters[mark.lower()] for mark in strange}
    repair = "".join(own.get(mark, mark) for mark in word) if all(own.values()) else None
    return repair, f"{language.name} does not write “{strange[0]}”."
