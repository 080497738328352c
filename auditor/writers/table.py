# SPDX-License-Identifier: Apache-2.0
"""Findings as a table for a spreadsheet: no cell can be taken for a formula.

Source: RFC 4180; OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
from typing import TextIO

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit
from auditor.shelf import checks
from auditor.writers._written_back import placed

_COLUMNS = (
    "document", "segment", "path", "line", "column", "place", "severity", "check", "category", "words", "message",
    "suggestion", "confidence", "source", "translation",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
            "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


class Table(Writer):
    """One row for each finding that counts."""

    format = "csv"
    suffixes = (".csv",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._rows = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self._rows.writerow(_COLUMNS)

    def add(self, document: DocumentAudit) -> None:
        """Write the document's rows."""
        for finding, segment, place in placed(document):
            rule = checks().get(finding.check)
            cells = (
                document.document.id,
                segment.id,
                place.path,
                str(place.line),
                str(place.column),
                place.note or "",
                finding.severity.label,
                finding.check,
                rule.mqm.value if rule else "",
                segment.translation[finding.span.start : finding.span.end],
                finding.message,
                finding.suggestion or "",
                f"{finding.confidence:.2f}",
                segment.source or "",
                segment.translation,
            )
            self._rows.writerow([_safe(cell) for cell in cells])

    def close(self, audit: Audit) -> None:
        """Nothing is left to write."""


def _safe(cell: str) -> str:
    """The cell, marked as text when a spreadsheet would take it for a formula."""
    cell = cell.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
