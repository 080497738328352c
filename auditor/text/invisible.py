# SPDX-License-Identifier: Apache-2.0
"""Characters no reader sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

from auditor.languages import Language

_SUSPECT = re.compile(
    r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\N{SOFT HYPHEN}\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = "\u200c\u200d"
_WIDTHLESS = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_JOINING = regex.compile(
    r"[\p{Arabic}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Syriac}\p{Mongolian}]"
)
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f")


def invisible(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Runs `(start, end, name)` of characters that have no business in the text.

    A run is of one character. Joiners are right beside letters of scripts that join and between emoji, marks
    of direction in right-to-left text; one at the very start of a file is the
    reader's affair and not here.
    """
    start = end = -1
    for match in _SUSPECT.finditer(text):
        if _is_right(text, match.start(), language):
            continue
        if match.start() != end or text[start] != match.group():
            if end >= 0:
                yield start, end, name(text[start])
            start = match.start()
        end = match.end()
    if end >= 0:
        yield start, end, name(text[start])


def _is_right(text: str, place: int, language: Language) -> bool:
    """Whether the sign has business here: a joiner, a mark of direction, a variant selector."""
    sign = text[place]
    if sign in _JOINERS:
        return _may_join(text, place)
    if sign in "\u200e\u200f\u061c":
        return language.right_to_left
    return "\ufe00" <= sign <= "\ufe0e" and place > 0 and not text[place - 1].isascii()


def is_bidi(sign: str) -> bool:
    """Whether the sign embeds, overrides or isolates direction."""
    return sign in _BIDI


def is_idle(text: str, start: int, end: int) -> bool:
    """Whether a sign of no width stands between words or beside a joiner: it divides no word and joins none."""
    before, after = text[start - 1 : start], text[end : end + 1]
    beside = {before, after} & {"", " ", "\n", "\N{NO-BREAK SPACE}", *_JOINERS}
    return text[start] in _WIDTHLESS and bool(beside)


def name(sign: str) -> str:
    """The Unicode name, or the code point of a control."""
    return f"{unicodedata.name(sign, 'control character')} (U+{ord(sign):04X})"


def _may_join(text: str, place: int) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if _JOINING.match(before) or _JOINING.match(after):
        return bool(_JOINING.match(before)) and (not after.isalnum() or bool(_JOINING.match(after)))
    return bool(_EMOJI.match(before) and _EMOJI.match(after))
