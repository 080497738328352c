# SPDX-License-Identifier: Apache-2.0
"""Annotations of a GitHub workflow: the ten worst findings, then how many there are.

Source: GitHub, "Workflow commands"; a step shows ten annotations of a kind, the
rest is lost in silence (actions/toolkit issue 734). The escapes are those of
actions/toolkit `command.ts`.
"""

from __future__ import annotations

from typing import TextIO

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit
from auditor.writers._places import LEVELS, Placed, Worst, placed
from auditor.writers._visible import visible

_SHOWN = 10
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


class GitHub(Writer):
    """Workflow commands, to be printed: `-o github=-`."""

    format = "github"

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._worst = Worst(_SHOWN)

    def add(self, document: DocumentAudit) -> None:
        """Keep the document's findings while they are among the worst."""
        for one in placed(document):
            if one.finding.is_counted:
                self._worst.add(one)

    def close(self, audit: Audit) -> None:
        """Write the commands."""
        for one in self._worst.gravest_first():
            self.out.write(_command(one))
        if self._worst.left_out:
            text = f"{self._worst.left_out:,} further findings are not annotated: see the summary and the report"
            self.out.write(f"::notice title=auditor::{data(text)}\n")
        for reason in audit.verdict.reasons:
            if not reason.passed:
                text = f"{reason.gate}: {reason.measured} (limit {reason.limit})"
                self.out.write(f"::error title=auditor%3A gate failed::{data(text)}\n")
        for error in audit.errors[:_SHOWN]:
            self.out.write(f"::error title=auditor%3A could not be read::{data(error)}\n")


def data(text: str) -> str:
    """Text as the message of a command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return data(text).replace(":", "%3A").replace(",", "%2C")


def _command(one: Placed) -> str:
    place, finding = one.region, one.finding
    where = {"file": one.path, "line": str(place.line)}
    if place.column:
        where |= {"endLine": str(place.end_line)}
    if place.column and place.end_line == place.line:
        where |= {"col": str(place.column), "endColumn": str(place.end_column)}  # of one line only
    where["title"] = f"{finding.check} ({finding.severity.label})"
    values = ",".join(f"{name}={_value(value)}" for name, value in where.items())
    return f"::{_COMMANDS[LEVELS[finding.severity]]} {values}::{data(finding.message)}\n"
