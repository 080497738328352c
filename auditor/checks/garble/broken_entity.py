# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from auditor.contract import Check, Example
from auditor.model import Finding, Segment, Severity
from auditor.mqm import Its, Mqm

_NAMES = (
    "amp|quot|apos|lt|gt|nbsp|ensp|emsp|thinsp|shy|zwnj|zwj|lrm|rlm|laquo|raquo|lsquo|rsquo|sbquo|ldquo|rdquo|bdquo|ndash|mdash|hellip|"
    "bull|middot|copy|reg|trade|deg|euro|pound|yen|cent|sect|para|iexcl|iquest|times|frac12|frac14|frac34|ordf|ordm|"
    r"[aeiouyAEIOUYnNcCszSZ](?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash)|szlig|aelig|AElig|oelig|OElig|eth|thorn|inodot|lsaquo|rsaquo"
)
# Spaced, escaped once or more, or plain: all are wrong in published copy.
_ENTITY = regex.compile(
    rf"&(?:\s?amp\s?;\s?)*(?:\s?#\s?(?:[0-9]{{2,7}}|[xX][0-9a-fA-F]{{2,6}})\s?;?|\s?(?:{_NAMES})\s?;|(?:quot|nbsp|raquo|laquo|rsquo|lsquo|ldquo|rdquo|ndash|mdash|hellip)(?:(?![\p{{L}}\p{{N}}=])|(?<=[\s(>]&\p{{L}}{{4,6}})(?=\p{{L}})))"
)


@dataclass(frozen=True)
class BrokenEntity(Check):
    """An HTML entity stands in the text where its character belongs: "& # 39;", "&amp;quot;".

    Source: entities of HTML 4.01, section 24; ftfy and html.unescape leave the spaced ones alone.
    """

    id = "broken-entity"
    mqm = Mqm.ENCODING
    its = Its.CHARACTERS
    severity = Severity.MAJOR
    explains = ("punctuation-spacing", "non-word", "glued-words", "stray-stop")
    bad = (
        Example("& # 39; The time has come", "& # 39;"),
        Example("He said &amp;quot;yes&amp;quot;.", "&amp;quot;"),
        Example("A caf&eacute; in the port.", "&eacute;"),
    )
    good = (
        Example("The R&D; of AT&T and Marks & Spencer."),
        Example("Profit & loss; debts & taxes."),
        Example("See example.com/?a=1&b=2&copy=3 for more."),
        Example("Room & 12 others."),
    )

    def find(self, segment: Segment) -> Iterator[Finding]:
        text = segment.translation
        if "&" not in text:
            return
        for match in _ENTITY.finditer(text):
            if segment.source and match.group() in segment.source:
                continue
            end = match.end() - (len(match.group()) - len(match.group().rstrip()))
            message = f"An HTML entity was left in the text: “{match.group().strip()}”."
            yield self.finding(
                segment, (match.start(), end), message, suggestion=_decoded(match.group()), confidence=0.98
            )


def _decoded(entity: str) -> str | None:
    """The character the entity stands for; None when even mended it stands for none."""
    mended = "".join(entity.split())
    mended = mended if mended.endswith(";") else mended + ";"
    for _ in range(5):
        mended = html.unescape(mended)
    return mended if (len(mended) == 1 and mended.isprintable()) or mended == "\N{NO-BREAK SPACE}" else None
