# SPDX-License-Identifier: Apache-2.0
"""Results as JUnit XML: a suite for each document, a case for each segment, and one suite for the gates.

Source: the schema of the Jenkins xUnit plugin (junit-10.xsd), which GitLab,
GitHub and Azure readers accept.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit, Finding, Segment, Severity
from auditor.writers._places import region, relative
from auditor.writers._visible import visible

_IN_MEMORY = 1 << 24  # bytes: past this, suites wait on the disk for the totals, which stand first
_NAMED = 60  # code points of a segment's text in the name of its case


class Junit(Writer):
    """A case fails by findings of major severity or above; lesser ones are its output."""

    format = "junit"
    suffixes = (".junit.xml",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._suites = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._tests = self._failures = 0

    def add(self, document: DocumentAudit) -> None:
        """Write the document's suite."""
        counted = {
            segment.id: [finding for finding in document.findings.get(segment.id, ()) if finding.is_counted]
            for segment in document.document.segments
        }
        failed = sum(any(_fails(finding) for finding in found) for found in counted.values())
        self._open(document.document.id, len(counted), failed)
        for segment in document.document.segments:
            self._suites.write(_case(document.document.id, segment, counted[segment.id]))
        self._suites.write("</testsuite>\n")

    def close(self, audit: Audit) -> None:
        """Write it all; the last suite has the gates, and what could not be read."""
        reasons = audit.verdict.reasons
        failed = sum(not reason.passed for reason in reasons)
        self._open("gate", len(reasons) + len(audit.errors), failed, len(audit.errors))
        self._suites.write("<properties>\n")
        figures = [("points per 1,000 words", f"{audit.points_per_1000_words:.4g}")]
        figures += [(score.scorer, f"{score.value:.4g}") for score in audit.scores]
        for name, value in figures:
            self._suites.write(f"<property name={_attribute(name)} value={_attribute(value)}/>\n")
        self._suites.write("</properties>\n")
        for reason in reasons:
            text = f"{reason.gate}: {reason.measured} (limit {reason.limit})" + (
                f"; {reason.note}" if reason.note else ""
            )
            fault = "" if reason.passed else f'<failure type="gate" message={_attribute(text)}/>'
            self._suites.write(
                f'<testcase classname="gate" name={_attribute(reason.gate)} time="0">{fault}</testcase>\n'
            )
        for error in audit.errors:
            fault = f'<error type="input" message={_attribute(error)}/>'
            self._suites.write(f'<testcase classname="input" name={_attribute(error)} time="0">{fault}</testcase>\n')
        self._suites.write("</testsuite>\n")
        self.out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        counts = f'tests="{self._tests}" failures="{self._failures}" errors="{len(audit.errors)}"'
        self.out.write(f'<testsuites name="auditor" {counts} time="0">\n')
        self._suites.seek(0)
        shutil.copyfileobj(self._suites, self.out)
        self._suites.close()
        self.out.write("</testsuites>\n")

    def _open(self, name: str, tests: int, failures: int, errors: int = 0) -> None:
        self._tests += tests
        self._failures += failures
        self._suites.write(
            f'<testsuite name={_attribute(name)} tests="{tests}" failures="{failures}" errors="{errors}" '
            'skipped="0" time="0">\n'
        )


def _fails(finding: Finding) -> bool:
    return finding.severity >= Severity.MAJOR


def _case(document: str, segment: Segment, found: Sequence[Finding]) -> str:
    text = segment.translation
    name = f"{segment.id} {text if len(text) <= _NAMED else text[:_NAMED] + '…'}"
    head = f'<testcase classname={_attribute(document)} name={_attribute(name)} time="0">'
    lines = [_line(segment, finding) for finding in found]
    worst = max(found, key=lambda finding: finding.severity, default=None)
    if worst is None:
        return f"{head}</testcase>\n"
    body = escape("\n".join(lines))
    if not _fails(worst):
        return f"{head}<system-out>{body}</system-out></testcase>\n"
    about = f"type={_attribute(worst.check)} message={_attribute(worst.message)}"
    return f"{head}<failure {about}>{body}</failure></testcase>\n"


def _line(segment: Segment, finding: Finding) -> str:
    place = region(segment, finding.span)
    path = relative(segment.location.path) if segment.location else segment.id
    column = f":{place.column}" if place.column else ""
    return visible(f"{path}:{place.line}{column}: {finding.severity.label} {finding.check}: {finding.message}")


def _attribute(text: str) -> str:
    """Quoted and escaped; what XML cannot hold is spelled out."""
    return quoteattr(visible(text))
