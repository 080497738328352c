# SPDX-License-Identifier: Apache-2.0
"""The parts of a plain-text story: paragraphs and what they are."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from auditor.languages import Language
from auditor.model import Role, Span

_AGENCY_END = regex.compile(r"\([^()]{0,60}\)\s*$|[-–—/|]\s*\p{Lu}[\p{L}.& ]{1,30}$|©")
_FINAL = regex.compile(r"[.!?…。！？؟।][\p{Pf}\p{Pe}\"'”’»]*\s*$")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a story, without the blanks around them.

    A line is a paragraph, as scraped copy has it, unless the block it stands in
    is hard-wrapped: three lines or more, all but the last of about one width.
    """
    spans: list[Span] = []
    for block in _blocks(text):
        if _is_wrapped(text, block):
            spans.append(Span(block[0].start, block[-1].end))
        else:
            spans += block
    return tuple(spans)


def role(text: str, place: int, following: int, language: Language) -> Role:
    """What a paragraph is: `place` is its number in the story, `following` how many come after."""
    lowered = text.lower()
    has_end = _FINAL.search(text) is not None
    starts_credit = any(
        lowered.startswith(word) and not lowered[len(word) :][:1].isalpha() for word in language.credit_words
    )
    if starts_credit and len(text) < 100 and not has_end:
        return "byline"
    if place == 0 and following and len(text) < 200 and not has_end:
        return "headline"
    if _AGENCY_END.search(text) and (not has_end or any(word in lowered for word in language.credit_words)):
        return "caption"
    return "body"


def _blocks(text: str) -> list[list[Span]]:
    blocks: list[list[Span]] = [[]]
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            blocks[-1].append(Span(first, first + len(stripped)))
        elif blocks[-1]:
            blocks.append([])
        start += len(line) + 1
    return [block for block in blocks if block]


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    if len(block) < 3:
        return False
    widths = [line.end - line.start for line in block[:-1]]
    ended = sum(_FINAL.search(text[line.start : line.end]) is not None for line in block[:-1])
    # 45 to 100 columns is what editors and mail wrap at; a block of captions ends its lines.
    return min(widths) >= 45 and max(widths) <= 100 and max(widths) - min(widths) <= 25 and 2 * ended < len(widths)
