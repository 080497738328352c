# SPDX-License-Identifier: Apache-2.0
"""Audits the same segments here, over Ray, and over Ray with a worker killed half-way, and compares row by row.

    pip install -e '.[ray]'
    python benchmarks/cluster.py [--size 20000] [--jobs 2] [-o reports/cluster.md]

The segments are made here, of sentences of our own: stories of one to twelve, and
rows of no story between them. Half-way is when a run has used half of the process
time of the local one; then one process that inspects gets SIGKILL. Process time is
of the command and all that it started. `--brief` makes two runs: here, and over Ray
with a worker killed; `--select` leaves out the scores and all but these checks.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import math
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from large_files import units

from auditor import __version__

_SEED = 7
_EVERY = 0.25  # seconds between two looks at the processes
_LONGEST = 12  # segments of a story
_TICKS = os.sysconf("SC_CLK_TCK")  # a second, in /proc/PID/stat
_WAYS = ((", a worker killed", 0.5), ("", math.inf))  # and at what part of the local process time
_OPTIONS = ("--exit-zero", "-q", "--no-progress")
_DATA = (
    "import sys; from auditor.cluster import inspect_files; from auditor.inspection import Auditor; "
    "from auditor.library import policy_of; import json; policy = policy_of(json.loads(sys.argv[3])); "
    "inspect_files(sys.argv[4:], sys.argv[1], Auditor.of(policy), workers=int(sys.argv[2]))"
)


class Taken(NamedTuple):
    """What one run took, and how its rows compare with those of the local run."""

    name: str
    clock: float  # seconds
    process: float  # seconds
    killed: bool
    rows: int
    unequal: int  # rows lost, doubled, out of place or with another result


def main() -> None:
    """Make the segments, run, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2, help="Processes that inspect, here and over Ray.")
    parser.add_argument("--brief", action="store_true", help="Only the local run and Ray with a worker killed.")
    parser.add_argument("--select", default="", help="Only these checks, divided by commas, and no scores.")
    parser.add_argument("-o", dest="out", type=Path)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        made = list(_runs(Path(folder), options))
    page = "\n".join(_page(made, options, load)) + "\n"
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    print(page, end="")
    sys.exit(any(one.unequal for one in made))


def rows(size: int) -> Iterator[dict[str, str]]:
    """Rows of a table: stories of one to twelve segments, one in six of them rows of no story."""
    random_ = random.Random(_SEED)
    pairs = units(random_)
    number = 0
    while number < size:
        story = f"story-{number}" if random_.randrange(6) else ""
        for source, translation in islice(pairs, min(random_.randint(1, _LONGEST), size - number)):
            yield {
                "id": f"row-{number}",
                "document": story,
                "source": source,
                "translation": translation,
                "source_language": "en",
                "target_language": "de",
            }
            number += 1


def _runs(folder: Path, options: argparse.Namespace) -> Iterator[Taken]:
    import pyarrow
    from pyarrow import parquet

    size, jobs, brief = options.size, str(options.jobs), options.brief
    policy = {"select": options.select.split(","), "scores": []} if options.select else {}
    settings = folder / "auditor.toml"  # JSON lists of names are TOML too
    settings.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in policy.items()), encoding="utf-8")
    table = pyarrow.Table.from_pylist(list(rows(size)))
    parquet.write_table(table, folder / "rows.parquet", row_group_size=4096)
    check = [sys.executable, "-m", "auditor", "check", str(folder / "rows.parquet"), *_OPTIONS, "--jobs", jobs]
    local = folder / "local.jsonl"
    clock, whole, _ = _run([*check, "-o", f"jsonl={local}"], folder)
    yield _said(Taken("here", clock, whole, False, *_compared(local, local)))
    for name, half in _WAYS[:1] if brief else _WAYS:
        out = folder / f"{name}.jsonl"
        clock, process, killed = _run([*check, "--engine", "ray", "-o", f"jsonl={out}"], folder, kill_at=half * whole)
        yield _said(Taken(f"Ray{name}", clock, process, killed, *_compared(local, out)))
    for name, half in () if brief else _WAYS:
        tables = folder / f"tables{name}"
        command = [sys.executable, "-c", _DATA, str(tables), jobs, json.dumps(policy), str(folder / "rows.parquet")]
        clock, process, killed = _run(command, folder, kill_at=half * whole)
        yield _said(Taken(f"Ray Data{name}", clock, process, killed, *_compared_tables(local, tables)))


def _said(taken: Taken) -> Taken:
    print(taken, file=sys.stderr, flush=True)
    return taken


def _run(command: list[str], folder: Path, *, kill_at: float = math.inf) -> tuple[float, float, bool]:
    """Seconds of the clock and of process time, and whether a worker was killed at `kill_at` of the latter."""
    begun = time.monotonic()
    running = subprocess.Popen(command, cwd=folder)
    used: dict[int, float] = {}
    killed = False
    while running.poll() is None:
        processes = _below(running.pid)
        used |= {process: seconds for process, (seconds, _) in processes.items()}
        if not killed and sum(used.values()) >= kill_at:
            workers = [process for process, (_, name) in processes.items() if _inspects(name)]
            for process in workers[:1]:
                os.kill(process, signal.SIGKILL)
                killed = True
                print(f"killed {process}: {processes[process][1]}", file=sys.stderr)
        time.sleep(_EVERY)
    if running.returncode:
        raise SystemExit(f"ended with {running.returncode}: {' '.join(command)}")
    return time.monotonic() - begun, sum(used.values()), killed


def _below(root: int) -> dict[int, tuple[float, str]]:
    """Process seconds and title of a process and all that it started. Source: proc(5), /proc/PID/stat."""
    found: dict[int, tuple[int, float, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                title = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
            except OSError:  # it is gone
                continue
            found[int(entry.name)] = int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS, title
    ours = {root}
    while more := {process for process, (parent, _, _) in found.items() if parent in ours} - ours:
        ours |= more
    return {process: found[process][1:] for process in ours if process in found}


def _inspects(title: str) -> bool:
    """Whether Ray has given a process this title because it inspects at this moment."""
    return title.startswith("ray::") and "inspect" in title.lower()


def _compared(wanted: Path, got: Path) -> tuple[int, int]:
    """How many rows there are, and how many are not, byte for byte, the wanted ones in their places."""
    count = unequal = 0
    with wanted.open("rb") as ours, got.open("rb") as theirs:
        for one, other in zip_longest(ours, theirs):
            count += other is not None
            unequal += one != other
    return count, unequal


def _compared_tables(wanted: Path, got: Path) -> tuple[int, int]:
    """The same of a folder of Parquet, which is in no order: what each row's findings and scores are."""
    from pyarrow import parquet

    ours: dict[str, tuple[Any, ...]] = {}
    with wanted.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            ours[row["id"]] = (row["document"], [_bare(one) for one in row["findings"]], row["scores"], [])
    count = unequal = 0
    for path in sorted(got.glob("*.parquet")):
        for row in parquet.read_table(path).to_pylist():
            made = (row["document"], *(json.loads(row[name]) for name in ("findings", "scores", "faults")))
            count += 1
            unequal += ours.pop(row["id"], None) != made  # a second time it is not there
    return count, unequal + len(ours)


def _bare(finding: Mapping[str, object]) -> dict[str, object]:
    """A finding without its fingerprint, which counts in the whole of a run."""
    return {name: value for name, value in finding.items() if name != "fingerprint"}


def _page(made: list[Taken], options: argparse.Namespace, load: float) -> Iterator[str]:
    size, only = options.size, options.select.replace(",", ", ")
    yield from (
        "# Beyond one machine",
        "",
        f"Made by `benchmarks/cluster.py` with auditor {__version__}, Ray {importlib.metadata.version('ray')}, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores;",
        f"{size:,} segments of our own beside their source, {options.jobs} processes that inspect, "
        f"{f'only these checks: {only}' if only else 'all checks and scores'}.",
        "A worker is killed (SIGKILL) half-way. Rows are compared with those of the local run: of `--engine ray` byte",
        "for byte and in order, of Ray Data by findings and scores. Process time is of all processes of a run.",
        f"Load of the machine when it began: {load:.1f}.",
        "",
        "| run | rows | unequal | clock s | segments a second of clock | process s | of process time | overhead |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    )
    for one in made:
        asked = "killed" in one.name and not one.killed
        yield (
            f"| {one.name}{' (none was found)' if asked else ''} | {one.rows:,} | {one.unequal:,} | {one.clock:,.0f} | "
            f"{size / one.clock:,.0f} | {one.process:,.0f} | {size / one.process:,.0f} | "
            f"{one.process / made[0].process - 1:+.0%} |"
        )
    yield from ("", "The overhead is in process time, against the local run.")


if __name__ == "__main__":
    main()
