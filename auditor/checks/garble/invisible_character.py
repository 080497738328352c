# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.invisible import invisible, is_bidi, is_idle


@dataclass(frozen=True)
class InvisibleCharacter(Check):
    """An invisible or control character stands in the text.

    It breaks search, line ends and, when it turns the direction of writing, what
    is read; a sign without width beside a blank does neither and is only shown.
    Joiners and direction marks are right where a script needs them.
    Source: Unicode Technical Report 36, and UAX 9 for the bidirectional controls.
    """

    id = "invisible-character"
    mqm = Mqm.ENCODING
    its = Its.CHARACTERS
    severity = Severity.MINOR
    one_slip = True
    bad = (
        Example("The tech\N{ZERO WIDTH SPACE}nicians left.", "\N{ZERO WIDTH SPACE}"),
        Example("The gene\N{RIGHT-TO-LEFT OVERRIDE}rator stopped.", "\N{RIGHT-TO-LEFT OVERRIDE}"),
    )
    good = (
        Example("10\N{NO-BREAK SPACE}000 people"),
        Example("می\N{ZERO WIDTH NON-JOINER}رود", None, "fa"),
        Example("Line one\nline two\tend"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if text.isascii() and text.isprintable():
            return
        for start, end, name in invisible(text, profile(segment.language)):
            severity = (
                Severity.MAJOR if is_bidi(text[start]) else Severity.NEUTRAL if is_idle(text, start, end) else None
            )
            yield self.finding(
                segment,
                (start, end),
                f"Invisible character: {name}.",
                suggestion="",
                severity=severity,
                confidence=0.97,
            )
