# SPDX-License-Identifier: Apache-2.0
"""Single words of a source that a translation has as they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import base, profile
from auditor.text.words import words

_SHORTEST = 3  # letters; shorter words are shared by chance
_FAR = 2.0  # Zipf between the languages from which a function word of the one is none of the other
_OPEN = "([{（「『《〈【\"'“„«‘‚‹"


def copied_words(
    source: tuple[str, str | None], text: tuple[str, str | None], usual: float, unknown: float
) -> Iterator[tuple[int, int]]:
    """Words `[start, end)` of the translation that are the source's; texts come with their language tags.

    `usual` and `unknown` are Zipf frequencies of the word in the two languages.
    """
    ours, theirs = profile(text[1]), profile(source[1])
    if base(ours.tag) == base(theirs.tag) or not ours.scripts or not theirs.scripts:
        return
    if theirs.scripts[0] in ours.scripts:
        yield from _in_one_script(source, text, usual, unknown)
    elif "Latin" not in theirs.scripts:  # Latin letters stand in any script: names, brands
        for match in _letters(theirs.scripts).finditer(text[0]):
            if match.group() in source[0] and not _is_marked(text[0], match.start()):
                yield match.span()


def _in_one_script(
    source: tuple[str, str | None], text: tuple[str, str | None], usual: float, unknown: float
) -> Iterator[tuple[int, int]]:
    known = {word.text for word in words(source[0])}
    ours, theirs = profile(text[1]), profile(source[1])
    every = words(text[0])
    for place, word in enumerate(every):
        if word.text not in known or not word.text.islower() or not word.text.isalpha() or len(word.text) < _SHORTEST:
            continue
        there, here = zipf(word.folded, base(source[1])), zipf(word.folded, base(text[1]))
        is_left = there >= usual and here < unknown
        is_left |= word.folded in theirs.function_words - ours.function_words and there - here >= _FAR
        near = every[max(place - 1, 0) : place] + every[place + 1 : place + 2]
        if not is_left or _is_marked(text[0], word.start) or any(other.is_capitalised for other in near):
            continue  # "Save the Children": a name
        if _is_alone(text[0], word.start, word.end):
            yield word.start, word.end


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a word is no part of an address, a title or a compound: blanks or marks of sentences around it."""
    return text[max(0, start - 1) : start] in ("", " ", "\u00a0") and text[end : end + 1] in (
        "", " ", "\u00a0", ",", ".", ";", ":", "!", "?",
    )  # fmt: skip


def _is_marked(text: str, start: int) -> bool:
    """Whether a word stands directly in brackets or quotation marks."""
    return text[:start][-1:] in tuple(_OPEN)


@lru_cache(maxsize=64)
def _letters(scripts: tuple[str, ...]) -> regex.Pattern[str]:
    listed = "".join(rf"\p{{{script}}}" for script in scripts)
    return regex.compile(rf"[{listed}][{listed}\p{{M}}]*")
