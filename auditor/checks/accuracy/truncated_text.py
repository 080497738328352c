# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.words import words

_ENDED = regex.compile(r"[.!?…。！？؟।:][\p{Pf}\p{Pe}\p{Pi}\"'\s*]*$")
_OPEN_END = regex.compile(r"[\p{L}\p{M}\p{N},،、]\s*$")


@dataclass(frozen=True)
class TruncatedText(Check):
    """The text breaks off before its end.

    Beside a source: the source ends its sentence and the translation does not.
    Alone: the last word is one that no sentence ends with.
    Source: check catalogue of peers (truncation); MQM Core, truncation.
    """

    id = "truncated-text"
    mqm = Mqm.TRUNCATION
    its = Its.OMISSION
    severity = Severity.MAJOR
    bad = (
        Example("Le maire a annoncé que le pont serait fermé jusqu'à la", "la", "fr", "The mayor said the bridge would be closed until the weekend.", "en"),
    )
    good = (
        Example("Le pont est fermé.", None, "fr", "The bridge is closed.", "en"),
        Example("Pont fermé à Ville-Basse", None, "fr", "Bridge closed in Lower Town", "en"),
        Example("« Le pont est fermé »", None, "fr", "“The bridge is closed.”", "en"),
    )

    shortest: int = 20  # code points; below, it is a label

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if len(text) < self.shortest or segment.role in ("headline", "byline", "caption", "credit") or not _OPEN_END.search(text):
            return
        last = words(text)[-1:]
        if not last:
            return
        language = profile(segment.language)
        unfinished = last[0].text in language.unfinished
        lost_end = bool(segment.source) and _ENDED.search(segment.source or "") is not None
        if not (unfinished or lost_end):
            return
        start = last[0].start if unfinished or language.spaced else max(last[0].start, last[0].end - 4)
        yield self.finding(
            segment,
            (start, last[0].end),
            "The source ends its sentence here, the translation breaks off." if lost_end else f"No sentence ends with “{last[0].text}”.",
            severity=self.severity if unfinished or self._is_short(segment) else Severity.MINOR,
            confidence=0.9 if unfinished and lost_end else 0.7,
        )

    def _is_short(self, segment: Segment) -> bool:
        expansion = profile(segment.language).relative_length / profile(segment.source_language).relative_length
        return len(segment.translation) < 0.75 * len(segment.source or "") * expansion
