# SPDX-License-Identifier: Apache-2.0
"""Which words stand side by side in a language, and where a mark may divide them.

The tables are ours, counted by `corpora/recipes/word_neighbours.py`, and mapped into
memory: nothing is loaded but what is looked at.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from auditor.engines.lexicon import zipf

if TYPE_CHECKING:
    from marisa_trie import RecordTrie

ALL = "\n"  # the entry for all words together
FORMAT = "<HHH"  # a word: times, marks after, marks before; two words: times side by side, times divided
MARK = regex.compile(r"[,;:،؛]\s")
_LEAN_WORD = 20  # how many sightings count for as much as what is usual for all words
_LEAN_PAIR = 10  # how many count for as much as what the two words say each by itself
_LEAN_FIT = 50  # how many sightings of a word count for as much as how frequent its neighbour is by itself
_RAREST = 0.5  # Zipf of a word that no list has


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


@lru_cache(maxsize=16384)
def fit(before: str, word: str, after: str, tag: str) -> float | None:
    """How well a folded word goes between two others, as log10 of a probability; None where the language has no table.

    The chance of the word after the one before it, times that of the next after the word; what was
    not seen side by side is judged by how frequent each is (`lexicon.zipf`). Empty neighbours count nothing.
    """
    table = _table(tag)
    if table is None:
        return None
    made = 0.0
    for one, other in ((before, word), (word, after)):
        times, beside = _seen(table, folded(one))[0], _seen(table, f"{folded(one)} {folded(other)}")[0]
        alone = 10 ** (max(zipf(other, tag), _RAREST) - 9)
        made += math.log10((beside + _LEAN_FIT * alone) / (times + _LEAN_FIT)) if one and other else 0.0
    return made


def is_seen(one: str, other: str, tag: str) -> bool:
    """Whether two folded words were seen side by side."""
    table = _table(tag)
    return table is not None and _seen(table, f"{folded(one)} {folded(other)}")[0] > 0
