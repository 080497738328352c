# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import Check, Example
from auditor.engines.glossaries import glossary
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm

_ADDRESS = regex.compile(
    r"https?://[^\s<>\"”»)\]]+|(?<![\p{L}\p{N}@])[\w.-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+|(?<![A-Za-z0-9@/])[@#][A-Za-z_][A-Za-z0-9_]{2,}"
)


@dataclass(frozen=True)
class KeptTerm(Check):
    """Something that must stay as it is was translated or lost: a name of the house's list, an address, a handle.

    Terms are compared to the letter. Without a list only web and mail addresses,
    handles (@house) and hashtags are looked at; a hashtag is minor, and may be another
    hashtag in the language.
    Source: check catalogue of peers (do-not-translate words, URL and e-mail mismatch).
    """

    id = "kept-term"
    mqm = Mqm.DO_NOT_TRANSLATE
    its = Its.TERMINOLOGY
    severity = Severity.MAJOR
    bad = (
        Example(
            "Écrivez à redaction@exemple.fr.",
            "Écrivez à redaction@exemple.fr.",
            "fr",
            "Write to newsroom@example.org.",
            "en",
        ),
        Example("Folgen Sie uns bei @haus.", "Folgen Sie uns bei @haus.", "de", "Follow us at @houseofnews.", "en"),
    )
    good = (
        Example("Écrivez à newsroom@example.org.", None, "fr", "Write to newsroom@example.org.", "en"),
        Example("Plus sur https://example.org/a", None, "fr", "More at https://example.org/a.", "en"),
        Example("Wir sind die Nummer #1.", None, "de", "We are #1.", "en"),
    )

    terms: tuple[str, ...] = ()  # words and phrases that stay as they are
    files: tuple[str, ...] = ()  # files with one such term a line, from the folder in which the audit runs
    addresses: bool = True  # web and mail addresses, handles and hashtags as well

    def __post_init__(self) -> None:
        """Read the lists once, so that a wrong one stops the audit before it starts."""
        for path in self.files:
            glossary(path, f"checks.{self.id}.files")

    def find(self, segment: Segment) -> Iterator[Finding]:
        source, text = segment.source, segment.translation
        if not source or not text.strip():
            return
        squeezed = "".join(text.split()).casefold()
        tags_kept = text.count("#") + text.count("＃") >= source.count("#")
        for start, end in self._places(source):
            term = source[start:end]
            if term.startswith("#") and tags_kept and term not in self.terms:
                continue  # transliterated or translated, or its sign on the other side
            if "".join(term.split()).casefold() not in squeezed:
                span = (len(text) - len(text.lstrip()), len(text.rstrip()))
                message = f"“{term}” of the source must stay as it is; it is not here."
                severity = Severity.MINOR if term.startswith("#") and term not in self.terms else None
                yield self.finding(segment, span, message, source_span=(start, end), confidence=0.85, severity=severity)

    def _places(self, source: str) -> Iterator[tuple[int, int]]:
        listed = [*self.terms]
        for path in self.files:
            listed += [form for term in glossary(path, f"checks.{self.id}.files") for form in term.allowed(None)]
        for term in listed:
            match = regex.search(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(term)}(?![\p{{L}}\p{{N}}])", source)
            if match is not None:
                yield match.span()
        if self.addresses and any(mark in source for mark in ("@", "#", "://")):
            for match in _ADDRESS.finditer(source):
                kept = match.group().rstrip(".,;:!?'’…")
                yield match.start(), match.start() + len(kept)
