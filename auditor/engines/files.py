# SPDX-License-Identifier: Apache-2.0
"""Bytes of an input: a file, standard input, a gzip, a member of a zip. Nothing is unpacked to disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from auditor.errors import InputError

HEAD = 8192  # bytes by which a format is recognised; what a buffered stream can show before it is read
MEMBER = "!"  # between the path of an archive and the name inside it

_FREE = 1 << 26  # bytes that may come out of any archive before its ratio is looked at
_RATIO = 250  # more than text ever shrinks: repetitive XML packs 100 to 1, a bomb 1000 to 1. Source: our judgement
_WHOLE = 1 << 29  # bytes of a format that cannot be streamed: eight times that is what parsing it may take
_HIDDEN = re.compile(r"(?:^|/)(?:\.|__MACOSX/)")
_BROKEN = (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError)


@contextlib.contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """The bytes of an input as a stream. Raises InputError, also while it is read."""
    archive, mark, member = path.partition(MEMBER)
    try:
        if path == "-":
            yield sys.stdin.buffer
        elif mark and not os.path.exists(path) and os.path.isfile(archive):
            with zipfile.ZipFile(archive) as pack, pack.open(member) as inside:
                yield io.BufferedReader(_Bounded(inside, path, pack.getinfo(member).compress_size))
        elif path.lower().endswith(".gz"):
            with gzip.open(path) as inside:
                yield io.BufferedReader(_Bounded(inside, path, os.path.getsize(path)))
        else:
            with open(path, "rb") as plain:
                yield plain
    except OSError as error:
        if isinstance(error, _BROKEN):
            raise InputError(f"cannot be unpacked: {error}", path) from error
        raise InputError(f"cannot be read: {error.strerror or error}", path) from error
    except _BROKEN as error:
        raise InputError(f"cannot be unpacked: {error}", path) from error


def whole(path: str) -> bytes:
    """All bytes of an input that must be in memory at once."""
    with opened(path) as stream:
        raw = stream.read(_WHOLE + 1)
    if len(raw) > _WHOLE:
        raise InputError(f"is larger than {_WHOLE >> 20} MB, too large for a format that is read whole", path)
    return raw


def head(path: str) -> bytes:
    """The first bytes of an input, which stay to be read."""
    with opened(path) as stream:
        return stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) and path == "-" else stream.read(HEAD)


def members(path: str) -> list[str]:
    """Paths of the files in a zip archive, in its order, for `opened`; folders and hidden files left out."""
    try:
        with zipfile.ZipFile(path) as pack:
            names = [info.filename for info in pack.infolist() if not info.is_dir()]
    except _BROKEN as error:
        raise InputError(f"is no zip archive: {error}", path) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path) from error
    return [f"{path}{MEMBER}{name}" for name in names if not _HIDDEN.search(name)]


class _Bounded(io.RawIOBase):
    """A stream that stops when more comes out than any honest archive holds."""

    def __init__(self, inside: IO[bytes], path: str, packed: int) -> None:
        self._inside, self._path, self._packed, self._count = inside, path, packed, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; raises InputError for a bomb."""
        got = self._inside.read(len(buffer))
        self._count += len(got)
        if self._count > max(_FREE, _RATIO * self._packed):
            raise InputError(f"unpacks to more than {_RATIO} times its size: refused as a zip bomb", self._path)
        buffer[: len(got)] = got
        return len(got)
