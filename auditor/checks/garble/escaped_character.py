# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.links import escapes


@dataclass(frozen=True)
class EscapedCharacter(Check):
    """A sign was left as a machine wrote it: "don\\'t", "caf%C3%A9", "donu2019t".

    Percent and quoted-printable escapes, backslashes before quotation marks,
    Unicode numbers that have lost their backslash, codes of RTF and TeX.
    Source: RFC 3986, RFC 2045, RFC 8259; Rich Text Format Specification 1.9.
    """

    id = "escaped-character"
    mqm = Mqm.ENCODING
    its = Its.CHARACTERS
    severity = Severity.MAJOR
    explains = ("placeholder-residue", "non-word", "glued-words", "punctuation-spacing", "number-in-word")
    bad = (
        Example("They don\\'t open the bridge.", "\\'"),
        Example("The caf%C3%A9 in the port.", "%C3%A9"),
        Example("They donu2019t open it.", "u2019"),
        Example("=?utf-8?Q?Bridge?= was closed.", "=?utf-8?Q?Bridge?="),
    )
    good = (
        Example("A rise of 20% or 30% on C: and D: drives."),
        Example("See example.org/caf%C3%A9, that is https://example.org/caf%C3%A9."),
        Example("If a=20 and b=30, the U2 band plays."),
        Example("The U2019 squad won."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, repair in escapes(text):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"A sign was left as a machine wrote it: “{text[start:end][:40]}”."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.9)
