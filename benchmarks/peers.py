# SPDX-License-Identifier: Apache-2.0
"""`auditor check` beside tools that people use for some of the same, on the same made segments.

    python benchmarks/peers.py [--size 10000] [--folder .peers] [--only NAME] [-o reports/peers.md]

Each tool is installed from PyPI into an environment of its own below the folder,
once, and run there as a program; nothing of them enters ours. One that does not
install or run here stands in the table with the reason. bicleaner-hardrules needs
Debian's libhunspell-dev and a compiler. Rules of the tools that need a model that
is downloaded are left out, and said so. Process time is of a command and its
children, starting included.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from large_files import doubled, pairs

_SEED = 11
_DAMAGED = 0.24  # of the segments, all kinds alike
_KINDS = ("word said twice", "other figure", "cut off", "left untranslated", "empty", "of another segment")
_OPUSFILTER = """\
common:
  output_directory: {folder}
steps:
  - type: filter
    parameters:
      inputs: [source.txt, translation.txt]
      outputs: [source.out, translation.out]
      filterfalse: true
      filters:
        - LengthFilter: {{unit: word, min_length: 1, max_length: 100}}
        - LengthRatioFilter: {{unit: word, threshold: 3}}
        - LongWordFilter: {{threshold: 40}}
        - HtmlTagFilter: {{}}
        - CharacterScoreFilter: {{scripts: [Latin, Latin], thresholds: [1, 1]}}
        - NonZeroNumeralsFilter: {{threshold: 0.5}}
        - TerminalPunctuationFilter: {{threshold: -2}}
        - SimilarityFilter: {{threshold: 0.9}}
        - RepetitionFilter: {{threshold: 2, min_length: 3, max_length: 100}}
        - LinguaFilter: {{languages: [en, de], thresholds: [0, 0]}}
"""


class Row(NamedTuple):
    """A segment, its reference, and how it was damaged; empty: it was not."""

    id: str
    source: str
    translation: str
    reference: str
    damage: str


class Peer(NamedTuple):
    """A tool: how it comes here, what it is run as, and how to read which segments it names."""

    name: str
    packages: tuple[str, ...]  # of its environment; none: our own
    first: tuple[str, ...]  # what must be there before, for packages that cannot be built alone
    command: Callable[[Path, Path], list[str]]  # of the folder of its programs and that of the files
    named: Callable[[Path, list[Row]], set[str]] | None  # ids; None: it names no segments
    remark: str


class Ran(NamedTuple):
    """What a tool did."""

    peer: Peer
    version: str
    seconds: float  # of process time
    named: set[str] | None
    failed: str


def main() -> None:
    """Make the segments, run every tool, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=Path(".peers"), help="Where the environments are.")
    parser.add_argument("--only", action="append", help="Only tools whose name begins so.")
    parser.add_argument("-o", dest="out", type=Path)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    made = list(_rows(options.size))
    with tempfile.TemporaryDirectory() as name:
        _write(Path(name), made)
        peers = [peer for peer in _PEERS if not options.only or peer.name.startswith(tuple(options.only))]
        ran = [_run(peer, options.folder.resolve(), Path(name), made) for peer in peers]
    page = "\n".join(_page(ran, made, load)) + "\n"
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    print(page, end="")


def _rows(size: int) -> Iterator[Row]:
    random_ = random.Random(_SEED)
    clean = list(islice(pairs(random_), size))
    for number, (source, text) in enumerate(clean):
        kind = random_.choice(_KINDS) if random_.random() < _DAMAGED else ""
        damaged = _damaged(kind, source, text, clean[number - 1][1], random_)
        yield Row(f"row-{number}", source, damaged, text, kind if damaged != text else "")


def _damaged(kind: str, source: str, text: str, other: str, random_: random.Random) -> str:
    if kind == "word said twice":
        return doubled(text, random_)
    if kind == "other figure":
        figures = [word for word in text.split() if word.isdigit()]
        return text.replace(figures[0], str(int(figures[0]) + 7), 1) if figures else text
    if kind == "cut off":
        return text[: len(text) * 2 // 5].rsplit(" ", 1)[0]
    return {"left untranslated": source, "empty": "", "of another segment": other}.get(kind, text)


def _write(folder: Path, rows: list[Row]) -> None:
    for name in ("source", "translation", "reference"):
        text = "".join(f"{getattr(row, name)}\n" for row in rows)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    tags = {"source_language": "en", "target_language": "de"}
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as out:
        for row in rows:
            made = {"id": row.id, "source": row.source, "translation": row.translation} | tags
            out.write(json.dumps(made, ensure_ascii=False) + "\n")
    with (folder / "pairs.tsv").open("w", encoding="utf-8") as out:
        out.writelines(f"{row.source}\t{row.translation}\n" for row in rows)
    with (folder / "rows.po").open("w", encoding="utf-8") as out:
        out.write('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: de\\n"\n')
        for row in rows:
            out.write(f'\nmsgctxt "{row.id}"\nmsgid "{row.source}"\nmsgstr "{row.translation}"\n')
    (folder / "filter.yaml").write_text(_OPUSFILTER.format(folder=folder), encoding="utf-8")


def _run(peer: Peer, environments: Path, files: Path, rows: list[Row]) -> Ran:
    programs = Path(sys.executable).parent
    if peer.packages:
        home = environments / peer.packages[0]
        programs = home / "bin"
        failed = _installed(home, peer)
        if failed:
            return Ran(peer, "", 0.0, None, failed)
    print(f"{peer.name} …", file=sys.stderr)
    before = os.times()
    with (files / "said").open("wb") as said:
        done = subprocess.run(peer.command(programs, files), cwd=files, stdout=said, stderr=subprocess.STDOUT)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    if done.returncode:
        last = (files / "said").read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        return Ran(peer, _version(peer, programs), seconds, None, f"ends with {done.returncode}: {''.join(last)}")
    named = None if peer.named is None else peer.named(files, rows)
    return Ran(peer, _version(peer, programs), seconds, named, "")


def _installed(home: Path, peer: Peer) -> str:
    """Why the environment of a tool cannot be made; empty where it stands."""
    if (home / "installed").exists():
        return ""
    venv.create(home, with_pip=True, clear=True)
    pip = [str(home / "bin" / "pip"), "install", "-q", "--disable-pip-version-check"]
    steps = (
        [[*pip, *peer.first], [*pip, "--no-build-isolation", *peer.packages]]
        if peer.first
        else [[*pip, *peer.packages]]
    )
    for step in steps:
        print(" ".join(step), file=sys.stderr)
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            told = [line.strip() for line in done.stderr.splitlines() if "rror" in line]
            return f"does not install: {(told or ['pip failed'])[-1]}"
    (home / "installed").touch()
    return ""


def _version(peer: Peer, programs: Path) -> str:
    if not peer.packages:
        return importlib.metadata.version("translation-auditor")
    code = f"import importlib.metadata as m; print(m.version({peer.packages[0]!r}))"
    return subprocess.run([programs / "python", "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _audit(*more: str) -> Callable[[Path, Path], list[str]]:
    def command(programs: Path, files: Path) -> list[str]:
        line = [str(programs / "python"), "-m", "auditor", "check", "rows.jsonl", "-q", "--exit-zero", "--jobs", "1"]
        return [*line, *more, "-o", "jsonl=found.jsonl"]

    return command


def _audited(files: Path, rows: list[Row]) -> set[str]:
    with (files / "found.jsonl").open(encoding="utf-8") as lines:
        found = map(json.loads, lines)
        return {row["id"] for row in found if any(one["severity"] != "neutral" for one in row["findings"])}


def _hardruled(files: Path, rows: list[Row]) -> set[str]:
    tags = (files / "tags").read_text(encoding="utf-8").splitlines()
    return {row.id for row, tag in zip(rows, tags, strict=True) if tag.split("\t")[0] == "0"}


def _opusfiltered(files: Path, rows: list[Row]) -> set[str]:
    texts = [(files / f"{name}.out").read_text(encoding="utf-8").split("\n") for name in ("source", "translation")]
    dropped = set(zip(*texts, strict=True))
    return {row.id for row in rows if (row.source, row.translation) in dropped}


def _pofiltered(files: Path, rows: list[Row]) -> set[str]:
    text = (files / "failed.po").read_text(encoding="utf-8")
    return {line.removeprefix("msgctxt ").strip('"') for line in text.splitlines() if line.startswith("msgctxt ")}


_PEERS = (
    Peer("auditor, checks alone", (), (), _audit("--profile", "heuristic"), _audited, "any finding above neutral"),
    Peer("auditor, checks and scores", (), (), _audit(), _audited, "the same, with adequacy, fluency and quality"),
    Peer(
        "sacreBLEU",
        ("sacrebleu",),
        (),
        lambda programs, files: [
            str(programs / "sacrebleu"), "reference.txt", "-i", "translation.txt", "-m", "bleu", "chrf", "ter",
        ],
        None,
        "BLEU, chrF and TER of the whole, beside a reference; names no segments",
    ),
    Peer(
        "bicleaner-hardrules",
        ("bicleaner-hardrules", "kenlm"),
        ("pybind11", "setuptools<81", "wheel", "numpy", "cmake"),
        lambda programs, files: [
            str(programs / "bicleaner-hardrules"), "-q", "-s", "en", "-t", "de", "--scol", "1", "--tcol", "2",
            "--score_only", "--disable_lang_ident", "--disable_porn_removal", "--disable_lm_filter",
            "pairs.tsv", "tags",
        ],
        _hardruled,
        "without the rules of language and fluency, which download models",
    ),
    Peer(
        "OpusFilter",
        ("opusfilter",),
        (),
        lambda programs, files: [str(programs / "opusfilter"), "--overwrite", "--n-jobs", "1", "filter.yaml"],
        _opusfiltered,
        "ten filters at their defaults; lingua for the language",
    ),
    Peer(
        "pofilter",
        ("translate-toolkit",),
        (),
        lambda programs, files: [
            str(programs / "pofilter"), "--progress", "none", "--language", "de", "rows.po", "failed.po",
        ],
        _pofiltered,
        "all its tests",
    ),
)  # fmt: skip


def _page(ran: list[Ran], rows: list[Row], load: float) -> Iterator[str]:
    counts = Counter(row.damage for row in rows)
    yield from (
        "# Beside other tools",
        "",
        f"Made by `benchmarks/peers.py` with Python {platform.python_version()} on {os.cpu_count()} cores: "
        f"{len(rows):,} pairs of our own, English and German, {len(rows) - counts['']:,} of them damaged by rule.",
        "Each tool is a program of its own, one process, in its own environment; process time, starting included.",
        f"Load of the machine when it began: {load:.1f}.",
        "",
        "| tool | version | process s | segments a second | what it did |",
        "| --- | --- | --- | --- | --- |",
    )
    for one in ran:
        if one.failed:
            yield f"| {one.peer.name} | {one.version} | | | {one.failed} |"
        else:
            rate = len(rows) / one.seconds
            yield f"| {one.peer.name} | {one.version} | {one.seconds:.1f} | {rate:,.0f} | {one.peer.remark} |"
    yield from (
        "",
        "## What each names",
        "",
        "Per cent of the segments of a kind that the tool names; of those without damage, fewer is better. The damage",
        "is coarse and of few sentences: it shows what a tool is for, not how good it is on news.",
        "",
        "| tool | without damage | " + " | ".join(_KINDS) + " |",
        "| --- |" + " --- |" * (len(_KINDS) + 1),
        "| segments | " + " | ".join(f"{counts[kind]:,}" for kind in ("", *_KINDS)) + " |",
    )
    for one in ran:
        if one.named is not None:
            shares = _shares(one.named, rows, counts)
            yield f"| {one.peer.name} | " + " | ".join(f"{shares[kind]:.1f}" for kind in ("", *_KINDS)) + " |"


def _shares(named: set[str], rows: list[Row], counts: Mapping[str, int]) -> dict[str, float]:
    hit = Counter(row.damage for row in rows if row.id in named)
    return {kind: 100 * hit[kind] / max(counts[kind], 1) for kind in ("", *_KINDS)}


if __name__ == "__main__":
    main()
