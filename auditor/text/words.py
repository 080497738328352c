# SPDX-License-Identifier: Apache-2.0
"""Words with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec
import regex

# An apostrophe holds a word together, a hyphen does not; ZWNJ joins Persian words.
_WORD = regex.compile(
    r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\N{ZERO WIDTH NON-JOINER}]*"
    r"(?:['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}][\p{L}\p{M}\p{N}]+)*"
)
_DIGIT = regex.compile(r"\p{Nd}")
_MAYBE_UNSPACED = re.compile(r"[\u0e00-\U0010ffff]")  # a cheap look: Thai is the first of them
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}]")


def first_letters(forms: Iterable[str], *, any_case: bool = False) -> str:
    """A look ahead for the letters that forms begin with; nothing if one begins with any.

    Put before a long list of forms it saves trying all of them at every place of a text.
    """
    firsts = {form[:1] for form in forms}
    if not firsts or "*" in firsts:
        return ""
    if any_case:
        firsts = {variant for first in firsts for variant in (first, first.lower(), first.upper(), first.title())}
    listed = "".join(regex.escape(first) for first in sorted(firsts) if len(first) == 1)
    return f"(?=[{listed}])"


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word as it stands, `[start, end)` in its text."""

    text: str
    start: int
    end: int
    folded: str  # for comparing: case folded, one kind of apostrophe

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order. In scripts without blanks a run of letters is one word."""
    return tuple([Word(word := m.group(), *m.span(), _folded(word)) for m in _WORD.finditer(text)])


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@lru_cache(maxsize=512)
def has_digit(text: str) -> bool:
    """Whether there is a decimal digit of any script: a cheap look before figures are read."""
    return _DIGIT.search(text) is not None


def has_unspaced(text: str) -> bool:
    """Whether there is a sign of a script that sets no blanks between words."""
    return _MAYBE_UNSPACED.search(text) is not None and UNSPACED.search(text) is not None


@lru_cache(maxsize=512)
def word_count(text: str) -> int:
    """Words in a text; two characters of a script without blanks count as one.

    Source: our judgement; Chinese news has about 1.7 and Japanese about 2.3
    characters for an English word.
    """
    unspaced = len(UNSPACED.findall(text)) if has_unspaced(text) else 0
    if not unspaced:
        return len(words(text))
    return len(_WORD.findall(UNSPACED.sub(" ", text))) + (unspaced + 1) // 2
