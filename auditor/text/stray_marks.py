# SPDX-License-Identifier: Apache-2.0
"""Marks that no sentence has where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language, profile

# A mark glued to a comma: a face or a price ("5,- Euro") has a figure before it.
_GLUED = regex.compile(r"(?<=[\p{L}\p{M}]\.?,)[!?:;](?=\s[\p{L}\p{N}])|(?<=[\p{L}\p{M}][:;]),(?=\s)")
# Signs of the keyboard after a word: never a mark of prose.
_KEYS = regex.compile(r"(?<=[\p{L}\p{M}\p{N}][)\]]?[,;]?)[_~^@`|](?=\s[\"“(]?\p{L})")
_HINTS = frozenset("_~^@`|;:?!'\"-")


def stray(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Signs of the keyboard at the end of a word, and marks after a word that cannot end a clause."""
    if _HINTS.isdisjoint(text):
        return
    if "Hangul" not in language.scripts and language.spaced:
        for pattern in (_KEYS, _GLUED):
            for match in pattern.finditer(text):
                yield match.span()
    opened = _open(language.tag)
    if opened is not None:
        for match in opened.finditer(text):
            if match.group("mark") != '"' or text.count('"', 0, match.start()) % 2 == 0:  # else it closes a quotation
                yield match.span("mark")


def added(text: str, source: str, language: Language) -> Iterator[tuple[int, int]]:
    """Marks in the middle of a sentence of which the source, in any script, has none at all."""
    if not language.cased:
        return
    for mark, others in _KIN.items():
        if text.count(mark) == 1 and others.isdisjoint(source):
            at = text.index(mark)
            if _MIDDLE.fullmatch(text[max(0, at - 3) : at + 3]):
                yield at, at + 1


# A mark, and all that may have become it in translation.
_KIN = {
    "?": frozenset("?？؟;"),
    "!": frozenset("!！"),
    ";": frozenset(";；؛.。:：—–،,、"),
    "'": frozenset("'’‘‚‹›\"“”„«»「」『』`´"),
}
_MIDDLE = regex.compile(r"\p{L}{2}[\p{L},][;?!]\s[\p{Ll}\p{N}(]|\p{Latin}{2}(?:\p{Latin}(?<![sxz])|,)'\s[\p{L}\p{N}]")


@lru_cache(maxsize=64)
def _open(tag: str) -> regex.Pattern[str] | None:
    """A mark between a word that cannot end a clause and a small letter."""
    known = profile(tag)
    if not known.unfinished or not known.cased:
        return None
    words = "|".join(sorted(map(regex.escape, known.unfinished), key=lambda word: (-len(word), word)))
    return regex.compile(rf"(?<=\s(?:{words}))(?P<mark>[;:?!\"]|-(?=\s))(?=\s(?!https?:|www\.)\p{{Ll}})")
