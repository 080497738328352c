# SPDX-License-Identifier: Apache-2.0
"""What a long run has found so far, kept beside its report so that a killed run need not begin again.

A journal is a line that names the run, then a frame for each document: length
and checksum, the digest of what was inspected, and the result. A torn last frame
is dropped. Reports are made anew from the journal and the input, which is how
they come out the same, byte for byte.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from auditor.errors import AuditorError
from auditor.inspection import Auditor, Tallies
from auditor.model import Document, DocumentAudit
from auditor.parallel import Result

_LONG = 5000  # segments after which a run is worth keeping: some seconds; our judgement
_FRAME = struct.Struct("<II")  # length, CRC 32
_DIGEST = 16  # bytes

Inspected = tuple[DocumentAudit, Tallies]


class Journal:
    """The journal of one run. It appears once the run is long, or at once when one is there to go on from."""

    def __init__(self, path: Path, auditor: Auditor, *, resume: bool = False) -> None:
        self.path, self.resumed = path, 0
        self._name = auditor.name().encode() + b"\n"
        self._out: IO[bytes] | None = None
        self._held: list[bytes] = []
        self._segments = 0
        self._resume = resume

    def through(
        self, documents: Iterable[Document], inspect: Callable[[Iterable[Document]], Iterable[Inspected]]
    ) -> Iterator[Inspected]:
        """Results of the journal as far as it goes, then those of `inspect`, which are kept as they come."""
        rest = iter(documents)
        if self._resume:
            rest = peekable = _Peekable(rest)
            yield from self._kept(peekable)
        for audited, tallies in inspect(rest):
            self._keep(audited, tallies)
            yield audited, tallies

    def done(self) -> None:
        """Take the journal away: the reports are written."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file and leave it."""
        if self._out is not None:
            self._out.close()
            self._out = None

    def _kept(self, documents: _Peekable) -> Iterator[Inspected]:
        try:
            file = self.path.open("r+b")
        except FileNotFoundError:
            return
        except OSError as error:
            raise AuditorError(f"cannot read {self.path}: {error.strerror}") from error
        if file.readline() != self._name:
            file.close()
            return
        good = file.tell()
        for digest, body, end in _frames(file):
            document = documents.peek()
            if document is None or digest != _digest(document):
                break
            good = end
            result = msgspec.msgpack.decode(body, type=Result | None)
            if result is None:
                break  # it could not be written down: it is inspected again, and what follows it too
            next(documents)
            self.resumed += len(document.segments)
            yield result.on(document)
        file.seek(good)
        file.truncate()
        self._out = file

    def _keep(self, audited: DocumentAudit, tallies: Tallies) -> None:
        try:
            body = msgspec.msgpack.encode(Result.of(audited, tallies))
        except UnicodeEncodeError:  # a lone surrogate
            body = msgspec.msgpack.encode(None)
        body = _digest(audited.document) + body
        self._held.append(_FRAME.pack(len(body), zlib.crc32(body)) + body)
        self._segments += len(audited.document.segments)
        if self._out is None and not self._resume and self._segments < _LONG:
            return
        try:
            if self._out is None:
                self._out = self.path.open("wb")
                self._out.write(self._name)
            self._out.write(b"".join(self._held))
            self._out.flush()  # to the system: it outlives this process
        except OSError as error:
            raise AuditorError(f"cannot write {self.path}: {error.strerror}") from error
        self._held = []


class _Peekable(Iterator[Document]):
    """Documents, the next of which may be looked at first."""

    def __init__(self, documents: Iterator[Document]) -> None:
        self._documents = documents
        self._first: Document | None = None

    def __next__(self) -> Document:
        first, self._first = self._first, None
        return next(self._documents) if first is None else first

    def peek(self) -> Document | None:
        """The next document, which stays the next; None at the end."""
        if self._first is None:
            self._first = next(self._documents, None)
        return self._first


def _frames(file: IO[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    """Digest and result of each whole frame, and where it ends."""
    while len(head := file.read(_FRAME.size)) == _FRAME.size:
        length, check = _FRAME.unpack(head)
        body = file.read(length)
        if len(body) < length or zlib.crc32(body) != check:
            return
        yield body[:_DIGEST], body[_DIGEST:], file.tell()


def _digest(document: Document) -> bytes:
    """Of all that inspecting looks at; places in files are not in it."""
    made = hashlib.blake2b(digest_size=_DIGEST)
    parts: list[object] = [document.id, document.path, document.language, document.source_language, document.rows]
    for s in document.segments:
        parts += (s.id, s.translation, s.source, s.reference, s.language, s.source_language, s.role, s.paragraph)
        parts += (s.aligned, s.codes, s.source_codes, s.silenced)
    made.update("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return made.digest()
