# SPDX-License-Identifier: Apache-2.0
"""Parquet, batch by batch; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.errors import InputError, MissingExtra

_ROWS = 1024  # in memory at a time


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
        with parquet.ParquetFile(path, memory_map=False) as file:
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
