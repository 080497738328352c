# SPDX-License-Identifier: Apache-2.0
"""NewsML-G2: items of news, alone or in a message, with XHTML, NITF or plain text inside.

Source: IPTC, NewsML-G2 2.3x (namespace http://iptc.org/std/nar/2006-10-01/),
chapters on contentMeta, contentSet and newsMessage.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, Node, elements, root_name
from auditor.model import Document
from auditor.readers import nitf
from auditor.readers._stories import Facts, escaped, flowing, plain, story
from auditor.text.blocks import Passage
from auditor.text.traced import traced

_MARKUP = ("nitf", "html", "body", "article", "section", "div", "p")  # others hold data, not text
_ROOTS = ("newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem")


class NewsmlG2Reader(Reader):
    """Each `newsItem` is a story; packages, which hold only links, are not."""

    name = "newsml-g2"
    suffixes = ()
    shared = (".xml",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is an item or a message of G2."""
        name, space = root_name(head)
        return name in _ROOTS and (not space or space.startswith("http://iptc.org/std/nar/"))

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Stories as they come. Raises InputError."""
        with opened(path) as stream:
            for item in elements(stream, path, ("newsItem",), encoding=request.encoding):
                found = list(_passages(item))
                if found:
                    yield story(found, _facts(item), request, path)


def _passages(item: Node) -> Iterator[Passage]:
    content = item.first("contentMeta")
    body = [passage for part in _parts(item) for passage in part]
    has_headline = any(passage.role == "headline" for passage in body)
    said = {passage.text.text for passage in body}
    for line in content.children("headline") if content is not None else ():
        is_other = line.get("role") and not line.get("role").endswith("main")
        if not has_headline or is_other:
            yield from (passage for passage in plain(line, "headline") if passage.text.text not in said)
    if content is not None and not any(passage.role == "byline" for passage in body):
        yield from (passage for line in content.children("by") for passage in plain(line, "byline"))
    if content is not None and not any(passage.role == "dateline" for passage in body):
        yield from (passage for line in content.children("dateline") for passage in plain(line, "dateline"))
    yield from body
    if content is not None:
        picture = item.first("contentSet", "remoteContent") is not None
        for line in content.children("description"):
            if picture or line.get("role").endswith("caption"):
                yield from plain(line, "caption")
        yield from (passage for line in content.children("creditline") for passage in plain(line, "credit"))


def _parts(item: Node) -> Iterator[list[Passage]]:
    contents = item.first("contentSet")
    for content in contents.children() if contents is not None else ():
        if content.name == "inlineXML":
            inner = next(content.children(), None)
            if inner is not None and inner.name in _MARKUP:
                yield nitf.passages(inner) if inner.name == "nitf" else flowing(inner)
        elif content.name == "inlineData" and not content.get("encoding"):
            yield escaped(content) if "html" in content.get("contenttype") else lines(content)


def lines(node: Node) -> list[Passage]:
    """The lines of plain text in an element."""
    text = traced(node.chars())
    cuts, place = [], 0
    for line in text.text.split("\n"):
        cuts += [place, place + len(line)]
        place += len(line) + 1
    return [Passage(piece.collapsed()) for piece in text.divided(cuts)[::2]]


def _facts(item: Node) -> Facts:
    content = item.first("contentMeta")
    language = content.first("language") if content else None
    meta = item.first("itemMeta")
    provider = meta.first("provider") if meta else None
    created = meta.first("versionCreated") if meta else None
    original = next((link for link in meta.children("link") if _is_translation(link)), None) if meta else None
    headline = content.first("headline") if content else None
    return Facts(
        id=item.get("guid"),
        language=(language.get("tag") if language else "")
        or (headline.get(LANG) if headline else "")
        or item.inherited(LANG),
        provider=(provider.text or provider.get("literal") or provider.get("qcode")) if provider else "",
        version_date=created.text if created else "",
        original=original.get("residref") or original.get("href") if original else "",
    )


def _is_translation(link: Node) -> bool:
    return link.get("rel").rpartition(":")[2].lower() in ("translatedfrom", "translationof", "istranslationof")
