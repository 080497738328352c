# SPDX-License-Identifier: Apache-2.0
"""Bytes to text, strictly: nothing is guessed and nothing is repaired."""

from __future__ import annotations

import codecs

from auditor.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes, path: str, encoding: str) -> str:
    """The text of a file; a byte order mark overrides `encoding` and is left out.

    Raises InputError with the byte offset and line of the first bad byte.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            raw, encoding = raw[len(mark) :], name
            break
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
            raw.count(b"\n", 0, error.start) + 1,
        ) from error
