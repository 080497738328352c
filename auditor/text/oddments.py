# SPDX-License-Identifier: Apache-2.0
"""Signs that stand where they do not belong: digits in words, wide blanks, two kinds of digits, lost bullets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile

_DIGIT = regex.compile(r"(?<![\p{L}\p{N}@#./_:&=-])\p{L}\p{Ll}{0,20}[0-9]\p{Ll}{2,20}(?![\p{L}\p{N}@/_=-]|\.\p{L})")
_GLUED = re.compile(r"[0-9][^\W\d_]")  # a cheap look before the dear one
_LOOKS = {"0": "o", "1": "li", "3": "e", "4": "a", "5": "s", "6": "b", "7": "t", "8": "b", "9": "g"}
_KNOWN = 2.5  # Zipf of the word restored. Source: our judgement, as for words a filter damaged
_MASK = regex.compile(
    r"(?<![\p{L}\p{N}*_/])\p{L}{1,3}(?:\*{2,8}|[#$@%!&]{3,8})\p{L}{0,3}(?![\p{L}\p{N}*])"
    r"|(?<![\p{L}\p{N}$])\p{L}\${2,3}(?:\p{L}{1,4})?(?![\p{L}\p{N}$])"
    r"|[\[(](?i:expletive|expletive deleted|bleep|bleeped|censored|redacted|swear ?word)[\])]"
)
_WIDE = "\N{IDEOGRAPHIC SPACE}"
_HIRAGANA = regex.compile(r"\p{Hiragana}")
_BULLET = regex.compile(
    r"(?<=[\p{Ll}\p{Lo}],?)\s[•●▪■◦‣►]\s(?=\p{Ll})"  # in a sentence
    r"|(?m:^[ \t]*(?P<one>[•●▪■◦‣►*–—-])[ \t]+(?P=one)[ \t]+)(?=\S)"  # twice
    r"|(?m:^[ \t]*(?P<number>\d{1,2}[.)])[ \t]+(?P=number)[ \t]+)(?=\S)"
    r"|(?m:^[ \t]*[•●▪■◦‣►][ \t]*$)|(?m:^[ \t]*\d{1,2}[.)][ \t]*$)"  # nothing after it
)
_BULLETS = frozenset("•●▪■◦‣►")


def digits_in_words(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Words `(start, end, repair)` with one digit in the place of the letter it looks like."""
    if not _GLUED.search(text):
        return
    tag = base(language.tag)
    for match in _DIGIT.finditer(text):
        word = match.group()
        digit = next(sign for sign in word if sign.isdigit())
        for letter in _LOOKS.get(digit, ""):
            repair = word.replace(digit, letter)
            if len(word) >= 5 and zipf(repair.lower(), tag) >= _KNOWN and zipf(word.lower(), tag) < 1.0:
                yield match.start(), match.end(), repair
                break


def masks(text: str) -> Iterator[tuple[int, int]]:
    """Words that were made unreadable on purpose."""
    if not any(hint in text for hint in ("**", "[", "(", "$$", "#", "@")):
        return
    for match in _MASK.finditer(text):
        yield match.span()


def wide_spaces(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Ideographic spaces where a plain one, or none, is right; indents and those after ！ and ？ are good practice."""
    if _WIDE not in text:
        return
    for match in regex.finditer(f"{_WIDE}+", text):
        before, after = text[: match.start()].rstrip(" "), text[match.end() :]
        if not before or before.endswith("\n") or not after.strip():
            continue
        if not language.spaced and len(match.group()) == 1 and not _HIRAGANA.match(before[-1]):
            continue  # between names, in headings and lists: the parts of 佐藤花子
        # a headline has them, as an indent and marks that close have
        if not language.spaced and ("。" not in text or before[-1] in "！？!?」』）)】”’" or after[0] in "「『（(【"):
            continue
        yield match.start(), match.end(), " " if language.spaced else ""


def mixed_digits(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Numbers in other digits than the first number of the text is written in."""
    if text.isascii() or not _native(language.tag):
        return
    first = ""
    for match in regex.finditer(r"\p{Nd}+", text):
        kind = unicodedata.name(match.group()[0]).rpartition(" DIGIT")[0]
        near = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        if any(sign.isascii() and sign.isalpha() for sign in near) or (near.strip() and near.strip()[0] in "-/.@#"):
            continue  # A320, COVID-19, an address
        if first and kind != first:
            yield match.span()
        first = first or kind


@lru_cache(maxsize=64)
def _native(tag: str) -> bool:
    return not {"Arabic", "Devanagari", "Thai"}.isdisjoint(profile(tag).scripts)


def lost_bullets(text: str) -> Iterator[tuple[int, int]]:
    """Marks of a list inside a sentence, twice in a row, or with nothing after them."""
    if _BULLETS.isdisjoint(text) and not (text[:1] in "*–—-" or text[:1].isdigit() or "\n" in text):
        return
    for match in _BULLET.finditer(text):
        start = match.end() - len(match.group().lstrip())
        yield start, max(start + 1, match.end() - (len(match.group()) - len(match.group().rstrip())))
