# SPDX-License-Identifier: Apache-2.0
"""Excel workbooks: rows of every sheet whose first row names the columns.

Source: ECMA-376 part 1, SpreadsheetML: shared strings, cells and their types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import MEMBER, members, opened
from auditor.engines.xml import Node, elements
from auditor.errors import InputError
from auditor.model import Document, Location
from auditor.readers._failed import Failed
from auditor.readers.tables import Row, documents

_COLUMN = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_NUMBERED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WIDEST = 16_384  # columns of a sheet. Source: Excel specifications and limits


class XlsxReader(Reader):
    """The columns are those of tables; a place is a sheet and a row."""

    name = "xlsx"
    suffixes = (".xlsx", ".xlsm")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows of each sheet that has the column of translations. Raises InputError when none has."""
        names = set(members(path))
        if f"{path}{MEMBER}xl/workbook.xml" not in names:
            raise InputError("is no Excel workbook: it has no xl/workbook.xml", path)
        wanted = (request.columns or {}).get("translation", "translation")
        shared = _shared(path, names)
        headers: list[str] = []
        found, failed = False, Failed()
        for title, part in _sheets(path, names):
            rows = _rows(part, shared)
            try:
                header = next(rows, (0, []))[1]
                headers += header
                if wanted in header:
                    found = True
                    for document in documents(_named(rows, header), request, path):
                        yield _placed(document, title, path)
            except InputError as error:  # the other sheets are read
                failed.add(error)
        failed.judge("sheets")
        if not found:
            said = ", ".join(name for name in dict.fromkeys(headers) if name) or "none"
            hint = "Map yours with --columns translation=NAME,source=NAME"
            raise InputError(f"no sheet has a column {wanted!r} in its first row; there are: {said}. {hint}", path)


def _placed(document: Document, title: str, path: str) -> Document:
    segments = []
    for segment in document.segments:
        row = segment.location.line if segment.location else 1
        name = segment.id if not segment.id.startswith(f"{path}:") else f"{path}:{title}:{row}"
        segments.append(replace(segment, id=name, location=Location(path, row, 1, note=f"sheet {title!r}, row {row}")))
    return replace(document, segments=tuple(segments))


def _named(rows: Iterator[tuple[int, list[str]]], header: list[str]) -> Iterator[Row]:
    for number, cells in rows:
        if any(cells):
            padded = cells + [""] * (len(header) - len(cells))
            yield number, {name: cell for name, cell in zip(header, padded, strict=False) if name}


def _shared(path: str, names: set[str]) -> list[str]:
    part = f"{path}{MEMBER}xl/sharedStrings.xml"
    if part not in names:
        return []
    with opened(part) as stream:
        return [_said(node) for node in elements(stream, part, ("si",))]


def _said(node: Node) -> str:
    """The text of a string, less how it is read aloud."""
    runs = (
        run.text
        for child in node.descendants("t")
        if child.parent and child.parent.name != "rPh"
        for run in child.chars()
    )
    return _decoded("".join(runs))


def _decoded(text: str) -> str:
    """The text with its characters written by number. Source: ECMA-376 part 1, section 22.9.2.19, ST_Xstring."""
    if "_x" not in text:
        return text
    made = _NUMBERED.sub(lambda match: chr(int(match[1], 16)), text)
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _sheets(path: str, names: set[str]) -> Iterator[tuple[str, str]]:
    targets: dict[str, str] = {}
    part = f"{path}{MEMBER}xl/_rels/workbook.xml.rels"
    if part in names:
        with opened(part) as stream:
            for node in elements(stream, part, ("Relationship",)):
                targets[node.get("Id")] = node.get("Target").removeprefix("/xl/").removeprefix("/")
    part = f"{path}{MEMBER}xl/workbook.xml"
    with opened(part) as stream:
        for node in elements(stream, part, ("sheet",)):
            key = next((value for name, value in node.attributes.items() if name.endswith(" id")), "")
            target = f"{path}{MEMBER}xl/{targets.get(key, '')}"
            if target in names:
                yield node.get("name"), target


def _rows(part: str, shared: list[str]) -> Iterator[tuple[int, list[str]]]:
    with opened(part) as stream:
        for count, node in enumerate(elements(stream, part, ("row",)), 1):
            cells: list[str] = []
            for cell in node.children("c"):
                place = _COLUMN.match(cell.get("r"))
                column = _index(place.group(1)) if place else len(cells)
                if column >= _WIDEST:
                    raise InputError(f"a cell in column {column + 1}", part, cell.line, cell.column)
                cells += [""] * (column + 1 - len(cells))
                cells[column] = _value(cell, shared, part)
            number = node.get("r")
            yield int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else count, cells


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Node, shared: list[str], part: str) -> str:
    inline = cell.first("is")
    if inline is not None:
        return _said(inline)
    value = cell.first("v")
    text = "".join(run.text for run in value.chars()) if value is not None else ""
    if cell.get("t") != "s" or not text:
        return _decoded(text)
    if not text.isascii() or not text.isdecimal() or int(text[:9]) >= len(shared):
        raise InputError(
            f"cell {cell.get('r')} names a string that is not there: {text[:20]}", part, cell.line, cell.column
        )
    return shared[int(text)]
