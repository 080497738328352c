# SPDX-License-Identifier: Apache-2.0
"""What a profanity filter did to innocent words, undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.engines.lexicon import zipf
from auditor.languages import Language, base, profile

_MASKED = regex.compile(r"(?<![\p{L}*])(?:[\p{L}]+\*{2,6}[\p{L}]*|\*{2,6}[\p{L}]{2,})(?![\p{L}*])")
_UNKNOWN = 1.5  # Zipf below which the damaged word counts as unknown
_USUAL = 2.5  # Zipf of the word restored. Source: 326 of 356 words recovered, no alarm in 166,983 clean ones
_LEAST = 2  # letters a mask must leave: "f***" is a word masked on purpose


def filtered(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Spans `(start, end, repair)` of words a filter damaged.

    Filters are mostly English, whatever the language of the copy: words masked with
    stars are tried in both.
    """
    if language.filter_replacements:
        for match in _damaged(tuple(language.filter_replacements)).finditer(text):
            repair = _restored(match.group(), language)
            if repair is not None:
                yield match.start(), match.end(), repair
    if "**" in text:
        for match in _MASKED.finditer(text):
            repair = _unmasked(match.group(), language)
            if repair is not None:
                yield match.start(), match.end(), repair


@lru_cache(maxsize=8)
def _damaged(pieces: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(rf"\b\p{{L}}*(?:{'|'.join(map(regex.escape, pieces))})\p{{L}}*\b", regex.IGNORECASE)


def _restored(word: str, language: Language) -> str | None:
    tag, folded = base(language.tag), word.casefold()
    if folded in language.filter_replacements or zipf(folded, tag) >= _UNKNOWN:
        return None
    for written, original in language.filter_replacements.items():
        if written in folded:
            # all places first ("badbadin"), then the first alone ("badgebad" would lose its badge)
            for repair in (folded.replace(written, original), folded.replace(written, original, 1)):
                if zipf(repair, tag) >= _USUAL:
                    return repair.capitalize() if word[0].isupper() else repair
    return None


def _unmasked(word: str, language: Language) -> str | None:
    stars = word.count("*")
    if len(word) - stars < _LEAST:
        return None
    head, tail = word[: word.index("*")], word[word.rindex("*") + 1 :]
    english = profile("en")
    masked = sorted(language.filtered_words | english.filtered_words, key=lambda w: (len(w) != stars, w))
    for original in masked:
        repair = f"{head}{original}{tail}"
        folded = repair.casefold()
        known = max(zipf(folded, base(language.tag)), zipf(folded, "en")) >= _USUAL
        if known and folded not in masked:
            return repair
    return None
