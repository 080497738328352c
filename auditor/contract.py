# SPDX-License-Identifier: Apache-2.0
"""What stands on the four shelves: Reader, Check, DocumentCheck, Scorer, Writer.

A check is one frozen dataclass in one file. Its unannotated class attributes are
facts about it; its annotated fields are the options a user may set. Options,
`auditor explain`, the catalogue and the tests all follow from the class.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TextIO

from auditor.model import Audit, CheckFacts, Document, DocumentAudit, Finding, Segment, Severity, Span
from auditor.mqm import Its, Mqm


@dataclass(frozen=True, slots=True)
class Example:
    """A text a check must flag (`flagged` is what the first finding marks) or must not (None).

    `text` is the translation; several sentences are one segment. `flagged=""`
    is a finding at a place, with nothing under it.
    """

    text: str
    flagged: str | None = None
    language: str = "en"
    source: str | None = None
    source_language: str | None = None


class _Rule(ABC):
    """What a check of a segment and a check of a document share: the facts."""

    id: ClassVar[str]
    mqm: ClassVar[Mqm]
    its: ClassVar[Its]
    severity: ClassVar[Severity]
    bad: ClassVar[tuple[Example, ...]]
    good: ClassVar[tuple[Example, ...]]
    explains: ClassVar[tuple[str, ...]] = ()  # checks whose findings on the same span it accounts for
    gives_way: ClassVar[bool] = False  # any other finding on its span accounts for it
    one_slip: ClassVar[bool] = False  # what it says twice of one segment is one slip of one hand
    default: ClassVar[bool] = True  # on without being selected

    @classmethod
    def facts(cls) -> CheckFacts:
        """The facts as a noun that travels to reports."""
        title = (inspect.getdoc(cls) or cls.id).split("\n")[0]
        return CheckFacts(cls.id, title, cls.mqm.value, cls.its.value, cls.severity)

    def finding(
        self,
        segment: Segment,
        span: tuple[int, int],
        message: str,
        *,
        suggestion: str | None = None,
        confidence: float = 0.9,
        severity: Severity | None = None,
        source_span: tuple[int, int] | None = None,
    ) -> Finding:
        """A finding of this check in a segment; severity is the check's unless given."""
        return Finding(
            check=self.id,
            segment=segment.id,
            span=Span(*span),
            severity=self.severity if severity is None else severity,
            message=message,
            suggestion=suggestion,
            confidence=confidence,
            source_span=None if source_span is None else Span(*source_span),
        )


class Check(_Rule):
    """Looks at one segment at a time. Pure: equal segments give equal findings."""

    @abstractmethod
    def find(self, segment: Segment) -> Iterator[Finding]:
        """Findings in `segment.translation`, in any order; none for an empty one unless that is the defect."""


class DocumentCheck(_Rule):
    """Looks at a story as a whole: repeats, consistency."""

    @abstractmethod
    def find_in(self, document: Document) -> Iterator[Finding]:
        """Findings in the document's segments, in any order."""


Rule = Check | DocumentCheck


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What a reader is asked to read. Companions are read in step with the paths or not at all."""

    paths: tuple[str, ...]  # files, already expanded from folders; "-" is standard input
    sources: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    language: str | None = None
    source_language: str | None = None
    encoding: str = "utf-8"
    columns: Mapping[str, str] | None = None  # our name -> theirs


class Reader(ABC):
    """Turns files into documents. Offsets and lines stay those of the file."""

    name: ClassVar[str]  # as in --input-format
    suffixes: ClassVar[tuple[str, ...]]  # with the dot, lower case; of this format alone
    shared: ClassVar[tuple[str, ...]] = ()  # suffixes of many formats: `sniff` decides
    stories: ClassVar[bool] = False  # its documents have no source beside them, but may have one in another file

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether a file that begins with these bytes is of this format; asked when its suffix does not tell."""
        return False

    @abstractmethod
    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Documents of one file in order. Raises InputError; what was yielded before stays audited."""


class Tally(NamedTuple):
    """A segment's score and what it adds to the score of the run."""

    value: float
    statistics: tuple[float, ...]


class Scorer(ABC):
    """Scores segments; the run's score is made from the sum of their statistics."""

    id: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()  # "source", "reference"
    better: ClassVar[str] = "higher"
    range: ClassVar[tuple[float, float]]

    def __init__(self, model: str | None = None) -> None:
        self.model = model  # an embedding model by name or path, for scorers that use one

    @property
    def missing(self) -> str:
        """Why nothing can be scored at all; empty when it can."""
        return ""

    @abstractmethod
    def signature(self) -> str:
        """The recipe in one line, enough to repeat it."""

    @abstractmethod
    def score(self, segments: Sequence[Segment], findings: Mapping[str, Sequence[Finding]]) -> Sequence[Tally | None]:
        """One tally for each segment; None where it cannot be made."""

    def combine(self, statistics: Sequence[float]) -> float:
        """The score of the run. By default a weighted mean of `(weight * value, weight)`."""
        return statistics[0] / statistics[1]


class Writer(ABC):
    """Writes a report to an open stream: `add` as documents come, `close` once at the end."""

    format: ClassVar[str]  # as in -o FORMAT=PATH
    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, out: TextIO) -> None:
        self.out = out

    @abstractmethod
    def add(self, document: DocumentAudit) -> None:
        """Take one audited document, in input order."""

    @abstractmethod
    def close(self, audit: Audit) -> None:
        """Finish the report; the stream is closed by the caller."""
