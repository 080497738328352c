# SPDX-License-Identifier: Apache-2.0
"""HTML pages: the blocks of text that a visitor sees, furniture and residue with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import whole
from auditor.errors import InputError
from auditor.model import Document
from auditor.readers._stories import Facts, guessed, story
from auditor.text.blocks import blocks
from auditor.text.encoding import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_BEGINS = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_LOOKS_FOR = 1024  # bytes in which the charset must be declared. Source: HTML Living Standard, section 4.2.5.4


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
        made = blocks(decode(raw, path, _encoding(raw, request.encoding, path)))
        language = request.language or made.language or None
        yield story(guessed(made.made(), language), Facts(language=language or ""), request, path)


def _encoding(raw: bytes, wanted: str, path: str) -> str:
    declared = _CHARSET.search(raw, 0, _LOOKS_FOR)
    if wanted != "utf-8" or declared is None:
        return wanted
    name = declared.group(1).decode("ascii")
    if name.lower() in ("iso-8859-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"  # what browsers read under these names. Source: WHATWG Encoding, section 4.2
    try:
        b"".decode(name)
    except LookupError as error:
        raise InputError(f"declares the charset {name!r}, which no one knows", path, 1) from error
    return "utf-8" if name.lower().startswith("utf-16") else name
