# SPDX-License-Identifier: Apache-2.0
"""Makes the weights of the quality estimate.

    python -m corpora.recipes.train_quality TRAINING_FOLDER EVALUATION_FOLDER auditor/models/quality/weights.json

The text is the training part of MLQE-PE (CC0), `lp source mt pe da_mean da_z` a row, in `mlqe-pe-train.jsonl.gz`, and
for the chance of a critical error prose of `pairs.tsv.zst` too. `corpora.recipes.piece_support` comes first.
The estimate is fitted to `da_z` by pair, and once over all pairs with each pair's
mean taken out, for pairs that are not in it. Rows with a text that stands in a
`.jsonl.gz` of the evaluation folder are left out: the pairs share sources. The chance of a critical error is
grown (`boosting`) from good rows against the same rows broken by `damaged_text`.
Source: Fomicheva et al. 2022, "MLQE-PE: A Multilingual Quality Estimation and Post-Editing Dataset".
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from auditor.model import Segment
from auditor.text.additive import Model, Weights
from auditor.text.quality_features import FEATURES, VECTORS, table
from auditor.text.trees import Trees
from corpora.recipes.boosting import grown
from corpora.recipes.damaged_text import FINE, GROSS, Damage
from corpora.recipes.embedding_text import text_hash
from corpora.recipes.piece_support import chosen

Numbers = NDArray[np.float64]
_KNOTS = 5  # a curve; eight were no better on held-out rows
_STIFF = 40.0  # penalty on the height of a knot
_FAR = 2.5  # standard deviations: judgements farther out are drawn in
_FOLDS = 5
_OURS = "mlqe-pe train 2020"
_GRID = 25  # points of the scale
_BEYOND = 4.0  # standard deviations from the end of what was seen to the end of the scale; our judgement
_OUTSIDE = 0.05  # of the rows, on either side of an interval
_GOOD = 2_000  # rows a pair for the chance of a critical error
_PROSE = ("tico19", "xquad", "ms-md", "mozilla-www")
_EACH = 250  # pairs of texts from one language into another
_SHORT, _FULL, _LONG = 20, 50, 600  # code points: of each text, and of the longer one
# What says how hard a sentence is, not that its translation is broken.
_NO_FAULT = frozenset(
    (
        "source_length", "source_doubts", "source_rare", "rare",
        "source_word_length", "source_numbers", "source_capitals", "source_marks",
    )
)  # fmt: skip
# What says that a translation is broken, and nothing of how good a sound one is.
_NO_RANK = frozenset(("names_unheard", "stems"))
Row = dict[str, Any]


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows that have a judgement and both texts."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        every = map(json.loads, lines)
        return [row for row in every if row["da_z"] is not None and row["source"].strip() and row["mt"].strip()]


def unseen(every: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """The rows of which neither text stands in the evaluation data, by hash."""
    known = {text_hash(text) for text in evaluation_texts(folder)}
    return [row for row in every if not {text_hash(row["source"]), text_hash(row["mt"])} & known]


def evaluation_texts(folder: Path) -> Iterator[str]:
    """Every string of the JSON lines in the folder, the rows of this very training part aside."""
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for row in map(json.loads, lines):
                if row.get("origin") != _OURS:
                    yield from (value for value in row.values() if isinstance(value, str))


def segment(source: str, translation: str, pair: str) -> Segment:
    """A segment of a pair such as `en-de`."""
    one, other = pair.split("-")
    return Segment("", translation, source, language=other, source_language=one)


def knots(values: Numbers) -> list[float]:
    """Where a curve may bend: at quantiles of what is known; nowhere if nothing differs."""
    known = values[np.isfinite(values)]
    made = np.unique(np.quantile(known, np.linspace(0.01, 0.99, _KNOTS))) if len(known) else np.array([])
    if len(made) < 3 and len(known) and np.ptp(known) > 0:  # counts that are mostly nought
        made = np.unique([*np.quantile(known[known != np.median(known)], (0.1, 0.5, 0.9)).tolist(), np.median(known)])
    return [float(f"{value:.4g}") for value in made] if len(made) > 1 else []


def hats(values: Numbers, bends: Sequence[float]) -> Numbers:
    """One column for each knot: 1 there, 0 at the others, straight between; rows of unknown values are 0."""
    if not bends:
        return np.zeros((len(values), 0))
    known = np.isfinite(values)
    place = np.where(known, values, bends[0])
    made = np.column_stack([np.interp(place, bends, row) for row in np.eye(len(bends))])
    made[~known] = 0.0
    return made


class Basis:
    """The columns of all curves of a table, and the way back from their weights to curves."""

    def __init__(self, facts: Numbers, *, blind: bool = False) -> None:
        self.bends = [
            [] if (blind and place < VECTORS) or name in _NO_RANK else knots(facts[:, place])
            for place, name in enumerate(FEATURES)
        ]

    def columns(self, facts: Numbers) -> Numbers:
        """One row for each row of facts."""
        return np.hstack([hats(facts[:, place], bends) for place, bends in enumerate(self.bends)])

    def model(self, facts: Numbers, weight: Numbers, level: float) -> Model:
        """Curves that count from the mean of `facts`, where the sum is `level`."""
        heights, start = [], 0
        for place, bends in enumerate(self.bends):
            own = weight[start : start + len(bends)]
            start += len(bends)
            known = np.isfinite(facts[:, place])
            if bends:
                own = own - (hats(facts[known, place], bends) @ own).mean()
            heights.append(tuple(round(float(value), 4) for value in own))
        return Model(level, tuple(map(tuple, self.bends)), tuple(heights))


def ridge(columns: Numbers, wanted: Numbers) -> Numbers:
    """Weights of centred columns."""
    middle = columns - columns.mean(axis=0)
    return np.linalg.solve(middle.T @ middle + _STIFF * np.eye(columns.shape[1]), middle.T @ (wanted - wanted.mean()))


def centred(columns: Numbers, groups: Numbers) -> Numbers:
    """Columns less their mean in each group."""
    made = columns.copy()
    for group in np.unique(groups):
        made[groups == group] -= columns[groups == group].mean(axis=0)
    return made


def standard(values: Numbers, groups: Numbers) -> Numbers:
    """Judgements of each group at mean 0 and deviation 1, the far ones drawn in."""
    made = np.clip(values, -_FAR, _FAR)
    for group in np.unique(groups):
        own = made[groups == group]
        made[groups == group] = (own - own.mean()) / own.std()
    return made


def rising(values: Numbers) -> list[list[int]]:
    """Neighbours put together until the means never fall (pool adjacent violators); places of each block."""
    blocks: list[list[int]] = []
    for place in range(len(values)):
        blocks.append([place])
        while len(blocks) > 1 and values[blocks[-2]].mean() >= values[blocks[-1]].mean():
            last = blocks.pop()
            blocks[-1] += last
    return blocks


def scaled(model: Model, sums: Numbers, people: Numbers) -> Model:
    """The model with its scale from held-out sums to what people gave, 0..100, and the spread around it."""
    parts = np.array_split(np.argsort(sums, kind="stable"), _GRID)
    blocks = rising(np.array([people[part].mean() for part in parts]))
    members = [np.concatenate([parts[place] for place in block]) for block in blocks]
    places = [float(sums[rows].mean()) for rows in members]
    values = [float(people[rows].mean()) for rows in members]
    away = people - np.interp(sums, places, values)
    near = [np.concatenate(parts[max(block[0] - 2, 0) : block[-1] + 3]) for block in blocks]  # a fifth of the rows
    low, high = (
        tuple(round(float(np.quantile(away[rows], quantile)), 2) for rows in near)
        for quantile in (_OUTSIDE, 1 - _OUTSIDE)
    )
    # Beyond what was seen the value goes on to the ends of the scale.
    places = [places[0] - _BEYOND, *places, places[-1] + _BEYOND]
    scale = (tuple(round(value, 4) for value in places), tuple(round(v, 2) for v in (0.0, *values, 100.0)))
    return msgspec.structs.replace(model, scale=scale, low=(low[0], *low, low[-1]), high=(high[0], *high, high[-1]))


def fitted(facts: Numbers, wanted: Numbers, people: Numbers) -> Model:
    """The model of one pair; its scale is made on folds that the curves did not see."""
    fold = np.arange(len(facts)) % _FOLDS
    held = np.zeros(len(facts))
    for number in range(_FOLDS):
        seen, left = fold != number, fold == number
        held[left] = sums_of(curves(facts[seen], wanted[seen]), facts[left])
    return scaled(curves(facts, wanted), held, people)


def curves(facts: Numbers, wanted: Numbers) -> Model:
    """The curves of one group of rows."""
    basis = Basis(facts)
    return basis.model(facts, ridge(basis.columns(facts), wanted), 0.0)


def sums_of(model: Model, facts: Numbers) -> Numbers:
    """What `Model.read` asks for, with the intercept."""
    return model.intercept + model.shares(facts).sum(axis=1)


def shared(facts: Numbers, wanted: Numbers, people: Numbers, groups: Numbers, *, blind: bool) -> Model:
    """The model for pairs that are not in the data: curves that hold within every pair."""
    basis = Basis(facts, blind=blind)
    model = basis.model(facts, ridge(centred(basis.columns(facts), groups), wanted), 0.0)
    held = np.zeros(len(facts))
    for group in np.unique(groups):
        others = groups != group
        part = Basis(facts[others], blind=blind)
        weight = ridge(centred(part.columns(facts[others]), groups[others]), wanted[others])
        held[~others] = sums_of(part.model(facts[others], weight, 0.0), facts[~others])
    return scaled(model, held, people)


def parallel(folder: Path, draw: random.Random) -> list[Row]:
    """Prose of many pairs of languages, in either direction, as good translations."""
    taken: Counter[str] = Counter()
    made = []
    for pair in chosen(folder):
        sizes = sorted(map(len, pair.texts))
        if pair.origin in _PROSE and sizes[0] > _SHORT and _FULL < sizes[1] < _LONG:
            way = draw.choice((1, -1))
            name = "-".join(pair.languages[::way])
            if taken[name] < _EACH:
                taken[name] += 1
                one, other = pair.texts[::way]
                made.append({"lp": name, "source": one, "mt": other})
    return made


def broken(good: Sequence[Row], damages: Sequence[Damage], draw: random.Random, times: int = 1) -> Iterator[Segment]:
    """Each row with its translation damaged, by all kinds in turn, so many times."""
    pools: dict[str, list[str]] = {}
    for row in good:
        pools.setdefault(row["lp"], []).append(row["mt"])
    for place, row in enumerate(row for _ in range(times) for row in good):
        other = draw.choice(pools[row["lp"]])
        damage = damages[(place + place // len(damages)) % len(damages)]
        yield segment(row["source"], damage(row["mt"], other, draw) or ".", row["lp"])


def faults(facts: Numbers, is_bad: Numbers, *, blind: bool) -> Trees:
    """The log-odds of a critical error, of good rows and broken ones, at even odds beforehand."""
    seen = np.isfinite(facts[:, 0]) | blind
    asked = [place for place, name in enumerate(FEATURES) if name not in _NO_FAULT and not (blind and place < VECTORS)]
    return grown(facts[seen], is_bad[seen], asked)


def main() -> None:
    """Read, fit, write."""
    folder = Path(sys.argv[1])
    every = unseen(rows(folder / "mlqe-pe-train.jsonl.gz"), Path(sys.argv[2]))
    groups = np.array([row["lp"] for row in every])
    facts = table([segment(row["source"], row["mt"], row["lp"]) for row in every])
    people = np.array([row["da_mean"] for row in every])
    wanted = standard(np.array([row["da_z"] for row in every]), groups)
    quality = {
        pair: fitted(facts[groups == pair], wanted[groups == pair], people[groups == pair])
        for pair in sorted(set(groups.tolist()))
    }
    for name, blind in (("any", False), ("blind", True)):
        sighted = np.isfinite(facts[:, 0]) | blind
        quality[name] = shared(facts[sighted], wanted[sighted], people[sighted], groups[sighted], blind=blind)
    draw = random.Random("quality")
    good = [
        row
        for pair in sorted(set(groups.tolist()))
        for row in sorted((r for r in every if r["lp"] == pair), key=lambda r: -r["da_z"])[: _GOOD * 2 : 2]
    ]
    both = good + parallel(folder, draw)
    bad = list(broken(both, (*GROSS, *FINE), draw, times=2))
    sound = [segment(row["source"], row["mt"], row["lp"]) for row in both]
    facts, is_bad = np.vstack([table(sound), table(bad)]), np.repeat([0.0, 1.0], [len(sound), len(bad)])
    critical = {name: faults(facts, is_bad, blind=blind) for name, blind in (("any", False), ("blind", True))}
    made = Weights(
        tuple(FEATURES), quality, critical, "MLQE-PE, training part: CC0; prose of the embedding's", "Apache-2.0"
    )
    Path(sys.argv[3]).write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")


if __name__ == "__main__":
    main()
