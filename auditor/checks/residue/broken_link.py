# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.links import broken_links


@dataclass(frozen=True)
class BrokenLink(Check):
    """An address cannot be followed: "http ://", "www. example .com", "name @ example.com".

    Tokenizers and translation systems put blanks into addresses, cut them, or
    leave the frame of a Markdown link. What the source has too is let alone.
    Source: RFC 3986; check catalogue of peers, row 47.
    """

    id = "broken-link"
    mqm = Mqm.LINK
    its = Its.FORMATTING
    severity = Severity.MINOR
    bad = (
        Example("See http ://example.org/pier for more.", "http ://example.org/pier"),
        Example("Write to www. example .com today.", "www. example .com"),
        Example("Mail press @ example.com or call.", "press @ example.com"),
        Example("See https:// for more.", "https://"),
    )
    good = (
        Example("See http://example.org/pier and www.example.com, or press@example.com."),
        Example("The www. The company. Net sales fell."),
        Example("They met @ noon."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end, repair in broken_links(text):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"The address “{text[start:end][:60]}” cannot be followed."
            yield self.finding(segment, (start, end), message, suggestion=repair, confidence=0.9)
