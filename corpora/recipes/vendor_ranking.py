# SPDX-License-Identifier: Apache-2.0
"""How often our scores order two systems as people do, beside BLEU and chrF.

Takes the rows of a shared task (JSON lines: year, lp, doc_id, seg_id, system,
source, reference, mt) and its table of systems (year, lp, system, human_z).
Source of the measure: pairwise accuracy, Kocmi et al. 2021.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from auditor.compare import Points, System, gathered
from auditor.contract import Scorer
from auditor.inspection import Auditor
from auditor.model import Document, Segment
from auditor.policy import Policy

_SCORES = ("adequacy", "quality", "fluency", "points", "bleu", "chrf")
Group = tuple[str, str]  # year and languages
Ranked = dict[Group, dict[str, float]]  # human figure by system


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("systems", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    made = list(table(measured(asked.rows, people(asked.systems))))
    asked.output.write_text("\n".join(made) + "\n", encoding="utf-8")


def people(path: Path) -> Ranked:
    """The human figures, where there are some."""
    found: Ranked = defaultdict(dict)
    with _opened(path) as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["human_z"]:
                found[row["year"], row["lp"]][row["system"]] = float(row["human_z"])
    return found


def measured(path: Path, human: Ranked) -> Iterator[tuple[Group, int, dict[str, float], dict[str, dict[str, float]]]]:
    """For each group: segments, human figures, and ours by score and system."""
    whole = Auditor.of(Policy())
    scorers: tuple[Scorer, ...] = tuple(one for one in whole.scorers if one.id in _SCORES)
    auditor = Auditor(whole.policy, whole.rules, scorers, whole.settings)
    for group, systems in _grouped(path, human).items():
        figures: dict[str, dict[str, float]] = defaultdict(dict)
        for name, documents in systems.items():
            system = gathered(auditor, name, documents)
            for scorer in (*scorers, Points()):
                if (value := _total(scorer, system)) is not None:
                    figures[scorer.id][name] = -value if scorer.better == "lower" else value
        yield group, len(system.segments), {name: human[group][name] for name in systems}, figures


def table(groups: Iterator[tuple[Group, int, dict[str, float], dict[str, dict[str, float]]]]) -> Iterator[str]:
    """Markdown: pairs ordered as people order them."""
    yield "# Systems ordered as people order them\n"
    yield "Share of pairs of systems that a score puts in the order of the human judgement (pairwise accuracy),"
    yield "on the news documents of the shared task. The human figures are over all its domains, so no score can"
    yield "be perfect here. BLEU, chrF and quality see a reference; adequacy, fluency and penalty points do not.\n"
    yield f"| year, languages | systems | segments | pairs | {' | '.join(_SCORES)} |"
    yield f"|:--|--:|--:|--:|{'--:|' * len(_SCORES)}"
    sums: dict[str, float] = defaultdict(float)
    every = 0
    for (year, languages), segments, human, figures in groups:
        pairs = list(itertools.combinations(human, 2))
        every += len(pairs)
        cells = []
        for name in _SCORES:
            if name not in figures:
                cells.append("")
                continue
            agreed = sum(_agree(human, figures[name], a, b) for a, b in pairs)
            sums[name] += agreed
            cells.append(f"{agreed / len(pairs):.2f}")
        yield f"| {year} {languages} | {len(human)} | {segments} | {len(pairs)} | {' | '.join(cells)} |"
    cells = [f"**{sums[name] / every:.2f}**" if name in sums else "" for name in _SCORES]
    yield f"| **all** | | | {every} | {' | '.join(cells)} |"
    yield "\nA tie counts one half. Made by `corpora/recipes/vendor_ranking.py`."


def _grouped(path: Path, human: Ranked) -> dict[Group, dict[str, list[Document]]]:
    rows: dict[Group, dict[str, dict[str, list[Segment]]]] = {}
    with _opened(path) as file:
        for line in file:
            row = json.loads(line)
            group = (str(row["year"]), row["lp"])
            if row["system"] not in human.get(group, {}):
                continue
            source_language, language = row["lp"].split("-")
            segment = Segment(
                f"{row['doc_id']}:{row['seg_id']}",
                row["mt"],
                row["source"],
                row["reference"],
                row["doc_id"],
                language,
                source_language,
            )
            rows.setdefault(group, {}).setdefault(row["system"], {}).setdefault(row["doc_id"], []).append(segment)
    return {
        group: {
            name: [
                Document(one, one, tuple(segments), segments[0].language, segments[0].source_language)
                for one, segments in documents.items()
            ]
            for name, documents in systems.items()
        }
        for group, systems in rows.items()
    }


def _total(scorer: Scorer, system: System) -> float | None:
    statistics = [tally.statistics for tally in system.tallies.get(scorer.id, []) if tally is not None]
    return scorer.combine([sum(column) for column in zip(*statistics, strict=True)]) if statistics else None


def _agree(human: dict[str, float], ours: dict[str, float], one: str, other: str) -> float:
    product = (human[one] - human[other]) * (ours.get(one, 0.0) - ours.get(other, 0.0))
    return 0.5 if product == 0 else float(product > 0)


def _opened(path: Path) -> IO[str]:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


if __name__ == "__main__":
    main()
