# SPDX-License-Identifier: Apache-2.0
"""A workbook for reviewers: every segment in order, and beside it what was found in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from auditor.contract import Writer
from auditor.engines.office import Workbook
from auditor.model import Audit, DocumentAudit, Finding, Segment, Severity
from auditor.writers._visible import pieces

_COLUMNS = {
    "document": 20, "segment": 12, "source": 50, "translation": 50, "reference": 50, "findings": 10, "severity": 10,
    "check": 22, "marked": 24, "message": 50, "suggestion": 24,
}  # fmt: skip
_COLOURS = {Severity.CRITICAL: "F8CBAD", Severity.MAJOR: "FFE699", Severity.MINOR: "FFF8DC", Severity.NEUTRAL: None}


class Xlsx(Writer):
    """One row for each segment, its findings that count beside it; with a filter. Needs the extra `office`."""

    format = "xlsx"
    suffixes = (".xlsx",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._book = Workbook("Audit", _COLUMNS)

    def add(self, document: DocumentAudit) -> None:
        """Write the document's rows."""
        for segment in document.document.segments:
            found = [one for one in document.findings.get(segment.id, ()) if one.is_counted]
            worst = max((one.severity for one in found), default=None)
            self._book.append(
                (
                    document.document.id,
                    segment.id,
                    segment.source or "",
                    segment.translation,
                    segment.reference or "",
                    len(found),
                    "" if worst is None else worst.label,
                    _listed(one.check for one in found),
                    _listed(_marked(segment, one) for one in found),
                    _listed(one.message for one in found),
                    _listed(one.suggestion or "" for one in found),
                ),
                None if worst is None else _COLOURS[worst],
            )

    def close(self, audit: Audit) -> None:
        """Write the workbook, in bytes, under the text stream."""
        self._book.save(self.out.buffer)


def _marked(segment: Segment, finding: Finding) -> str:
    return "".join(piece.text for piece in pieces(segment.translation[slice(*finding.span)], marked=True))


def _listed(said: Iterable[str]) -> str:
    """What each finding says, numbered where there are several."""
    lines = list(said)
    if len(lines) < 2 or not any(lines):
        return "".join(lines)
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))
