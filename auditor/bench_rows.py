# SPDX-License-Identifier: Apache-2.0
"""Measures the checks against rows with a label: rows that are bad or sound, and pairs of a text and the same changed.

Two kinds of JSON lines are told apart by their fields:

- judged: `label` BAD or OK, with `source`, `mt`, `lp` and `origin`; a row is flagged by a finding of major or above;
- changed: `mt` and `perturbed`, with `category`, `source`, `reference` and `lang`; a change is found when some
  check raises a finding of minor or above that the unchanged text does not have.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from auditor import shelf
from auditor.inspection import inspect_document
from auditor.model import Document, Finding, Segment, Severity
from auditor.policy import Policy, build

Row = Mapping[str, Any]
_BATCH = 64
# The languages of the changed texts by the names they have there.
_TAGS = {"chinese_simple": "zh", "czech": "cs", "french": "fr", "german": "de", "hindi": "hi", "italian": "it",
         "japanese": "ja", "polish": "pl", "russian": "ru", "spanish": "es"}  # fmt: skip


@dataclass
class Rows:
    """Rows by `(kind, group, label)`, and those of them that were flagged, by check and by any."""

    counted: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    flagged: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    by_check: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)  # the same and the check

    def __iadd__(self, other: Rows) -> Rows:
        self.counted += other.counted
        self.flagged += other.flagged
        self.by_check += other.by_check
        return self

    def add(self, key: tuple[str, str, str], checks: Iterable[str]) -> None:
        """Count a row and the checks that flag it."""
        found = set(checks)
        self.counted[key] += 1
        self.flagged[key] += bool(found)
        self.by_check.update((*key, check) for check in found)


def holds_rows(path: Path) -> bool:
    """Whether a file holds rows of one of the two kinds."""
    if path.is_dir():
        return False
    with gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb") as file:
        head = file.readline()
    return head.startswith(b"{") and (b'"perturbed"' in head or (b'"label"' in head and b'"mt"' in head))


def measure(paths: Sequence[Path], policy: Policy, jobs: int, progress: Callable[[int], None]) -> Rows:
    """Audit every row beside its source, the changed ones beside their reference too."""
    total, done = Rows(), 0
    rows = (row for path in paths for row in _read(path))
    with ProcessPoolExecutor(jobs) as pool:
        for part in pool.map(partial(_measured, policy), iter(lambda: list(itertools.islice(rows, _BATCH)), [])):
            total += part
            done += _BATCH
            progress(done)
    return total


def _read(path: Path) -> Iterator[Row]:
    with (
        gzip.open(path, "rt", encoding="utf-8", newline="\n")
        if path.suffix == ".gz"
        else open(path, encoding="utf-8", newline="\n") as lines
    ):
        for line in lines:
            yield json.loads(line)


def _measured(policy: Policy, rows: Sequence[Row]) -> Rows:
    rules, result = build(policy, shelf.checks()), Rows()

    def found(text: str, row: Row, languages: tuple[str, str]) -> tuple[Finding, ...]:
        segment = Segment(
            row["id"], text, row["source"], row.get("reference"), language=languages[1], source_language=languages[0]
        )
        return inspect_document(Document(row["id"], "", (segment,), languages[1]), rules).get(row["id"], ())

    for row in rows:
        if "perturbed" in row:
            languages = _TAGS.get(row["lang"], "und"), "en"
            before = Counter(finding.check for finding in found(row["mt"], row, languages) if _costs(finding))
            after = Counter(finding.check for finding in found(row["perturbed"], row, languages) if _costs(finding))
            result.add(("changed", row["category"], "changed"), after - before)
        else:
            source, _, target = row["lp"].partition("-")
            flags = found(row["mt"], row, (source, target))
            group = f"{row['origin'].split()[0]} {row['lp']}"
            result.add(("judged", group, row["label"]), (f.check for f in flags if f.severity >= Severity.MAJOR))
    return result


def _costs(finding: Finding) -> bool:
    return finding.is_counted and finding.severity > Severity.NEUTRAL


def tables(result: Rows) -> str:
    """The figures as Markdown."""
    parts = [_judged(result), _changed(result)]
    return "\n".join(part for part in parts if part)


def _judged(result: Rows) -> str:
    groups = sorted({group for kind, group, _ in result.counted if kind == "judged"})
    if not groups:
        return ""
    out = [
        "## Rows judged as a whole\n",
        "Flagged is a row with a finding of major or above; beside a check, the bad and the sound rows it flags.\n",
        "| rows | bad | sound | precision | recall | checks |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for group in groups:
        bad, sound = (result.flagged["judged", group, label] for label in ("BAD", "OK"))
        counts = [result.counted["judged", group, label] for label in ("BAD", "OK")]
        precision, recall = bad / max(bad + sound, 1), bad / max(counts[0], 1)
        checks = Counter({key[3]: count for key, count in result.by_check.items() if key[:2] == ("judged", group)})
        named = ", ".join(
            f"{check} {result.by_check['judged', group, 'BAD', check]}/{result.by_check['judged', group, 'OK', check]}"
            for check, _ in sorted(checks.items(), key=lambda item: (-item[1], item[0]))
        )
        out.append(f"| {group} | {counts[0]} | {counts[1]} | {precision:.3f} | {recall:.3f} | {named} |")
    return "\n".join(out) + "\n"


def _changed(result: Rows) -> str:
    kinds = sorted(group for kind, group, _ in result.counted if kind == "changed")
    if not kinds:
        return ""
    out = [
        "## Texts with one change, beside source and reference\n",
        "Found is a change for which some check raises a finding that the unchanged text does not have.\n",
        "| change | texts | found | checks |",
        "| --- | --- | --- | --- |",
    ]
    for kind in kinds:
        key = ("changed", kind, "changed")
        checks = Counter({k[3]: count for k, count in result.by_check.items() if k[:3] == key})
        named = ", ".join(f"{check} {count}" for check, count in sorted(checks.items(), key=lambda c: (-c[1], c[0])))
        out.append(f"| {kind} | {result.counted[key]} | {result.flagged[key] / result.counted[key]:.3f} | {named} |")
    return "\n".join(out) + "\n"
