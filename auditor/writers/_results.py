# SPDX-License-Identifier: Apache-2.0
"""From an audit to the structs of saved results. `_saved.py` is the way back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from msgspec import UNSET, UnsetType

from auditor.model import Audit, CheckFacts, DocumentAudit, Finding, Location, Score, Segment, Severity
from auditor.shelf import checks
from auditor.writers._format import (
    BaselineNews,
    DocumentFigures,
    DocumentResult,
    Explained,
    FindingLocation,
    FindingResult,
    Label,
    Results,
    RunScore,
    SegmentLocation,
    SegmentResult,
    Summary,
    encode,
    schema,
)

__all__ = [
    "LABELS",
    "Results",
    "SegmentResult",
    "document_result",
    "encode",
    "explained",
    "facts",
    "finding_location",
    "results",
    "schema",
    "segment_results",
]

T = TypeVar("T")

LABELS: Mapping[Severity, Label] = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "neutral",
}
_DIGITS = 4  # of a score: finer differences mean nothing and differ between machines


def segment_results(audited: DocumentAudit) -> Iterator[SegmentResult]:
    """The segments of an audited document in order."""
    for segment in audited.document.segments:
        found = audited.findings.get(segment.id, ())
        yield _segment(segment, found, audited.scores.get(segment.id, {}))


def document_result(audited: DocumentAudit) -> DocumentResult:
    """A document as yet without its segments."""
    document = audited.document
    return DocumentResult(
        id=document.id,
        path=document.path,
        language=_or_unset(document.language),
        source_language=_or_unset(document.source_language),
        rows=document.rows or UNSET,
        detected=document.detected or UNSET,
        settings=document.settings or UNSET,
        provider=_or_unset(document.provider),
        version_date=_or_unset(document.version_date),
        original=_or_unset(document.original),
        words=audited.words,
        points=audited.points,
        segments=(),
    )


def results(audit: Audit) -> Results:
    """A run as yet without its documents."""
    return Results(
        run=audit.run,
        verdict=audit.verdict,
        summary=_summary(audit),
        facts=tuple(audit.facts[name] for name in sorted(audit.facts)),
        not_checked=audit.not_checked,
        errors=audit.errors,
        documents=(),
    )


def _summary(audit: Audit) -> Summary:
    news = audit.news
    return Summary(
        points=audit.points,
        points_per_1000_words=audit.points_per_1000_words,
        severities=_ordered(audit.severities),
        checks={check: _ordered(counts) for check, counts in sorted(audit.checks.items())},
        scores=tuple(_run_score(score) for score in audit.scores if math.isfinite(score.value)),
        suppressed=audit.suppressed,
        baseline=UNSET if news is None else BaselineNews(new=news.new, unchanged=news.unchanged, fixed=news.fixed),
        documents=tuple(
            DocumentFigures(
                document=one.document,
                segments=one.segments,
                words=one.words,
                points=one.points,
                scores={name: _rounded(value) for name, value in sorted(one.scores.items()) if math.isfinite(value)},
            )
            for one in audit.figures
        ),
    )


def _run_score(score: Score) -> RunScore:
    return RunScore(
        scorer=score.scorer,
        value=_rounded(score.value),
        signature=score.signature,
        interval=_or_unset(score.interval),
        segments=score.segments or UNSET,
    )


@cache
def facts(check: str) -> CheckFacts | None:
    """The facts of a check that stands on the shelf; None for one that does not."""
    rule = checks().get(check)
    return None if rule is None else rule.facts()


def finding_location(location: Location, text: str, finding: Finding) -> tuple[int, int]:
    """Line and column of a finding in the file, given its segment's location and text."""
    place = location.within(text, finding.span)
    return place.line, place.column


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
        paragraph=segment.paragraph or UNSET,
        aligned=segment.aligned or UNSET,
        silenced=segment.silenced or UNSET,
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
        stretches=tuple(map(tuple, location.stretches)) or UNSET,  # type: ignore[arg-type]  # six numbers each
        note=_or_unset(location.note),
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
            Explained(
                check=other.check,
                severity=LABELS[other.severity],
                start=other.span.start,
                end=other.span.end,
                message=other.message,
            )
            for other in explained(finding)
        ),
        source_start=UNSET if source is None else source.start,
        source_end=UNSET if source is None else source.end,
        fingerprint=finding.fingerprint or UNSET,
        suppressed=_or_unset(finding.suppressed),
        baseline=UNSET if finding.known is None else "unchanged" if finding.known else "new",
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
    place = location.within(segment.translation, finding.span)
    if place.start is None or place.end is None:
        return UNSET
    return FindingLocation(start=place.start, end=place.end, line=place.line, column=place.column)


def _ordered(counts: Mapping[str, int]) -> dict[Label, int]:
    return {label: counts[label] for label in LABELS.values() if label in counts}


def _or_unset(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # never "-0.0"
