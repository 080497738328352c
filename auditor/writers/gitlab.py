# SPDX-License-Identifier: Apache-2.0
"""Results as a GitLab code quality report.

Source: GitLab, "Code Quality", section "Code Quality report format": an array,
each fingerprint unique, paths relative without `./`.
"""

from __future__ import annotations

import json
from typing import TextIO

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit, Severity
from auditor.writers._places import placed
from auditor.writers._visible import visible

_SEVERITIES = {
    Severity.NEUTRAL: "info",
    Severity.MINOR: "minor",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "critical",
}


class GitLab(Writer):
    """Findings that count, one a line, as the documents come."""

    format = "gitlab"
    suffixes = (".codequality.json",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._between = "[\n"

    def add(self, document: DocumentAudit) -> None:
        """Write the document's findings."""
        for one in placed(document):
            finding = one.finding
            if finding.is_counted:
                row = {
                    "description": visible(finding.message),
                    "check_name": finding.check,
                    "fingerprint": finding.fingerprint,
                    "severity": _SEVERITIES[finding.severity],
                    "location": {"path": visible(one.path), "lines": {"begin": one.region.line}},
                }
                self.out.write(self._between + json.dumps(row))
                self._between = ",\n"

    def close(self, audit: Audit) -> None:
        """End the array."""
        self.out.write("\n]\n" if self._between == ",\n" else "[]\n")
