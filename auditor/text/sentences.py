# SPDX-License-Identifier: Apache-2.0
"""Sentences with their places: `sentencex`, mended where news breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex
from sentencex import segment as split

from auditor.languages import Language, base, profile
from auditor.model import Span
from auditor.text.words import first_letters

_LAST_WORD = regex.compile(r"(?:^|[\s(\[\"'«„“‘’])((?:[\p{L}\p{M}\p{N}º°ª]+\.)+)\s*$")
_INITIAL = regex.compile(r"(?:^|[\s(\-.«„“])\p{Lu}\p{M}*\.\s*$")
# A modifier made of an abbreviation, and its noun, with no verb: "UN-backed council."
FRAGMENT = regex.compile(
    r"\p{Lu}{2,}[-\N{NON-BREAKING HYPHEN}]\p{Ll}{2,}\s\p{Ll}[\p{Ll}\p{M}]+(?:\s\p{Ll}[\p{Ll}\p{M}]+)?\."
)
_LIST_NUMBER = regex.compile(r"\s*\p{Nd}{1,3}[.)]\s*")
_NUMBERED = regex.compile(r"\p{Nd}\.\s*$")
_STARTS_LOWER = regex.compile(r"[\"'«„“‘(\[\s]*\p{Ll}|\s*/\s")  # or after a slash: "fot. / Kurier"
_STARTS_DIGIT = regex.compile(r"\s*\p{Nd}")
_SURROGATE = regex.compile(r"[\uD800-\uDFFF]")
_LAST = 80  # code points at the end of a sentence that are looked at: no abbreviation is longer
_ONLY_MARKS = regex.compile(r"[\p{P}\p{S}\s]*$")


@lru_cache(maxsize=128)
def sentences(text: str, tag: str | None) -> tuple[Span, ...]:
    """The sentences of a text, blanks around them left out; line ends divide too.

    A stop after an abbreviation, an initial or an ordinal does not end a sentence,
    nor does one before a lower-case letter: that is damage, and stays inside for a
    check to find. Empty text has none.
    """
    language = profile(tag)
    spans = []
    for start, end in _lines(text):
        spans += _of_line(text, start, end, base(tag), language)
    return tuple(spans)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _of_line(text: str, start: int, end: int, tag: str, language: Language) -> list[Span]:
    pieces: list[tuple[int, int]] = []
    place = start
    # The splitter takes no lone surrogates; one sign stands for one, so offsets hold.
    safe = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    for piece in split("en" if tag == "und" else tag, safe[start:end]):
        # A piece we cannot find again would break every offset: better one long sentence.
        if safe[place : place + len(piece)] != piece:
            return [Span(*_trim(text, start, end))]
        if pieces and _belongs(text[pieces[-1][0] : place], piece, language):
            pieces[-1] = (pieces[-1][0], place + len(piece))
        else:
            pieces.append((place, place + len(piece)))
        place += len(piece)
    if place < end:
        pieces.append((place, end))
    divided = (part for first, last in pieces for part in _after_credits(text, first, last, language))
    trimmed = (_trim(text, first, last) for first, last in divided)
    return [Span(first, last) for first, last in trimmed if first < last]


def is_unfinished(word: str, language: Language) -> bool:
    """Whether no sentence ends with the word: by itself, or by the particle glued to its end."""
    return word in language.unfinished or (len(word) > 1 and word.endswith(language.unfinished_endings or ("\0",)))


def _after_credits(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """The piece, divided after credits that no stop ends: "By Jane Roe (XYZ) The bridge …"."""
    pattern = _credit(language.tag)
    if pattern is None or ")" not in text[start:end]:
        yield start, end
        return
    place = start
    for match in pattern.finditer(text, start, end):
        yield place, match.end()
        place = match.end()
    yield place, end


@lru_cache(maxsize=64)
def _credit(tag: str) -> regex.Pattern[str] | None:
    words = profile(tag).credit_words
    if not words:
        return None
    either = "|".join(regex.escape(word[:1].upper() + word[1:]) for word in sorted(words, key=lambda w: (-len(w), w)))
    return regex.compile(
        rf"{first_letters(word[:1].upper() for word in words)}"
        rf"(?<!\w)(?:{either})(?!\w)[^.!?()\n]{{0,60}}\([^()\n]{{1,60}}\)\s+(?=[\p{{Lu}}\p{{Lo}}\"“«])"
    )


def _belongs(before: str, after: str, language: Language) -> bool:
    """Whether `after` goes on with the sentence that `before` began."""
    if _ONLY_MARKS.match(after) or (language.cased and _STARTS_LOWER.match(after)):
        return True
    last_words = max(0, len(before) - _LAST)
    if _INITIAL.search(before, last_words) or FRAGMENT.fullmatch(after.strip()):
        return True
    if _LIST_NUMBER.fullmatch(before):
        return True  # "1. The bridge": the number of an item and its text are one
    if _NUMBERED.search(before, last_words) and not before.rstrip()[-2:-1].isspace():
        return bool(_STARTS_DIGIT.match(after))
    if before.rstrip().endswith((".", "。")) and is_unfinished(before.rstrip(" .。").rpartition(" ")[2], language):
        return True  # no sentence ends here: a stray stop, which a check is to find
    last = _LAST_WORD.search(before, last_words)
    if last is not None and last.group(1).lower().rstrip(".") in language.credit_words:
        return True  # "Fot. Jan Kowalski"
    return last is not None and last.group(1).lower() in language.abbreviations and not _ends_story(last, after)


def _ends_story(last: regex.Match[str], after: str) -> bool:
    """Whether a capitalised word after the abbreviation more likely begins a new sentence.

    Titles ("M. Macron") bind what follows; "etc.", "U.S." and units may well end.
    """
    return last.group(1).lower() in _MAY_END and after.lstrip()[:1].isupper()


_MAY_END = frozenset(
    {"etc.", "u.s.", "u.k.", "u.n.", "e.u.", "a.m.", "p.m.", "inc.", "ltd.", "corp.", "co.", "bn.", "jr.", "sr."}
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
