# SPDX-License-Identifier: Apache-2.0
"""Parquet in and out, batch by batch; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from auditor.engines import remote
from auditor.errors import InputError, MissingExtra

_ROWS = 1024  # in memory at a time
_GROUP = 16_384  # rows of a group that is written: some megabytes


def rows(path: str, columns: Sequence[str]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Rows with their numbers from 1; of the columns asked for, those that there are.

    Raises MissingExtra without pyarrow, and InputError for what is no Parquet file.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("reading Parquet", "parquet") from error
    try:
        with parquet.ParquetFile(remote.stream(path) if remote.is_remote(path) else path, memory_map=False) as file:
            there = [name for name in columns if name in file.schema_arrow.names] or file.schema_arrow.names
            number = 0
            for batch in file.iter_batches(batch_size=_ROWS, columns=there):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or str(error).splitlines()[0]}", path) from error
    except (pyarrow.ArrowException, ValueError) as error:
        raise InputError(f"is no readable Parquet file: {(str(error).splitlines() or [''])[0]}", path) from error


class Table:
    """Columns of text, written group by group."""

    def __init__(self, out: BinaryIO, columns: Sequence[str]) -> None:
        """The names of the columns. Raises MissingExtra without pyarrow."""
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError as error:
            raise MissingExtra("-o parquet", "parquet") from error
        self._pyarrow = pyarrow
        self._schema = pyarrow.schema([(name, pyarrow.string()) for name in columns])
        self._writer = parquet.ParquetWriter(out, self._schema)
        self._held: dict[str, list[str]] = {name: [] for name in columns}

    def append(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Write rows, as one value a row in each column."""
        for name, values in columns.items():
            self._held[name].extend(values)
        if len(next(iter(self._held.values()))) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(self._pyarrow.table(self._held, schema=self._schema))
        for values in self._held.values():
            values.clear()
