# SPDX-License-Identifier: Apache-2.0
"""Saved results read back as nouns, so that an audit can be judged and printed again without its models."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from auditor.errors import InputError
from auditor.model import (
    Audit,
    Document,
    DocumentAudit,
    Figures,
    Finding,
    Location,
    News,
    Score,
    Segment,
    Severity,
    Span,
    Stretch,
)
from auditor.text.words import word_count
from auditor.writers._format import DocumentResult, Explained, FindingResult, Results, SegmentLocation, SegmentResult

T = TypeVar("T")

_LONE = re.compile(rb"\\ud[89a-f]", re.IGNORECASE)  # an escaped surrogate, alone or one of a pair


def load(path: str) -> Results:
    """The results of `-o json`. Raises InputError for another file and for another version."""
    try:
        raw = Path(path).read_bytes()
        if _LONE.search(raw):
            return msgspec.convert(json.loads(raw), Results)  # slower, but it reads what msgspec refuses
        return msgspec.json.decode(raw, type=Results)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path) from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise InputError(f"does not hold results of `auditor check -o json=PATH`: {error}", path) from error


def audit(saved: Results) -> Audit:
    """The audit that was saved, without its documents."""
    summary = saved.summary
    news = summary.baseline
    return Audit(
        run=saved.run,
        verdict=saved.verdict,
        points=summary.points,
        points_per_1000_words=summary.points_per_1000_words,
        severities={str(label): count for label, count in summary.severities.items()},
        checks={name: {str(label): n for label, n in counts.items()} for name, counts in summary.checks.items()},
        facts={one.id: one for one in saved.facts},
        scores=tuple(
            Score(
                one.scorer,
                one.value,
                "run",
                one.signature,
                interval=_or_none(one.interval),
                segments=0 if isinstance(one.segments, UnsetType) else one.segments,
            )
            for one in summary.scores
        ),
        not_checked=saved.not_checked,
        errors=saved.errors,
        suppressed=summary.suppressed,
        news=None if isinstance(news, UnsetType) else News(news.new, news.unchanged, news.fixed),
        figures=tuple(
            Figures(one.document, one.segments, one.words, one.points, one.scores) for one in summary.documents
        ),
    )


def document_audit(saved: DocumentResult) -> DocumentAudit:
    """One document with its findings."""
    segments = tuple(_segment(one) for one in saved.segments)
    is_settings = saved.settings is True
    found = ((one.id, tuple(_finding(one.id, each) for each in one.findings)) for one in saved.segments)
    findings = {name: each for name, each in found if each}
    words = tuple(0 if is_settings else word_count(segment.translation) for segment in segments)
    return DocumentAudit(
        Document(
            saved.id,
            saved.path,
            segments,
            _or_none(saved.language),
            _or_none(saved.source_language),
            rows=saved.rows is True,
            detected=saved.detected is True,
            provider=_or_none(saved.provider),
            version_date=_or_none(saved.version_date),
            original=_or_none(saved.original),
            settings=is_settings,
        ),
        findings,
        {one.id: one.scores for one in saved.segments if one.scores},
        saved.words,
        saved.points,
        words,
    )


def _segment(saved: SegmentResult) -> Segment:
    return Segment(
        id=saved.id,
        translation=saved.translation,
        source=_or_none(saved.source),
        reference=_or_none(saved.reference),
        document=saved.document,
        language=_or_none(saved.language),
        source_language=_or_none(saved.source_language),
        location=None if isinstance(saved.location, UnsetType) else _location(saved.location),
        role=saved.role,
        paragraph=saved.paragraph or 0,
        aligned=saved.aligned is True,
        silenced=saved.silenced or (),
    )


def _location(saved: SegmentLocation) -> Location:
    return Location(
        saved.path,
        saved.line,
        saved.column,
        _or_none(saved.start),
        _or_none(saved.end),
        tuple(Stretch(*run) for run in saved.stretches or ()),
        _or_none(saved.note),
    )


def _finding(segment: str, saved: FindingResult) -> Finding:
    start, end = saved.source_start, saved.source_end
    return Finding(
        check=saved.check,
        segment=segment,
        span=Span(saved.start, saved.end),
        severity=Severity[saved.severity.upper()],
        message=saved.message,
        suggestion=_or_none(saved.suggestion),
        confidence=saved.confidence,
        source_span=None if isinstance(start, UnsetType) or isinstance(end, UnsetType) else Span(start, end),
        explains=tuple(_explained(segment, one) for one in saved.explains),
        fingerprint=saved.fingerprint or "",
        suppressed=_or_none(saved.suppressed),
        known=None if saved.baseline is UNSET else saved.baseline == "unchanged",
    )


def _explained(segment: str, saved: Explained) -> Finding:
    return Finding(saved.check, segment, Span(saved.start, saved.end), Severity[saved.severity.upper()], saved.message)


def _or_none(value: T | UnsetType) -> T | None:
    return None if isinstance(value, UnsetType) else value
