# SPDX-License-Identifier: Apache-2.0
"""What saved results say: the nouns of the JSON formats, and the way from an audit to them.

The structs are the format: both writers encode them, `schema` describes them, and
saved results can be read back with `msgspec.json.decode(line, type=SegmentResult)`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from auditor.model import (
    Audit,
    CheckFacts,
    Document,
    DocumentAudit,
    Finding,
    Location,
    NotChecked,
    Role,
    Run,
    Segment,
    Severity,
    Verdict,
)
from auditor.shelf import checks

Offset = Annotated[int, Meta(ge=0, description="Unicode code points, from 0")]
Count = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1, description="from 1")]
Label = Literal["neutral", "minor", "major", "critical"]

T = TypeVar("T")

LABELS: Mapping[Severity, Label] = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "neutral",
}
_DIGITS = 4  # of a score: finer differences mean nothing and differ between machines


class SegmentLocation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a segment stands in its file; offsets for plain text only."""

    path: str
    line: Line
    column: Line
    start: Offset | UnsetType = UNSET
    end: Offset | UnsetType = UNSET


class FindingLocation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a finding stands in its file."""

    start: Offset
    end: Offset
    line: Line
    column: Line


class Explained(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finding with the same root cause, folded away."""

    check: str
    start: Offset
    end: Offset


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
    scores: dict[str, float]
    findings: tuple[FindingResult, ...]


class DocumentResult(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document with its segments in order."""

    id: str
    path: str
    language: str | UnsetType = UNSET
    source_language: str | UnsetType = UNSET
    segments: tuple[SegmentResult, ...]


class RunScore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One score of the run and the recipe to repeat it."""

    scorer: str
    value: float
    signature: str


class Summary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The counts of the run."""

    points: float
    points_per_1000_words: float
    severities: dict[Label, Count]
    checks: dict[str, dict[Label, Count]]
    scores: tuple[RunScore, ...]


class Results(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything an audit says, as one JSON document."""

    version: Literal[1] = 1
    run: Run
    verdict: Verdict
    summary: Summary
    not_checked: tuple[NotChecked, ...]
    errors: tuple[str, ...]
    documents: tuple[DocumentResult, ...]


def segment_results(audited: DocumentAudit) -> Iterator[SegmentResult]:
    """The segments of an audited document in order."""
    for segment in audited.document.segments:
        found = audited.findings.get(segment.id, ())
        yield _segment(segment, found, audited.scores.get(segment.id, {}))


def document_result(document: Document) -> DocumentResult:
    """A document as yet without its segments."""
    return DocumentResult(
        id=document.id,
        path=document.path,
        language=_or_unset(document.language),
        source_language=_or_unset(document.source_language),
        segments=(),
    )


def results(audit: Audit) -> Results:
    """A run as yet without its documents."""
    return Results(
        run=audit.run,
        verdict=audit.verdict,
        summary=Summary(
            points=_rounded(audit.points),
            points_per_1000_words=_rounded(audit.points_per_1000_words),
            severities=_ordered(audit.severities),
            checks={check: _ordered(counts) for check, counts in sorted(audit.checks.items())},
            scores=tuple(
                RunScore(scorer=score.scorer, value=_rounded(score.value), signature=score.signature)
                for score in audit.scores
                if math.isfinite(score.value)
            ),
        ),
        not_checked=audit.not_checked,
        errors=audit.errors,
        documents=(),
    )


def encode(noun: msgspec.Struct, encoding: str | None) -> str:
    """One line of JSON that a stream of this encoding can take; in ASCII when it could not.

    Lone surrogates, which no encoding can take, are written as `\\ud83d`; the
    line ends that only Unicode knows are escaped, so that one object is one line.
    """
    try:
        text = msgspec.json.encode(noun).decode("utf-8")
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(noun), ensure_ascii=True, separators=(",", ":"))
    for end, escaped in _LINE_ENDS:
        text = text.replace(end, escaped)
    return text


_LINE_ENDS = (
    ("\N{NEXT LINE}", "\\u0085"),
    ("\N{LINE SEPARATOR}", "\\u2028"),
    ("\N{PARAGRAPH SEPARATOR}", "\\u2029"),
)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `Results`; `results.schema.json` is this, saved."""
    made = msgspec.json.schema(Results)
    for part in made["$defs"].values():
        part["additionalProperties"] = False  # of the nouns of the model too
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Results of auditor, version 1",
    } | made


@lru_cache(maxsize=None)
def facts(check: str) -> CheckFacts | None:
    """The facts of a check that stands on the shelf; None for one that does not."""
    rule = checks().get(check)
    return None if rule is None else rule.facts()


def finding_location(location: Location, text: str, finding: Finding) -> tuple[int, int]:
    """Line and column of a finding in the file, given its segment's location and text."""
    before = text[: finding.span.start]
    newlines = before.count("\n")
    if not newlines:
        return location.line, location.column + len(before)
    return location.line + newlines, len(before) - before.rindex("\n")


def _segment(segment: Segment, found: tuple[Finding, ...], scores: Mapping[str, float]) -> SegmentResult:
    return SegmentResult(
        id=segment.id,
        document=segment.document,
        location=UNSET if segment.location is None else _location(segment.location),
        translation=segment.translation,
        source=_or_unset(segment.source),
        reference=_or_unset(segment.reference),
        language=_or_unset(segment.language),
        source_language=_or_unset(segment.source_language),
        role=segment.role,
        scores={name: _rounded(value) for name, value in sorted(scores.items()) if math.isfinite(value)},
        findings=tuple(_finding(segment, finding) for finding in found),
    )


def _location(location: Location) -> SegmentLocation:
    return SegmentLocation(
        path=location.path,
        line=location.line,
        column=location.column,
        start=_or_unset(location.start),
        end=_or_unset(location.end),
    )


def _finding(segment: Segment, finding: Finding) -> FindingResult:
    known = facts(finding.check)
    source = finding.source_span
    return FindingResult(
        check=finding.check,
        category=UNSET if known is None else known.category,
        its=UNSET if known is None else known.its,
        severity=LABELS[finding.severity],
        start=finding.span.start,
        end=finding.span.end,
        location=_in_file(segment, finding),
        text=segment.translation[finding.span.start : finding.span.end],
        message=finding.message,
        suggestion=_or_unset(finding.suggestion),
        confidence=_rounded(finding.confidence),
        explains=tuple(
            Explained(check=other.check, start=other.span.start, end=other.span.end)
            for other in explained(finding)
        ),
        source_start=UNSET if source is None else source.start,
        source_end=UNSET if source is None else source.end,
    )


def explained(finding: Finding) -> Iterator[Finding]:
    """The findings folded under one, and those folded under them."""
    for other in finding.explains:
        yield other
        yield from explained(other)


def _in_file(segment: Segment, finding: Finding) -> FindingLocation | UnsetType:
    location = segment.location
    if location is None or location.start is None:
        return UNSET
    line, column = finding_location(location, segment.translation, finding)
    start = location.start + finding.span.start
    return FindingLocation(start=start, end=location.start + finding.span.end, line=line, column=column)


def _ordered(counts: Mapping[str, int]) -> dict[Label, int]:
    return {label: counts[label] for label in LABELS.values() if label in counts}


def _or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # never "-0.0"
