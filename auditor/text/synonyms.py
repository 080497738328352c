# SPDX-License-Identifier: Apache-2.0
"""Words of one meaning that stand side by side."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from auditor.languages import Language, profile
from auditor.text.words import Word, words


def stacked_pairs(text: str, language: Language) -> Iterator[tuple[Word, Word]]:
    """Neighbours of one group with nothing but blanks between them. A name has a capital and is no word of a group."""
    groups = _groups(language.tag)
    if not groups or len(groups.keys() & set(text.lower().split())) < 2:
        return
    found = words(text)
    for one, other in itertools.pairwise(found):
        mine = groups.get(one.folded)
        if mine is None or other.text == one.text or not other.text.islower():
            continue
        theirs = groups.get(other.folded)
        alike = theirs is not None and one.folded != other.folded and bool(mine & theirs)
        if alike and text[one.end : other.start].isspace():
            yield one, other


@lru_cache(maxsize=64)
def _groups(tag: str) -> Mapping[str, frozenset[int]]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(profile(tag).stacked_words):
        for word in group:
            numbers[word.casefold()].add(number)
    return {word: frozenset(held) for word, held in numbers.items()}
