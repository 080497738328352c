# SPDX-License-Identifier: Apache-2.0
"""Words that are none: glued, split, or taken over from the source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.engines.lexicon import is_short, zipf
from auditor.languages import Language, base
from auditor.text.words import Word, has_digit, words

PLAIN = regex.compile(r"\p{Ll}[\p{Ll}\p{M}]+")
_FIGURE_GLUED = regex.compile(r"(?<![\p{L}\p{N}'’.@/_-])(\p{Ll}[\p{Ll}\p{M}]+)(\p{Nd}[\p{Nd}.,]*)(?=\s|[,.]\s|$)")
_CAMEL = regex.compile(r"(?<![\p{L}\p{N}'’.-])(\p{Lu}?\p{Ll}+)(\p{Lu}\p{Ll}{2,})(?![\p{L}\p{N}])")
_HUMP = regex.compile(r"\p{Ll}\p{Lu}\p{Ll}{2}")  # a cheap look before it
# A bracket that explains what it follows: at the end of a quotation, or after two words more.
_EXPLAINED = regex.compile(r"(?:[^\"“”«»\n]{0,80}[.!?]?[\"“”»]|(?:[ -]\p{L}+){0,2})\s?[(（]\p{L}")
_USUAL = 2.5  # Zipf
LONGEST = 50  # letters of a word that is looked into: longer ones are no words
_AFTER = 3.9  # Zipf of a word to which a single letter is glued; no word of clean news is cut so
_APART_SIGNS = regex.compile(
    r"(?:(?<one>[\p{Han}\p{Hiragana}])[ ](?<other>[\p{Han}\p{Hiragana}]))"
    r"|(?<![\p{Hangul}\p{N}])(?<one>\p{Hangul})[ ](?<other>\p{Hangul})"
)
_HALF = 3.3  # Zipf of a half that may be no word by itself
_FEW = 2  # blanks between signs of a text in a script without them
_BLOCK, _JOINED = 5.0, 4.2  # Zipf
_CONSONANTS = frozenset("wzvksвксз")  # prepositions of the Slavic languages; vowels begin words of other languages
NEARLY_UNKNOWN = 1.6  # Zipf; word lists made from the web hold slips of the pen up to here


class Flaw(NamedTuple):
    """A place in the text and what it should be."""

    start: int
    end: int
    repair: str


class Rare(NamedTuple):
    """A word that a language hardly uses: its number in the text, and its Zipf frequency."""

    number: int
    word: Word
    frequency: float


@lru_cache(maxsize=256)
def rare_words(text: str, tag: str, below: float = _USUAL) -> tuple[Rare, ...]:
    """The words of a text below a Zipf frequency in a language: what is usual need not be looked at again."""
    return tuple(
        Rare(index, word, frequency)
        for index, word in enumerate(words(text))
        if (frequency := zipf(word.folded, tag)) < below
    )


def glued(text: str, language: Language) -> Iterator[Flaw]:
    """Unknown words that are two usual ones without their blank, one of them a function word."""
    if language.lexicon == "none":
        return
    tag = base(language.tag)
    for _, word, frequency in rare_words(text, tag):
        if frequency >= NEARLY_UNKNOWN or not 5 <= len(word.text) <= LONGEST or not PLAIN.fullmatch(word.text[1:]):
            continue
        cut = _cut(word.text, language, tag) or _cut_loosely(word, frequency, language, tag)
        cut = cut or (0 if frequency else _cut_letter(word, language, tag))
        # A capital is a name's, unless a verb of speech is glued to it.
        if (
            cut
            and not (word.is_capitalised and not _ends_in_verb(word.text, cut, language))
            and not is_bound(text, word)
        ):
            yield Flaw(word.start, word.end, f"{word.text[:cut]} {word.text[cut:]}")
    for match in _FIGURE_GLUED.finditer(text) if has_digit(text) else ():
        if match.group(1) in language.function_words or (len(match.group(1)) > 3 and zipf(match.group(1), tag) >= 5):
            yield Flaw(match.start(), match.end(), f"{match.group(1)} {match.group(2)}")
    for match in _CAMEL.finditer(text) if _HUMP.search(text) else ():
        one, other = match.group(1).casefold(), match.group(2).casefold()
        # "TheState": a function word; "iPhone", "McCain" and "YouTube" are names of their own making.
        if len(one) > 2 and one in language.function_words and zipf(one + other, tag) < 1.5 and zipf(other, tag) >= 3.5:
            yield Flaw(match.start(), match.end(), f"{match.group(1)} {match.group(2)}")


def _ends_in_verb(word: str, cut: int, language: Language) -> bool:
    rest = word[cut:]
    return rest in language.reporting_verbs or (len(rest) > 3 and rest in language.function_words)


def _cut(word: str, language: Language, tag: str) -> int:
    """Where to divide the word; 0 for nowhere. The rarer half decides, and one half is a function word."""
    best, place = 0.0, 0
    folded = word.casefold()
    if len(folded) != len(word):
        return 0
    for cut in range(2, len(folded) - 1):
        one, other = folded[:cut], folded[cut:]
        both = one in language.function_words and other in language.function_words
        joins = language.compounds or language.lexicon != "strict"
        function = both or (
            not joins and len(word) > 5 and (one in language.function_words or other in language.function_words)
        )
        if not function:
            continue
        rarer = min(zipf(one, tag), zipf(other, tag))
        # A short function word is a prefix or an ending as often as not: the other half must be frequent.
        least = 4.0 if min(cut, len(folded) - cut) > 2 else 4.6
        if rarer >= least and rarer > best:
            best, place = rarer, cut
    return place


def _cut_loosely(word: Word, frequency: float, language: Language, tag: str) -> int:
    """Where to divide a word that no list knows, or hardly one; the halves need less where the lists are long.

    A short list leaves out forms whose beginnings look like small words: only a small
    word at the end counts there. Where names are inflected, prefixes and endings do.
    Source: thresholds by clean news (NTREX-128): one word in 200,000 is cut.
    """
    folded, brief = word.folded, is_short(tag)
    if len(folded) < 7 or len(folded) != len(word.text) or language.inflects_names:
        return 0
    least = 5.0 if frequency else 4.3 if brief else 3.9
    found = [
        (min(zipf(folded[:cut], tag), zipf(folded[cut:], tag)), cut)
        for cut in range(2, len(folded) - 1)
        if folded[cut:] in language.function_words or (not brief and folded[:cut] in language.function_words)
    ]
    best, cut = max(found, default=(0.0, 0))
    return cut if best >= least else 0


def _cut_letter(word: Word, language: Language, tag: str) -> int:
    """1 where an unknown word is a preposition of one consonant and a usual word: "wdziale"."""
    first, rest = word.folded[:1], word.folded[1:]
    is_preposition = first in _CONSONANTS and first in language.function_words
    return int(is_preposition and len(rest) >= 5 and zipf(rest, tag) >= _AFTER)


def split(text: str, language: Language) -> Iterator[Flaw]:
    """Two neighbours that are a usual word with a blank in it, one of them no word by itself."""
    tag = base(language.tag)
    if not language.spaced or "Hangul" in language.scripts:
        yield from _split_signs(text, language, tag)
    if language.lexicon == "none":
        return
    found = words(text)
    rare = rare_words(text, tag, _HALF)
    for place in sorted({place for index, _, _ in rare for place in (index - 1, index)}):
        if 0 <= place < len(found) - 1 and _is_split(text, found[place], found[place + 1], language, tag):
            yield Flaw(found[place].start, found[place + 1].end, found[place].text + found[place + 1].text)


def _is_split(text: str, one: Word, other: Word, language: Language, tag: str) -> bool:
    """Whether the two are one word. Source: thresholds by clean news (NTREX-128), in which no neighbours pass them."""
    if text[one.end : other.start] != " " or not PLAIN.fullmatch(other.text):
        return False
    if not PLAIN.fullmatch(one.text[1:] or "aa") or len(one.text) + len(other.text) < 5:
        return False
    if is_bound(text, one) or is_bound(text, other):
        return False
    rarer, usual = sorted((zipf(one.folded, tag), zipf(other.folded, tag)))
    joined = zipf(one.folded + other.folded, tag)
    clear = joined >= usual + 1.2 or (not rarer and joined >= (3.6 if is_short(tag) else _USUAL))
    if clear and min(len(one.text), len(other.text)) > 1 and rarer < _HALF and language.cased:
        return True
    small = one.folded in language.function_words or other.folded in language.function_words
    return not small and rarer < 2.0 and joined >= max(3.5, usual)


def _split_signs(text: str, language: Language, tag: str) -> Iterator[Flaw]:
    """A blank inside a word of two Han signs, kana or Hangul blocks: "代 替", "검 사에서"."""
    found = list(_APART_SIGNS.finditer(text))
    if not language.spaced and len(found) > _FEW:
        return  # blanks divide the words of this text
    for match in found:
        one, other = match["one"], match["other"]
        hangul = "Hangul" in language.scripts
        # A block that is a word by itself is more frequent than that: 이, 그, 전.
        lone = not hangul or zipf(one, tag) < min(_BLOCK, zipf(one + other, tag))
        if lone and zipf(one + other, tag) >= _JOINED:
            yield Flaw(match.start(), match.end(), one + other)


def borrowed(text: str, source: str, language: Language, source_language: Language) -> Iterator[Flaw]:
    """Single words of the source that stand in the translation and that its language does not know."""
    tag, other = base(language.tag), base(source_language.tag)
    if "none" in (language.lexicon, source_language.lexicon) or tag == other or is_short(tag):
        return
    strange = [rare for rare in rare_words(text, tag) if len(rare.word.text) > 3 and PLAIN.fullmatch(rare.word.text)]
    theirs = {word.folded for word in words(source) if PLAIN.fullmatch(word.text)} if strange else frozenset()
    for _, word, here in strange:
        # A loan word is known in both; what is left over is usual there and next to unknown here.
        if word.folded not in theirs or zipf(word.folded, other) < max(3.5, here + 2):
            continue
        if not (is_bound(text, word) or is_cited(text, word) or is_explained(text, word)):
            yield Flaw(word.start, word.end, "")


def is_cited(text: str, word: Word) -> bool:
    """Whether the word stands in quotation marks or brackets, or is explained in some that follow."""
    near = text[: word.start].rstrip()[-1:] + text[word.end :].lstrip()[:1]
    return any(mark in "\"“”„«»‘’'‚()[]（）" for mark in near)


def is_explained(text: str, word: Word) -> bool:
    """Whether a bracket says what the word means: after its quotation, or within two words."""
    return _EXPLAINED.match(text, word.end) is not None


def is_bound(text: str, word: Word) -> bool:
    """Whether a hyphen, stop, slash or sign ties the word to something: part of a name, an address, a compound.

    What stands behind an entity or beside an invisible character is half a word, and that its damage.
    """
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    if after == "." and not text[word.end + 1 : word.end + 2].isalnum():
        after = ""  # the stop of the sentence
    if before == ";" or any(unicodedata.category(mark) == "Cf" for mark in before + after):
        return True
    return any(mark in "-/@#_*.'’‑&\N{REPLACEMENT CHARACTER}" for mark in before + after)
