# SPDX-License-Identifier: Apache-2.0
"""A run that is killed goes on where it stopped, and its reports are those of a run that was not."""

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.inspection import Auditor
from auditor.journal import Journal
from auditor.model import Document, Segment
from auditor.parallel import Result
from auditor.policy import Policy

ROWS = 4000
KILLS = 3
POLICY = ("--select", "doubled-word,number-mismatch,stray-stop")


def written(folder: Path) -> Path:
    """Rows with and without defects, one of them with a lone surrogate."""
    path = folder / "rows.jsonl"
    lines = [
        f'{{"id": "{n}", "source": "Number {n}.", "translation": "Die Zahl Zahl {n + n % 2}."}}\n' for n in range(ROWS)
    ]
    lines[1500] = '{"id": "odd", "source": "Odd.", "translation": "Der Hafen Hafen \\ud800 ist."}\n'
    path.write_text("".join(lines), encoding="utf-8")
    return path


def command(rows: Path, out: Path, *more: str) -> list[str]:
    """The command line of a run."""
    line = [sys.executable, "-m", "auditor", "check", str(rows), "--lang-pair", "en-de", "-q", "--exit-zero"]
    return [*line, *POLICY, "--jobs", "1", "-o", f"jsonl={out}", "-o", f"json={out}.json", *more]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_at_random_and_resumed(tmp_path: Path) -> None:
    """kill -9 at random moments, resumed each time: reports equal byte for byte, no journal left."""
    rows, whole, out = written(tmp_path), tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    began = time.monotonic()
    subprocess.run(command(rows, whole), check=True)
    took = time.monotonic() - began
    moments = random.Random(8)
    for _ in range(KILLS):
        process = subprocess.Popen(command(rows, out, "--resume"))
        try:
            process.wait(moments.uniform(0.3, 0.9) * took)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert not out.exists() or out.read_bytes() == whole.read_bytes()
    subprocess.run(command(rows, out, "--resume"), check=True)
    assert out.read_bytes() == whole.read_bytes()
    assert Path(f"{out}.json").read_bytes() == Path(f"{whole}.json").read_bytes()
    assert not list(tmp_path.glob(".*.journal"))


def stories(count: int) -> list[Document]:
    """Documents of one segment."""
    made = []
    for number in range(count):
        segment = Segment(str(number), f"Der Hafen Hafen hat Nummer {number}.", language="de")
        made.append(Document(f"d{number}", f"d{number}", (segment,), "de"))
    return made


def run(journal: Journal, auditor: Auditor, documents: list[Document], stop: int | None = None) -> list[Result]:
    """Results through a journal, broken off after `stop` of them."""
    made = []
    for each in journal.through(iter(documents), lambda rest: map(auditor.inspect, rest)):
        made.append(Result.of(*each))
        if len(made) == stop:
            break
    journal.close()
    return made


@pytest.mark.parametrize("damage", ["torn", "flipped", "none"])
def test_a_damaged_journal_is_used_as_far_as_it_is_whole(tmp_path: Path, damage: str) -> None:
    """A torn or flipped last frame is made again; nothing is lost, doubled or wrong."""
    auditor, path = Auditor.of(Policy(select=("doubled-word",))), tmp_path / "journal"
    wanted = [Result.of(*auditor.inspect(document)) for document in stories(20)]
    run(Journal(path, auditor, resume=True), auditor, stories(20), stop=12)
    whole = path.read_bytes()
    if damage == "torn":
        path.write_bytes(whole[:-7])
    if damage == "flipped":
        path.write_bytes(whole[:-7] + bytes((whole[-7] ^ 255,)) + whole[-6:])
    journal = Journal(path, auditor, resume=True)
    assert run(journal, auditor, stories(20)) == wanted
    assert journal.resumed == (12 if damage == "none" else 11)


def test_a_journal_of_another_run_is_not_used(tmp_path: Path) -> None:
    """Another policy or other text: everything is inspected again."""
    one, path = Auditor.of(Policy(select=("doubled-word",))), tmp_path / "journal"
    run(Journal(path, one, resume=True), one, stories(6), stop=5)
    other = Auditor.of(Policy(select=("stray-stop",)))
    journal = Journal(path, other, resume=True)
    run(journal, other, stories(6), stop=5)
    assert journal.resumed == 0
    changed = [replace(d, segments=(replace(d.segments[0], translation="Neu."),)) for d in stories(6)]
    journal = Journal(path, other, resume=True)
    run(journal, other, changed)
    assert journal.resumed == 0


def test_what_is_written_down_comes_back_as_it_was(tmp_path: Path) -> None:
    """Also where nothing was found: no whole number comes back with a point, which a report would show."""
    segment = Segment("1", "Der Hafen ist zu.", "The port is closed.", "Der Hafen ist geschlossen.", language="de")
    clean = Document("d", "d", (replace(segment, source_language="en"),), "de", "en")
    auditor, path = Auditor.of(Policy()), tmp_path / "journal"
    [wanted] = run(Journal(path, auditor, resume=True), auditor, [clean])
    assert not wanted.findings and len(wanted.scores["1"]) > 3
    [kept] = run(Journal(path, auditor, resume=True), auditor, [clean])
    assert repr(kept) == repr(wanted)


def test_a_short_run_leaves_no_journal(tmp_path: Path) -> None:
    """A journal appears only once a run is long."""
    auditor, path = Auditor.of(Policy(select=("doubled-word",))), tmp_path / "journal"
    run(Journal(path, auditor), auditor, stories(20), stop=12)
    assert not path.exists()
