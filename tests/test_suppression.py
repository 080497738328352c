# SPDX-License-Identifier: Apache-2.0
"""What the settings let pass is kept, shown and not counted; what lets nothing pass is said."""

import datetime
import json
from pathlib import Path

import pytest
from test_cli import run

from auditor.inspection import Auditor
from auditor.model import Document, Location, Segment
from auditor.policy import parse
from auditor.settings import gather
from auditor.totals import Totals

TODAY = datetime.date(2026, 6, 1)
TEXT = "The port was was closed on Monday."


def audit(
    *suppressions: dict[str, object], silenced: tuple[str, ...] = (), path: str = "feed/a.txt"
) -> list[str | None]:
    """Why each finding of a story passes; None for one that counts."""
    policy = parse({"select": ["doubled-word"], "suppression": list(suppressions)}, "x")
    segment = Segment("a:1", TEXT, document=path, language="en", location=Location(path, 1), silenced=silenced)
    audited, _ = Auditor.of(policy, today=TODAY).inspect(Document(path, path, (segment,), "en"))
    assert audited.points == sum(5.0 for finding in audited.all_findings() if finding.suppressed is None)
    return [finding.suppressed for finding in audited.all_findings()]


@pytest.mark.parametrize(
    "scope",
    [
        {},
        {"document": "feed/a.txt"},
        {"document": "feed/*"},
        {"document": "*.txt"},
        {"segment": "a:1"},
        {"segment": "a:*"},
        {"text": "was was"},
        {"pattern": r"port (was )+closed"},
        {"until": TODAY},
        {"check": "*"},
        {"document": "feed/a.txt", "segment": "a:1", "text": "was was"},
    ],
)
def test_what_is_covered_passes(scope: dict[str, object]) -> None:
    """Check and every scope given hold: the finding carries the reason."""
    assert audit({"check": "doubled-word", "reason": "a title"} | scope) == ["a title"]


@pytest.mark.parametrize(
    "scope",
    [
        {"document": "feed/b.txt"},
        {"document": "a.tx"},
        {"segment": "a:11"},
        {"text": "was"},
        {"text": "Was was"},
        {"pattern": "Monday"},
        {"until": TODAY - datetime.timedelta(days=1)},
        {"check": "stray-stop"},
        {"document": "feed/a.txt", "text": "is is"},
    ],
)
def test_what_is_not_covered_counts(scope: dict[str, object]) -> None:
    """One scope that does not hold, another check or a day too late, and the finding counts."""
    assert audit({"check": "doubled-word", "reason": "a title"} | scope) == [None]


def test_the_file_may_silence() -> None:
    """A segment whose file silences the check, or all checks, is not counted."""
    assert audit(silenced=("doubled-word",)) == audit(silenced=("*",)) == ["silenced in the file"]
    assert audit(silenced=("stray-stop",)) == [None]


def test_unused_and_expired_are_findings_in_the_settings(tmp_path: Path) -> None:
    """Each has its line; one for other documents or checks that did not run is left alone."""
    settings = tmp_path / "auditor.toml"
    settings.write_text(
        'select = ["doubled-word"]\n'
        '[[suppression]]\ncheck = "doubled-word"\ntext = "was was"\nreason = "in use"\n'
        '[[suppression]]\ncheck = "doubled-word"\ndocument = "a.txt"\ntext = "is is"\nreason = "unused"\n'
        '[[suppression]]\ncheck = "doubled-word"\ntext = "is is"\nreason = "unused here"\n'
        '[[suppression]]\ncheck = "doubled-word"\ndocument = "b.txt"\nreason = "of another document"\n'
        '[[suppression]]\ncheck = "stray-stop"\nreason = "of a check that does not run"\n'
        '[[suppression]]\ncheck = "doubled-word"\nuntil = 2026-05-31\nreason = "expired"\n',
        encoding="utf-8",
    )
    known = gather(settings, tmp_path, {})
    auditor, totals = Auditor.of(known.policy, known, today=TODAY), Totals.of(known.policy)
    document = Document("a.txt", "a.txt", (Segment("1", TEXT, document="a.txt", language="en"),), "en")
    *_, last = auditor.stream([document], totals)
    found = [
        (f.check, f.severity.label, s.location.line)
        for s in last.document.segments
        for f in last.findings[s.id]
        if s.location
    ]
    assert found == [
        ("unused-suppression", "minor", 6),
        ("unused-suppression", "neutral", 11),
        ("expired-suppression", "minor", 22),
    ]
    result = auditor.conclude(totals, ["a.txt"])
    assert (result.points, result.suppressed, result.run.segments) == (2.0, 1, 1)
    assert {"unused-suppression", "expired-suppression"} < set(result.facts)


def test_suppressed_findings_stay_in_the_results(tmp_path: Path) -> None:
    """The gate passes, the results show the finding with its reason, the summary says how many there are."""
    (tmp_path / "a.txt").write_text(TEXT + "\n", encoding="utf-8")
    (tmp_path / "auditor.toml").write_text(
        '[[suppression]]\ncheck = "doubled-word"\ntext = "was was"\nreason = "the name of a ship"\n', encoding="utf-8"
    )
    done = run("check", "a.txt", "--lang-pair", "en", "-o", "json=r.json", cwd=tmp_path)
    assert done.returncode == 0 and "not counted: 1 suppressed finding" in done.stdout
    saved = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    [finding] = saved["documents"][0]["segments"][0]["findings"]
    assert finding["suppressed"] == "the name of a ship" and saved["summary"]["suppressed"] == 1
    assert saved["summary"]["severities"] == {}


def test_a_row_may_silence(tmp_path: Path) -> None:
    """The column `silenced` of a table names checks, as a list or divided by commas; anything else is an error."""
    rows: list[object] = ["doubled-word", ["doubled-word", "stray-stop"], "stray-stop, *", [], None]
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"translation": TEXT, "silenced": value}) + "\n" for value in rows), encoding="utf-8"
    )
    done = run("check", "a.jsonl", "--lang-pair", "en", "--select", "doubled-word", "-q", "-o", "jsonl=-", cwd=tmp_path)
    found = [json.loads(line)["findings"][0].get("suppressed") for line in done.stdout.splitlines()]
    assert found == ["silenced in the file"] * 3 + [None] * 2
    (tmp_path / "a.jsonl").write_text(json.dumps({"translation": TEXT, "silenced": 7}) + "\n", encoding="utf-8")
    assert "neither a text nor a list" in run("check", "a.jsonl", cwd=tmp_path).stderr


def test_a_runaway_pattern_is_an_error() -> None:
    """A pattern that takes too long stops the run with its name, and does not hang the gate."""
    from auditor.errors import PolicyError

    policy = parse(
        {"select": ["doubled-word"], "suppression": [{"check": "*", "pattern": "(a+)+$b?c", "reason": "x"}]}, "x"
    )
    segment = Segment("1", "a" * 5000 + "! The port was was closed.", language="en")
    try:
        Auditor.of(policy).inspect(Document("a", "a", (segment,), "en"))
    except PolicyError as error:
        assert "takes over a second" in str(error)
