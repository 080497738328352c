# SPDX-License-Identifier: Apache-2.0
"""NITF 3.x: one story of a wire, its headline, byline, dateline, captions and body apart.

Source: IPTC, News Industry Text Format 3.6 (namespace
http://iptc.org/std/NITF/2006-10-18/, and files without one).
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, Node, root, root_name
from auditor.model import Document, Role
from auditor.readers._stories import Facts, flowing, plain, story
from auditor.text.blocks import Passage

_ROLES: dict[str, Role] = {
    "hl1": "headline",
    "hl2": "headline",
    "byline": "byline",
    "byttl": "byline",
    "dateline": "dateline",
    "media-caption": "caption",
    "media-producer": "credit",
    "bytag": "byline",
    "tagline": "credit",
    "copyrite": "credit",
    "distributor": "credit",
    "credit": "credit",
}
_SILENT = ("media-metadata", "media-reference", "media-object", "keyword", "series", "rights", "note", "pubdata")


class NitfReader(Reader):
    """One `nitf` document, one story."""

    name = "nitf"
    suffixes = (".nitf",)
    shared = (".xml",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `nitf`."""
        return root_name(head)[0] == "nitf"

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The story. Raises InputError."""
        with opened(path) as stream:
            node = root(stream, path, encoding=request.encoding)
        yield story(passages(node), facts(node), request, path)


def passages(node: Node) -> list[Passage]:
    """What an `nitf` element says to its readers, in its order; the title only where there is no headline."""
    body = node.first("body")
    found = []
    if body is not None:
        _drop(body)
        found = flowing(body, roles=_ROLES)
        abstract = [passage.text.text for passage in flowing(body.first("body.head", "abstract"))]
        found = [p for n, p in enumerate(found) if p.text.text not in abstract or _is_last(p, found[n + 1 :])]
    if not any(passage.role == "headline" for passage in found):
        found = [*plain(node.first("head", "title"), "headline"), *found]
    return found


def facts(node: Node) -> Facts:
    """Id, language, provider and date of an `nitf` element."""
    data = node.first("head", "docdata")
    identified = data.first("doc-id") if data else None
    issued = data.first("date.issue") if data else None
    holder = data.first("doc.copyright") if data else None
    source = node.first("head", "pubdata")
    body = node.first("body")
    return Facts(
        id=identified.get("id-string") if identified else "",
        language=(body.inherited(LANG) if body else "") or node.get(LANG) or (source.get("ed.lang") if source else ""),
        provider=(identified.get("regsrc") if identified else "") or (holder.get("holder") if holder else ""),
        version_date=issued.get("norm") if issued else "",
    )


def _is_last(passage: Passage, following: list[Passage]) -> bool:
    """Whether the text does not come again: an abstract is often the first paragraph once more."""
    return all(passage.text.text != other.text.text for other in following)


def _drop(node: Node) -> None:
    """Take out what no reader of the story sees."""
    kept = []
    for part in node.content:
        if isinstance(part, Node):
            if part.name in _SILENT:
                continue
            _drop(part)
        kept.append(part)
    node.content = kept
