# SPDX-License-Identifier: Apache-2.0
"""Kills one run again and again and resumes it, and compares what it wrote with a run that nobody disturbed.

    python benchmarks/kills.py [--size 6000] [--kills 20] [--jobs 1] [--seed 8] [-o reports/kills.md]

Each start of `auditor check … --resume` gets SIGKILL at a random moment, over and over
until the moments are used up; then it runs to its end. A run that ends before its
moment begins again from nothing, so that no kill is lost.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cluster import rows

from auditor import __version__

_FORMATS = ("jsonl", "json", "sarif", "html")
_LATEST = 0.9  # of the time of a whole run: the latest moment of a kill


class Kill(NamedTuple):
    """One kill, and how far the run had come."""

    after: float  # seconds
    journal: int  # bytes of the journal that it left
    partial: tuple[str, ...]  # reports that were there though the run was not at its end


def main() -> None:
    """Run, kill, resume, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=6000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("-o", dest="out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "rows.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(options.size))
        began = time.monotonic()
        subprocess.run(_command(folder, "whole", options.jobs), check=True, cwd=folder)
        took = time.monotonic() - began
        kills = list(_killed(folder, took, options))
        subprocess.run(_command(folder, "killed", options.jobs), check=True, cwd=folder)
        equal = {form: _bytes(folder, "whole", form) == _bytes(folder, "killed", form) for form in _FORMATS}
        left = sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
    page = "\n".join(_page(options, took, kills, equal, left)) + "\n"
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    print(page, end="")
    sys.exit(not all(equal.values()) or bool(left) or any(kill.partial for kill in kills))


def _command(folder: Path, name: str, jobs: int) -> list[str]:
    line = [
        sys.executable,
        "-m",
        "auditor",
        "check",
        "rows.jsonl",
        "--exit-zero",
        "-q",
        "--resume",
        "--jobs",
        str(jobs),
    ]
    for form in _FORMATS:
        line += ["-o", f"{form}={name}.{form}"]
    return line


def _bytes(folder: Path, name: str, form: str) -> bytes:
    return (folder / f"{name}.{form}").read_bytes()


def _killed(folder: Path, took: float, options: argparse.Namespace) -> Iterator[Kill]:
    moments = random.Random(options.seed)
    journal = folder / f".killed.{_FORMATS[0]}.journal"
    count = 0
    while count < options.kills:
        after = moments.uniform(0.02, _LATEST) * took
        running = subprocess.Popen(_command(folder, "killed", options.jobs), cwd=folder)
        try:
            running.wait(after)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            count += 1
            there = tuple(form for form in _FORMATS if (folder / f"killed.{form}").exists())
            yield Kill(after, journal.stat().st_size if journal.exists() else 0, there)
            continue
        for form in _FORMATS:  # it came to its end: once more from nothing
            (folder / f"killed.{form}").unlink()


def _page(
    options: argparse.Namespace, took: float, kills: list[Kill], equal: dict[str, bool], left: list[str]
) -> Iterator[str]:
    yield from (
        "# Killed and resumed",
        "",
        f"Made by `benchmarks/kills.py` with auditor {__version__}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, `--jobs {options.jobs}`: {options.size:,} segments of our own beside their source.",
        f"Undisturbed, the run took {took:.0f} seconds of the clock. It was killed (SIGKILL) {len(kills)} times and",
        "resumed each time.",
        "",
        "| report | byte for byte the undisturbed one |",
        "| --- | --- |",
        *(f"| {form} | {'yes' if same else 'no'} |" for form, same in equal.items()),
        "",
        f"Left behind: {', '.join(left) or 'nothing'}.",
        "",
        "| kill | after s | bytes of journal then | reports there before the end |",
        "| --- | --- | --- | --- |",
    )
    for number, kill in enumerate(kills, 1):
        yield f"| {number} | {kill.after:.1f} | {kill.journal:,} | {', '.join(kill.partial) or 'none'} |"


if __name__ == "__main__":
    main()
