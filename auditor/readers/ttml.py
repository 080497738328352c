# SPDX-License-Identifier: Apache-2.0
"""Subtitles in the Timed Text Markup Language: TTML 1 and 2, IMSC, EBU-TT-D and DFXP.

Source: W3C TTML2, sections 8 (content), 12.3 (time expressions) and 7.2 (parameters).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, XML, Node, root, root_name
from auditor.errors import InputError
from auditor.model import Chars, Document
from auditor.readers._failed import Failed
from auditor.readers.subtitles import Cue, film
from auditor.text.traced import traced

_PARAMETER = "http://www.w3.org/ns/ttml#parameter "
_CLOCK = re.compile(r"(\d{2,}):(\d\d):(\d\d)(?:(\.\d+)|:(\d{2,})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_UNSEEN = ("metadata", "set", "animate")


class TtmlReader(Reader):
    """A film as one story; each `p` is a cue."""

    name = "ttml"
    suffixes = (".ttml", ".dfxp", ".itt")
    shared = (".xml",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `tt`."""
        return root_name(head)[0] == "tt"

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The film. Raises InputError."""
        with opened(path) as stream:
            node = root(stream, path, encoding=request.encoding)
        if node.name != "tt":
            raise InputError(f"its root is <{node.name}>, not <tt>", path, node.line, node.column)
        failed = Failed()
        yield film(_cues(node, path, failed), request, path, node.get(LANG))
        failed.judge("times")


def _cues(node: Node, path: str, failed: Failed) -> Iterator[Cue]:
    frames = float(_number(node, "frameRate") or 30)
    ticks = float(_number(node, "tickRate") or 1)

    def seconds(part: Node, name: str) -> float | None:
        try:
            return _time(part, name, frames, ticks, path)
        except InputError as error:  # what is said is read all the same
            failed.add(error)
            return None

    body = node.first("body")
    for number, part in enumerate(body.descendants("p") if body is not None else (), 1):
        begin = end = 0.0
        said = ""
        for above in _lineage(part):  # what is inside counts from the begin of what is around it
            start, length, until = (seconds(above, name) for name in ("begin", "dur", "end"))
            said = above.get("begin") or said
            begin, end = begin + (start or 0.0), begin + (until or (start or 0.0) + (length or 0.0))
        name = part.get(f"{XML} id") or str(number)
        lines = (traced(line).collapsed().trimmed() for line in _lines(part))
        yield Cue(name, begin, max(begin, end), said, tuple(line for line in lines if line.text))


def _number(node: Node, name: str) -> str:
    value = node.get(_PARAMETER + name)
    return value if value.isdecimal() and int(value) else ""


def _lineage(node: Node) -> list[Node]:
    """The cue and what it stands in, outermost first."""
    found = [node]
    while (above := found[0].parent) is not None and above.name in ("div", "body"):
        found.insert(0, above)
    return found


def _time(node: Node, name: str, frames: float, ticks: float, path: str) -> float | None:
    """Seconds of a time expression; None where there is none."""
    said = node.get(name)
    if not said:
        return None
    clock, offset = _CLOCK.fullmatch(said), _OFFSET.fullmatch(said)
    if clock:
        hours, minutes, seconds, part, frame = clock.groups()
        return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(part or 0) + int(frame or 0) / frames
    if offset:
        rates = {"f": 1 / frames, "t": 1 / ticks}
        return float(offset[1]) * (_SECONDS | rates)[offset[2]]
    raise InputError(f"not a time of TTML: {name}={said[:60]!r}", path, node.line, node.column)


def _lines(node: Node) -> list[list[Chars]]:
    """The runs of text of a cue, line by line."""
    lines: list[list[Chars]] = [[]]
    for part in node.content:
        if isinstance(part, Chars):
            lines[-1].append(part)
        elif part.name == "br":
            lines.append([])
        elif part.name not in _UNSEEN:
            first, *rest = _lines(part)
            lines[-1] += first
            lines += rest
    return lines
