# SPDX-License-Identifier: Apache-2.0
"""Segments a second, start-up, memory and scaling, as one table.

    python benchmarks/speed.py [ROWS.jsonl] [--size 10000] [--large 0] [--ray] -o reports/performance.md

Rows are those of the file, said again with another number until there are
enough; without a file, the examples of our own checks that must not be flagged,
which are shorter than news. Process time is of the process and its children, and
does not depend on what else the machine does as much as the clock does.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import count, cycle, islice
from pathlib import Path

from auditor import __version__, shelf
from auditor.contract import Check, ReadRequest
from auditor.inspection import Auditor
from auditor.model import Document
from auditor.pipeline import read
from auditor.policy import Policy
from auditor.totals import Totals

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does, before numpy loads
_STORY = Path(__file__).parent.parent / "seeds" / "harbour-talks.en.txt"
_REPEATS = 3  # the least of three: what disturbs a run only adds to it


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="?", type=Path)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=0, help="Segments of the soak run; 0 leaves it out.")
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("-o", dest="out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = "\n".join(_page(Path(folder), options)) + "\n"
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    else:
        print(page, end="")


def _page(folder: Path, options: argparse.Namespace) -> list[str]:
    own = "examples of the checks" if options.rows is None else f"`{options.rows.name}`"
    rows = _written(folder / "rows.jsonl", options.rows, options.size)
    load = os.getloadavg()[0]
    # First, while this process is small: a child's memory is counted from what it is started from.
    commands = [_command(name, arguments) for name, arguments in _commands(folder, rows, options)]
    lines = [
        "# Performance",
        "",
        f"Made by `benchmarks/speed.py` with auditor {__version__}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {len(shelf.checks())} checks; {options.size} segments beside their source,",
        f"from {own}.",
        f"Load of the machine when it began: {load:.1f}.",
        "",
        "## One process, by stage",
        "",
        "| stage | segments a second of process time |",
        "| --- | --- |",
    ]
    lines += [f"| {name} | {rate:,.0f} |" for name, rate in _stages(rows)]
    lines += ["", "## The dearest checks", "", "| check | microseconds a segment |", "| --- | --- |"]
    lines += [f"| {name} | {cost:.0f} |" for name, cost in _dearest(rows)]
    lines += ["", "## The command", "", "| command | process s | clock s | MB at most |", "| --- | --- | --- | --- |"]
    return lines + commands


def _written(path: Path, source: Path | None, size: int) -> Path:
    if source is None:
        good = (e for rule in shelf.checks().values() for e in rule.good if e.source and e.text)
        found = [
            {"translation": e.text, "source": e.source, "target_language": e.language, "source_language": tag}
            for e in good
            if (tag := e.source_language or "en") != e.language
        ]
    else:
        found = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as out:
        for number, row in zip(count(), islice(cycle(found), size)):
            again = number // len(found)
            mark = f" {again + 1}" if again else ""
            made = {**row, "id": str(number), "translation": row["translation"] + mark}
            made["source"] = (row.get("source") or "") + mark
            out.write(json.dumps(made, ensure_ascii=False) + "\n")
    return path


def _stages(rows: Path) -> list[tuple[str, float]]:
    policy = Policy()
    auditor = Auditor.of(policy)
    begun = time.process_time()
    documents = list(read(ReadRequest((str(rows),)), Totals.of(policy)))
    size = sum(len(document.segments) for document in documents)
    made = [("reading", size / (time.process_time() - begun))]
    bare = dataclasses.replace(auditor, scorers=())
    for name, one in (
        ("checks alone", bare),
        *(
            (f"checks and {s.id}", dataclasses.replace(auditor, scorers=(s,)))
            for s in auditor.scorers
            if s.needs != ("reference",)
        ),
        ("all default checks and scores", auditor),
    ):
        made.append((name, _rate(one, documents)))
    return made


def _rate(auditor: Auditor, documents: list[Document]) -> float:
    for _ in auditor.stream(documents[:1], Totals.of(auditor.policy)):
        pass  # models and tables load
    begun = time.process_time()
    for _ in auditor.stream(documents[1:], Totals.of(auditor.policy)):
        pass
    return sum(len(one.segments) for one in documents[1:]) / (time.process_time() - begun)


def _dearest(rows: Path) -> list[tuple[str, float]]:
    policy = Policy()
    rules = Auditor.of(policy).rules
    documents = list(islice(read(ReadRequest((str(rows),)), Totals.of(policy)), 8))
    spent: Counter[str] = Counter()
    size = 0
    for number, document in enumerate(documents):
        for segment in document.segments:
            size += number > 0
            alone = dataclasses.replace(document, segments=(segment,))
            for rule in rules:
                begun = time.perf_counter()
                for _ in rule.find(segment) if isinstance(rule, Check) else rule.find_in(alone):
                    pass
                spent[rule.id] += (time.perf_counter() - begun) * (number > 0)  # the first warms up
    return [(name, 1e6 * cost / max(size, 1)) for name, cost in spent.most_common(20)]


def _commands(folder: Path, rows: Path, options: argparse.Namespace) -> list[tuple[str, list[str]]]:
    check = ["check", "--exit-zero", "-q", "--no-progress"]
    out = ["-o", f"jsonl={folder / 'out.jsonl'}"]
    made = [
        ("`--version`", ["--version"]),
        ("a story, language declared", [*check, str(_STORY), "--lang-pair", "en"]),
        ("a story, language recognised", [*check, str(_STORY)]),
        (f"{options.size} segments, `--jobs 1`", [*check, str(rows), "--jobs", "1", *out]),
        (f"{options.size} segments, `--jobs 2`", [*check, str(rows), "--jobs", "2", *out]),
    ]
    if options.ray:
        made.append((f"{options.size} segments, `--engine ray`", [*check, str(rows), "--engine", "ray", *out]))
    if options.large:
        large = _written(folder / "large.jsonl", rows, options.large)
        made.append((f"{options.large} segments, `--jobs 2`", [*check, str(large), "--jobs", "2", *out]))
    return made


def _command(name: str, arguments: list[str]) -> str:
    best: tuple[float, float, float] | None = None
    for _ in range(1 if len(arguments) > 7 else _REPEATS):
        begun = time.monotonic()
        process = subprocess.Popen([sys.executable, "-m", "auditor", *arguments], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.monotonic() - begun
        if os.waitstatus_to_exitcode(status):
            return f"| {name} | failed | | |"
        figures = (used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024)
        best = figures if best is None else min(best, figures)
    assert best is not None
    return f"| {name} | {best[0]:.2f} | {best[1]:.2f} | {best[2]:.0f} |"


if __name__ == "__main__":
    main()
