# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.links import json_shards


@dataclass(frozen=True)
class JsonShard(Check):
    """A piece of JSON, XML or of a printed record was left in the copy.

    Source: RFC 8259; XML 1.0; check catalogue of peers, N24.
    """

    id = "json-shard"
    mqm = Mqm.MARKUP
    its = Its.MARKUP
    severity = Severity.MAJOR
    explains = ("placeholder-residue", "unpaired-mark", "punctuation-spacing")
    bad = (
        Example('The bridge was closed."}],"next":[{', '"}],"next":[{'),
        Example("The bridge {'text': 'was closed'} today.", "{'text': 'was closed'}"),
        Example("The bridge <![CDATA[ was closed.", "<![CDATA["),
    )
    good = (
        Example('He said: "the bridge": closed, [sic] and {so on}.'),
        Example("The score was [3-1] and {2} teams left."),
        Example('Words such as "pier": a wall; "quay": another.'),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in json_shards(text):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"A piece of a data record was left in the text: “{text[start:end][:40]}”."
            yield self.finding(segment, (start, end), message, suggestion="", confidence=0.9)
