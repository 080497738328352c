# SPDX-License-Identifier: Apache-2.0
"""Rows with named columns: JSON lines, tab-separated and comma-separated values.

A column `silenced` names checks that are not to be reported in a row, divided by
commas or as a list; `*` is every check.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from auditor.contract import Reader, ReadRequest
from auditor.errors import InputError
from auditor.model import Document, Location, Segment
from auditor.readers.plain import LONE_RETURN, lines, load

COLUMNS = ("id", "document", "source", "translation", "reference", "source_language", "target_language")
_BATCH = 256
_SHOWN = 500  # code points of names in a message
_HUGE = 2**31 - 1  # the csv module's largest field; its default of 131,072 rejects long articles


class JsonLinesReader(Reader):
    """One JSON object on each line."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order; a line that is no JSON object raises InputError with its line and column."""
        yield from documents(_objects(lines(load(path, request.encoding)), path), request, path)


class TsvReader(Reader):
    """Tab-separated with a header line; a quotation mark is only a character."""

    name = "tsv"
    suffixes = (".tsv",)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order; a row with another number of fields than the header raises InputError."""
        rows = ((number, line.split("\t")) for number, line in enumerate(lines(load(path, request.encoding)), 1))
        yield from documents(_headed(rows, request, path), request, path)


class CsvReader(Reader):
    """Comma-separated with a header line, quoted as in RFC 4180."""

    name = "csv"
    suffixes = (".csv",)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order; ragged rows and broken quoting raise InputError with the line."""
        yield from documents(_headed(_csv_rows(load(path, request.encoding), path), request, path), request, path)


Row = tuple[int, Mapping[str, object]]


def documents(rows: Iterable[Row], request: ReadRequest, path: str) -> Iterator[Document]:
    """Rows as documents: consecutive rows of one `document`, or batches where there is no such column.

    Raises InputError when `translation` is missing or a value is not text.
    """
    batch: list[Segment] = []
    try:
        for number, row in rows:
            segment = _segment(row, number, request, path)
            if batch and (segment.document != batch[0].document or (not segment.document and len(batch) == _BATCH)):
                yield _document(tuple(batch), path)
                batch = []
            batch.append(segment)
    except InputError:
        if batch:  # what was read before the broken row is audited
            yield _document(tuple(batch), path)
        raise
    if batch:
        yield _document(tuple(batch), path)


def _document(segments: tuple[Segment, ...], path: str) -> Document:
    first, named = segments[0], segments[0].document
    return Document(named or path, path, segments, first.language, first.source_language, rows=not named)


def _segment(row: Mapping[str, object], number: int, request: ReadRequest, path: str) -> Segment:
    names = request.columns or {}
    cells: dict[str, str | None] = {}
    for column in COLUMNS:
        value = row.get(names.get(column, column))
        if value is not None and not isinstance(value, (str, int)):
            raise InputError(
                f"column {names.get(column, column)!r} holds a {type(value).__name__}, not text", path, number
            )
        cells[column] = None if value is None else str(value)
    if cells["translation"] is None:
        raise _missing(request, row, path, number)
    return Segment(
        id=cells["id"] or f"{path}:{number}",
        translation=cells["translation"],
        source=cells["source"],
        reference=cells["reference"],
        document=cells["document"] or "",
        language=cells["target_language"] or request.language,
        source_language=cells["source_language"] or request.source_language,
        location=Location(path, number),
        silenced=_silenced(row.get(names.get("silenced", "silenced")), path, number),
    )


def _missing(request: ReadRequest, names: Iterable[str], path: str, number: int) -> InputError:
    """What to say where no column is that of the translations."""
    wanted = (request.columns or {}).get("translation", "translation")
    there = ", ".join(map(str, names)) or "none"
    hint = "Map yours with --columns translation=NAME,source=NAME"
    return InputError(f"no column {wanted!r}; there are: {there[:_SHOWN]}. {hint}", path, number)


def _silenced(value: object, path: str, number: int) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if names is None:
        return ()
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InputError("column 'silenced' is neither a text nor a list of texts", path, number)
    return tuple(name.strip() for name in names if name.strip())


def _objects(rows: list[str], path: str) -> Iterator[Row]:
    for number, line in enumerate(rows, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            column = getattr(error, "colno", None)
            raise InputError(f"not JSON: {getattr(error, 'msg', error)}", path, number, column) from error
        except RecursionError as error:
            raise InputError("not readable: nested too deeply", path, number) from error
        if not isinstance(value, dict):
            raise InputError(f"holds a {type(value).__name__}, not an object", path, number)
        yield number, value


def _csv_rows(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_HUGE)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        for row in reader:
            yield number, row
            number = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"not CSV: {error}", path, number) from error


def _headed(rows: Iterator[tuple[int, list[str]]], request: ReadRequest, path: str) -> Iterator[Row]:
    _, header = next(rows, (0, []))
    if any("\r" in name for name in header):
        raise InputError(f"the header holds a carriage return. {LONE_RETURN}", path, 1)
    if len(set(header)) != len(header):
        raise InputError("two columns of the header have one name", path, 1)
    if header and (request.columns or {}).get("translation", "translation") not in header:
        raise _missing(request, header, path, 1)
    for number, row in rows:
        if not row or row == [""]:
            continue
        if len(row) != len(header):
            hint = f". {LONE_RETURN}" if any("\r" in cell for cell in row) else ""
            raise InputError(f"has {len(row)} fields, but the header has {len(header)}{hint}", path, number)
        yield number, dict(zip(header, row, strict=True))
