# SPDX-License-Identifier: Apache-2.0
"""Findings that the settings or the file itself let pass: marked, kept and not counted.

What lets nothing pass any more is a finding of its own, in the settings file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from auditor.errors import PolicyError
from auditor.model import CheckFacts, Document, DocumentAudit, Finding, Location, Segment, Severity, Span
from auditor.mqm import Its, Mqm
from auditor.policy import Suppression, is_at
from auditor.settings import Settings

IN_THE_FILE = "silenced in the file"
UNUSED, EXPIRED = "unused-suppression", "expired-suppression"
_PATIENCE = 1.0  # seconds for one pattern on one segment: settings are trusted, but a slip must not hang a gate

FACTS: Mapping[str, CheckFacts] = {
    UNUSED: CheckFacts(
        UNUSED, "A suppression of the settings lets nothing pass.", Mqm.TEXTUAL, Its.NON_CONFORMANCE, Severity.MINOR
    ),
    EXPIRED: CheckFacts(
        EXPIRED, "A suppression of the settings is past its date.", Mqm.TEXTUAL, Its.NON_CONFORMANCE, Severity.MINOR
    ),
}


def suppressed(
    document: Document,
    findings: Mapping[str, tuple[Finding, ...]],
    suppressions: Sequence[Suppression],
    today: datetime.date | None,
) -> dict[str, tuple[Finding, ...]]:
    """The findings, those that may pass with the reason why. Without `today` nothing expires."""
    valid = [one for one in suppressions if not is_expired(one, today)]
    if not valid and not any(segment.silenced for segment in document.segments):
        return dict(findings)
    segments = {segment.id: segment for segment in document.segments}
    return {
        name: tuple(_marked(document, segments[name], finding, valid) for finding in found)
        for name, found in findings.items()
    }


def covering(
    document: Document, segment: Segment, finding: Finding, suppressions: Iterable[Suppression]
) -> Iterator[Suppression]:
    """The suppressions that a finding answers to, in order."""
    for one in suppressions:
        if (
            one.check in ("*", finding.check)
            and (one.document is None or _is(one.document, document.id) or is_at(document.path, one.document))
            and (one.segment is None or _is(one.segment, segment.id))
            and (one.text is None or one.text == segment.translation[finding.span.start : finding.span.end])
            and (one.pattern is None or _touches(one.pattern, segment.translation, finding.span))
        ):
            yield one


def is_expired(one: Suppression, today: datetime.date | None) -> bool:
    """Whether its last day is past."""
    return one.until is not None and today is not None and one.until < today


def remarks(
    settings: Settings,
    today: datetime.date | None,
    used: Iterable[Suppression],
    documents: Iterable[tuple[str, str]],
    checks: Iterable[str],
) -> DocumentAudit | None:
    """The settings file as a document with its unused and expired suppressions as findings; None when all are in use.

    A suppression for a document that was not audited, or for a check that did not
    run, is not called unused. `documents` are ids and paths.
    """
    ran, seen, needed = set(checks), tuple(documents), set(used)
    segments: list[Segment] = []
    found: dict[str, tuple[Finding, ...]] = {}
    path = settings.path or "settings"
    lines = settings.suppression_lines()
    for number, (one, line) in enumerate(zip(settings.policy.suppression, lines, strict=True), 1):
        if is_expired(one, today):
            check, message = EXPIRED, f"this suppression ended on {one.until}: mend the text or decide anew"
        elif one not in needed and _was_due(one, seen, ran):
            check, message = UNUSED, "this suppression lets nothing pass: take it out"
        else:
            continue
        # One that may be meant for other runs costs nothing; one for a document of this run does.
        severity = Severity.NEUTRAL if check == UNUSED and one.document is None else Severity.MINOR
        text = _shown(one)
        segment = Segment(f"suppression {number}", text, document=path, location=Location(path, line))
        segments.append(segment)
        found[segment.id] = (Finding(check, segment.id, Span(0, len(text)), severity, message, confidence=1.0),)
    if not segments:
        return None
    points = sum(settings.policy.weights.of(each.severity) for every in found.values() for each in every)
    return DocumentAudit(Document(path, path, tuple(segments), rows=True, settings=True), found, {}, 0, points)


def _marked(document: Document, segment: Segment, finding: Finding, valid: Sequence[Suppression]) -> Finding:
    if {"*", finding.check} & set(segment.silenced):
        return replace(finding, suppressed=IN_THE_FILE)
    first = next(covering(document, segment, finding, valid), None)
    return finding if first is None else replace(finding, suppressed=first.reason)


def _was_due(one: Suppression, documents: Sequence[tuple[str, str]], ran: set[str]) -> bool:
    if one.check != "*" and one.check not in ran:
        return False
    return one.document is None or any(_is(one.document, name) or is_at(path, one.document) for name, path in documents)


def _is(pattern: str, name: str) -> bool:
    return pattern == name or ("*" in pattern and _stars(pattern).fullmatch(name) is not None)


@lru_cache(maxsize=1000)
def _stars(pattern: str) -> regex.Pattern[str]:
    return regex.compile(".*".join(map(regex.escape, pattern.split("*"))), regex.DOTALL)


def _touches(pattern: str, text: str, span: Span) -> bool:
    try:
        return any(Span(*match.span()).touches(span) for match in _compiled(pattern).finditer(text, timeout=_PATIENCE))
    except TimeoutError as error:
        message = f"pattern {pattern!r} takes over a second on one segment: make it simpler"
        raise PolicyError(message, "suppression") from error


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)


def _shown(one: Suppression) -> str:
    parts = ("check", "document", "segment", "text", "pattern", "until", "reason")
    return ", ".join(f"{name} = {getattr(one, name)}" for name in parts if getattr(one, name) is not None)
