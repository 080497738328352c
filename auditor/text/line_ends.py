# SPDX-License-Identifier: Apache-2.0
r"""The lines of a text, each with its place.

Source: `\n`, `\r\n` and a lone `\r` end a line in WebVTT (W3C, 2019, section 4), in
XML and HTML, and are blanks between the values of JSON lines. U+2028, U+0085 and
form feeds are signs of the text: `str.splitlines` divides at them and so miscounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model import Chars

_END = re.compile(r"\r\n?|\n")


def rows(text: str) -> Iterator[Chars]:
    r"""Each line without its end, in order; a text that ends with a line end has an empty line after it."""
    place, number = 0, 1
    for end in _END.finditer(text):
        yield Chars(text[place : end.start()], place, end.start(), number, 1)
        place, number = end.end(), number + 1
    yield Chars(text[place:], place, len(text), number, 1)
