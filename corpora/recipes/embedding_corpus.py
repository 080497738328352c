# SPDX-License-Identifier: Apache-2.0
"""The training text as numbers: every text once, as a run of pieces, and the pairs of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.recipes.embedding_text import ORIGINS, Pair, is_held_out

_LONGEST = 96  # pieces of a text: more say little new to a bag
_BATCH = 20_000
ENTRIES = frozenset(("omw", "cldr", "osm-presets"))
_NAMES = tuple(ORIGINS)

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """`pairs` has a row for each pair: text, text, origin, language, language, whether held out."""

    flat: Whole  # pieces of all texts, one after the other
    starts: Whole
    lengths: Whole
    pairs: Whole
    names: tuple[str, ...]  # of the languages

    def languages(self) -> list[str]:
        """Every language but English, sorted."""
        return sorted(name for name in self.names if name != "en")

    def beside_english(self, language: str, *, held_out: bool = False) -> Whole:
        """Rows of English text, text of the language, origin; empty texts are left out."""
        one, english = self.names.index(language), self.names.index("en")
        rows = self.pairs[(self.pairs[:, 5] == held_out) & (self.lengths[self.pairs[:, :2]] > 0).all(axis=1)]
        out = rows[(rows[:, 3] == english) & (rows[:, 4] == one)][:, [0, 1, 2]]
        into = rows[(rows[:, 4] == english) & (rows[:, 3] == one)][:, [1, 0, 2]]
        return np.concatenate([out, into])

    def renumbered(self, kept: Sequence[int]) -> Corpus:
        """The corpus with the pieces `kept` numbered from 0; the others become piece 0, the unknown one."""
        numbers = np.zeros(int(self.flat.max()) + 1, np.int64)
        numbers[[piece for piece in kept if piece < len(numbers)]] = [
            place for place, piece in enumerate(kept) if piece < len(numbers)
        ]
        return replace(self, flat=numbers[self.flat])

    def bags(self, texts: Whole) -> tuple[Whole, Whole]:
        """The pieces of some texts, and where each text begins in them."""
        lengths = self.lengths[texts]
        begins = np.cumsum(lengths) - lengths
        inside = np.arange(int(lengths.sum())) - np.repeat(begins, lengths)
        return self.flat[inside + np.repeat(self.starts[texts], lengths)], begins

    def matrix(self, texts: Whole, pieces: int) -> Any:
        """Texts by pieces, with counts."""
        from scipy import sparse

        flat, begins = self.bags(texts)
        edges = np.concatenate([begins, [len(flat)]])
        return sparse.csr_matrix((np.ones(len(flat), np.float32), flat, edges), shape=(len(texts), pieces))

    def counts(self, language: str | None, pieces: int) -> NDArray[np.float64]:
        """How often each piece stands in the texts of a language, or in all."""
        if language is None:
            return np.bincount(self.flat, minlength=pieces).astype(np.float64)
        place = self.names.index(language)
        sides = [self.pairs[self.pairs[:, 3 + side] == place][:, side] for side in (0, 1)]
        return np.bincount(self.bags(np.unique(np.concatenate(sides)))[0], minlength=pieces).astype(np.float64)


def read_corpus(pairs: Iterable[Pair], tokenizer: Any) -> Corpus:
    """Tokenise every text once."""
    texts: dict[str, int] = {}
    names: dict[str, int] = {}
    rows = []
    for pair in pairs:
        one, other = (texts.setdefault(text, len(texts)) for text in pair.texts)
        here, there = (names.setdefault(language, len(names)) for language in pair.languages)
        rows.append((one, other, _NAMES.index(pair.origin), here, there, is_held_out(pair)))
    every, flat, lengths = list(texts), [], []
    for start in range(0, len(every), _BATCH):
        for made in tokenizer.encode_batch_fast(every[start : start + _BATCH], add_special_tokens=False):
            flat.append(np.array(made.ids[:_LONGEST], np.int32))
            lengths.append(len(flat[-1]))
    sizes = np.array(lengths, np.int64)
    return Corpus(
        np.concatenate(flat).astype(np.int64), np.cumsum(sizes) - sizes, sizes, np.array(rows, np.int64), tuple(names)
    )
