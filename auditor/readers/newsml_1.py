# SPDX-License-Identifier: Apache-2.0
"""NewsML 1.x, still sent by many wires: NITF, XHTML or plain text in `DataContent`.

Source: IPTC, NewsML 1.2 functional specification, 2003: NewsIdentifier, NewsLines, ContentItem.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, Node, elements, root_name
from auditor.model import Document, Role
from auditor.readers import nitf
from auditor.readers._stories import Facts, escaped, flowing, plain, story
from auditor.readers.newsml_g2 import lines
from auditor.text.blocks import Passage

_TEXT = re.compile(r"plain|html|nitf|xml", re.IGNORECASE)
_LINES: dict[str, Role] = {
    "HeadLine": "headline",
    "SubHeadLine": "headline",
    "ByLine": "byline",
    "DateLine": "dateline",
    "CreditLine": "credit",
    "CopyrightLine": "credit",
}


class Newsml1Reader(Reader):
    """Each `NewsItem` is a story."""

    name = "newsml-1"
    suffixes = ()
    shared = (".xml",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether the root is `NewsML` or a lone `NewsItem`."""
        return root_name(head)[0] in ("NewsML", "NewsItem")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Stories as they come. Raises InputError."""
        with opened(path) as stream:
            for item in elements(stream, path, ("NewsItem",), encoding=request.encoding):
                facts = _facts(item)
                found = _passages(item)
                for language, passages in found.items():
                    name = facts.id if len(found) == 1 or not facts.id else f"{facts.id}#{language}"
                    own = replace(facts, id=name, language=language or facts.language)
                    yield story(passages, own, request, path)


def _passages(item: Node) -> dict[str, list[Passage]]:
    """Passages by language: an item may hold one story in several."""
    body: dict[str, list[Passage]] = defaultdict(list)
    for content in item.descendants("DataContent"):
        found = _content(content)
        if found:
            body[_language(content)] += found
    above: dict[str, list[Passage]] = defaultdict(list)
    for line in item.descendants(*_LINES):
        role = _LINES[line.name]
        own = _language(line) if _language(line) in body or not body else next(iter(body))
        said = {passage.text.text for passage in body[own]}
        for passage in plain(line, role):
            if passage.text.text not in said and all(other.role != role for other in body[own]):
                (body if role == "credit" else above)[own].append(passage)
    return {language: above[language] + passages for language, passages in body.items() if above[language] + passages}


def _language(node: Node) -> str:
    """The language of the nearest component that declares one."""
    above = node.parent
    while above is not None:
        declared = above.first("DescriptiveMetadata", "Language")
        if declared is not None:
            return declared.get("FormalName")
        above = above.parent
    return ""


def _content(content: Node) -> list[Passage]:
    above = content.parent
    mime = above.first("MimeType") if above is not None else None
    kind = mime.get("FormalName") if mime else ""
    if kind and not _TEXT.search(kind):
        return []
    inner = list(content.children())
    if inner:
        whole = inner[0].name == "nitf" and len(inner) == 1
        return nitf.passages(inner[0]) if whole else flowing(content, _role(content))
    return escaped(content) if "html" in kind.lower() or "</p>" in content.text else lines(content)


def _role(content: Node) -> Role:
    """What the nearest component with a role is: a headline may come as content."""
    above = content.parent
    while above is not None and above.first("Role") is None:
        above = above.parent
    said = above.first("Role") if above is not None else None
    name = said.get("FormalName") if said is not None else ""
    return "caption" if name.lower().endswith("caption") else _LINES.get(name, "body")


def _facts(item: Node) -> Facts:
    identifier = item.first("Identification", "NewsIdentifier")
    language = next(item.descendants("Language"), None)
    provider = identifier.first("ProviderId") if identifier else None
    name = identifier.first("NewsItemId") if identifier else None
    public = identifier.first("PublicIdentifier") if identifier else None
    revised = item.first("NewsManagement", "ThisRevisionCreated")
    derived = item.first("NewsManagement", "DerivedFrom")
    return Facts(
        id=public.text if public else name.text if name else "",
        language=(language.get("FormalName") if language else "") or item.inherited(LANG),
        provider=provider.text if provider else "",
        version_date=revised.text if revised else "",
        original=derived.get("NewsItem") if derived else "",
    )
