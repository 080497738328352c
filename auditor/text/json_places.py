# SPDX-License-Identifier: Apache-2.0
"""JSON whose strings know where they stand.

Source: RFC 8259, and the pure-Python scanner of the standard library, whose hook
for strings tells where each begins and ends.
"""

from __future__ import annotations

import bisect
import json
import re
from json import decoder, scanner
from typing import Any

from auditor.model import Chars
from auditor.text.traced import Traced, traced

_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.")


class Placed(str):
    """A string of a JSON text and the offset of what stands between its quotation marks."""

    __slots__ = ("end", "start")
    start: int
    end: int


def parse(text: str) -> Any:
    """The value of a JSON text, its strings (not its keys) placed. Raises what json does.

    Control characters in strings are not JSON, but are read: the text is what the checks are to see.
    """
    made = json.JSONDecoder(strict=False)
    made.parse_string = _string  # type: ignore[attr-defined]
    made.scan_once = scanner.py_make_scanner(made)  # type: ignore[attr-defined]
    return made.decode(text)


def placed(value: Placed, text: str, lines: list[int]) -> Traced:
    """A string of a text, traced. `lines` are the offsets at which lines begin, as `line_starts` gives them."""
    runs = []
    place = value.start
    for escape in _ESCAPE.finditer(text, value.start, value.end):
        if place < escape.start():
            runs.append(_chars(text[place : escape.start()], place, escape.start(), lines))
        meaning = decoder.scanstring(f'"{escape.group()}"', 1)[0]  # type: ignore[attr-defined]
        runs.append(_chars(meaning, escape.start(), escape.end(), lines))
        place = escape.end()
    if place < value.end:
        runs.append(_chars(text[place : value.end], place, value.end, lines))
    return traced(runs)


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _chars(meaning: str, start: int, end: int, lines: list[int]) -> Chars:
    line = bisect.bisect_right(lines, start)
    return Chars(meaning, start, end, line, start - lines[line - 1] + 1)


def _string(text: str, start: int, strict: bool = True) -> tuple[Placed, int]:
    value, after = decoder.scanstring(text, start, strict)  # type: ignore[attr-defined]
    made = Placed(value)
    made.start, made.end = start, after - 1
    return made, after
