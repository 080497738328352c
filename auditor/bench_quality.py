# SPDX-License-Identifier: Apache-2.0
"""Measures an embedding model: retrieval, mismatched sentences, alignment, calibration, speed.

    python -m auditor.bench_quality DATA_FOLDER [-o reports/quality.md] [--model NAME|PATH]

The folder holds `ntrex/ntrex.tsv.gz` (`doc_id, seg_id, lang, source_en, reference`)
and `tatoeba/tatoeba.tsv.gz` (`lang, text, eng`); neither is shipped.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.engines.embedding import SHIPPED, Encoder, encoder, story_odds
from auditor.languages import profile
from auditor.text.alignment import align

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# Tatoeba's codes of the languages the shipped model was trained on.
_KNOWN = {
    "ara": "ar", "bul": "bg", "ces": "cs", "cmn": "zh", "dan": "da", "deu": "de", "ell": "el", "est": "et",
    "fin": "fi", "fra": "fr", "heb": "he", "hin": "hi", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja",
    "kor": "ko", "nld": "nl", "pes": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "spa": "es",
    "swe": "sv", "tur": "tr", "ukr": "uk", "vie": "vi",
}  # fmt: skip
_NEIGHBOURS = 10  # of CSLS. Source: Conneau et al. 2018, "Word Translation Without Parallel Data"

_RETRIEVAL = (
    "P@1: the share of sentences whose own translation is the nearest of all, mean of both directions.",
    "CSLS corrects the cosine by the nearest on both sides.",
)
_STORIES = (
    "AUROC: the chance that a sentence's own translation scores above that of the next sentence of its story.",
    "F1 of links between sentences of stories in which 10 % of the translated sentences each were dropped, joined",
    "and divided, and 5 % exchanged with the one before: without and with similarity.",
)
_CHANCE = (
    "Half of the pairs are a sentence and its own translation, half a sentence and the translation of the next.",
    "A score of 0.7 should be right 7 times in 10. The four numbers of the map were fitted on these same pairs.",
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentences of one language beside English, in the order of their stories."""

    language: str
    english: tuple[str, ...]
    texts: tuple[str, ...]
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured on one set and language. Shares are 0..1; None where not measured."""

    language: str
    candidates: int
    precision: float  # P@1, mean of both directions
    corrected: float  # the same with CSLS
    into_english: float
    mismatch: float | None = None  # AUROC of a sentence's own translation against its neighbour's
    alignment: tuple[float, float] | None = None  # F1 without and with similarity


def ntrex(folder: Path) -> list[Pairs]:
    """News of 27 languages, one `Pairs` for each."""
    rows: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for doc, _, language, english, text in _table(folder / "ntrex" / "ntrex.tsv.gz"):
        rows[language].append((english, text, doc))
    return [Pairs(language, *zip(*made, strict=True)) for language, made in sorted(rows.items())]


def tatoeba(folder: Path) -> list[Pairs]:
    """Short everyday sentences of the languages the model knows."""
    rows: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for code, text, english in _table(folder / "tatoeba" / "tatoeba.tsv.gz"):
        if code in _KNOWN:
            rows[_KNOWN[code]].append((english, text, ""))
    return [Pairs(language, *zip(*made, strict=True)) for language, made in sorted(rows.items())]


def _table(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as rows:
        next(rows)
        for row in rows:
            yield row.rstrip("\n").split("\t")


def measured(pairs: Pairs, model: Encoder, *, stories: bool) -> Row:
    """Retrieval of one language; mismatch and alignment too where the sentences make stories."""
    english, texts = model.bags(pairs.english).vectors, model.bags(pairs.texts).vectors
    cosines = english @ texts.T
    out, into = precision_at_1(cosines), precision_at_1(cosines.T)
    fair = csls(cosines)
    corrected = (precision_at_1(fair) + precision_at_1(fair.T)) / 2
    row = pairs.language, len(pairs.texts), (out + into) / 2, corrected, into
    if not stories:
        return Row(*row)
    return Row(*row, _mismatch(cosines, pairs.stories), _alignment(pairs, model))


def precision_at_1(cosines: Vectors) -> float:
    """Share of rows whose best column is their own."""
    import numpy as np

    return float((cosines.argmax(axis=1) == np.arange(len(cosines))).mean())


def csls(cosines: Vectors) -> Vectors:
    """Cosines less the mean of the nearest on either side: no sentence is everyone's neighbour."""
    import numpy as np

    def near(matrix: Vectors) -> Vectors:
        nearest: Vectors = np.sort(matrix, axis=1)[:, -_NEIGHBOURS:].mean(axis=1, keepdims=True)
        return nearest

    corrected: Vectors = 2 * cosines - near(cosines) - near(cosines.T).T
    return corrected


def auroc(good: Sequence[float], bad: Sequence[float]) -> float:
    """Chance that a good one scores above a bad one; ties count half.

    >>> auroc([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    import numpy as np

    one, other = np.asarray(good), np.sort(np.asarray(bad))
    below, level = np.searchsorted(other, one, "left"), np.searchsorted(other, one, "right")
    return float(((below + level) / 2).mean() / len(other))


def neighbours(stories: Sequence[str]) -> list[int]:
    """For each sentence the next of its story, the first after the last; itself in a story of one."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, story in enumerate(stories):
        places[story].append(place)
    following = list(range(len(stories)))
    for members in places.values():
        for place, after in zip(members, [*members[1:], members[0]], strict=True):
            following[place] = after
    return following


def _mismatch(cosines: Vectors, stories: Sequence[str]) -> float:
    own = [float(cosines[i, i]) for i in range(len(cosines))]
    others = [float(cosines[i, j]) for i, j in enumerate(neighbours(stories)) if i != j]
    return auroc(own, others)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A story whose translation was merged, split, cut and reordered, and the links that are right."""

    source: tuple[str, ...]
    translation: tuple[str, ...]
    links: frozenset[tuple[int, int]]  # source sentence, translated sentence


def damaged(source: Sequence[str], translation: Sequence[str], draw: random.Random) -> Damaged:
    """Each sentence: 10 % dropped, 10 % joined to the one before, 10 % divided, 5 % exchanged with the one before."""
    made: list[tuple[str, frozenset[int]]] = []
    for place, text in enumerate(translation):
        chance, half = draw.random(), text.find(" ", len(text) // 2) if " " in text else len(text) // 2
        own = frozenset((place,))
        if chance < 0.1:
            continue
        if chance < 0.2 and made:
            before, links = made.pop()
            made.append((f"{before} {text}", links | own))
        elif chance < 0.3 and 20 < half < len(text) - 20:
            made += [(text[:half], own), (text[half:].strip(), own)]
        elif chance < 0.35 and made:
            made.insert(-1, (text, own))
        else:
            made.append((text, own))
    linked = frozenset((origin, place) for place, (_, origins) in enumerate(made) for origin in origins)
    return Damaged(tuple(source), tuple(text for text, _ in made), linked)


def _alignment(pairs: Pairs, model: Encoder) -> tuple[float, float]:
    draw = random.Random(f"align {pairs.language}")
    places: dict[str, list[int]] = defaultdict(list)
    for place, story in enumerate(pairs.stories):
        places[story].append(place)
    stories = [
        damaged([pairs.english[p] for p in members], [pairs.texts[p] for p in members], draw)
        for members in places.values()
    ]
    expansion = profile(pairs.language).relative_length
    return _links_f1(stories, expansion, None), _links_f1(stories, expansion, model)


def _links_f1(stories: Sequence[Damaged], expansion: float, model: Encoder | None) -> float:
    right = found = wanted = 0
    for story in stories:
        odds = None if model is None else story_odds(model, story.source, story.translation)
        beads = align(story.source, story.translation, expansion=expansion, odds=odds)
        links = {(s, t) for b in beads for s in range(b.source_start, b.source_end) for t in range(b.start, b.end)}
        right, found, wanted = right + len(links & story.links), found + len(links), wanted + len(story.links)
    return 2 * right / (found + wanted)


def speed(model: Encoder, texts: Sequence[str]) -> float:
    """Texts a second of process time, the best of three."""
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        model.bags(texts)
        best = max(best, len(texts) / (time.process_time() - start))
    return best


def chance(news: Sequence[Pairs], model: Encoder) -> list[float]:
    """The four numbers of `log_odds`, by logistic regression: own translation against the next sentence's."""
    import numpy as np

    cosines: list[float] = []
    lengths: list[int] = []
    right: list[bool] = []
    for pairs in news:
        english, texts = model.bags(pairs.english), model.bags(pairs.texts)
        for is_own, order in ((True, range(len(pairs.texts))), (False, neighbours(pairs.stories))):
            for one, other in enumerate(order):
                cosines.append(float(english.vectors[one] @ texts.vectors[other]))
                lengths.append(min(english.lengths[one], texts.lengths[other]))
                right.append(is_own)
    cosine, good = np.array(cosines), np.array(right, float)
    length = np.log(np.clip(lengths, 3, 120))
    facts = np.column_stack([np.ones(len(cosine)), length, cosine, cosine * length])
    made = np.zeros(4)
    for _ in range(30):  # Newton's steps; ten are enough
        share = 1 / (1 + np.exp(-facts @ made))
        bend = (facts * (share * (1 - share))[:, None]).T @ facts
        made = made + np.linalg.solve(bend + 1e-6 * np.eye(4), facts.T @ (good - share))
    return [round(float(number), 2) for number in made]


def load_time(name: str) -> float:
    """Seconds of process time from a fresh interpreter's first line to a first vector; the best of five."""
    import subprocess
    import sys

    code = (
        "import time; start = time.process_time();"
        "from auditor.engines.embedding import encoder;"
        f"encoder({name!r}).bags(['one']); print(time.process_time() - start)"
    )
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5))
    return min(float(run.stdout) for run in runs)


def tables(folder: Path, name: str) -> str:
    """All that is measured, as Markdown."""
    model = encoder(name)
    news, everyday = ntrex(folder), tatoeba(folder)
    rows = [measured(pairs, model, stories=True) for pairs in news]
    short = [measured(pairs, model, stories=False) for pairs in everyday]
    texts = [text for pairs in news for text in pairs.texts[:200]]
    return "\n".join(
        [
            "# Quality of the embedding model",
            "",
            f"Model `{name}`. Renewed by `python -m auditor.bench_quality DATA_FOLDER -o reports/quality.md`.",
            "",
            f"Speed: {speed(model, texts):,.0f} news sentences a second of process time on one core; "
            f"ready in {load_time(name):.2f} s of it, imports included.",
            "",
            *_retrieval("News (NTREX), 997 candidates", rows),
            *_retrieval("Everyday sentences (Tatoeba)", short),
            *_judging(rows),
            *_reliability(name, news, model),
        ]
    )


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)


def _retrieval(title: str, rows: Sequence[Row]) -> list[str]:
    lines = [f"## {title}", "", *_RETRIEVAL, ""]
    lines += ["| language | candidates | P@1 | from English | into English | with CSLS |"]
    lines += ["|---|---:|---:|---:|---:|---:|"]
    for row in sorted(rows, key=lambda row: row.precision):
        out = 2 * row.precision - row.into_english
        shares = " | ".join(f"{share:.3f}" for share in (row.precision, out, row.into_english, row.corrected))
        lines.append(f"| {row.language} | {row.candidates} | {shares} |")
    mean, corrected = _mean(row.precision for row in rows), _mean(row.corrected for row in rows)
    return [*lines, f"| **mean of {len(rows)}** | | **{mean:.3f}** | | | **{corrected:.3f}** |", ""]


def _judging(rows: Sequence[Row]) -> list[str]:
    lines = ["## Wrong sentences and damaged stories (NTREX)", ""]
    lines += [*_STORIES, ""]
    lines += ["| language | AUROC of the neighbour | F1 without | F1 with |", "|---|---:|---:|---:|"]
    for row in rows:
        if row.mismatch is not None and row.alignment is not None:
            lines.append(f"| {row.language} | {row.mismatch:.3f} | {row.alignment[0]:.3f} | {row.alignment[1]:.3f} |")
    means = [_mean(values) for values in zip(*((r.mismatch or 0.0, *(r.alignment or ())) for r in rows), strict=True)]
    return [*lines, "| **mean** | " + " | ".join(f"**{value:.3f}**" for value in means) + " |", ""]


def _reliability(name: str, news: Sequence[Pairs], model: Encoder) -> list[str]:
    """How often a pair with a given chance is right; the wrong half is the next sentence."""
    from auditor.model import Segment
    from auditor.scorers.adequacy import Adequacy

    scorer = Adequacy(None if name == SHIPPED else name)
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    errors = []
    for pairs in news:
        found = []
        for shift, right in ((list(range(len(pairs.texts))), True), (neighbours(pairs.stories), False)):
            segments = [
                Segment(str(i), pairs.texts[j], pairs.english[i], language=pairs.language, source_language="en")
                for i, j in enumerate(shift)
                if right or i != j
            ]
            found += [(tally.value, right) for tally in scorer.score(segments, {}) if tally is not None]
        own: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for value, right in found:
            own[min(int(value * 10), 9)].append((value, right))
            bins[min(int(value * 10), 9)].append((value, right))
        errors.append((sum(len(b) * _gap(b) for b in own.values()) / len(found), pairs.language))
    lines = ["## Whether `adequacy` is a chance (NTREX)", "", *_CHANCE, ""]
    lines += ["| adequacy | pairs | mean score | share right |", "|---|---:|---:|---:|"]
    for place, members in sorted(bins.items()):
        mean, share = _mean(value for value, _ in members), _mean(float(good) for _, good in members)
        lines.append(f"| {place / 10:.1f} to {place / 10 + 0.1:.1f} | {len(members)} | {mean:.2f} | {share:.2f} |")
    worst, average = max(errors), _mean(error for error, _ in errors)
    lines += ["", f"Expected calibration error by language: mean {average:.3f}, worst {worst[0]:.3f} ({worst[1]})."]
    return [*lines, ""]


def _gap(members: Sequence[tuple[float, bool]]) -> float:
    return abs(_mean(value for value, _ in members) - _mean(float(good) for _, good in members))


def main() -> None:
    """Measure and print, or write, the tables."""
    parser = argparse.ArgumentParser(prog="python -m auditor.bench_quality", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--model", default=SHIPPED)
    parser.add_argument("--chance", action="store_true", help="only fit and print the `chance` of model.toml")
    asked = parser.parse_args()
    if asked.chance:
        print(chance(ntrex(asked.data), encoder(asked.model)))
        return
    text = tables(asked.data, asked.model)
    if asked.output:
        asked.output.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
