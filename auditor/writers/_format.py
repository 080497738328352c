# SPDX-License-Identifier: Apache-2.0
"""What saved results say: the structs of the JSON formats are the format.

The writers encode them, `schema` describes them, and saved results are read back
with them: `msgspec.json.decode(line, type=SegmentResult)`.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from auditor.model import CheckFacts, NotChecked, Role, Run, Verdict

Offset = Annotated[int, Meta(ge=0, description="Unicode code points, from 0")]
Count = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1, description="from 1")]
Label = Literal["neutral", "minor", "major", "critical"]


class SegmentLocation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a segment stands in its file; offsets where it is text.

    `stretches` are runs of the translation and of the file that are not the same
    sign for sign: `at, length, start, end, line, column`.
    """

    path: str
    line: Line
    column: Line
    start: Offset | UnsetType = UNSET
    end: Offset | UnsetType = UNSET
    stretches: tuple[tuple[int, int, int, int, int, int], ...] | UnsetType = UNSET
    note: str | UnsetType = UNSET


class FindingLocation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a finding stands in its file."""

    start: Offset
    end: Offset
    line: Line
    column: Line


class Explained(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding with the same root cause, folded away."""

    check: str
    severity: Label
    start: Offset
    end: Offset
    message: str


class FindingResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding. `start` and `end` count inside the segment's translation."""

    check: str
    category: str | UnsetType = UNSET  # absent when the check is not installed
    its: str | UnsetType = UNSET
    severity: Label
    start: Offset
    end: Offset
    location: FindingLocation | UnsetType = UNSET
    text: str
    message: str
    suggestion: str | UnsetType = UNSET
    confidence: Annotated[float, Meta(ge=0, le=1)]
    explains: tuple[Explained, ...]
    source_start: Offset | UnsetType = UNSET
    source_end: Offset | UnsetType = UNSET
    fingerprint: str | UnsetType = UNSET  # of its content: the same wherever in the document it stands
    suppressed: str | UnsetType = UNSET  # the reason why it does not count
    baseline: Literal["new", "unchanged"] | UnsetType = UNSET  # absent where there is no baseline


class SegmentResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One segment: one line of the JSON lines."""

    id: str
    document: str
    location: SegmentLocation | UnsetType = UNSET
    translation: str
    source: str | UnsetType = UNSET
    reference: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    source_language: str | UnsetType = UNSET
    role: Role
    paragraph: Count | UnsetType = UNSET  # absent for the first
    aligned: bool | UnsetType = UNSET  # present where the pair was made by the alignment
    silenced: tuple[str, ...] | UnsetType = UNSET
    scores: dict[str, float]
    findings: tuple[FindingResult, ...]


class DocumentResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document with its segments in order."""

    id: str
    path: str
    language: str | UnsetType = UNSET
    source_language: str | UnsetType = UNSET
    rows: bool | UnsetType = UNSET  # present where each segment is a story of its own
    detected: bool | UnsetType = UNSET  # present where the language was recognised
    settings: bool | UnsetType = UNSET  # present on the settings file with its findings
    provider: str | UnsetType = UNSET
    version_date: str | UnsetType = UNSET
    original: str | UnsetType = UNSET
    words: Count
    points: float
    segments: tuple[SegmentResult, ...]


class RunScore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One score of the run and the recipe to repeat it."""

    scorer: str
    value: float
    signature: str
    interval: tuple[float, float] | UnsetType = UNSET  # 95 %, by bootstrap over segments
    segments: Count | UnsetType = UNSET


class DocumentFigures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one document comes to."""

    document: str
    segments: Count
    words: Count
    points: float
    scores: dict[str, float]


class BaselineNews(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a baseline says of the run."""

    new: Count
    unchanged: Count
    fixed: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The counts of the run; what is suppressed or in the baseline is in none but those of its own."""

    points: float
    points_per_1000_words: float
    severities: dict[Label, Count]
    checks: dict[str, dict[Label, Count]]
    scores: tuple[RunScore, ...]
    suppressed: Count
    baseline: BaselineNews | UnsetType = UNSET
    documents: tuple[DocumentFigures, ...]


class Results(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an audit says, as one JSON document."""

    version: Literal[1] = 1
    run: Run
    verdict: Verdict
    summary: Summary
    facts: tuple[CheckFacts, ...]  # of the checks that ran
    not_checked: tuple[NotChecked, ...]
    errors: tuple[str, ...]
    documents: tuple[DocumentResult, ...]


def encode(noun: msgspec.Struct, encoding: str | None) -> str:
    """One line of JSON that a stream of this encoding can take; in ASCII when it could not.

    Lone surrogates, which no encoding can take, are written as `\\ud83d`. Line
    ends that only Unicode knows are escaped, so that one object is one line;
    controls and marks of direction, so that a terminal does not obey them.
    """
    try:
        text = msgspec.json.encode(noun).decode("utf-8")
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(noun), ensure_ascii=True, separators=(",", ":"))
    return text if text.isprintable() else _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `Results`; `results.schema.json` is this, saved."""
    made = msgspec.json.schema(Results)
    for part in made["$defs"].values():
        part["additionalProperties"] = False  # of the nouns of the model too
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Results of auditor, version 1",
    } | made
