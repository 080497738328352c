# SPDX-License-Identifier: Apache-2.0
"""What was accepted once is no news, wherever it moves."""

import json
from pathlib import Path

import pytest
from test_cli import run

FIRST = "The port was was closed on Monday.\n\nThe mayor saw the the ship.\n"
MOVED = "A headline of the day\n\nThe mayor saw the the ship.\n\nThe port was was closed on Monday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a story and the baseline of its two findings."""
    write(tmp_path, FIRST)
    check(tmp_path)
    done = run("baseline", "create", "r.json", cwd=tmp_path)
    assert done.returncode == 0 and "2 accepted, 2 of them new" in done.stderr
    return tmp_path


def write(folder: Path, text: str, name: str = "a.txt") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def check(folder: Path, *more: str) -> tuple[int, str, dict[str, object]]:
    """Status, standard output, and the results without the documents."""
    arguments = ("--lang-pair", "en", "--select", "doubled-word", "-o", "json=r.json", *more)
    done = run("check", "a.txt", *arguments, cwd=folder)
    return done.returncode, done.stdout, json.loads((folder / "r.json").read_text(encoding="utf-8"))


def test_moved_and_reordered_is_unchanged(folder: Path) -> None:
    """New lines above and another order of the segments make no finding new."""
    write(folder, MOVED)
    status, shown, results = check(folder, "--baseline", "auditor-baseline.json")
    assert status == 0 and "0 new, 2 unchanged, 0 fixed" in shown and "doubled-word" not in shown
    assert results["summary"]["baseline"] == {"new": 0, "unchanged": 2, "fixed": []}
    assert {f["baseline"] for d in results["documents"] for s in d["segments"] for f in s["findings"]} == {"unchanged"}


def test_only_new_findings_fail(folder: Path) -> None:
    """One more finding fails the gate and is the only one shown; one more of the same content is new too."""
    write(folder, MOVED + "\nThe port was was closed on Monday.\n\nIt rained on on Tuesday.\n")
    status, shown, results = check(folder, "--baseline", "auditor-baseline.json")
    assert status == 1 and "new findings of major severity or above: 2 (limit 0)" in shown
    assert "2 new, 2 unchanged, 0 fixed" in shown and shown.count("a.txt:") == 2
    assert results["summary"]["severities"] == {"major": 2}


def test_fixed_entries_are_said_and_pruned(folder: Path) -> None:
    """What is found no more is named; prune takes it out and accepts nothing new; update accepts."""
    write(folder, "The port was was closed on Monday.\n\nIt rained on on Tuesday.\n")
    status, shown, _ = check(folder, "--baseline", "auditor-baseline.json")
    assert status == 1 and "fixed: a.txt: doubled-word “the the”" in shown and "auditor baseline prune" in shown
    done = run("baseline", "prune", "r.json", cwd=folder)
    assert "1 accepted, 0 of them new; 1 taken out" in done.stderr
    done = run("baseline", "update", "r.json", cwd=folder)
    assert "2 accepted, 1 of them new; 0 taken out" in done.stderr
    assert "doubled-word" in run("baseline", "show", cwd=folder).stdout


def test_other_documents_are_left_alone(folder: Path) -> None:
    """A run over another document neither calls the entries fixed nor takes them out."""
    write(folder, "It rained on on Tuesday.\n", "b.txt")
    done = run(
        "check", "b.txt", "--lang-pair", "en", "--baseline", "auditor-baseline.json", "-o", "json=b.json", cwd=folder
    )
    assert done.returncode == 1 and "1 new, 0 unchanged, 0 fixed" in done.stdout
    assert "3 accepted, 1 of them new; 0 taken out" in run("baseline", "update", "b.json", cwd=folder).stderr


def test_a_baseline_is_not_lost_by_mistake(folder: Path) -> None:
    """`create` does not write over a baseline; a missing or broken one is status 2 with the remedy."""
    assert run("baseline", "create", "r.json", cwd=folder).returncode == 2
    assert run("baseline", "create", "r.json", "--force", cwd=folder).returncode == 0
    absent = run("check", "a.txt", "--baseline", "absent.json", cwd=folder)
    assert absent.returncode == 2 and "auditor baseline create" in absent.stderr
    write(folder, "{}", "broken.json")
    assert run("check", "a.txt", "--baseline", "a.txt", cwd=folder).returncode == 2


def test_the_file_changes_only_where_findings_do(folder: Path) -> None:
    """Sorted, one finding a line: the same findings give the same bytes."""
    before = (folder / "auditor-baseline.json").read_bytes()
    write(folder, MOVED)
    check(folder)
    run("baseline", "update", "r.json", cwd=folder)
    assert (folder / "auditor-baseline.json").read_bytes() == before
    assert before.count(b"\n") == 4
