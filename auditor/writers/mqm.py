# SPDX-License-Identifier: Apache-2.0
"""Findings as the ten tab-separated columns that Marot and the MQM data of WMT have, spans between `<v>` and `</v>`.

Source: Marot, README (google-research), "Data file format".
"""

from __future__ import annotations

import json
from typing import TextIO

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit, Finding, Segment, Span
from auditor.shelf import checks

_COLUMNS = (
    "system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata",
)  # fmt: skip


class Mqm(Writer):
    """One line for each finding that counts, and one for a segment without any."""

    format = "mqm"
    suffixes = (".mqm.tsv",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._number = 0
        out.write("\t".join(_COLUMNS) + "\n")

    def add(self, document: DocumentAudit) -> None:
        """Write the document's lines."""
        for place, segment in enumerate(document.document.segments, 1):
            self._number += 1
            found = [finding for finding in document.findings.get(segment.id, ()) if finding.is_counted]
            for finding in found or (None,):
                self.out.write("\t".join(self._cells(document, segment, place, finding)) + "\n")

    def close(self, audit: Audit) -> None:
        """Nothing is left to write."""

    def _cells(self, audited: DocumentAudit, segment: Segment, place: int, finding: Finding | None) -> list[str]:
        document = audited.document
        languages = "-".join(filter(None, (document.source_language, document.language)))
        doc = f"{document.id}:{languages}" if languages else document.id
        about: dict[str, object] = {"id": segment.id, "metrics": dict(audited.scores.get(segment.id, {}))}
        if segment.reference is not None:
            about["references"] = {"reference": segment.reference}
        metadata: dict[str, object] = {"segment": about}
        if finding is not None:
            metadata["note"] = finding.message
        source, target, category, severity = segment.source or "", segment.translation, "no-error", "no-error"
        if finding is not None:
            target = _marked(target, finding.span)
            source = _marked(source, finding.source_span) if finding.source_span is not None else source
            rule = checks().get(finding.check)
            category, severity = (rule.mqm.value if rule else finding.check), finding.severity.label
        said = json.dumps(metadata, ensure_ascii=True, sort_keys=True)
        cells = ("auditor", doc, str(place), str(self._number), "auditor", source, target, category, severity)
        return [*(_flat(cell) for cell in cells), said]


def _marked(text: str, span: Span) -> str:
    return f"{text[: span.start]}<v>{text[span.start : span.end]}</v>{text[span.end :]}"


def _flat(text: str) -> str:
    """The text on one line, without tabs, in characters that every encoding of Unicode can write."""
    for sign in "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        text = text.replace(sign, " ")
    return text.encode("utf-8", "replace").decode("utf-8")
