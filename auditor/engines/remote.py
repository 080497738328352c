# SPDX-License-Identifier: Apache-2.0
"""Inputs that are named by a URI: objects of a store, through pyarrow; needs the extra `parquet`.

`s3://`, `gs://`, `abfs://`, `hdfs://` and `file://`; who may read is what the machine is
set to. Source: Apache Arrow, `pyarrow.fs.FileSystem.from_uri`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any, cast
from urllib.parse import quote

from auditor.errors import InputError, MissingExtra

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # two letters and more: c:// is a drive


def is_remote(path: str) -> bool:
    """Whether a path is a URI."""
    return _URI.match(path) is not None


def stream(path: str) -> IO[bytes]:
    """The bytes behind a URI, which can be sought in. Raises InputError and MissingExtra."""
    system, key = filesystem(path)
    return cast(IO[bytes], system.open_input_file(key))  # a file in all but its type


def listed(path: str) -> Iterator[str]:
    """The files below a URI, sorted; itself where it names no folder. Raises InputError and MissingExtra."""
    system, key = filesystem(path)
    from pyarrow import fs

    try:
        if system.get_file_info(key).type != fs.FileType.Directory:
            yield path
            return
        below = system.get_file_info(fs.FileSelector(key, recursive=True))
    except OSError as error:
        raise InputError(f"cannot be listed: {_said(error)}", path) from error
    for one in sorted(below, key=lambda info: info.path):
        if one.is_file and one.path.startswith(key):
            yield path.rstrip("/") + quote(one.path[len(key.rstrip("/")) :])


def filesystem(path: str) -> tuple[Any, str]:
    """The store of a URI and the name in it. Raises InputError and MissingExtra."""
    try:
        from pyarrow import fs
    except ImportError as error:
        raise MissingExtra(f"reading {path}", "parquet") from error
    try:
        return cast(tuple[Any, str], fs.FileSystem.from_uri(path))
    except (OSError, ValueError) as error:
        raise InputError(f"is in no store that can be reached: {_said(error)}", path) from error


def _said(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
