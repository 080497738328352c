# SPDX-License-Identifier: Apache-2.0
"""Terms in a text, however they are inflected.

Source: our judgement: a word is a form of another when both begin alike for most of
their length and their endings are short.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from auditor.languages import profile
from auditor.text.name_words import head
from auditor.text.places import fold, heads
from auditor.text.words import words

_ENDING = 3  # letters two forms may differ in at their ends
_SHORT = 4  # letters of a word, or of an abbreviation, that takes no endings


def occurrences(term: str, text: str, tag: str | None, *, inflected: bool = True) -> Iterator[tuple[int, int]]:
    """Spans of a term in a text, its words in order with nothing else between them, in any form or as they are."""
    language = profile(tag)
    if not language.spaced:
        yield from _literal(term, text)
        return
    parts = [word.text for word in words(term)]
    every = words(text)
    place = 0
    while parts and place + len(parts) <= len(every):
        here = every[place : place + len(parts)]
        if all(
            _is_form(word.text, part, language.tag) if inflected else fold(word.text) == fold(part)
            for word, part in zip(here, parts, strict=True)
        ):
            yield here[0].start, here[-1].end
            place += len(parts)
        else:
            place += 1


def _literal(term: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(term)
    while start >= 0:
        yield start, start + len(term)
        start = text.find(term, start + len(term))


@lru_cache(maxsize=16384)
def _is_form(word: str, part: str, tag: str) -> bool:
    """Whether a word is a form of a term's word; capitals of an abbreviation must be kept."""
    if part.isupper() and len(part) > 1:
        return head(word).rstrip("s") in (part, part.rstrip("S"))
    whole = fold(part)
    return any(_are_forms(head(form), whole) for form in heads(fold(word), profile(tag)))


def _are_forms(one: str, other: str) -> bool:
    if one == other or min(len(one), len(other)) < _SHORT:
        return one == other
    common = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        common += 1
    rest = max(len(one), len(other)) - common
    return rest <= _ENDING and common >= max(3, 2 * rest)
