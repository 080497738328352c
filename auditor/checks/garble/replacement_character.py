# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm

_LOST = re.compile(r"[\N{REPLACEMENT CHARACTER}]+|[\uD800-\uDFFF]+")


@dataclass(frozen=True)
class ReplacementCharacter(Check):
    """A character was lost in a conversion and a replacement sign stands for it.

    Source: Unicode 16, section 5.22 (U+FFFD), and lone surrogates.
    """

    id = "replacement-character"
    mqm = Mqm.ENCODING
    its = Its.CHARACTERS
    severity = Severity.MAJOR
    explains = ("non-word", "glued-words")
    bad = (Example("The caf\N{REPLACEMENT CHARACTER} was closed.", "\N{REPLACEMENT CHARACTER}"),)
    good = (Example("The café was closed."), Example("Was it? Yes."))

    def find(self, segment: Segment) -> Iterator[Finding]:
        for match in _LOST.finditer(segment.translation):
            yield self.finding(
                segment, match.span(), "A character was lost here when the encoding was changed.", confidence=1.0
            )
