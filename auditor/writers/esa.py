# SPDX-License-Identifier: Apache-2.0
"""Findings as error spans: one JSON object a line with `esa_spans`, as the ESA protocol of WMT has them.

Source: Kocmi et al. 2024, "Error Span Annotation"; the fields `start_i`, `end_i`,
`severity` and `error_type` of its data. Ends are half-open here as everywhere.
"""

from __future__ import annotations

import json

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit, Severity
from auditor.shelf import checks


class Esa(Writer):
    """ESA knows two severities: what is critical here is major there, what is neutral is left out."""

    format = "esa"
    suffixes = (".esa.jsonl",)

    def add(self, document: DocumentAudit) -> None:
        """Write a line for each segment."""
        for number, segment in enumerate(document.document.segments, 1):
            spans = []
            for finding in document.findings.get(segment.id, ()):
                if finding.is_counted and finding.severity > Severity.NEUTRAL:
                    rule = checks().get(finding.check)
                    spans.append(
                        {
                            "start_i": finding.span.start,
                            "end_i": finding.span.end,
                            "severity": "minor" if finding.severity == Severity.MINOR else "major",
                            "error_type": rule.mqm.value if rule else finding.check,
                        }
                    )
            row = {
                "document_id": document.document.id,
                "segment_id": number,
                "system": "auditor",
                "src": segment.source,
                "tgt": segment.translation,
                "score": document.scores.get(segment.id, {}).get("quality"),
                "esa_spans": spans,
            }
            self.out.write(json.dumps(row, ensure_ascii=True) + "\n")

    def close(self, audit: Audit) -> None:
        """Nothing is left to write."""
