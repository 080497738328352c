# SPDX-License-Identifier: Apache-2.0
"""Things said twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from auditor.text.words import Word, words

_LISTED = regex.compile(r"((?:\p{L}[\p{L}\p{M}'’-]*[ ]){1,5}\p{L}[\p{L}\p{M}'’-]*)(?:,[ ]\1){3,}", regex.IGNORECASE)
_JOINED = regex.compile(r"[\s\N{NO-BREAK SPACE}]+|[-‑]")
_QUOTES = frozenset('"“”„«»‘’‚‹›「」『』')


class Repeat(NamedTuple):
    """`size` words (or characters) said `times` times in a row; `again` is where the second copy starts."""

    start: int
    again: int
    end: int
    size: int
    times: int
    unit: str


@lru_cache(maxsize=64)
def word_repeats(text: str) -> tuple[Repeat, ...]:
    """Runs of 1 to 6 words that come again at once, only blanks between; longest units are tried last."""
    return tuple(_word_repeats(text))


def _word_repeats(text: str) -> Iterator[Repeat]:
    found = words(text)
    folded = [word.folded for word in found]
    if len(set(folded)) == len(folded):
        return
    index = 0
    while index < len(found):
        best, word = 0, folded[index]
        for size in range(1, 7):
            again = index + size < len(folded) and folded[index + size] == word  # a cheap look first
            if again and _comes_again(text, found, folded, index, size):
                best = size
                break
        if not best:
            index += 1
            continue
        times = 2
        while _comes_again(text, found, folded, index + (times - 1) * best, best):
            times += 1
        last = index + times * best
        unit = text[found[index].start : found[index + best - 1].end]
        yield Repeat(found[index].start, found[index + best].start, found[last - 1].end, best, times, unit)
        index = last


def _comes_again(text: str, found: tuple[Word, ...], folded: list[str], index: int, size: int) -> bool:
    if folded[index : index + size] != folded[index + size : index + 2 * size] or index + 2 * size > len(found):
        return False
    between = list(zip(found[index : index + 2 * size - 1], found[index + 1 : index + 2 * size], strict=True))
    # A hyphen may tie the words of a unit, never one copy to the next: "undang-undang" is one word.
    return text[between[size - 1][0].end] not in "-‑" and all(
        _JOINED.fullmatch(text, one.end, other.start) for one, other in between
    )


def listed_repeats(text: str) -> Iterator[Repeat]:
    """Runs of two to six words that come four times or more with commas between."""
    if text.count(",") < 3 or len(found := words(text)) - len({word.folded for word in found}) < 6:
        return
    for match in _LISTED.finditer(text):
        unit = match.group(1)
        size = unit.count(" ") + 1
        times = (match.end() - match.start() + 2) // (len(unit) + 2)
        yield Repeat(match.start(), match.start() + len(unit) + 2, match.end(), size, times, unit)


@lru_cache(maxsize=64)
def sign_repeats(text: str) -> tuple[Repeat, ...]:
    """Runs of 2 to 12 Han or kana signs that come again at once; the shortest unit counts."""
    return tuple(
        Repeat(
            m.start(),
            m.start() + len(m.group(1)),
            m.end(),
            len(m.group(1)),
            (m.end() - m.start()) // len(m.group(1)),
            m.group(1),
        )
        for m in _SIGNS.finditer(text)
    )


_SIGNS = regex.compile(r"([\p{Han}\p{Hiragana}\p{Katakana}ー]{2,12}?)\1+")


def repeats_at_all(text: str) -> bool:
    """Whether a word, or signs of a script without blanks, come again at once: a name, or for emphasis."""
    return _AGAIN.search(text) is not None


_AGAIN = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]+)[^\p{L}\p{M}\p{N}]{1,3}\1(?![\p{L}\p{M}\p{N}])"
    r"|([\p{Han}\p{Hiragana}\p{Katakana}ー]{2,6})[・\s]?\2",
    regex.IGNORECASE,
)


def is_in_quotes(text: str, start: int, end: int) -> bool:
    """Whether a quotation mark stands within the three signs on both sides."""
    return bool(_QUOTES & set(text[max(0, start - 3) : start])) and bool(_QUOTES & set(text[end : end + 3]))
