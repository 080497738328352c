# SPDX-License-Identifier: Apache-2.0
"""Cases: one JSON object a line in `cases/<check-id>.jsonl`.

    {"text": "…", "language": "en", "flagged": "was was" or null, "kind": "synthetic", "why": "…",
     "source": "…", "source_language": "fr", "reference": "…"}

`kind` is in-the-wild, synthetic, negative (must stay silent) or known-failure (the
expectation is right, the check is not yet: a strict xfail).
"""

import json
from pathlib import Path
from typing import Any

import pytest
from test_checks import run

from auditor import shelf
from auditor.model import Segment

ROWS: list[Any] = []
for path in sorted((Path(__file__).parent / "cases").glob("*.jsonl")):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        marks = [pytest.mark.xfail(strict=True)] if row["kind"] == "known-failure" else []
        ROWS.append(pytest.param(path.stem, row, id=f"{path.stem}-{number}", marks=marks))


@pytest.mark.parametrize(("check", "row"), ROWS)
def test_case(check: str, row: dict[str, Any]) -> None:
    """A case is flagged on the words it names, or not at all."""
    segment = Segment(
        "1",
        row["text"],
        row.get("source"),
        row.get("reference"),
        language=row["language"],
        source_language=row.get("source_language"),
    )
    found = [row["text"][finding.span.start : finding.span.end] for finding in run(check, segment)]
    assert found == ([] if row["flagged"] is None else [row["flagged"]])


def test_cases_name_checks_that_stand() -> None:
    """Every file of cases is named after a check, and silence is asked at least as often as a flag."""
    files = {path.stem for path in (Path(__file__).parent / "cases").glob("*.jsonl")}
    assert files <= set(shelf.checks())
    silent = sum(parameter.values[1]["flagged"] is None for parameter in ROWS)
    assert 2 * silent >= len(ROWS)
