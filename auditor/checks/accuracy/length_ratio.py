# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm

_LATIN = regex.compile(r"\p{Latin}")


@dataclass(frozen=True)
class LengthRatio(Check):
    """The translation is far shorter or far longer than its source lets expect.

    The expected length is that of the source times the usual expansion of the
    pair (`relative_length` of the two profiles, measured on translated news).
    Short texts vary more: what is within the limit with a few words more on both sides is
    neutral, a headline with a name explained.
    Source: Gale and Church 1993 for the measure and its variance; limits our judgement on clean news.
    """

    id = "length-ratio"
    mqm = Mqm.OMISSION
    its = Its.LENGTH
    severity = Severity.MINOR
    bad = (
        Example(
            "Le pont est fermé.",
            "Le pont est fermé.",
            "fr",
            "The bridge over the northern arm of the river was closed on Monday after two lorries collided in fog.",
            "en",
        ),
    )
    good = (
        Example("Le pont est fermé.", None, "fr", "The bridge is closed.", "en"),
        Example("ONU", None, "fr", "The United Nations", "en"),
    )

    shortest: int = 40  # code points expected; below, one word more or less is a large ratio
    limit: float = 2.2  # how many times too short or too long
    slack: int = 25  # code points more on both sides with which a short text must be beyond the limit too

    def find(self, segment: Segment) -> Iterator[Finding]:
        text, source = segment.translation.strip(), (segment.source or "").strip()
        if not text or not source:
            return
        expansion = profile(segment.language).relative_length / profile(segment.source_language).relative_length
        expected = len(source) * expansion
        if max(expected, len(text)) < self.shortest or min(expected, len(text)) <= 0:
            return
        copied = len(_LATIN.findall(text)) if expansion < 1 else 0  # names in Latin letters stay as long as they are
        ratio = (len(text) - copied * (1 - expansion)) / expected
        if 1 / self.limit <= ratio <= self.limit:
            return
        start = len(segment.translation) - len(segment.translation.lstrip())
        word = "short" if ratio < 1 else "long"
        message = f"The translation is {len(text)} characters {word}; about {expected:.0f} were to be expected."
        eased = (ratio * expected + self.slack) / (expected + self.slack)
        severity = Severity.NEUTRAL if 1 / self.limit <= eased <= self.limit else None
        span, theirs = (start, start + len(text)), (0, len(segment.source or ""))
        yield self.finding(segment, span, message, severity=severity, confidence=0.7, source_span=theirs)
