# SPDX-License-Identifier: Apache-2.0
"""NewsML 1.x, still sent by many wires: NITF, XHTML or plain text in `DataContent`.

Source: IPTC, NewsML 1.2 functional specification, 2003: NewsIdentifier, NewsLines, ContentItem.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import opened
from auditor.engines.xml import LANG, Node, elements, root_name
from auditor.model import Document, Role
from auditor.readers import nitf
from auditor.readers._stories import Facts, escaped, flowing, plain, story
from auditor.readers.newsml_g2 import lines
from auditor.text.blocks import Passage

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
                found = _passages(item)
                if found:
                    yield story(found, _facts(item), request, path)


def _passages(item: Node) -> list[Passage]:
    body = [passage for content in item.descendants("DataContent") for passage in _content(content)]
    has = {passage.role for passage in body}
    above: list[Passage] = []
    below: list[Passage] = []
    for line in item.descendants(*_LINES):
        role = _LINES[line.name]
        if role not in has:
            (below if role == "credit" else above).extend(plain(line, role))
    return [*above, *body, *below]


def _content(content: Node) -> list[Passage]:
    inner = list(content.children())
    if inner:
        whole = inner[0].name == "nitf" and len(inner) == 1
        return nitf.passages(inner[0]) if whole else flowing(content)
    above = content.parent
    mime = above.first("MimeType") if above is not None else None
    kind = mime.get("FormalName") if mime else ""
    return escaped(content) if "html" in kind.lower() or "</p>" in content.text else lines(content)


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
