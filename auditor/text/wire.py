# SPDX-License-Identifier: Apache-2.0
"""What agencies write for their clients and not for readers: slugs, notes, datelines, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from auditor.languages import profile
from auditor.model import Span

_EDGE = " \t\r.…*-–—_=#()[]<>:!\N{NO-BREAK SPACE}"
_LONGEST = 120  # code points of a line that begins like a note; a paragraph of the story runs longer
# -30-, ###, and the numbers of takes. Source: ANPA-1312 (1989) and IPTC 7901 for the heading of a message.
_SLUG = regex.compile(
    r"[-–—]\s?30\s?[-–—]$|#{3,}$"
    r"|(?:BC|AM|PM)-[\p{L}\p{N}&./-]{2,40}(?:--?[\p{L}\p{N}&./ -]{1,40})?(?:,.{0,40})?$"
    r"|(?:\p{Lu}{2,}[\p{Lu}\p{N}&]*[-/]){1,4}\p{Lu}{2,}[\p{Lu}\p{N}&]*/?\s?"
    r"\((?:UPDATE|WRAPUP|PIX|TV|REPEAT|CORRECTED|GRAPHIC|EXCLUSIVE|ADDS|RPT)\b.{0,40}\)$"
    r"|(?:[rbufsda]\s)?[\p{L}]{0,2}\d{4}\s?\p{L}{0,3}\s?----?\s?\p{L}"
    r"|\(?(?:1st|2nd|3rd|[4-9]th)\s(?:[Ll]ead|[Ll]d|[Aa]dd|[Tt]ake|LEAD|TAKE)\b.{0,40}$"
    r"|(?:(?:UPDATE|WRAPUP)[- ]?\d|(?:REFILE|RPT|CORRECTED|EMBARGOED|ADVISORY|KILL|WITHDRAWN|WITHDRAWAL)(?:[- ]?\d)?)"
    r"\s?[-:–—]\s?(?=\p{L})"
    r"|\(\(.{2,80}\)\)$"
)
_BRACKETED = regex.compile(r"[(\[]([^()\[\]\n]{3,60})[)\]]")
_AGENCY = r"\p{Lu}[\p{L}\p{M}\p{N}.&/ -]{1,30}"
_DOUBLED = regex.compile(
    rf"(?P<one>\((?P<name>{_AGENCY})\))[\s\N{{NO-BREAK SPACE}},;–—-]{{0,3}}\((?P=name)\)"
    rf"|\((?P<half>\p{{Lu}}{{2,10}})\s?/\s?(?P=half)\)"
    rf"|(?<=[.!?”\"»]\s?)(?P<dash>[-–—/]\s?(?P<sign>\p{{Lu}}{{2,10}}))\s?[-–—/]\s?(?P=sign)(?!\w)"
)
_PLACE = r"[\p{Lu}\p{Lo}][\p{L}\p{M}.'’ -]{1,40}?"
_DATELINE = regex.compile(
    rf"(?P<line>(?P<place>{_PLACE})(?:,[^()\n–—-]{{1,30}})?(?:\s?\([^()\n]{{1,40}}\)\s?[-–—:]{{0,2}}|\s[-–—]{{1,2}})\s*)"
    rf"(?P=place)(?:,[^()\n–—-]{{1,30}})?\s?(?:\([^()\n]{{1,40}}\)|[-–—]{{1,2}}\s)"
)


def notes(text: str, tags: tuple[str | None, ...]) -> Iterator[Span]:
    """Spans of notes to clients and of slugs: whole lines, heads of short lines, and phrases in brackets."""
    whole, heads = _notes(tags)
    place = 0
    for line in text.split("\n"):
        yield from _in_line(text, place, line, whole, heads)
        place += len(line) + 1


def _in_line(text: str, place: int, line: str, whole: frozenset[str], heads: tuple[str, ...]) -> Iterator[Span]:
    bare = line.strip()
    if not bare:
        return
    start = place + line.index(bare)
    lowered = bare.lower()
    slug = None if bare[1:2].islower() and bare[0].isalpha() else _SLUG.match(bare)
    if lowered.strip(_EDGE) in whole or (len(bare) <= _LONGEST and _is_headed(bare, lowered, heads)):
        yield Span(start, start + len(bare))
    elif slug is not None:
        yield Span(start, start + (len(bare) if slug.end() == len(bare) else slug.end()))
    elif "(" in bare or "[" in bare:
        for match in _BRACKETED.finditer(text, place, place + len(line)):
            said = match.group(1).lower().strip(_EDGE)
            if said in whole or said.startswith(heads):
                yield Span(*match.span())


def _is_headed(bare: str, lowered: str, heads: tuple[str, ...]) -> bool:
    """Whether a line begins with a note: with its colon, or in capitals where there are any."""
    head = lowered.lstrip(_EDGE)
    if not head.startswith(heads):
        return False
    found = next(note for note in heads if head.startswith(note))
    said = bare[len(bare) - len(head) :][: len(found)]
    return found.endswith(":") or not any(letter.islower() for letter in said)


@lru_cache(maxsize=64)
def _notes(tags: tuple[str | None, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Notes that stand alone, and how those begin that go on: these end with a colon or a blank in the profile."""
    known = [note for tag in dict.fromkeys(tags) for note in profile(tag).wire_notes]
    heads = tuple(note for note in known if note.endswith((":", " ")))
    return frozenset(note.strip(": ") for note in known), heads or ("\0",)


def doubled_agencies(text: str) -> Iterator[Span]:
    """Signatures of an agency that come twice in a row: "(XYZ) (XYZ)", "(XYZ/XYZ)"."""
    if text.count("(") < 2 and "/" not in text and "-" not in text and "–" not in text and "—" not in text:
        return
    for match in _DOUBLED.finditer(text):
        yield Span(*match.span())


def doubled_dateline(text: str) -> Span | None:
    """The first of two datelines of one place at the head of a text: "BAY CITY (XYZ) - BAY CITY (XYZ) -"."""
    match = _DATELINE.match(text)
    return None if match is None else Span(match.start("line"), len(text[: match.end("line")].rstrip()))


_ONE = regex.compile(rf"(?P<place>{_PLACE})(?:,[^()\n–—-]{{1,30}})?\s?\((?P<agency>[^()\n]{{2,40}})\)\s?[-–—]")


def dateline(text: str) -> tuple[Span, str] | None:
    """The dateline a text begins with, and its place and agency in one string; None without an agency in brackets."""
    match = _ONE.match(text)
    return None if match is None else (Span(*match.span()), f"{match['place']} ({match['agency']})")
