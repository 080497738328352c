# SPDX-License-Identifier: Apache-2.0
"""Feeds: RSS 2.0 (with 0.9x and 1.0) and Atom. The text is raw: nothing is cleaned before the checks see it.

Source: RSS 2.0.11 (rssboard.org) and its modules content, Dublin Core and Media
RSS; RFC 4287 for Atom: text constructs, content, link relations.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, Node, elements, root_name
from auditor.model import Document, Role
from auditor.readers._stories import Facts, escaped, flowing, plain, story
from auditor.text.blocks import Passage

ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"


class RssReader(Reader):
    """Each `item` is a story."""

    name = "rss"
    suffixes = (".rss",)
    shared = (".xml",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `rss`, or `RDF` with RSS 1.0 in it."""
        name, _ = root_name(head)
        return name == "rss" or (name == "RDF" and b"purl.org/rss/1.0/" in head)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Stories as they come. Raises InputError."""
        language = provider = ""
        number = 0
        with opened(path) as stream:
            for node in elements(stream, path, ("item", "language", "title"), encoding=request.encoding):
                if node.name == "item":
                    number += 1
                    yield story(_item(node), _item_facts(node, language, provider, number, path), request, path)
                elif node.name == "language":
                    language = node.text
                elif node.parent is not None and node.parent.name == "channel":
                    provider = node.text


class AtomReader(Reader):
    """Each `entry` is a story."""

    name = "atom"
    suffixes = (".atom",)
    shared = (".xml",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is a `feed` or a lone `entry` of Atom."""
        name, space = root_name(head)
        return name in ("feed", "entry") and space in (ATOM, "")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Stories as they come. Raises InputError."""
        provider = ""
        number = 0
        with opened(path) as stream:
            for node in elements(stream, path, ("entry", "title"), encoding=request.encoding):
                if node.name == "entry":
                    number += 1
                    yield story(_entry(node), _entry_facts(node, provider, number, path), request, path)
                else:
                    provider = node.text


def _item(item: Node) -> Iterator[Passage]:
    yield from _named(item, "title", ("", "http://purl.org/rss/1.0/"), "headline")
    yield from _named(item, "creator", (_DUBLIN,), "byline")
    full = [node for node in item.children("encoded") if node.space == _CONTENT]
    summary = [node for node in item.children("description") if node.space != _MEDIA]
    for node in full or summary:
        yield from escaped(node)
    for node in item.descendants("description", "credit"):
        if node.space == _MEDIA:
            yield from escaped(node, "caption" if node.name == "description" else "credit")


def _named(item: Node, name: str, spaces: tuple[str, ...], role: Role) -> Iterator[Passage]:
    """Children of one name as text: a title may hold escaped HTML, and then is read as such."""
    for node in item.children(name):
        if node.space in spaces:
            yield from ([] if not node.text else escaped(node, role))


def _item_facts(item: Node, language: str, provider: str, number: int, path: str) -> Facts:
    name, link, date = item.first("guid"), item.first("link"), item.first("pubDate") or item.first("date")
    own = next((node.text for node in item.children("language") if node.space == _DUBLIN), "")
    said = name.text if name else link.text if link else ""
    return Facts(
        id=said or f"{path}#{number}",
        language=own or item.inherited(LANG) or language,
        provider=provider,
        version_date=_iso(date.text) if date else "",
    )


def _iso(text: str) -> str:
    """A date of RFC 822 as ISO 8601; any other as it is."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def _entry(entry: Node) -> Iterator[Passage]:
    yield from _construct(entry.first("title"), "headline")
    for author in entry.children("author"):
        yield from plain(author.first("name"), "byline")
    content = entry.first("content")
    if content is None or (content.get("src") and not content.content):
        content = entry.first("summary")
    yield from _construct(content, "body")


def _construct(node: Node | None, role: Role) -> Iterator[Passage]:
    kind = node.get("type", "text") if node is not None else ""
    if kind in ("html", "text/html"):
        yield from escaped(node, role)
    elif kind == "xhtml" or kind.endswith(("+xml", "/xml")):
        yield from flowing(node, role)
    elif kind in ("text", "text/plain"):
        yield from plain(node, role)


def _entry_facts(entry: Node, provider: str, number: int, path: str) -> Facts:
    name, updated = entry.first("id"), entry.first("updated") or entry.first("published")
    content = entry.first("content") or entry.first("title")
    links = [node for node in entry.children("link") if node.get("rel") in ("alternate", "original", "via")]
    original = next((node.get("href") for node in links if node.get("rel") != "alternate"), "")
    return Facts(
        id=name.text if name and name.text else f"{path}#{number}",
        language=content.inherited(LANG) if content else entry.inherited(LANG),
        provider=provider,
        version_date=updated.text if updated else "",
        original=original,
    )
