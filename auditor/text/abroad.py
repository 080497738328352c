# SPDX-License-Identifier: Apache-2.0
"""Titles and abbreviations of one language in a text of another: "mgr inż.", "Doç. Dr.", "14 mln zł"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile, tags
from auditor.text.words import words

_KNOWN = 3.0  # Zipf in the language of the text from which an abbreviation is its own too


def foreign_abbreviations(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Abbreviations `(start, end, tag)` that only other languages write; neighbours are one place."""
    # Where no word stands that one of them begins with, none need be looked for.
    if not language.scripts or _heads(language.tag).isdisjoint(word.text for word in words(text)):
        return
    for match in _pattern(language.tag).finditer(text):
        yield match.start(), match.end(), _homes()[match.group("last")]


@cache
def _homes() -> dict[str, str]:
    """Abbreviation -> the first language that has it."""
    homes: dict[str, str] = {}
    for tag in tags():
        for form in sorted(profile(tag).abroad):
            homes.setdefault(form, tag)
    return homes


@lru_cache(maxsize=64)
def _strange(tag: str) -> tuple[str, ...]:
    """The abbreviations that a language does not write, longest first."""
    language = profile(tag)
    return tuple(sorted((form for form in _homes() if not _is_own(form, language)), key=lambda f: (-len(f), f)))


@lru_cache(maxsize=64)
def _heads(tag: str) -> frozenset[str]:
    return frozenset(words(form)[0].text for form in _strange(tag))


@lru_cache(maxsize=64)
def _pattern(tag: str) -> regex.Pattern[str]:
    either = "|".join(map(regex.escape, _strange(tag)))
    # A figure may stand before it and a second abbreviation after it; a hyphen or slash makes it part of a name.
    return regex.compile(
        rf"(?<![\p{{L}}\p{{M}}\p{{N}}.\-/@#])(?:\p{{Nd}}[\p{{Nd}}.,]*\s)?(?:(?:{either})\s)*(?<last>{either})(?![\p{{L}}\p{{M}}\p{{N}}\-/@])"
    )


def _is_own(form: str, language: Language) -> bool:
    lowered = form.lower()
    return (
        form in language.abroad
        or lowered in language.abbreviations
        or lowered in language.function_words
        or (" " not in form and zipf(lowered.rstrip("."), base(language.tag)) >= _KNOWN)
    )
