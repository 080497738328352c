# SPDX-License-Identifier: Apache-2.0
"""Plain text: a story, or lines in step with the lines of other files."""

from __future__ import annotations

import bisect
import sys
from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import whole
from auditor.engines.language_id import identify
from auditor.errors import InputError
from auditor.languages import profile
from auditor.model import Document, Location, Segment
from auditor.text.article import paragraphs, role
from auditor.text.encoding import decode
from auditor.text.sentences import sentences

_BATCH = 256  # rows in one document of a line file: enough to hide the cost of a batch


class ArticleReader(Reader):
    """One file, one story: its sentences are the segments, offsets those of the file."""

    name = "article"
    suffixes = (".txt", ".text")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The story, and its source story unaligned: one segment a sentence.

        A companion's text is read by the caller through this same reader.
        """
        text = load(path, request.encoding)
        yield story(text, path, request.language)


class LineReader(Reader):
    r"""Aligned line files; only \n and \r\n end a line."""

    name = "lines"
    suffixes = ()

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Batches of rows. Raises InputError naming both counts when the files do not match."""
        place = request.paths.index(path)
        rows = lines(load(path, request.encoding))
        sources = _companion(request.sources, place, request.encoding, path, len(rows))
        references = _companion(request.references, place, request.encoding, path, len(rows))
        segments = [
            Segment(
                id=f"{path}:{number + 1}",
                translation=row,
                source=sources[number] if sources else None,
                reference=references[number] if references else None,
                document=path,
                language=request.language,
                source_language=request.source_language,
                location=Location(path, number + 1, 1, start, start + len(row)),
            )
            for number, (start, row) in enumerate(rows_with_starts(rows, load(path, request.encoding)))
        ]
        for first in range(0, len(segments), _BATCH):
            batch = tuple(segments[first : first + _BATCH])
            yield Document(path, path, batch, request.language, request.source_language, rows=True)


def load(path: str, encoding: str) -> str:
    """The text of a file or of standard input (`-`). Raises InputError."""
    if path == "-":
        return decode(sys.stdin.buffer.read(), "<stdin>", encoding)
    return decode(whole(path), path, encoding)


def lines(text: str) -> list[str]:
    r"""The lines of a text without their ends; a last empty line is none. U+2028 and \r alone do not divide."""
    parts = [line.removesuffix("\r") for line in text.split("\n")]
    return parts[:-1] if parts and not parts[-1] else parts


def rows_with_starts(rows: list[str], text: str) -> Iterator[tuple[int, str]]:
    """Each line with the code point at which it starts in the text."""
    place = 0
    for row in rows:
        yield place, row
        place += len(row) + (2 if text.startswith("\r\n", place + len(row)) else 1)


def story(text: str, path: str, language: str | None) -> Document:
    """A text as one story. Segments are sentences within paragraphs.

    A language that is not declared is recognised first: where sentences end depends on it.
    """
    detected = language is None
    language = language or identify(text)
    starts = [0, *(place + 1 for place, mark in enumerate(text) if mark == "\n")]
    segments: list[Segment] = []
    found = paragraphs(text)
    known = profile(language)
    for number, block in enumerate(found):
        string = text[block.start : block.end]
        part = role(string, number, len(found) - number - 1, known)
        for span in sentences(string, language):
            start, end = block.start + span.start, block.start + span.end
            line = bisect.bisect_right(starts, start)
            segments.append(
                Segment(
                    id=f"{path}:{len(segments) + 1}",
                    translation=text[start:end],
                    document=path,
                    language=language,
                    location=Location(path, line, start - starts[line - 1] + 1, start, end),
                    role=part,
                    paragraph=number,
                )
            )
    return Document(path, path, tuple(segments), language, detected=detected and language is not None)


def _companion(paths: tuple[str, ...], place: int, encoding: str, path: str, count: int) -> list[str]:
    if not paths:
        return []
    if place >= len(paths):
        raise InputError("has no companion: give as many sources or references as translations", path)
    rows = lines(load(paths[place], encoding))
    if len(rows) != count:
        raise InputError(
            f"has {count} lines, but {paths[place]} has {len(rows)}; aligned files must match line for line", path
        )
    return rows
