# SPDX-License-Identifier: Apache-2.0
"""Bytes to text, strictly: nothing is guessed and nothing is repaired."""

from __future__ import annotations

import codecs
import re

from auditor.engines.files import NO_TEXT
from auditor.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)")
_PO_CHARSET = re.compile(rb'"Content-Type:[^"\n]*?charset=([A-Za-z0-9_.:-]+)', re.IGNORECASE)
_PO_HEADER = 1 << 14  # bytes in which the header of a catalogue is looked for
_LOOKS_FOR = 1024  # bytes in which the charset must be declared. Source: HTML Living Standard, section 4.2.5.4


def decode(raw: bytes, path: str, encoding: str) -> str:
    """The text of a file; a byte order mark overrides `encoding` and is left out.

    Raises InputError with the byte offset, line and column of the first bad byte.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            raw, encoding = raw[len(mark) :], name
            break
    if encoding.lower().replace("-", "_") in NO_TEXT:
        raise InputError(f"{encoding!r} is no encoding of a text", path, 1)
    try:
        return raw.decode(encoding)
    except LookupError as error:
        raise InputError(
            f"no encoding is called {encoding!r}; Python's names are known, such as cp1252", path
        ) from error
    except UnicodeDecodeError as error:
        bad = raw[error.start]
        raise InputError(
            f"byte 0x{bad:02x} at offset {error.start} is not {encoding}; "
            "if the file is in another encoding, say --encoding NAME (cp1252, cp1251, utf-16 …)",
            path,
            *_reached(raw[: error.start].decode(encoding, "replace")),
        ) from error


def _reached(before: str) -> tuple[int, int]:
    """Line and column at the end of a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def page_encoding(raw: bytes, wanted: str, path: str) -> str:
    """The encoding that an HTML page declares, or `wanted` where that is not UTF-8 or the page declares none.

    Raises InputError for a name that no one knows.
    """
    declared = _XML.match(raw) or _CHARSET.search(raw, 0, _LOOKS_FOR)
    if wanted != "utf-8" or declared is None:
        return wanted
    name = declared.group(1).decode("ascii")
    if name.lower() in ("iso-8859-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"  # what browsers read under these names. Source: WHATWG Encoding, section 4.2
    try:
        b"".decode(name)
    except (LookupError, UnicodeError) as error:
        raise InputError(f"declares the charset {name!r}, which no one knows", path, 1) from error
    return "utf-8" if name.lower().startswith("utf-16") else name


def catalogue_encoding(raw: bytes, wanted: str) -> str:
    """The encoding that a PO catalogue declares, or `wanted` where that is not UTF-8 or the catalogue declares none."""
    declared = _PO_CHARSET.search(raw, 0, _PO_HEADER)
    name = declared.group(1).decode("ascii") if declared else "CHARSET"  # as templates have it
    return wanted if wanted != "utf-8" or name == "CHARSET" else name


def said_to_be_utf_8(page: str) -> str:
    """A page with UTF-8 for the charset that it declares, as HTML or as XML, if it declares one."""
    return _declaring_utf_8(_declaring_utf_8(page, _XML, _LOOKS_FOR), _CHARSET, _LOOKS_FOR)


def catalogue_in_utf_8(catalogue: str) -> str:
    """A PO catalogue with UTF-8 for the charset its header declares, if it declares one."""
    return _declaring_utf_8(catalogue, _PO_CHARSET, _PO_HEADER)


def _declaring_utf_8(text: str, charset: re.Pattern[bytes], reach: int) -> str:
    declared = re.compile(charset.pattern.decode("ascii"), re.IGNORECASE).search(text, 0, reach)
    return text if declared is None else f"{text[: declared.start(1)]}UTF-8{text[declared.end(1) :]}"
