# SPDX-License-Identifier: Apache-2.0
"""Results as Parquet: a row for each segment, for tables that are joined by id."""

from __future__ import annotations

import json
from typing import Any, TextIO

import msgspec

from auditor.contract import Writer
from auditor.engines.parquet import Table
from auditor.model import Audit, DocumentAudit
from auditor.writers._results import segment_results

COLUMNS = ("id", "document", "findings", "scores", "faults")


class Parquet(Writer):
    """A row a segment: id, document, and findings, scores and faults as JSON. Needs the extra `parquet`."""

    format = "parquet"
    suffixes = (".parquet",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._table = Table(out.buffer, COLUMNS)

    def add(self, document: DocumentAudit) -> None:
        """Write the document's segments."""
        self._table.append(columns(document))

    def close(self, audit: Audit) -> None:
        """Finish the file."""
        self._table.close()


def columns(audited: DocumentAudit) -> dict[str, list[str]]:
    """The columns of a document's rows; findings and scores are those of the JSON lines, in JSON."""
    made: dict[str, list[str]] = {name: [] for name in COLUMNS}
    for segment in segment_results(audited):
        made["id"].append(_text(segment.id))
        made["document"].append(_text(segment.document))
        made["findings"].append(_json(segment.findings))
        made["scores"].append(_json(segment.scores))
        made["faults"].append(_json([f"{one.what}: {one.why}" for one in audited.faults if one.segment == segment.id]))
    return made


def _json(value: Any) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=True, separators=(",", ":"))


def _text(value: str) -> str:
    return value.encode("utf-8", "backslashreplace").decode()
