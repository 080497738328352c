# SPDX-License-Identifier: Apache-2.0
"""Words that a story writes as one here and as two there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.text.words import words

_KATAKANA = regex.compile(r"(?<![ァ-ヺー])[ァ-ヺー]+(?![ァ-ヺー])")
_LEAST = 6  # letters of a name that may have come apart
_KNOWN = 3.5  # Zipf of both halves from which they are two words: "May fair"

Text = tuple[str, str | None]  # with its language
Parted = tuple[int, int, int, str]  # number of the text, start, end, the word as one


def parted_names(texts: Sequence[Text]) -> Iterator[Parted]:
    """Names with a blank in them that are one word elsewhere."""
    whole = {word for text, tag in texts for word in _names(text, tag)}
    if not whole:
        return
    for number, (text, tag) in enumerate(texts):
        for start, middle, after, end in _neighbours(text, tag):
            joined = text[start:middle] + text[after:end]
            if joined in whole and not _are_words(text[start:middle], text[after:end], tag):
                yield number, start, end, joined


def parted_prefixes(texts: Sequence[Text]) -> Iterator[Parted]:
    """Prefixes before a blank, where the story ties most of them to their word."""
    tag = texts[0][1] if texts else None
    patterns = _prefix(tag or "und")
    if patterns is None:
        return
    apart, tied = patterns
    found = [(number, match) for number, (text, _) in enumerate(texts) for match in apart.finditer(text)]
    if found and sum(len(tied.findall(text)) for text, _ in texts) >= 2 * len(found):
        for number, match in found:
            yield number, *match.span(), f"{match[1]}\N{ZERO WIDTH NON-JOINER}{match[2]}"


@lru_cache(maxsize=16)
def _prefix(tag: str) -> tuple[regex.Pattern[str], regex.Pattern[str]] | None:
    prefixes = profile(tag).joined_prefixes
    if not prefixes:
        return None
    either = "|".join(map(regex.escape, sorted(prefixes)))
    return (
        regex.compile(rf"(?<!\p{{L}})({either})[ ](\p{{L}}+)"),
        regex.compile(rf"(?<!\p{{L}})(?:{either})\N{{ZERO WIDTH NON-JOINER}}\p{{L}}"),
    )


def _names(text: str, tag: str | None) -> Iterator[str]:
    if profile(tag).spaced:
        for word in words(text):
            if len(word.text) >= _LEAST and word.is_capitalised and word.text.isalpha():
                yield word.text
    else:
        for match in _KATAKANA.finditer(text):
            if len(match[0]) >= 4:
                yield match[0]


def _neighbours(text: str, tag: str | None) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of pieces with one blank between: start, end, start, end."""
    if profile(tag).spaced:
        parts = [word for word in words(text) if len(word.text) > 1]
        pairs = [((one.start, one.end), (two.start, two.end)) for one, two in pairwise(parts) if one.is_capitalised]
    else:
        pairs = list(pairwise(match.span() for match in _KATAKANA.finditer(text)))
    for (start, middle), (after, end) in pairs:
        if after - middle == 1 and text[middle] == " ":
            yield start, middle, after, end


def _are_words(one: str, other: str, tag: str | None) -> bool:
    language = base(tag)
    if other in profile(tag).function_words:
        return True
    return min(zipf(one.casefold(), language), zipf(other.casefold(), language)) >= _KNOWN
