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
from auditor.model import Chars, Document, Location, Segment
from auditor.readers._bilingual import Unique
from auditor.readers._failed import Failed
from auditor.readers.plain import lines, load
from auditor.text.line_ends import rows

COLUMNS = ("id", "document", "source", "translation", "reference", "source_language", "target_language")
_BATCH = 256
_SHOWN = 500  # code points of names in a message
_HUGE = 2**31 - 1  # the csv module's largest field; its default of 131,072 rejects long articles


class JsonLinesReader(Reader):
    """One JSON object on each line."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order; the first line that is no JSON object is an InputError once all are read."""
        failed = Failed()
        found = _objects(rows(load(path, request.encoding)), path, failed)
        yield from documents(found, request, path, failed)


class TsvReader(Reader):
    """Tab-separated with a header line; a quotation mark is only a character."""

    name = "tsv"
    suffixes = (".tsv",)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order; the first with another number of fields than the header is an InputError in the end."""
        text, failed = load(path, request.encoding), Failed()
        found = lines(text) if "\n" in text else (row.text for row in rows(text))  # a lone \r may stand in a cell
        cells = ((number, line.split("\t")) for number, line in enumerate(found, 1))
        yield from documents(_headed(cells, request, path, failed), request, path, failed)


class CsvReader(Reader):
    """Comma-separated with a header line, quoted as in RFC 4180."""

    name = "csv"
    suffixes = (".csv",)

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order; the first ragged row is an InputError in the end, broken quoting ends the file."""
        failed = Failed()
        cells = _csv_rows(load(path, request.encoding), path)
        yield from documents(_headed(cells, request, path, failed), request, path, failed)


Row = tuple[int, Mapping[str, object]]


def documents(
    found: Iterable[Row], request: ReadRequest, path: str, failed: Failed | None = None
) -> Iterator[Document]:
    """Rows as documents: consecutive rows of one `document`, or batches where there is no such column.

    Raises InputError, once all is read, for the first row that failed: also one
    whose `translation` is missing or that holds a value that is not text; or for
    ids that stand twice in a document.
    """
    batch: list[Segment] = []
    failed = Failed() if failed is None else failed
    unique = Unique(path)
    try:
        for number, row in found:
            try:
                segment = unique.of(_segment(row, number, request, path))
            except InputError as error:
                failed.add(error)
                continue
            if batch and (segment.document != batch[0].document or (not segment.document and len(batch) == _BATCH)):
                yield _document(tuple(batch), path)
                batch = []
            batch.append(segment)
    except InputError as error:  # the file cannot be read on
        failed.add(error)
    if batch:
        yield _document(tuple(batch), path)
    failed.judge("rows")
    unique.judge()


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


def _objects(found: Iterable[Chars], path: str, failed: Failed) -> Iterator[Row]:
    for line in found:
        if not line.text.strip():
            continue
        try:
            value = json.loads(line.text, strict=False)  # control characters are findings
        except ValueError as error:
            column = getattr(error, "colno", None)
            failed.add(InputError(f"not JSON: {getattr(error, 'msg', error)}", path, line.line, column))
        except RecursionError:
            failed.add(InputError("not readable: nested too deeply", path, line.line))
        else:
            if isinstance(value, dict):
                yield line.line, value
            else:
                failed.add(InputError(f"holds a {type(value).__name__}, not an object", path, line.line))


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


def _headed(found: Iterator[tuple[int, list[str]]], request: ReadRequest, path: str, failed: Failed) -> Iterator[Row]:
    _, header = next(found, (0, []))
    if any("\r" in name for name in header):
        raise InputError("the header holds a carriage return, which alone ends no line here", path, 1)
    if len(set(header)) != len(header):
        raise InputError("two columns of the header have one name", path, 1)
    if header and (request.columns or {}).get("translation", "translation") not in header:
        raise _missing(request, header, path, 1)
    for number, row in found:
        if not row or row == [""]:
            continue
        if len(row) == len(header):
            yield number, dict(zip(header, row, strict=True))
        else:
            failed.add(InputError(f"has {len(row)} fields, but the header has {len(header)}", path, number))
