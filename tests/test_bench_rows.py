# SPDX-License-Identifier: Apache-2.0
"""Rows with a label are told apart and counted as they are flagged."""

from __future__ import annotations

import json
from pathlib import Path

from auditor.bench_rows import holds_rows, measure, tables
from auditor.policy import Policy

JUDGED = [
    {"id": "a", "lp": "en-de", "origin": "own dev", "source": "The port lost 74 ships.",
     "mt": "Der Hafen verlor 47 Schiffe.", "label": "BAD"},
    {"id": "b", "lp": "en-de", "origin": "own dev", "source": "The port is closed.",
     "mt": "Der Hafen ist geschlossen.", "label": "OK"},
]  # fmt: skip
CHANGED = [
    {"id": "c", "lang": "german", "category": "number", "source": "Der Hafen verlor 74 Schiffe.",
     "reference": "The port lost 74 ships.", "mt": "The port lost 74 ships.", "perturbed": "The port lost 47 ships."},
    {"id": "d", "lang": "german", "category": "number", "source": "Der Hafen verlor 74 Schiffe.",
     "reference": "The port lost 74 ships.", "mt": "The port lost 74 ships.", "perturbed": "That port lost 74 ships."},
]  # fmt: skip


def _written(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_rows_are_told_from_other_material(tmp_path: Path) -> None:
    """Judged and changed rows are rows; stories and injected lines are not."""
    assert holds_rows(_written(tmp_path / "judged.jsonl", JUDGED))
    assert holds_rows(_written(tmp_path / "changed.jsonl", CHANGED))
    assert not holds_rows(_written(tmp_path / "injected.jsonl", [{"damaged": "a"}]))
    assert not holds_rows(tmp_path)


def test_flags_are_counted_by_label_and_check(tmp_path: Path) -> None:
    """A bad row with a wrong number is flagged, a sound one is not; a change is found by what it adds."""
    paths = [_written(tmp_path / "judged.jsonl", JUDGED), _written(tmp_path / "changed.jsonl", CHANGED)]
    text = tables(measure(paths, Policy(), 1, lambda done: None))
    assert "| own en-de | 1 | 1 | 1.000 | 1.000 | number-mismatch 1/0 |" in text
    assert "| number | 2 | 0.500 | number-mismatch 1 |" in text
