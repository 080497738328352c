# SPDX-License-Identifier: Apache-2.0
"""Audited text made safe to look at: what cannot be seen, or would move its neighbours, is spelled out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from auditor.model import Severity

OPEN_BOX = "\N{OPEN BOX}"
LETTERS = {Severity.CRITICAL: "C", Severity.MAJOR: "M", Severity.MINOR: "m", Severity.NEUTRAL: "n"}

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# What a joiner rightly follows: letters without case (Arabic, Indic), their marks, emoji and their tones.
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
_CLOSING = frozenset(",.;:!?\N{HORIZONTAL ELLIPSIS})]}\N{RIGHT DOUBLE QUOTATION MARK}")


class Piece(NamedTuple):
    """A run of text to show as it is, or the spelling of one character."""

    text: str
    is_spelled: bool = False


def pieces(text: str, *, marked: bool = False) -> Iterator[Piece]:
    """The text in runs, in order.

    Controls, formats, lone surrogates and unassigned characters are spelled
    `⟨U+200B⟩`. In marked text odd blanks are too, and plain ones that stand at an
    edge, beside another blank or before a closing mark become an open box.
    """
    if text.isprintable() and not marked:
        yield from (Piece(text),) if text else ()
        return
    run = ""
    for place, character in enumerate(text):
        shown = _shown(text, place, character, marked)
        if shown == character:
            run += character
            continue
        if run:
            yield Piece(run)
        run = ""
        yield Piece(shown, True)
    if run:
        yield Piece(run)


def visible(text: str) -> str:
    """The text as one string in which every character can be seen; line ends and tabs become blanks.

    >>> visible("left\\u202eright\\x1b[0m")
    'left⟨U+202E⟩right⟨U+001B⟩[0m'
    """
    if text.isprintable():
        return text
    return "".join(piece.text for piece in pieces(text)).replace("\n", " ").replace("\t", " ")


def _shown(text: str, place: int, character: str, marked: bool) -> str:
    if character == " ":
        return OPEN_BOX if marked and _is_odd_blank(text, place) else character
    if character.isprintable():
        return character
    if character in _JOINERS and place and unicodedata.category(text[place - 1]) in _JOINED:
        return character
    if not marked and (character in "\n\t" or unicodedata.category(character) == "Zs"):
        return character
    return f"\N{MATHEMATICAL LEFT ANGLE BRACKET}U+{ord(character):04X}\N{MATHEMATICAL RIGHT ANGLE BRACKET}"


def _is_odd_blank(text: str, place: int) -> bool:
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    return not before or not after or before.isspace() or after.isspace() or after in _CLOSING
