# SPDX-License-Identifier: Apache-2.0
"""Measures the quality estimate and the chance of a critical error against what people said.

    python -m auditor.bench_quality_people DATA_FOLDER -o reports/quality.md [--rows N] [--minilm FOLDER|NAME]

Writes its sections to the end of the report, in place of the ones there. Of sets
with more than N rows a pair (or category), N are taken, spread evenly. `--minilm` sets all-MiniLM-L6-v2 beside the rest
where both texts are English; it needs the extra `transformers`, and is left out where it cannot be loaded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from auditor.bench_quality import auroc
from auditor.engines.embedding import encoder, similarities
from auditor.errors import AuditorError
from auditor.inspection import Auditor, inspect_document
from auditor.model import Document, Segment
from auditor.policy import Policy
from auditor.scorers.quality import Estimate, estimates

Row = Mapping[str, Any]
START = "<!-- the quality estimate: python -m auditor.bench_quality_people -->"
_BATCH = 200
_BINS = 10


def rows(folder: Path, name: str) -> list[Row]:
    """The rows of one set."""
    with gzip.open(folder / name / f"{name}.jsonl.gz", "rt", encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def thinned(every: Iterable[Row], key: Callable[[Row], Any], most: int) -> list[Row]:
    """At most so many rows of each kind, spread evenly over the set."""
    kinds: dict[Any, list[Row]] = defaultdict(list)
    for row in every:
        kinds[key(row)].append(row)
    return [
        own[place * len(own) // min(len(own), most)] for own in kinds.values() for place in range(min(len(own), most))
    ]


def estimated(
    every: Sequence[Row], translation: str = "mt", *, reference: bool = False, pair: str | None = None
) -> list[Estimate | None]:
    """The estimates of rows as the auditor makes them: checks first, then the scorer."""
    auditor = Auditor.of(Policy())
    made: list[Estimate | None] = []
    for start in range(0, len(every), _BATCH):
        segments = tuple(
            _segment(str(start + place), row, translation, reference, pair)
            for place, row in enumerate(every[start : start + _BATCH])
        )
        document = Document("rows", "rows", segments, rows=True)
        made += estimates(segments, inspect_document(document, auditor.rules, []))
    return made


def _segment(name: str, row: Row, translation: str, reference: bool, pair: str | None) -> Segment:
    one, other = (pair or row["lp"]).split("-")
    beside = row.get("reference") if reference else None
    return Segment(name, row[translation] or "", row["source"], beside, language=other, source_language=one)


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0, ties at their mean."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    made = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            made[place] = (start + end) / 2
        start = end + 1
    return made


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation, 0 where one side does not vary.

    >>> spearman([1, 2, 3], [2, 4, 9])
    1.0
    """
    import numpy as np

    left, right = np.array(ranks(one)), np.array(ranks(other))
    left, right = left - left.mean(), right - right.mean()
    size = float(np.sqrt((left @ left) * (right @ right)))
    return round(float(left @ right) / size, 6) if size else 0.0


def _by(every: Iterable[tuple[Row, Any]], key: Callable[[Row], Any]) -> dict[Any, list[tuple[Row, Any]]]:
    kinds: dict[Any, list[tuple[Row, Any]]] = defaultdict(list)
    for row, made in every:
        if made is not None:
            kinds[key(row)].append((row, made))
    return kinds


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for line in lines:
        yield "| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in line) + " |"
    yield ""


def judged(folder: Path, most: int) -> Iterator[str]:
    """Direct assessment: correlation, calibration, intervals, by pair."""
    every = [row for row in rows(folder, "qe_da") if row["origin"] == "mlqe-pe dev 2020"]
    every = thinned(every, lambda row: row["lp"], most)
    by_pair = dict(sorted(_by(zip(every, estimated(every), strict=True), lambda row: row["lp"]).items()))
    lines = []
    for pair, own in by_pair.items():
        people = [row["da_z"] for row, _ in own]
        inside = _mean([float(made.low <= row["da_mean"] <= made.high) for row, made in own])
        error = calibration_error([made.value for _, made in own], [row["da_mean"] for row, _ in own])
        short = spearman([-len(row["source"]) for row, _ in own], people)
        lines.append((pair, len(own), spearman([m.value for _, m in own], people), short, error, inside))
    yield "## Quality against direct assessment (MLQE-PE, development rows)"
    yield ""
    yield "Fitted to the training rows of the same pairs, never to these. Beside it, the shortness of the source alone."
    yield "Calibration error: mean distance, in points of 100, of estimate and people's mean in tenths of the rows."
    yield "The interval should hold 0.90 of the judgements."
    yield ""
    means = [_mean([line[n] for line in lines]) for n in range(2, 6)]
    head = ("pair", "rows", "Spearman", "shortness", "calibration error", "in the interval")
    yield from _table(head, [*lines, ("**mean**", "", *means)])
    yield from reliability(by_pair)


def tenths(values: Sequence[float]) -> list[list[int]]:
    """Places of the values in equal parts, the lowest first."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    return [order[n * len(order) // _BINS : (n + 1) * len(order) // _BINS] for n in range(_BINS)]


def reliability(by_pair: Mapping[Any, Sequence[tuple[Row, Estimate]]]) -> Iterator[str]:
    """What people gave to each tenth of the rows of a pair, beside the estimate there."""
    yield "### Reliability"
    yield ""
    yield "Mean estimate and what people gave, in tenths of the rows of a pair by estimate: equal numbers are right."
    yield ""
    lines = []
    for pair, own in by_pair.items():
        parts = tenths([made.value for _, made in own])
        said = [(_mean([own[n][1].value for n in p]), _mean([own[n][0]["da_mean"] for n in p])) for p in parts if p]
        lines.append((pair, *(f"{estimate:.0f} / {people:.0f}" for estimate, people in said)))
    yield from _table(("pair", *(f"{n + 1}" for n in range(_BINS))), lines)


def calibration_error(values: Sequence[float], people: Sequence[float]) -> float:
    """Mean distance of the two in equal parts of the rows, ordered by value."""
    parts = tenths(values)
    gaps = [(len(p), abs(_mean([values[i] for i in p]) - _mean([people[i] for i in p]))) for p in parts if p]
    return sum(size * gap for size, gap in gaps) / len(values)


def unseen(folder: Path, most: int) -> Iterator[str]:
    """Pairs that the estimate was not fitted to: other sets of direct assessment."""
    every = [row for row in rows(folder, "qe_da") if row["origin"].startswith(("wmt22", "wmt23"))]
    every = thinned((row for row in every if row["da_z"] is not None), lambda row: row["lp"], most)
    lines = []
    for pair, own in sorted(_by(zip(every, estimated(every), strict=True), lambda row: row["lp"]).items()):
        people = [row["da_z"] for row, _ in own]
        short = spearman([-len(row["source"]) for row, _ in own], people)
        lines.append((pair, len(own), spearman([made.value for _, made in own], people), short))
    yield "## Quality on pairs that it was not fitted to (WMT 2022 and 2023)"
    yield ""
    yield from _table(("pair", "rows", "Spearman", "shortness"), [*lines, _last(lines)])


def _last(lines: Sequence[Sequence[Any]]) -> tuple[object, ...]:
    return ("**mean**", "", *(_mean([line[n] for line in lines]) for n in range(2, len(lines[0]))))


def paragraphs(folder: Path, most: int) -> Iterator[str]:
    """ESA judgements of 2024, with and without reference."""
    every = [row for row in rows(folder, "esa24") if row["reference"] and row["target"]]
    every = thinned(every, lambda row: row["lp"], most)
    alone, beside = estimated(every, "target"), estimated(every, "target", reference=True)
    metric = _metrics()
    lines = []
    for pair, own in sorted(_by(zip(every, zip(alone, beside, strict=True), strict=True), lambda r: r["lp"]).items()):
        own = [(row, both) for row, both in own if None not in both]
        people = [row["score"] for row, _ in own]
        cells = [spearman([both[n].value for _, both in own], people) for n in (0, 1)]
        cells += [spearman([score(row["target"], row["reference"]) for row, _ in own], people) for score in metric]
        lines.append((pair, len(own), *cells, spearman([-len(row["source"]) for row, _ in own], people)))
    yield "## Quality against ESA scores of paragraphs (WMT 2024)"
    yield ""
    head = ("pair", "rows", "without reference", "with reference", "chrF", "BLEU", "shortness")
    yield from _table(head, [*lines, _last(lines)])


def _metrics() -> tuple[Callable[[str, str], float], ...]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    chrf, bleu = CHRF(), BLEU(effective_order=True)
    return (
        lambda text, reference: float(chrf.sentence_score(text, [reference]).score),
        lambda text, reference: float(bleu.sentence_score(text, [reference]).score),
    )


Likeness = Callable[[Sequence[str], Sequence[str]], list[float]]


def english(model: str | None) -> Likeness | None:
    """The cosine of English texts by a model of sentence-transformers; None where it is not asked for or not there."""
    try:
        made = encoder(model, offline=True) if model else None
    except AuditorError:
        return None
    return partial(similarities, model, offline=True) if made else None


def beside(near: Likeness | None, every: Sequence[Row], name: str) -> list[float]:
    """The cosine of a text of each row and its reference; not a number without a model."""
    if near is None:
        return [math.nan] * len(every)
    return near([row[name] for row in every], [row["reference"] for row in every])


def _unmeasured(near: Likeness | None) -> Iterator[str]:
    if near is None:
        yield "all-MiniLM-L6-v2 was not measured: give `--minilm` a folder or name that can be loaded."
        yield ""


def broken(folder: Path, most: int) -> Iterator[str]:
    """Hallucinations and critical errors: how the chance of a critical error tells them from the rest."""
    sets = [
        ("hallucination", r["origin"].split()[0], r["lp"], bool(r["hallucination"]), r) for r in rows(folder, "halluc")
    ]
    sets += [("critical error", r["origin"].split()[0], r["lp"], r["label"] == "BAD", r) for r in rows(folder, "ced")]
    every = thinned([{"set": one[:3], "bad": one[3], **one[4]} for one in sets], lambda r: (r["set"], r["bad"]), most)
    lines: list[tuple[Any, ...]] = []
    for name, own in _by(zip(every, estimated(every), strict=True), lambda row: row["set"]).items():
        values = (
            _apart(own, lambda row, made: made.critical),
            _apart(own, lambda row, made: -made.value),
            _apart(own, lambda row, made: abs(len(row["mt"]) / len(row["source"]) - 1)),
        )
        bad = sum(row["bad"] for row, _ in own)
        if bad:
            lines.append((" ".join(name), f"{bad} of {len(own)}", *values))
    yield "## Hallucinations and critical errors"
    yield ""
    yield "AUROC: the chance that a bad row is told from a good one; 0.5 is guessing."
    yield ""
    yield from _table(("set", "bad rows", "critical", "low quality", "odd length"), lines)
    for start, said in (
        ("hallucination", "hallucination sets"),
        ("critical error wmt22", "critical errors of WMT 2022"),
    ):
        chosen = [line[2] for line in lines if line[0].startswith(start)]
        yield f"Mean over the {said}: **{_mean(chosen):.3f}**."
    yield ""


def _apart(own: Sequence[tuple[Row, Estimate]], value: Callable[[Row, Estimate], float]) -> float:
    bad = [value(row, made) for row, made in own if row["bad"]]
    good = [value(row, made) for row, made in own if not row["bad"]]
    return auroc(bad, good) if bad and good else 0.5


def perturbed(folder: Path, most: int, near: Likeness | None) -> Iterator[str]:
    """DEMETR: how often the text is put above the same with one change, by kind of change."""
    tags = {"chinese_simple": "zh", "czech": "cs", "french": "fr", "german": "de", "hindi": "hi", "italian": "it",
            "japanese": "ja", "polish": "pl", "russian": "ru", "spanish": "es"}  # fmt: skip
    every = [row for row in rows(folder, "demetr") if row["category"] != "reference"]
    every = thinned(every, lambda row: row["category"], most)
    every = [{**row, "lp": f"{tags.get(row['lang'], 'und')}-en"} for row in every]
    good, bad = (estimated(every, name, reference=True) for name in ("mt", "perturbed"))
    closer = [x > y for x, y in zip(beside(near, every, "mt"), beside(near, every, "perturbed"), strict=True)]
    chrf, bleu = _metrics()
    kinds: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for row, one, other, is_closer in zip(every, good, bad, closer, strict=True):
        if one is not None and other is not None:
            reference = row["reference"]
            scores = [float(m(row["mt"], reference) > m(row["perturbed"], reference)) for m in (chrf, bleu)]
            minilm = [float(is_closer)] if near else []
            kinds[row["category"]].append((float(one.value > other.value), *scores, *minilm))
    lines = [(kind, len(own), *map(_mean, zip(*own, strict=True))) for kind, own in sorted(kinds.items())]
    yield "## One change in a good translation, with reference (DEMETR)"
    yield ""
    yield "Share of pairs in which the unchanged text is put first; a tie is not right."
    yield ""
    yield from _unmeasured(near)
    yield from _table(("change", "pairs", "quality", "chrF", "BLEU", *_named(near)), [*lines, _last(lines)])


def _named(near: Likeness | None) -> tuple[str, ...]:
    return ("MiniLM",) if near else ()


def systems(folder: Path, most: int, near: Likeness | None) -> Iterator[str]:
    """News of 2022 and 2023: systems in the order of people."""
    with gzip.open(folder / "wmt_news" / "systems.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        head, *body = (line.rstrip("\n").split("\t") for line in lines)
    people = {}
    for cells in body:
        known = dict(zip(head, cells, strict=True))
        if known["human_z"]:
            people[known["year"], known["lp"], known["system"]] = float(known["human_z"])
    every = [row for row in rows(folder, "wmt_news") if (str(row["year"]), row["lp"], row["system"]) in people]
    every = thinned(every, lambda row: (row["year"], row["lp"], row["system"]), most)
    chrf, bleu = _metrics()
    alone, helped, cosines = estimated(every), estimated(every, reference=True), beside(near, every, "mt")
    values: dict[tuple[str, str, str], list[tuple[float, ...]]] = defaultdict(list)
    for row, one, other, cosine in zip(every, alone, helped, cosines, strict=True):
        if one is not None and other is not None:
            long = float(len(row["mt"]))
            scores = [metric(row["mt"], row["reference"]) for metric in (chrf, bleu)] + [long] + [cosine] * bool(near)
            values[str(row["year"]), row["lp"], row["system"]].append((one.value, other.value, *scores))
    means = {name: list(map(_mean, zip(*own, strict=True))) for name, own in values.items()}
    right: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for a, b in combinations(sorted(means), 2):
        if a[:2] == b[:2] and people[a] != people[b]:
            better, worse = (a, b) if people[a] > people[b] else (b, a)
            right[a[:2]].append([float(x > y) for x, y in zip(means[better], means[worse], strict=True)])
    lines2 = [(" ".join(name), len(own), *map(_mean, zip(*own, strict=True))) for name, own in sorted(right.items())]
    yield "## Systems in the order of people (WMT news)"
    yield ""
    yield "Share of pairs of systems that are put in the order of their official human scores."
    yield "Under `length` the longer texts are put first."
    yield ""
    yield from _unmeasured(near)
    if lines2:
        every_pair = [line for own in right.values() for line in own]
        total = ("**all pairs**", len(every_pair), *map(_mean, zip(*every_pair, strict=True)))
        title = ("set", "pairs", "without reference", "with reference", "chrF", "BLEU", "length", *_named(near))
        yield from _table(title, [*lines2, total])


def sections(folder: Path, most: int, minilm: str | None = None) -> str:
    """All of it, as Markdown."""
    parts = (judged, unseen, paragraphs, broken)
    near = english(minilm)
    said: list[str] = [
        START,
        "",
        "# The quality estimate",
        "",
        "Estimates of different pairs are not ranked against each other. "
        f"At most {most} rows a pair, system or kind of change",
        f"(`--rows {most}`), spread evenly: differences of a few hundredths mean nothing.",
        "",
    ]
    said += [line for part in parts for line in part(folder, most)]
    return "\n".join([*said, *(line for part in (perturbed, systems) for line in part(folder, most, near))])


def main() -> None:
    """Measure, and put the sections at the end of the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--minilm", help="folder or name of all-MiniLM-L6-v2")
    asked = parser.parse_args()
    before = asked.output.read_text(encoding="utf-8").split(START)[0] if asked.output.exists() else ""
    made = sections(asked.folder, asked.rows, asked.minilm)
    asked.output.write_text(f"{before.rstrip()}\n\n{made}".lstrip(), encoding="utf-8")


if __name__ == "__main__":
    main()
