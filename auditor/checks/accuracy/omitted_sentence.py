# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import DocumentCheck, Example
from auditor.model import Document, Finding, Severity
from auditor.mqm import Its, Mqm


@dataclass(frozen=True)
class OmittedSentence(DocumentCheck):
    """Nothing in the translated story answers to a sentence of the source.

    Only alignment can tell, so only stories paired as wholes are looked at, and
    only sentences long enough that length says something.
    Source: Gale and Church 1993 (0-1 beads); least length our judgement.
    """

    id = "omitted-sentence"
    mqm = Mqm.OMISSION
    its = Its.OMISSION
    severity = Severity.MINOR  # an alignment by length can be wrong; the loss is shown, not gated
    bad = (Example("Il pleut.\nLe pont reste fermé.", None),)
    good = (Example("Il pleut.", None, "fr"), Example("Le pont est fermé.", None, "fr", "The bridge is closed.", "en"))

    shortest: int = 30  # code points of the source sentence

    def find_in(self, document: Document) -> Iterator[Finding]:
        for segment in document.segments:
            lost = (segment.source or "").strip()
            if segment.aligned and not segment.translation and len(lost) >= self.shortest:
                message = f"No sentence of the translation answers to “{lost[:120]}”."
                yield self.finding(segment, (0, 0), message, confidence=0.6, source_span=(0, len(segment.source or "")))
