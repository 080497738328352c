# SPDX-License-Identifier: Apache-2.0
"""XLIFF 2.0, 2.1 and 2.2: units as they come, inline codes unseen but kept.

Source: OASIS, XLIFF Version 2.2 (core: segment states, inline elements, fragment
identification), and 2.0 for what came before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import Node, elements, root_name
from auditor.model import Document, Segment
from auditor.readers._bilingual import Coded, Kind, Unique, coded, documents, paired, place, silenced
from auditor.readers._stories import tag

_KINDS: dict[str, Kind] = {
    "pc": "pair",
    "sc": "open",
    "ec": "close",
    "ph": "alone",
    "cp": "character",
    "sm": "unseen",
    "em": "unseen",
}
_KEYS = ("startRef", "id")
_VERSION = re.compile(rb"<xliff\s(?:[^>]*\s)?version\s*=\s*[\"']2")
_DONE = ("translated", "reviewed", "final")
PROSE = re.compile(r"\.(?:x?html?|txt|md|docx?|odt|rtf|idml|nitf|pdf)$", re.IGNORECASE)  # of files that hold stories


def is_version_2(head: bytes) -> bool:
    """Whether a file that begins so, with a root `xliff`, is of version 2, by its namespace or else by what it says."""
    space = root_name(head)[1]
    return space.startswith("urn:oasis:names:tc:xliff:document:2") or (not space and _VERSION.search(head) is not None)


class Xliff2Reader(Reader):
    """Segments with source and translation; a file made from prose is a story, any other a list of rows."""

    name = "xliff-2"
    suffixes = (".xlf", ".xliff", ".xlf2")
    shared = (".xml",)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `xliff` of version 2."""
        return root_name(head)[0] == "xliff" and is_version_2(head)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Units in order. Not translated and not to be translated ones are left out. Raises InputError."""
        unique = Unique(path)
        with opened(path) as stream:
            units = elements(stream, path, ("unit",), encoding=request.encoding)
            for file, group in itertools.groupby(units, key=_file):
                name = f"{path}#f={file.get('id')}" if file is not None else path
                original = file.get("original") if file is not None else ""
                found = (unique.of(segment) for unit in group for segment in _segments(unit, name, request, path))
                yield from documents(found, name, path, rows=PROSE.search(original) is None)
        unique.judge()


def _file(unit: Node) -> Node | None:
    node = unit.parent
    while node is not None and node.name != "file":
        node = node.parent
    return node


def _segments(unit: Node, name: str, request: ReadRequest, path: str) -> Iterator[Segment]:
    if unit.inherited("translate") == "no":
        return
    language = request.language or tag(unit.inherited("trgLang"))
    source_language = request.source_language or tag(unit.inherited("srcLang"))
    for number, part in enumerate(unit.children("segment"), 1):
        target = part.first("target")
        source = coded(part.first("source"), _KINDS, _KEYS)
        translation = Coded(source.text.cut(0, 0)) if target is None else coded(target, _KINDS, _KEYS)
        if target is None and part.get("state", "initial") not in _DONE:
            continue
        if not source.text.text and not translation.text.text:
            continue
        own = part.get("id") or str(number)
        note = f"unit {unit.get('id')}, segment {own}"
        yield paired(
            Segment(
                f"{name}/u={unit.get('id')}/s={own}",
                "",
                document=name,
                language=language,
                source_language=source_language,
                location=place(translation, target if target is not None else part, path, note),
                silenced=silenced(target, part),
            ),
            source,
            translation,
        )
