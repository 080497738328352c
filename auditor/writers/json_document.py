# SPDX-License-Identifier: Apache-2.0
"""Results as one JSON document: the run, the verdict, and every segment. Its schema lies beside."""

from __future__ import annotations

import json
import shutil
from tempfile import SpooledTemporaryFile
from typing import TextIO

import msgspec

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit
from auditor.writers._results import document_result, encode, results, segment_results

_IN_MEMORY = 1 << 24  # bytes: past this, documents wait on the disk for the verdict, which stands first


class JsonDocument(Writer):
    """The verdict first, then the documents, one segment a line."""

    format = "json"
    suffixes = (".json",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._documents = SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._between = "\n"

    def add(self, document: DocumentAudit) -> None:
        """Keep the document until the verdict is known."""
        encoding = self.out.encoding
        head, tail = encode(document_result(document), encoding).rsplit("[]", 1)
        lines = ",\n".join(encode(segment, encoding) for segment in segment_results(document))
        self._documents.write(f"{self._between}{head}[\n{lines}\n]{tail}")
        self._between = ",\n"

    def close(self, audit: Audit) -> None:
        """Write it all."""
        text = _indented(encode(results(audit), self.out.encoding))
        head, tail = text.rsplit("[]", 1)
        self.out.write(f"{head}[")
        self._documents.seek(0)
        shutil.copyfileobj(self._documents, self.out)
        self._documents.close()
        self.out.write(f"\n]{tail}\n")


def _indented(text: str) -> str:
    try:
        return msgspec.json.format(text, indent=2)
    except msgspec.DecodeError:  # a lone surrogate, which only the library of Python reads
        return json.dumps(json.loads(text), indent=2)
