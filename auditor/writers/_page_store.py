# SPDX-License-Identifier: Apache-2.0
"""Rendered rows on the disk while they wait for the verdict, and how many of them a page can bear."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import shutil
from array import array
from collections.abc import Mapping, Sequence
from tempfile import SpooledTemporaryFile

import msgspec
from markupsafe import Markup

from auditor.model import Audit, DocumentAudit
from auditor.writers._results import document_result, encode, results, segment_results

CHUNK = 100  # rows that are packed together
_IN_MEMORY = 1 << 24  # bytes: past this, rows wait on the disk
_HEAD = 1_000  # bytes of the head of a document, about
_LEVEL = 6  # of compression: level 9 takes twice as long for 2 % less


class RowStore:
    """Rows by their number, and what each weighs in penalty points."""

    def __init__(self) -> None:
        self._spool = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed with the report
        self._digest = hashlib.sha256()
        self._ends = array("Q")  # in bytes
        self._points = array("d")

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def size(self) -> int:
        """Bytes of all rows."""
        return self._spool.tell() if not self._ends else self._ends[-1]

    @property
    def digest(self) -> str:
        """Under it a browser keeps what was reviewed."""
        return self._digest.hexdigest()[:16]

    def add(self, row: str, points: float) -> None:
        """Keep one rendered row."""
        made = row.encode("utf-8")
        self._digest.update(made)
        self._spool.write(made)
        self._ends.append(self._spool.tell())
        self._points.append(points)

    def read(self, row: int) -> Markup:
        """One row as it was rendered; what is in it was escaped then."""
        start = self._start(row)
        self._spool.seek(start)
        return Markup(self._spool.read(self._ends[row] - start).decode("utf-8"))

    def worst(self, room: int, document_of: Sequence[int]) -> list[int]:
        """The rows with most points that fit in so many bytes with the heads of their documents, in order."""
        chosen: list[int] = []
        headed: set[int] = set()
        for row in sorted(range(len(self._points)), key=lambda row: -self._points[row]):
            document = document_of[row]
            room -= self._ends[row] - self._start(row) + (0 if document in headed else _HEAD)
            if room < 0 or not self._points[row]:
                break
            headed.add(document)
            chosen.append(row)
        return sorted(chosen)

    def packed(self, first: int, heads: Mapping[int, str]) -> str:
        """Rows from `first` on, a chunk of them, for the page's script: JSON, gzip, base64.

        `heads` are the opening tags and heads of documents by the number of their first row.
        """
        last = min(first + CHUNK, len(self))
        return packed(msgspec.json.encode([(heads.get(row, ""), str(self.read(row))) for row in range(first, last)]))

    def close(self) -> None:
        """Let go of the disk."""
        self._spool.close()

    def _start(self, row: int) -> int:
        return self._ends[row - 1] if row else 0


class ResultsStore:
    """The results as `-o json` has them, on the disk until the verdict is known, then compressed."""

    def __init__(self) -> None:
        self._documents = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed with the report

    def add(self, document: DocumentAudit) -> None:
        """Take one audited document."""
        head, tail = encode(document_result(document), None).rsplit("[]", 1)
        lines = ",\n".join(encode(segment, None) for segment in segment_results(document))
        between = "," if self._documents.tell() else ""
        self._documents.write(f"{between}\n{head}[\n{lines}\n]{tail}".encode())

    def close(self, audit: Audit) -> bytes:
        """The whole of it, a gzip file."""
        head, tail = encode(results(audit), None).rsplit("[]", 1)
        raw = io.BytesIO()
        self._documents.seek(0)
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=_LEVEL, mtime=0) as made:
            made.write(f"{head}[".encode())
            shutil.copyfileobj(self._documents, made)
            made.write(f"\n]{tail}\n".encode())
        self._documents.close()
        return raw.getvalue()


def packed(text: bytes) -> str:
    """Bytes as text that a page can hold: gzip, then base64."""
    return base64.b64encode(gzip.compress(text, _LEVEL, mtime=0)).decode("ascii")
