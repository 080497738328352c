# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.engines.mojibake import mojibake
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm


@dataclass(frozen=True)
class Mojibake(Check):
    """Letters were read in the wrong encoding: "cafÃ©" for "café".

    Found where the signs are unlikely together and reading them in the right
    encoding gives a likelier text.
    Source: ftfy 6.3 (badness and repair plan; Speer 2019).
    """

    id = "mojibake"
    mqm = Mqm.ENCODING
    its = Its.CHARACTERS
    severity = Severity.MAJOR
    explains = (
        "invisible-character",
        "non-word",
        "mixed-script",
        "untranslated-run",
        "wrong-language",
        "punctuation-spacing",
        "glued-words",
    )
    bad = (Example("The cafÃ© was closed.", "Ã©"), Example("It wasnâ€™t closed.", "â€™"))
    good = (
        Example("The café wasn’t closed."),
        Example("»Škoda« je nova.", None, "sl"),
        Example("SÃO PAULO — Ânimo", None, "pt"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        for start, end, repair in mojibake(segment.translation):
            shown = f"; it reads “{repair}” in the right one" if repair else ""
            yield self.finding(
                segment,
                (start, end),
                f"These signs come from a wrong encoding{shown}.",
                suggestion=repair,
                confidence=0.95,
            )
