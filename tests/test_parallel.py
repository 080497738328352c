# SPDX-License-Identifier: Apache-2.0
"""Several processes: the same results in the same order; one that dies loses nothing; what breaks is named."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.contract import Check, Scorer, Tally
from auditor.inspection import Auditor
from auditor.model import Document, Finding, Segment
from auditor.parallel import Result, _Pool, chunks, cores, inspected
from auditor.policy import Policy
from auditor.totals import Totals

POLICY = Policy(select=("doubled-word", "number-mismatch"))


def documents(count: int) -> Iterator[Document]:
    """Stories of three segments, some of them damaged."""
    for number in range(count):
        texts = (
            f"Die Zahl {number} ist groß.",
            "Der Hafen Hafen ist doppelt.",
            f"Es kamen {number + number % 3} Leute.",
        )
        sources = (f"The number {number} is large.", "That is double.", f"{number} people came.")
        segments = tuple(
            Segment(f"{number}:{place}", text, source, language="de", source_language="en")
            for place, (text, source) in enumerate(zip(texts, sources, strict=True))
        )
        yield Document(f"story-{number}", f"story-{number}", segments, "de", "en")


def test_results_do_not_depend_on_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or two: equal documents, findings, scores and tallies, in order."""
    monkeypatch.setattr(_Pool, "is_ready", lambda pool: True)
    auditor = Auditor.of(POLICY)
    one = list(inspected(auditor, documents(300), jobs=1))
    two = list(inspected(auditor, documents(300), jobs=2, alone=30))
    assert [Result.of(*each) for each in one] == [Result.of(*each) for each in two]
    assert sum(len(audited.findings) for audited, _ in one) > 300
    assert [a.document.id for a, _ in two] == [f"story-{number}" for number in range(300)]


def test_a_process_that_dies_loses_nothing() -> None:
    """A worker killed half-way: every document once, in order."""
    auditor = Auditor.of(POLICY)
    pool = _Pool(auditor, 2)
    got = []
    try:
        for audited, _ in pool.through(chunks(documents(600))):
            got.append(audited.document.id)
            if len(got) == 100:
                assert pool._executor is not None
                os.kill(next(iter(pool._executor._processes)), signal.SIGKILL)
    finally:
        pool.close()
    assert got == [f"story-{number}" for number in range(600)]


def test_a_process_that_dies_while_sending_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a result in the pipe ends in an error, not in waiting for the other half."""
    monkeypatch.setattr("auditor.parallel._PATIENCE", 0.2)
    pool = _Pool(Auditor.of(POLICY), 1)
    executor = pool._started()
    future = executor.submit(os.urandom, 300_000_000)
    reader = executor._result_queue._reader  # type: ignore[attr-defined]
    while not reader.poll(0.001):
        pass
    os.kill(next(iter(executor._processes)), signal.SIGKILL)
    try:
        with pytest.raises(BrokenProcessPool):
            pool._result(future)  # type: ignore[arg-type]
    finally:
        pool.close()


def test_nothing_waits_for_processes_to_start() -> None:
    """What is audited before the others are up is audited here, and a run that ends before that does not wait for them.

    Later on they take over, between two documents, and nothing is lost or doubled.
    """
    auditor = Auditor.of(POLICY)
    begun = time.monotonic()
    list(inspected(auditor, documents(5), jobs=2, alone=3))
    assert time.monotonic() - begun < 30
    assert not multiprocessing.active_children()
    pool = _Pool(auditor, 2)
    assert not pool.is_ready()
    while not pool.is_ready():
        time.sleep(0.05)
    got = [audited.document.id for audited, _ in pool.through(chunks(documents(400)))]
    pool.close()
    assert got == [f"story-{number}" for number in range(400)]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more documents are taken than a few tasks need."""
    monkeypatch.setattr(_Pool, "is_ready", lambda pool: True)
    taken = 0

    def counted() -> Iterator[Document]:
        nonlocal taken
        for document in documents(3000):
            taken += 1
            yield document

    results = inspected(Auditor.of(POLICY), counted(), jobs=2, alone=3)
    next(results), next(results)
    assert taken <= 2 + 2 * 3 * 90
    results.close()  # type: ignore[attr-defined]


def test_cores_are_counted() -> None:
    """There is at least one."""
    assert cores() >= 1


class Breaks(Check):
    """Breaks on one word."""

    id = "breaks"
    mqm = severity = its = None  # type: ignore[assignment]

    def find(self, segment: Segment) -> Iterator[Finding]:
        if "zwölf" in segment.translation:
            raise ValueError("twelve")
        yield from ()


class Faints(Scorer):
    """Cannot score one word."""

    id = "faints"
    range = (0.0, 1.0)

    def signature(self) -> str:
        """None."""
        return "faints"

    def score(self, segments: Sequence[Segment], findings: object) -> Sequence[Tally | None]:
        """One for each segment."""
        if any("zwölf" in segment.translation for segment in segments):
            raise ZeroDivisionError("faint")
        return [Tally(1.0, (1.0, 1.0)) for _ in segments]


def test_what_breaks_is_named_and_the_rest_goes_on() -> None:
    """A check and a scorer that break on a segment are reported for it; other findings and scores stand."""
    base = Auditor.of(POLICY)
    auditor = replace(base, rules=(Breaks(), *base.rules), scorers=(Faints(),))
    texts = ("Der Hafen Hafen ist eins.", "Hier sind zwölf.", "Der Hafen Hafen ist drei.")
    segments = tuple(Segment(str(n), text, language="de") for n, text in enumerate(texts))
    audited, tallies = auditor.inspect(Document("d", "d", segments, "de"))
    assert [(f.what, f.segment, f.why) for f in audited.faults] == [
        ("check breaks", "1", "ValueError: twelve"),
        ("score faints", "1", "ZeroDivisionError: faint"),
    ]
    assert sorted(audited.findings) == ["0", "2"]
    assert [tally is None for tally in tallies["faints"]] == [False, True, False]
    totals = Totals.of(POLICY)
    totals.add(audited, tallies, auditor.scorers)
    assert [one.what for one in totals.broke()] == ["check breaks", "score faints"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_closed_pipe_and_full_disk_end_clearly(tmp_path: Path) -> None:
    """Exit status 2 and no traceback when nobody reads, and when nothing can be written."""
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f'{{"translation": "Der Hafen Hafen hat {n}."}}\n' for n in range(3000)), encoding="utf-8")
    command = [sys.executable, "-m", "auditor", "check", str(rows), "--lang-pair", "de", "--jobs", "1"]
    command += ["--select", "doubled-word", "-q", "-o", "jsonl=-"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 2 and b"Traceback" not in said and b"Exception ignored" not in said
    if Path("/dev/full").exists():
        with open("/dev/full", "w") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2 and b"cannot write to standard output: No space" in done.stderr
        both = [*command[:-2], "-o", f"jsonl={tmp_path / 'whole.jsonl'}", "-o", "markdown=/dev/full"]
        done = subprocess.run(both, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2 and b"cannot write /dev/full: No space" in done.stderr
        assert not (tmp_path / "whole.jsonl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_clearly(tmp_path: Path) -> None:
    """Exit status 130, one line, and no report or part of one, though its processes hear Ctrl-C too."""
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f'{{"translation": "Der Hafen Hafen hat {n}."}}\n' for n in range(9000)), encoding="utf-8")
    command = [sys.executable, "-m", "auditor", "check", str(rows), "--lang-pair", "de", "--jobs", "2", "-q"]
    command += ["--resume", "-o", f"jsonl={tmp_path / 'out.jsonl'}"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    while not list(tmp_path.glob(".*.journal")):  # it is at work
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130 and said == b"auditor: interrupted\n"
    assert [path.name for path in tmp_path.iterdir() if "journal" not in path.name] == ["rows.jsonl"]
