# SPDX-License-Identifier: Apache-2.0
"""Parquet: rows with the columns of tables, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.contract import Reader, ReadRequest
from auditor.engines.parquet import rows
from auditor.model import Document
from auditor.readers.tables import COLUMNS, documents


class ParquetReader(Reader):
    """The columns are those of tables; a place is the number of a row."""

    name = "parquet"
    suffixes = (".parquet",)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it begins with the signature of the format."""
        return head.startswith(b"PAR1")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Rows in order. Raises InputError, and MissingExtra without pyarrow."""
        names = request.columns or {}
        yield from documents(rows(path, [names.get(name, name) for name in COLUMNS]), request, path)
