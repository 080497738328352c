# SPDX-License-Identifier: Apache-2.0
"""Zip archives: every file inside that some reader knows, as if it lay in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import members
from auditor.errors import InputError, MissingExtra
from auditor.model import Document
from auditor.readers._choice import choose, is_known
from auditor.readers._failed import Failed

_MOST = 100_000  # files in one archive; our judgement


class ZipReader(Reader):
    """Members in the order of the archive. Archives in archives are not opened."""

    name = "zip"
    suffixes = (".zip",)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it begins with the signature of a zip archive."""
        return head.startswith(b"PK\x03\x04")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Documents of the members; a member that cannot be read is said at the end, as an InputError."""
        names = [name for name in members(path) if is_known(name)]
        if len(names) > _MOST:
            raise InputError(f"holds {len(names):,} files; at most {_MOST:,} are read", path)
        failed = Failed()
        for name in names:
            try:
                yield from choose(name)().read(replace(request, paths=(name,), sources=(), references=()), name)
            except InputError as error:
                failed.add(error)
            except MissingExtra as error:
                failed.add(InputError(str(error), name))
        failed.judge("files of the archive")
