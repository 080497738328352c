# SPDX-License-Identifier: Apache-2.0
"""What the tests of every format share: reading a file, and proving that places are true."""

from __future__ import annotations

import ast
import html
from pathlib import Path

from auditor.contract import ReadRequest
from auditor.model import Document, Segment, Span
from auditor.pipeline import Totals, read
from auditor.text.traced import MASK

FILES = Path(__file__).parent / "files"


def read_all(*paths: Path | str, input_format: str = "auto", **more: object) -> tuple[list[Document], Totals]:
    """Every document of the paths, and what the run noted."""
    totals = Totals()
    request = ReadRequest(tuple(map(str, paths)), **more)  # type: ignore[arg-type]
    return list(read(request, totals, input_format)), totals


def segments(*paths: Path | str, **more: object) -> list[Segment]:
    """Every segment of the paths, which must be readable."""
    documents, totals = read_all(*paths, **more)
    assert not totals.errors
    return [segment for document in documents for segment in document.segments]


def prove_places(text: str, segment: Segment, *, also: tuple[str, ...] = ()) -> None:
    """Each sign of the segment is found in the file at its offset, line and column.

    A run that is not sign for sign the same must be a way to write the sign: an
    entity, an escape, a code, blanks, or one of `also`.
    """
    place = segment.location
    assert place is not None and place.start is not None
    rows = text.split("\n")
    for number, sign in enumerate(segment.translation):
        found = place.within(segment.translation, Span(number, number + 1))
        assert found.start is not None and found.end is not None
        raw = text[found.start : found.end]
        assert rows[found.line - 1][found.column - 1 :].startswith(raw.split("\n")[0])
        if raw != sign:
            code = raw.startswith("<") and raw.endswith(">") and (sign in "\n" + MASK or sign in raw)
            blank = sign == " " and (not raw.strip() or "\n" in raw or r"\N" in raw)
            assert code or blank or raw in also or sign in _meanings(raw), (sign, raw)


def _meanings(raw: str) -> str:
    once = html.unescape(raw)
    if not raw.startswith("\\"):
        return once + html.unescape(once)
    escaped = raw[1:] if raw == r"\/" else ast.literal_eval(f"'{raw}'")
    joined = escaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined + (" " if joined.isspace() else "")
