# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.contract import Check, Example
from auditor.engines.glossaries import glossary
from auditor.languages import base
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.terms import occurrences

# Words that no style guide admits; a house adds its own.
_NO_WORDS = {
    "en": {"irregardless": "regardless", "alot": "a lot", "noone": "no one"},
    "de": {"einzigste": "einzige", "garnicht": "gar nicht", "garkein": "gar kein"},
    "fr": {"comme même": "quand même", "aréoport": "aéroport", "infractus": "infarctus"},
    "es": {"haiga": "haya", "ves a saber": "vete a saber"},
    "it": {"qual'è": "qual è", "pultroppo": "purtroppo"},
    "pt": {"menas": "menos", "seje": "seja"},
}


@dataclass(frozen=True)
class ForbiddenTerm(Check):
    """A word stands that the house does not want.

    From glossaries (forms marked `!` in CSV, deprecated in TBX, `forbidden` in TOML)
    in any inflected form, and from `words`, as they are.
    Source: check catalogue of peers (blacklist); the words that are always on: our
    judgement, non-words that dictionaries of usage warn of.
    """

    id = "forbidden-term"
    mqm = Mqm.TERMINOLOGY
    its = Its.TERMINOLOGY
    severity = Severity.MINOR
    bad = (
        Example("Irregardless of the rain, they sailed.", "Irregardless"),
        Example("Das war der einzigste Ausweg.", "einzigste", "de"),
    )
    good = (
        Example("Regardless of the rain, they sailed."),
        Example("Das war der einzige Ausweg.", None, "de"),
        Example("Il est venu quand même.", None, "fr"),
    )

    files: tuple[str, ...] = ()  # glossaries, from the folder in which the audit runs
    words: dict[str, dict[str, str]] = field(default_factory=lambda: _NO_WORDS)  # tag -> word -> what to write, or ""

    def __post_init__(self) -> None:
        """Read the glossaries once, so that a wrong one stops the audit before it starts."""
        for path in self.files:
            glossary(path, f"checks.{self.id}.files")

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        folded = text.casefold()
        for form, better, inflected in self._banned(segment.language):
            if form[:3].casefold() not in folded:
                continue
            for start, end in occurrences(form, text, segment.language, inflected=inflected):
                instead = f"; write “{better}”" if better else ""
                message = f"“{text[start:end]}” is not wanted{instead}."
                yield self.finding(segment, (start, end), message, suggestion=better or None, confidence=0.9)

    def _banned(self, tag: str | None) -> Iterator[tuple[str, str, bool]]:
        """Words, what to write instead, and whether any form of them is meant."""
        for word, better in self.words.get(tag or "und", self.words.get(base(tag), {})).items():
            yield word, better, False
        for path in self.files:
            for term in glossary(path, f"checks.{self.id}.files"):
                for form in term.banned(tag):
                    yield form, next(iter(term.allowed(tag)), ""), True
