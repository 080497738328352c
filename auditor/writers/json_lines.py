# SPDX-License-Identifier: Apache-2.0
"""Results as JSON lines: one object for each segment, written as the documents come."""

from __future__ import annotations

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit
from auditor.writers._results import encode, segment_results


class JsonLines(Writer):
    """One segment a line, in input order; nothing is kept."""

    format = "jsonl"
    suffixes = (".jsonl",)

    def add(self, document: DocumentAudit) -> None:
        """Write the document's segments."""
        for segment in segment_results(document):
            self.out.write(encode(segment, self.out.encoding) + "\n")

    def close(self, audit: Audit) -> None:
        """Nothing is left to write: lines know only segments."""
