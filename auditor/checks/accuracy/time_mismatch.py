# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.scores import afternoons, clock, parts_of_day


@dataclass(frozen=True)
class TimeMismatch(Check):
    """An hour after noon became one before it: 3 Uhr for 3 p.m.

    Looked at are hours that the source writes with "p.m." and the translation for a
    clock of 24 hours; with a word for a part of the day beside it, 3 may be right.
    Source: CLDR day periods; ISO 8601.
    """

    id = "time-mismatch"
    mqm = Mqm.MISTRANSLATION
    its = Its.NUMBERS
    severity = Severity.MAJOR
    bad = (
        Example("Die Sitzung beginnt um 3 Uhr.", "3 Uhr", "de", "The session starts at 3 p.m.", "en"),
        Example("La séance commence à 2:30.", "2:30", "fr", "The session starts at 2:30 p.m.", "en"),
    )
    good = (
        Example("Die Sitzung beginnt um 15 Uhr.", None, "de", "The session starts at 3 p.m.", "en"),
        Example("Die Sitzung beginnt um 3 Uhr nachmittags.", None, "de", "The session starts at 3 p.m.", "en"),
        Example("La séance commence à 3 h 30.", None, "fr", "The session starts at 3:30 a.m.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        source = segment.source or ""
        if not any(half in source for half in ("p.m", "pm", "P.M", "PM", "p. m", " p m")):
            return
        after = {hour.hour: hour for hour in afternoons(source)}
        ours = list(clock(segment.translation)) if after else []
        lower = segment.translation.casefold()
        if not ours or any(
            word in lower for word in parts_of_day(segment.language) | profile(segment.language).half_days
        ):
            return
        said = {hour.hour for hour in ours}
        for hour in ours:
            other = after.get(hour.hour)
            if other is not None and hour.hour + 12 not in said:
                message = f"The source has {source[other.start : other.end]}, which is {hour.hour + 12} o'clock."
                yield self.finding(
                    segment, (hour.start, hour.end), message, source_span=(other.start, other.end), confidence=0.8
                )
