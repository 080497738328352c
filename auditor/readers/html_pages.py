# SPDX-License-Identifier: Apache-2.0
"""HTML pages: the blocks of text that a visitor sees, furniture and residue with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import whole
from auditor.model import Document
from auditor.readers._stories import Facts, guessed, story
from auditor.text.blocks import blocks
from auditor.text.encoding import decode, page_encoding

_BEGINS = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


class HtmlReader(Reader):
    """A page, one story; offsets are those of the file, also behind entities and tags."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it begins as a page does."""
        return _BEGINS.match(head.lstrip(b"\xef\xbb\xbf")) is not None

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """One document. Raises InputError when the bytes are not in the encoding the page declares."""
        raw = whole(path)
        made = blocks(decode(raw, path, page_encoding(raw, request.encoding, path)))
        language = request.language or made.language or None
        yield story(guessed(made.made(), language), Facts(language=language or ""), request, path)
