# SPDX-License-Identifier: Apache-2.0
"""Counts which words of a language stand side by side, and which a mark divides.

    python -m corpora.recipes.word_neighbours TRAINING_FOLDER auditor/models/neighbours

One table for each language that divides words by blanks and has enough text:
for a word how often it stands, how often a comma, colon or semicolon follows it
and goes before it; for two words how often they stand side by side and how often
such a mark is between them. What is rare is left out.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from marisa_trie import RecordTrie

from auditor.engines.neighbours import ALL, FORMAT, MARK, folded
from auditor.languages import profile, tags
from auditor.text.words import words
from corpora.recipes.embedding_text import is_trained_on, pairs

_ORIGINS = frozenset(
    {"mlqe-train-pe", "tico19", "xquad", "ms-md", "mozilla-www", "python-docs", "compr-rust", "tatoeba-fr",
     "tanaka-enja", "bible"}
)  # fmt: skip
_OLD = "bible"  # verses are pointed in an older way: left out where the rest is enough
_ENOUGH = 1_000_000  # words
_LEAST = 200_000  # words of a language below which there is no table
_WORD, _PAIR = 20, 4  # times a word and a pair must stand to be kept
_MOST = 65_535  # of what fits; counts of the most frequent words are scaled down to it


class _Counts:
    """What is counted in one language."""

    def __init__(self) -> None:
        self.words, self.after, self.before = Counter[str](), Counter[str](), Counter[str]()
        self.beside, self.divided = Counter[tuple[str, str]](), Counter[tuple[str, str]]()

    def add(self, text: str) -> None:
        found = words(text)
        self.words.update(folded(word.folded) for word in found)
        for one, other in pairwise(found):
            pair, gap = (folded(one.folded), folded(other.folded)), text[one.end : other.start]
            if gap == " ":
                self.beside[pair] += 1
            elif MARK.fullmatch(gap):
                self.divided[pair] += 1
                self.after[pair[0]] += 1
                self.before[pair[1]] += 1

    def table(self) -> RecordTrie:
        """The counts that are kept; `ALL` is the sum of all words."""
        kept = [(ALL, _fitted(self.words.total(), self.after.total(), self.after.total()))]
        for word, count in self.words.items():
            if count >= _WORD:
                kept.append((word, _fitted(count, self.after[word], self.before[word])))
        for pair in self.beside | self.divided:
            counts = self.beside[pair], self.divided[pair]
            if sum(counts) >= _PAIR:
                kept.append((" ".join(pair), _fitted(*counts, 0)))
        return RecordTrie(FORMAT, kept)


def _fitted(*counts: int) -> tuple[int, ...]:
    scale = max(1.0, max(counts) / _MOST)
    return tuple(round(count / scale) for count in counts)


def texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Origin, language and text, each text once."""
    seen: set[tuple[str, int]] = set()
    for pair in pairs(folder):
        if pair.origin in _ORIGINS and is_trained_on(pair):
            for tag, text in zip(pair.languages, pair.texts, strict=True):
                if (tag, hash(text)) not in seen:
                    seen.add((tag, hash(text)))
                    yield pair.origin, tag, text


def main(folder: Path, out: Path) -> None:
    """Write one table for each language that has enough text."""
    spaced = {tag for tag in tags() if profile(tag).spaced and "-" not in tag}
    counted: defaultdict[str, list[_Counts]] = defaultdict(lambda: [_Counts(), _Counts()])
    for origin, tag, text in texts(folder):
        if tag in spaced:
            counted[tag][origin == _OLD].add(text)
    for tag, (new, old) in sorted(counted.items()):
        if new.words.total() < _ENOUGH:
            for mine, theirs in zip(vars(new).values(), vars(old).values(), strict=True):
                mine.update(theirs)
        if new.words.total() >= _LEAST:
            new.table().save(str(out / f"{tag}.marisa"))
            print(tag, new.words.total(), (out / f"{tag}.marisa").stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
