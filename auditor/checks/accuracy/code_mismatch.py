# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import Check, Example
from auditor.languages import profile
from auditor.model import Code, Finding, Segment, Severity
from auditor.mqm import Its, Mqm
from auditor.text.markup import shards

_WRITTEN = regex.compile(r"[{%$<]")  # how placeholders and tags begin; escapes, comments and wiki links are no codes
_ALIKE = regex.compile(r"(?<=^%)\d\$|\s+(?=/?>$)|(?<=^<br)\s*/|(?<=^<\p{L}{1,10})\s.*(?=>$)", regex.DOTALL)


@dataclass(frozen=True)
class CodeMismatch(Check):
    """A tag or a placeholder of the source is lost in the translation, was added to it, or its tags are crossed.

    Placeholders may change their order, as words do; a closing tag may not come
    before its opening one. A code that was added in plain sight is residue, and
    left to `placeholder-residue`.
    Source: OASIS XLIFF 2.2, section on inline codes (canReorder, isolated); ITS 2.0, issue type `markup`.
    """

    id = "code-mismatch"
    mqm = Mqm.MARKUP
    its = Its.MARKUP
    severity = Severity.MAJOR
    bad = (
        Example("Bonjour, vous avez un message.", "", "fr", "Hello {name}, you have a message.", "en"),
        Example("Es sind %s Schiffe und Boote.", "", "de", "There are %s ships and %d boats.", "en"),
        Example("Cliquez </b>ici<b> pour lire.", "</b>", "fr", "Click <b>here</b> to read.", "en"),
    )
    good = (
        Example("Es sind %2$s Boote und %1$s Schiffe.", None, "de", "There are %1$s ships and %2$s boats.", "en"),
        Example("Cliquez <b>ici</b> pour lire.", None, "fr", "Click <b >here</b> to read.", "en"),
        Example("Le prix a augmenté de 5 % depuis.", None, "fr", "The price rose by 5%.", "en"),
        Example("Une ligne<br/>et une autre.", None, "fr", "A line<br>and another.", "en"),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        if not segment.source or not segment.translation.strip() or segment.aligned:
            return
        ours = [*_written(segment.translation, segment.language), *((code, code.at) for code in segment.codes)]
        theirs = [
            *_written(segment.source, segment.source_language),
            *((code, code.at) for code in segment.source_codes),
        ]
        lost = Counter(_key(code) for code, _ in theirs) - Counter(_key(code) for code, _ in ours)
        added = Counter(_key(code) for code, _ in ours) - Counter(_key(code) for code, _ in theirs)
        differs = bool(lost or added)
        for code, end in ours:
            if added[_key(code)]:
                added[_key(code)] -= 1
                if end > code.at:
                    continue
                message = f"{_named(code.kind)} that the source does not have: {code.id}."
                yield self.finding(segment, (code.at, end), message, confidence=0.9)
        if lost:
            names = ", ".join(dict.fromkeys(name for name, _ in lost))
            is_type = all(kind != "alone" for _, kind in lost) and all(
                lost[name, "open"] == lost[name, "close"] for name, _ in lost
            )
            end = len(segment.translation)
            message = f"Of the source these codes are lost: {names[:80]}."
            severity = Severity.MINOR if is_type else Severity.MAJOR
            yield self.finding(segment, (end, end), message, confidence=0.9, severity=severity)
        if not differs:
            yield from self._crossed(segment, ours, theirs)

    def _crossed(
        self, segment: Segment, ours: list[tuple[Code, int]], theirs: list[tuple[Code, int]]
    ) -> Iterator[Finding]:
        if _first_crossed(theirs) is not None:
            return
        crossed = _first_crossed(ours)
        if crossed is not None:
            code, end = crossed
            yield self.finding(
                segment, (code.at, end), f"A code is closed before it is opened: {code.id}.", confidence=0.9
            )


def _written(text: str, language: str | None) -> Iterator[tuple[Code, int]]:
    """Codes that stand in the text itself, with their ends."""
    for start, end in shards(text, profile(language)):
        said = text[start:end]
        if _WRITTEN.match(said) and not said.startswith("<!"):
            name = _ALIKE.sub("", said)
            pair = name.startswith("<") and not name.endswith("/>") and name not in ("<br>", "<hr>", "<img>")
            yield Code(name, "alone" if not pair else "close" if name.startswith("</") else "open", start), end


def _key(code: Code) -> tuple[str, str]:
    return code.id.replace("</", "<"), code.kind


def _first_crossed(codes: list[tuple[Code, int]]) -> tuple[Code, int] | None:
    """The first closing code of which no opening one came before, though one comes after."""
    opened: Counter[str] = Counter()
    all_opened = Counter(_key(code)[0] for code, _ in codes if code.kind == "open")
    for code, end in codes:
        name = _key(code)[0]
        if code.kind == "open":
            opened[name] += 1
        elif code.kind == "close":
            if not opened[name] and all_opened[name]:
                return code, end
            opened[name] -= 1
    return None


def _named(kind: str) -> str:
    return "A placeholder" if kind == "alone" else "A tag"
