# SPDX-License-Identifier: Apache-2.0
"""A delivery that is significantly worse than the last one fails; one that only differs by chance does not."""

import json
from pathlib import Path

import pytest
from test_cli import run


def results(folder: Path, name: str, bad: range, count: int = 120, source: str = "Satz") -> str:
    """Results of rows, some of which have a doubled word."""
    rows = [
        {
            "id": f"{name}-{n}",
            "source": f"{source} {n}.",
            "translation": f"The port {'was was' if n in bad else 'was'} closed on day {n} of the month of May.",
        }
        for n in range(count)
    ]
    path = folder / "feed.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    options = ("--lang-pair", "de-en", "--select", "doubled-word", "--fail-on", "never")
    assert run("check", "feed.jsonl", *options, "-q", "-o", f"json={name}.json", cwd=folder).returncode == 0
    return f"{name}.json"


def gate(folder: Path, now: str, then: str) -> tuple[int, str]:
    """Status and what is shown."""
    done = run("gate", now, "--against", then, "--fail-on", "never", cwd=folder)
    return done.returncode, done.stdout + done.stderr


def test_a_fall_fails_and_chance_does_not(tmp_path: Path) -> None:
    """Forty worse segments of 120 are significant, one is not; a rise passes; other ids do not matter."""
    clean, one, many = (results(tmp_path, name, range(n)) for name, n in (("clean", 0), ("one", 1), ("many", 40)))
    status, shown = gate(tmp_path, many, clean)
    assert status == 1 and "✗ penalty points per 1,000 words against earlier results: 0 to 135.1" in shown
    assert "p < 0.001" in shown and "effect size +0.7" in shown and "120 pairs" in shown
    assert gate(tmp_path, one, clean)[0] == 0
    assert gate(tmp_path, clean, many)[0] == 0


def test_what_cannot_be_compared_is_said(tmp_path: Path) -> None:
    """Other texts altogether are status 2; some without a pair are counted."""
    first, other = results(tmp_path, "first", range(5)), results(tmp_path, "other", range(5), source="Anderer")
    status, shown = gate(tmp_path, other, first)
    assert status == 2 and "no segment of the earlier results is in these" in shown
    more = results(tmp_path, "more", range(5), count=130)
    assert "10 segments have no pair" in gate(tmp_path, more, first)[1]


@pytest.mark.parametrize("text", ["", "{}"])
def test_earlier_results_must_be_results(text: str, tmp_path: Path) -> None:
    """Another file is status 2."""
    now = results(tmp_path, "now", range(1), count=10)
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert gate(tmp_path, now, "x.json")[0] == 2
