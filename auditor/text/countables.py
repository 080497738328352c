# SPDX-License-Identifier: Apache-2.0
"""Nouns that cannot be counted, counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import Language, profile

# What may follow a noun that ends its phrase: a mark, the end, or a small word of the language.
_ENDED = r"(?=\s*(?:[.,;:!?…)”»]|$))"


def counted(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    """Plurals that do not exist, and such nouns with an article: `(start, end, repair)`."""
    pattern = _pattern(language.tag)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        if match.group("plural"):
            repair = language.uncountable_plurals[match.group().lower()]
            yield match.start(), match.end(), repair if match.group()[0].islower() else repair.capitalize()
        else:
            yield match.start(), match.end("noun"), match.group("noun")


@lru_cache(maxsize=64)
def _pattern(tag: str) -> regex.Pattern[str] | None:
    known = profile(tag)
    if not known.uncountable_plurals and not known.uncountables:
        return None
    plurals = "|".join(sorted(known.uncountable_plurals, key=len, reverse=True)) or "(?!)"
    nouns = "|".join(sorted(known.uncountables, key=len, reverse=True)) or "(?!)"
    articles = "|".join(sorted(known.indefinite_articles, key=len, reverse=True)) or "(?!)"
    # A capital is a name: "Bridge Equipments Ltd".
    heads = "".join(sorted({word[0] for word in (*known.uncountable_plurals, *known.indefinite_articles)}))
    after = "|".join(sorted(known.unfinished - known.indefinite_articles | {"to", "of", "from", "about", "on", "for"}))
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}'’-])(?=[{heads}{heads.upper()}])"
        rf"(?:(?P<plural>{plurals})(?![\p{{L}}\p{{N}}'’-])"
        rf"|(?i:{articles})\s(?P<noun>{nouns})(?![\p{{L}}\p{{N}}'’-])(?:{_ENDED}|(?=\s(?:{after})(?!\p{{L}}))))"
    )
