# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.languages import profile
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm
from auditor.text.restated import Said, restates, said


@dataclass(frozen=True)
class RestatedSentence(DocumentCheck):
    """A sentence says again, in other words, what a neighbour has just said.

    Two versions of one sentence were both kept. Compared are the stems of the
    content words and the figures; headlines, quotations and what brings a new
    figure are let alone, and so are copies, which another check tells.
    Source: thresholds by clean news of 27 languages (NTREX-128) and human references (WMT22, WMT23).
    """

    id = "restated-sentence"
    mqm = Mqm.ADDITION
    its = Its.DUPLICATION
    severity = Severity.MINOR
    gives_way = True
    bad = (
        Example(
            "The bridge over the Calder was closed on Monday because its cables were worn. "
            "Because of worn cables the bridge over the Calder was closed on Monday.",
            "Because of worn cables the bridge over the Calder was closed on Monday.",
        ),
        Example(
            "The harbour lost 240 ships in the storm of 1911. In the storm 240 ships of the harbour were lost.",
            "In the storm 240 ships of the harbour were lost.",
        ),
    )
    good = (
        Example("The bridge was closed on Monday. The harbour was closed on Tuesday."),
        Example("Bridge over the Calder closed\nThe bridge over the Calder was closed on Monday."),
        Example("Roe opened the bridge in June. “I have opened the bridge in June,” Roe said."),
        Example("The port lost 40 ships in the June storm. The port lost 12 ships in the July storm."),
    )

    reach: int = 2  # sentences back that are compared; further off a story may come back to its matter

    def find_in(self, document: Document) -> Iterator[Finding]:
        if not document.segments or (len(document.segments) == 1 and len(document.segments[0].translation) < 60):
            return
        language = profile(document.language or document.segments[0].language)
        before: list[Said] = []
        for one in said(document.segments, language):
            near = enumerate(reversed(before), 1)
            earlier = next((old for gap, old in near if restates(one, old, gap, language)), None)
            if earlier is not None and not _source_says_both(document, one, earlier):
                shown = document.segments[earlier.segment].translation[earlier.span.start : earlier.span.end]
                message = f"This was just said: “{shown[:60]}”."
                yield self.finding(document.segments[one.segment], one.span, message, suggestion="", confidence=0.7)
            before = [*before, one][-self.reach :]


def _source_says_both(document: Document, one: Said, earlier: Said) -> bool:
    """Whether the source has a sentence of its own for each, and the two differ."""
    ours, theirs = document.segments[one.segment].source, document.segments[earlier.segment].source
    return bool(ours and theirs) and one.segment != earlier.segment and ours != theirs
