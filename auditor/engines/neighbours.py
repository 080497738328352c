# SPDX-License-Identifier: Apache-2.0
"""Which words stand side by side in a language, and where a mark may divide them.

The tables are ours, counted by `corpora/recipes/word_neighbours.py`, and mapped into
memory: nothing is loaded but what is looked at.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from marisa_trie import RecordTrie

ALL = "\n"  # the entry for all words together
FORMAT = "<HHH"  # a word: times, marks after, marks before; two words: times side by side, times divided
MARK = regex.compile(r"[,;:،؛]\s")
_LEAN_WORD = 20  # how many sightings count for as much as what is usual for all words
_LEAN_PAIR = 10  # how many count for as much as what the two words say each by itself


@lru_cache(maxsize=16384)
def mark_chance(one: str, other: str, tag: str) -> float | None:
    """The share of a comma, colon or semicolon between two folded words, 0..1; None where the language has no table.

    Pairs that were not seen are judged by how often each word has a mark on that side.
    """
    table = _table(tag)
    if table is None:
        return None
    one, other = folded(one), folded(other)
    times, marked, _ = _seen(table, ALL)
    usual = marked / times
    times, after, _ = _seen(table, one)
    follows = _share(times, after, usual, _LEAN_WORD)
    times, _, before = _seen(table, other)
    precedes = _share(times, before, usual, _LEAN_WORD)
    beside, divided, _ = _seen(table, f"{one} {other}")
    return _share(beside + divided, divided, min(1.0, follows * precedes / usual), _LEAN_PAIR)


def folded(word: str) -> str:
    """A folded word as the tables have it: one figure is like another, and so is one English genitive."""
    if word[:1].isdecimal():
        return "0"
    return "'s" if word.endswith("'s") else word


def _share(times: int, marked: int, usual: float, lean: int) -> float:
    return (marked + lean * usual) / (times + lean)


def _seen(table: RecordTrie, key: str) -> tuple[int, int, int]:
    try:
        found = table.get(key)
    except UnicodeEncodeError:  # a lone surrogate is in no word
        return 0, 0, 0
    return found[0] if found else (0, 0, 0)


@cache
def _table(tag: str) -> RecordTrie | None:
    from marisa_trie import RecordTrie

    path = Path(str(files("auditor") / "models" / "neighbours" / f"{tag}.marisa"))
    return RecordTrie(FORMAT).mmap(str(path)) if path.is_file() else None
