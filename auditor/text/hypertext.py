# SPDX-License-Identifier: Apache-2.0
"""HTML as tags and text with their places, in one pass over any input however broken.

Source: HTML Living Standard, section 13.2.5 (tokenization), less what changes no
visible text. Every step moves forward, so time is linear in the input.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.model import Chars

_OPEN = re.compile(r"<(?:(/?)([A-Za-z][^\s/>]*)|!|\?|/)")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9A-Fa-f]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})


class Tag(NamedTuple):
    """A start or an end tag; names in lower case."""

    name: str
    closes: bool
    attributes: Mapping[str, str]
    start: int
    end: int
    line: int
    column: int


def tokens(text: str) -> Iterator[Tag | Chars]:
    """Tags and text in order; comments, declarations and what scripts and styles hold are left out.

    A tag that never ends, and what follows it, is text.
    """
    lines = _Lines(text)
    place = 0
    for start, end, name, closes in _markup(text):
        yield from _chars(text, place, start, lines)
        if name:
            attributes = {} if closes else _attributes(text[start + 1 + len(name) : end - 1])
            yield Tag(name.lower(), closes, attributes, start, end, *lines.at(start))
        place = end
    yield from _chars(text, place, len(text), lines)


def _markup(text: str) -> Iterator[tuple[int, int, str, bool]]:
    place = 0
    while opening := _OPEN.search(text, place):
        start, name = opening.start(), opening.group(2) or ""
        if text.startswith("<!--", start):
            end = text.find("-->", start + 2)
            place = len(text) if end < 0 else end + 3
        elif not name:
            end = text.find(">", start)
            place = len(text) if end < 0 else end + 1
        else:
            place = _tag_end(text, opening.end())
            if not place:
                return
        closes = bool(opening.group(1))
        yield start, place, name, closes
        if name.lower() in _RAW and not closes:
            ended = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, place)
            yield place, ended.start() if ended else len(text), "", False
            place = ended.start() if ended else len(text)


def _tag_end(text: str, place: int) -> int:
    """Past the `>` that no quotation marks hold; 0 when there is none."""
    for mark in re.compile(r"""=\s*(?:"[^"]*"|'[^']*')|>""").finditer(text, place):
        if mark.group() == ">":
            return mark.end()
    return 0


def _attributes(inner: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inner):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match.group(1).lower(), html.unescape(value))
    return found


def _chars(text: str, start: int, end: int, lines: _Lines) -> Iterator[Chars]:
    place = start
    for match in _REFERENCE.finditer(text, start, end):
        meaning = html.unescape(match.group())
        if meaning == match.group():
            continue
        if place < match.start():
            yield Chars(text[place : match.start()], place, match.start(), *lines.at(place))
        yield Chars(meaning, match.start(), match.end(), *lines.at(match.start()))
        place = match.end()
    if place < end:
        yield Chars(text[place:end], place, end, *lines.at(place))


class _Lines:
    """Line and column of offsets that rise."""

    def __init__(self, text: str) -> None:
        self._text, self._place, self._line, self._begin = text, 0, 1, 0

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        newlines = self._text.count("\n", self._place, offset)
        if newlines:
            self._line += newlines
            self._begin = self._text.rindex("\n", self._place, offset) + 1
        self._place = offset
        return self._line, offset - self._begin + 1
