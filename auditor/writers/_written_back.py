# SPDX-License-Identifier: Apache-2.0
"""The file that was audited, with findings put into it: what the writers of XLIFF, PO and HTML share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple, TextIO

from auditor.contract import Writer
from auditor.engines.files import whole
from auditor.errors import AuditorError
from auditor.model import Audit, DocumentAudit, Finding, Location, Segment


class Placed(NamedTuple):
    """A finding that counts, its segment, and where it stands in the file."""

    finding: Finding
    segment: Segment
    place: Location


class WrittenBack(Writer):
    """Keeps the findings until the end; then the file is read again and written with them."""

    readers: ClassVar[tuple[str, ...]]  # suffixes of the files that it can write

    def __init__(self, out: TextIO, encoding: str = "utf-8") -> None:
        super().__init__(out)
        self.encoding = encoding  # that the file was read in, where it does not say so itself
        self._found: list[Placed] = []
        self._paths: dict[str, None] = {}

    def add(self, document: DocumentAudit) -> None:
        """Keep the document's findings."""
        self._paths[document.document.path] = None
        self._found += placed(document)

    def close(self, audit: Audit) -> None:
        """Write the file. Raises AuditorError when the run had not just one that this format can write."""
        paths = [path for path in self._paths if path.lower().endswith(self.readers)]
        if len(paths) != 1 or len(self._paths) != 1:
            known = " or ".join(self.readers)
            raise AuditorError(
                f"-o {self.format}: findings go back into one {known} file, but {len(self._paths)} were read"
            )
        self.out.write(self.annotated(whole(paths[0]), paths[0], self._found))

    @abstractmethod
    def annotated(self, raw: bytes, path: str, found: list[Placed]) -> str:
        """The text of the file with the findings in it."""


def placed(audited: DocumentAudit) -> Iterator[Placed]:
    """The findings of a document that count, with their places, in the order of the text."""
    for segment in audited.document.segments:
        for finding in audited.findings.get(segment.id, ()):
            if finding.is_counted and segment.location is not None:
                yield Placed(finding, segment, segment.location.within(segment.translation, finding.span))


def inserted(text: str, pieces: Iterable[tuple[int, str]]) -> str:
    """The text with pieces put in at their offsets; those of one offset in the order given."""
    made, last = [], 0
    for offset, piece in sorted(pieces, key=lambda one: one[0]):
        made += [text[last:offset], piece]
        last = offset
    return "".join([*made, text[last:]])
