# SPDX-License-Identifier: Apache-2.0
"""Bytes of an input: a file, an object of a store, standard input, a gzip, a member of a zip.

Nothing is unpacked to disk.
"""

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
from pathlib import Path
from typing import IO, cast

from auditor.engines import remote
from auditor.errors import InputError

HEAD = 8192  # bytes by which a format is recognised; what a buffered stream can show before it is read
MEMBER = "!"  # between the path of an archive and the name inside it

_FREE = 1 << 26  # bytes that may come out of any archive before its ratio is looked at
_RATIO = 250  # more than text ever shrinks: repetitive XML packs 100 to 1, a bomb 1000 to 1. Source: our judgement
_WHOLE = 1 << 29  # bytes of a format that cannot be streamed: eight times that is what parsing it may take
# Codecs of Python that decode to text, but that no text is written in; some raise what is no UnicodeDecodeError.
NO_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})

_BLANK = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_HIDDEN = re.compile(r"(?:^|/)(?:\.|__MACOSX/)")
_BROKEN = (gzip.BadGzipFile, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError)


@contextlib.contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """The bytes of an input as a stream. Raises InputError, also while it is read."""
    try:
        with contextlib.ExitStack() as stack:
            yield _stream(path, stack)
    except OSError as error:
        said = f"unpacked: {error}" if isinstance(error, _BROKEN) else f"read: {error.strerror or error}"
        raise InputError(f"cannot be {said}", path) from error
    except _BROKEN as error:
        raise InputError(f"cannot be unpacked: {error}", path) from error


def _stream(path: str, stack: contextlib.ExitStack) -> IO[bytes]:
    archive, mark, member = path.partition(MEMBER)
    if path == "-":
        return sys.stdin.buffer
    if remote.is_remote(path) and not mark:
        there = stack.enter_context(remote.stream(path))
        size = there.seek(0, io.SEEK_END)
        there.seek(0)
        far = io.BufferedReader(cast(io.RawIOBase, there))
        return _gunzipped(far, path, size, stack) if path.lower().endswith(".gz") else far
    if mark and not os.path.exists(path) and os.path.isfile(archive):
        pack = stack.enter_context(zipfile.ZipFile(archive))
        while member not in pack.NameToInfo and MEMBER in member:  # a document that is an archive, in an archive
            inner, _, member = member.partition(MEMBER)
            pack = stack.enter_context(zipfile.ZipFile(io.BytesIO(_all(_unpacked(pack, inner, path, stack), path))))
        inside = _unpacked(pack, member, path, stack)
        return _gunzipped(inside, path, os.path.getsize(archive), stack) if member.lower().endswith(".gz") else inside
    plain = stack.enter_context(Path(path).open("rb"))  # noqa: SIM115 (the stack is one)
    return _gunzipped(plain, path, os.path.getsize(path), stack) if path.lower().endswith(".gz") else plain


def _unpacked(pack: zipfile.ZipFile, member: str, path: str, stack: contextlib.ExitStack) -> IO[bytes]:
    inside = stack.enter_context(pack.open(member))
    return io.BufferedReader(_Bounded(inside, path, pack.getinfo(member).compress_size))


def _gunzipped(packed: IO[bytes], path: str, size: int, stack: contextlib.ExitStack) -> IO[bytes]:
    inside = cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=packed)))  # it is one but does not say so
    return io.BufferedReader(_Bounded(inside, path, size))


def whole(path: str) -> bytes:
    """All bytes of an input that must be in memory at once."""
    with opened(path) as stream:
        return _all(stream, path)


def head(path: str) -> bytes:
    """The first bytes of an input, which stay to be read."""
    with opened(path) as stream:
        return stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) and path == "-" else stream.read(HEAD)


def is_blank(path: str) -> bool:
    """Whether a file begins with blanks, marks of byte order and NULs alone; no for what can be read only once."""
    return os.path.isfile(path) and not head(path).strip(_BLANK)


def _all(stream: IO[bytes], path: str) -> bytes:
    raw = stream.read(_WHOLE + 1)
    if len(raw) > _WHOLE:
        raise InputError(f"is larger than {_WHOLE >> 20} MB, too large for a format that is read whole", path)
    return raw


def members(path: str) -> list[str]:
    """Paths of the files in a zip archive, in its order, for `opened`; folders and hidden files left out."""
    try:
        with zipfile.ZipFile(path if os.path.isfile(path) else io.BytesIO(whole(path))) as pack:
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
