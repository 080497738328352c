# SPDX-License-Identifier: Apache-2.0
"""TMX 1.4: a translation memory of any size, unit by unit.

Source: LISA OSCAR, TMX 1.4b specification, 2005.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, Node, elements, root_name
from auditor.languages import base
from auditor.model import Document, Segment
from auditor.readers._bilingual import Kind, coded, documents, flows, paired, place
from auditor.readers._stories import tag

_KINDS: dict[str, Kind] = {
    "bpt": "open",
    "ept": "close",
    "ph": "alone",
    "it": "isolated",
    "ut": "alone",
}
_KEYS = ("x", "i")


class TmxReader(Reader):
    """Each translation of a unit is a row beside the source, in the languages asked for or all there are."""

    name = "tmx"
    suffixes = (".tmx",)
    shared = (".xml",)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `tmx`."""
        return root_name(head)[0] == "tmx"

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Units in order, in batches. Raises InputError."""
        with opened(path) as stream:
            nodes = elements(stream, path, ("header", "tu"), encoding=request.encoding)
            yield from documents(_rows(nodes, request, path), path, path, rows=True)


def _rows(nodes: Iterator[Node], request: ReadRequest, path: str) -> Iterator[Segment]:
    declared, number = "", 0
    for node in nodes:
        if node.name == "header":
            declared = node.get("srclang")
            continue
        number += 1
        yield from _segments(node, number, declared, request, path)


def _segments(unit: Node, number: int, declared: str, request: ReadRequest, path: str) -> Iterator[Segment]:
    variants = [(tag(node.get(LANG) or node.get("lang")), node.first("seg")) for node in unit.children("tuv")]
    found = [(language, seg) for language, seg in variants if seg is not None]
    wanted = request.source_language or unit.get("srclang") or declared
    source = next((pair for pair in found if _is(pair[0], wanted)), found[0] if found else None)
    if source is None:
        return
    for place_in, (language, seg) in enumerate(found):
        if seg is source[1] or (request.language and not _is(language, request.language)):
            continue
        name = f"{path}:{number}" + (f".{place_in}" if len(found) > 2 else "")
        for count, before, after in ((0, source[1], seg), *flows(source[1], seg)):
            translation = coded(after, _KINDS, _KEYS)
            end, said = (f"/sub={count}", f", text {count} in a code") if count else ("", "")
            note = f"unit {unit.get('tuid') or number}{said}"
            segment = Segment(
                f"{name}{end}",
                "",
                document=path,
                language=language or request.language,
                source_language=source[0] or request.source_language,
                location=place(translation, after, path, note),
            )
            yield paired(segment, coded(before, _KINDS, _KEYS), translation)


def _is(language: str | None, wanted: str) -> bool:
    """Whether a language is the one wanted: `en` takes `en-GB`, `en-GB` does not take `en-US`."""
    asked = tag(wanted)
    return (
        asked is not None
        and language is not None
        and (language == asked or ("-" not in asked and base(language) == asked))
    )
