# SPDX-License-Identifier: Apache-2.0
"""The PO catalogue that was audited, with each finding as a comment of the translator over its message.

Source: GNU gettext manual 0.22, "The Format of PO Files": comments with `# ` survive msgmerge.
"""

from __future__ import annotations

import re

from auditor.text.encoding import catalogue_encoding, catalogue_in_utf_8, decode
from auditor.writers._written_back import Placed, WrittenBack, inserted


class Po(WrittenBack):
    """Nothing else of the file is changed; it is written as UTF-8."""

    format = "po"
    suffixes = (".po",)
    readers = (".po", ".pot")

    def annotated(self, raw: bytes, path: str, found: list[Placed]) -> str:
        """The catalogue with comments. Raises InputError when it is not in the encoding that it declares."""
        text = catalogue_in_utf_8(decode(raw, path, catalogue_encoding(raw, self.encoding)))
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        lines = text.split("\n")
        pieces = []
        for one in found:
            row = _first_line(lines, one.place.line - 1)
            end = "\r" if lines[row].endswith("\r") else ""
            pieces.append((starts[row], f"# {_said(one)}{end}\n"))
        return inserted(text, pieces)


def _first_line(lines: list[str], row: int) -> int:
    """The line at which the message begins whose translation stands at `row`: its comments, context or id."""

    def is_over(*signs: str) -> bool:
        return row > 0 and lines[row - 1].lstrip().startswith(signs)

    while row > 0 and not re.match(r"\s*msgid\b(?!_)", lines[row]):
        row -= 1
    above = row - 1
    while above > 0 and lines[above].lstrip().startswith('"'):
        above -= 1
    if above >= 0 and lines[above].lstrip().startswith("msgctxt"):
        row = above
    while is_over("#"):
        row -= 1
    return row


def _said(one: Placed) -> str:
    finding = one.finding
    words = one.segment.translation[finding.span.start : finding.span.end]
    fix = f" \N{RIGHTWARDS ARROW} “{finding.suggestion}”" if finding.suggestion else ""
    said = f"auditor [{finding.severity.label}] {finding.check}: “{words}”{fix}. {finding.message}"
    return " ".join(said.split())
