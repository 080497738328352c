# SPDX-License-Identifier: Apache-2.0
"""XLIFF 1.0 to 1.2, and the dialects of editors that are 1.2 below: units as they come.

Source: OASIS, XLIFF Version 1.2: trans-unit, seg-source and mrk, states, inline
elements.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import Node, elements, root_name
from auditor.model import Document, Segment
from auditor.readers._bilingual import Coded, Kind, Unique, coded, documents, flows, paired, place, silenced
from auditor.readers._stories import tag
from auditor.readers.xliff_2 import PROSE, is_version_2

_KINDS: dict[str, Kind] = {
    "g": "pair",
    "x": "alone",
    "bx": "open",
    "ex": "close",
    "bpt": "open",
    "ept": "close",
    "ph": "alone",
    "it": "isolated",
}
_KEYS = ("rid", "id")
_UNTOUCHED = ("new", "needs-translation")
_PROSE_TYPES = ("html", "xhtml", "rtf", "x-nitf")


class Xliff1Reader(Reader):
    """Segments with source and translation; a file made from prose is a story, any other a list of rows."""

    name = "xliff-1"
    suffixes = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")
    shared = (".xml",)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `xliff` of version 1."""
        return root_name(head)[0] == "xliff" and not is_version_2(head)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Units in order. Not translated and not to be translated ones are left out. Raises InputError."""
        unique = Unique(path)
        with opened(path) as stream:
            units = elements(stream, path, ("trans-unit",), encoding=request.encoding)
            for number, (file, group) in enumerate(itertools.groupby(units, key=_file), 1):
                name = f"{path}#f={number}"
                found = (unique.of(segment) for unit in group for segment in _segments(unit, name, request, path))
                yield from documents(found, name, path, rows=not _is_prose(file))
        unique.judge()


def _file(unit: Node) -> Node | None:
    node = unit.parent
    while node is not None and node.name != "file":
        node = node.parent
    return node


def _is_prose(file: Node | None) -> bool:
    return file is not None and (file.get("datatype") in _PROSE_TYPES or PROSE.search(file.get("original")) is not None)


def _segments(unit: Node, name: str, request: ReadRequest, path: str) -> Iterator[Segment]:
    target, source = unit.first("target"), unit.first("source")
    if unit.inherited("translate") == "no" or source is None:
        return
    language = request.language or tag(unit.inherited("target-language"))
    source_language = request.source_language or tag(unit.inherited("source-language"))
    for end, said, before, after in _texts(unit, source, target):
        original = coded(before, _KINDS, _KEYS)
        translation = Coded(original.text.cut(0, 0)) if after is None else coded(after, _KINDS, _KEYS)
        if not translation.text.text and (not original.text.text or not _is_claimed(unit, target)):
            continue
        yield paired(
            Segment(
                f"{name}/u={unit.get('id')}{end}",
                "",
                document=name,
                language=language,
                source_language=source_language,
                location=place(translation, after if after is not None else unit, path, f"unit {unit.get('id')}{said}"),
                silenced=silenced(after, unit),
            ),
            original,
            translation,
        )


_Text = tuple[str, str, Node | None, Node | None]  # the end of its id, its place in words, source and translation


def _texts(unit: Node, source: Node, target: Node | None) -> Iterator[_Text]:
    """The segments, and after each the texts inside its codes."""
    for own, before, after in _pairs(unit, source, target):
        end, said = (f"/s={own}", f", segment {own}") if own else ("", "")
        yield end, said, before, after
        for number, inner, text in flows(before, after) if after is not None else ():
            yield f"{end}/sub={number}", f"{said}, text {number} in a code", inner, text


def _pairs(unit: Node, source: Node, target: Node | None) -> Iterator[tuple[str, Node | None, Node | None]]:
    """The segments that `mrk` divides the unit into, or the whole unit."""
    divided = unit.first("seg-source")
    befores = _marked(divided) if divided is not None else {}
    afters = _marked(target) if target is not None else {}
    if befores and (afters or target is None):
        for own in befores | afters:
            yield own, befores.get(own), afters.get(own)
    else:
        yield "", source, target


def _marked(node: Node) -> dict[str, Node]:
    return {mark.get("mid"): mark for mark in node.descendants("mrk") if mark.get("mtype") == "seg" and mark.get("mid")}


def _is_claimed(unit: Node, target: Node | None) -> bool:
    """Whether the unit is said to be translated, so that an empty target is a loss."""
    if target is None:
        return unit.get("approved") == "yes"
    return target.get("state") not in _UNTOUCHED
