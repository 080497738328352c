# SPDX-License-Identifier: Apache-2.0
"""Workbooks and documents for reviewers; needs the extra `office`.

Source: ECMA-376 (Office Open XML); "Excel specifications and limits" of Microsoft.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol

from auditor.errors import MissingExtra

_NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads "_x0041_" as "A"
_ROWS = 1_048_576  # of a sheet
_UNITS = 32_767  # UTF-16 code units of a cell
_KEPT = 16 << 20  # bytes of a file that are kept in memory
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # when a part was written: the first day that zip knows, so that equal runs are equal
_WRITTEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Workbook:
    """Rows of text and numbers under a header with a filter; row by row to the disk, not in memory."""

    def __init__(self, title: str, columns: Mapping[str, int]) -> None:
        """The columns with their widths in signs. Raises MissingExtra without openpyxl."""
        try:
            import openpyxl
        except ImportError as error:
            raise MissingExtra("-o xlsx", "office") from error
        self._book = openpyxl.Workbook(write_only=True)
        self._title, self._columns = title, columns
        self._rows = 0
        self._begin()

    def append(self, cells: Sequence[str | int], colour: str | None = None) -> None:
        """Write a row; another sheet begins when one is full. `colour` is the RGB of its ground."""
        if self._rows == _ROWS:
            self._end()
            self._begin()
        self._write(cells, colour)

    def save(self, out: BinaryIO) -> None:
        """Write the file; nothing can be appended after it."""
        self._end()
        _saved(self._book, out)

    def _begin(self) -> None:
        number = len(self._book.worksheets) + 1
        self._sheet = self._book.create_sheet(self._title if number == 1 else f"{self._title} {number}")
        self._rows = 0
        self._sheet.freeze_panes = "A2"
        for place, width in enumerate(self._columns.values()):
            self._sheet.column_dimensions[chr(ord("A") + place)].width = width
        self._write(list(self._columns), None, bold=True)

    def _end(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(self._columns) - 1)}{self._rows}"

    def _write(self, cells: Sequence[str | int], colour: str | None, *, bold: bool = False) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        row = []
        for value in cells:
            cell = WriteOnlyCell(self._sheet)
            if isinstance(value, str):
                cell.value = _CODED.sub("_x005F_", fitting(value))
                cell.data_type = "s"  # whatever it begins with, it is no formula
                cell.quotePrefix = True  # nor when a reviewer edits it
            else:
                cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if bold:
                cell.font = Font(bold=True)
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
            row.append(cell)
        self._sheet.append(row)
        self._rows += 1


class Review:
    """A document with comments of its own kind, as Word shows them beside the text."""

    def __init__(self) -> None:
        """Raises MissingExtra without python-docx 1.2, the first that knows comments."""
        try:
            import docx
            from docx import comments  # noqa: F401
        except ImportError as error:
            raise MissingExtra("-o docx", "office") from error
        self._document = docx.Document()

    def heading(self, text: str) -> None:
        """Begin a text of this name."""
        self._document.add_heading(printable(text), level=1)

    def paragraph(self, pieces: Sequence[str], comments: Sequence[tuple[int, int, str]]) -> None:
        """Add a paragraph in pieces; each comment is on pieces from its first number to its last."""
        paragraph = self._document.add_paragraph()
        runs = [paragraph.add_run(printable(piece)) for piece in pieces]
        for first, last, said in comments:
            comment = self._document.add_comment(runs[first : last + 1], printable(said), "auditor", "a")
            comment._comment_elm.date = None  # no clock: equal runs make equal files

    def save(self, out: BinaryIO) -> None:
        """Write the file."""
        _saved(self._document, out)


def printable(text: str) -> str:
    """The text with what XML cannot hold spelled out.

    >>> printable("a" + chr(7))
    'a⟨U+0007⟩'
    """
    return _NO_XML.sub(lambda sign: f"⟨U+{ord(sign.group()):04X}⟩", text)


def fitting(text: str) -> str:
    """The printable text, cut with an ellipsis where a cell cannot hold it.

    >>> len(fitting("x" * 40_000))
    32767
    """
    text = printable(text)
    if len(text.encode("utf-16-le")) // 2 <= _UNITS:
        return text
    return text.encode("utf-16-le")[: (_UNITS - 1) * 2].decode("utf-16-le", "ignore") + "…"


class _Savable(Protocol):
    def save(self, path_or_stream: BinaryIO, /) -> None: ...


def _saved(made: _Savable, out: BinaryIO) -> None:
    """The parts as the library writes them, without the time at which it did."""
    with tempfile.SpooledTemporaryFile(_KEPT) as whole:
        made.save(whole)  # type: ignore[arg-type]  # a spooled file does all that a file does
        with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as steady:
            for name in parts.namelist():
                part = zipfile.ZipInfo(name, _ALWAYS)
                part.compress_type = zipfile.ZIP_DEFLATED
                if name == "docProps/core.xml":
                    steady.writestr(part, _WRITTEN.sub(b"1980-01-01T00:00:00Z", parts.read(name)))
                    continue
                with parts.open(name) as read, steady.open(part, "w", force_zip64=True) as written:
                    shutil.copyfileobj(read, written)
