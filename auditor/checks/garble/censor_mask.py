# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.oddments import masks


@dataclass(frozen=True)
class CensorMask(Check):
    """A word was made unreadable on purpose: "f***", "[expletive]".

    Good practice of some houses, and left alone by a gate: to be seen, not counted.
    Source: check catalogue of peers, N3; Associated Press Stylebook, obscenities.
    """

    id = "censor-mask"
    mqm = Mqm.UNINTELLIGIBLE
    its = Its.CHARACTERS
    severity = Severity.NEUTRAL
    gives_way = True
    bad = (
        Example("He said it was f*** cold.", "f***"),
        Example("What the [expletive] is that?", "[expletive]"),
    )
    good = (
        Example("The hotel has four stars **** and a pool."),
        Example("He said [the mayor] was there."),
        Example("It cost US$500 or A$50."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        for start, end in masks(text):
            if segment.source and text[start:end] in segment.source:
                continue
            message = f"A word was masked: “{text[start:end]}”."
            yield self.finding(segment, (start, end), message, suggestion=None, confidence=0.9)
