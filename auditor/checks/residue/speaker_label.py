# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.transcripts import labels


@dataclass(frozen=True)
class SpeakerLabel(Check):
    """A piece of a transcript was left in the copy: "Speaker 2:", "[inaudible]", "[00:01:15]".

    Source: house rules of transcribers; words in the profiles (`speaker_words`, `transcript_notes`).
    """

    id = "speaker-label"
    mqm = Mqm.TEXTUAL
    its = Its.NON_CONFORMANCE
    severity = Severity.MINOR
    bad = (
        Example("Speaker 2: The bridge is closed.", "Speaker 2:"),
        Example("The bridge is [inaudible] closed.", "[inaudible]"),
        Example("[00:01:15] The bridge is closed.", "[00:01:15]"),
    )
    good = (
        Example("The speaker: a man of 52. He won in 1:52:30 on Monday."),
        Example("“The bridge is closed,” he said. (Applause)"),
        Example("Speaker Roe: the bridge stays."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in labels(text, (segment.language, segment.source_language, "en")):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"A piece of a transcript was left in: “{text[start:end].strip()}”."
            yield self.finding(segment, (start, end), message, suggestion="", confidence=0.9)
