# SPDX-License-Identifier: Apache-2.0
"""The nouns. All are frozen; all offsets are half-open and count Unicode code points of raw text."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, NamedTuple

Role = Literal["headline", "byline", "dateline", "caption", "credit", "body"]


class Severity(IntEnum):
    """How bad a finding is, in order. Source: MQM Core severity levels."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        """The word used in every output: `major`."""
        return self.name.lower()


class Span(NamedTuple):
    """Half-open `[start, end)`; `start == end` is a place where something is missing."""

    start: int
    end: int

    def touches(self, other: Span) -> bool:
        """Whether the two share a code point, or an empty one lies in or at the edge of the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Stretch(NamedTuple):
    """A run of a text and the run of its file that it was read from.

    Where both are of one length they agree sign by sign; where not, the run of
    the file is one thing that stands for the text: an entity, an escape, a code.
    """

    at: int  # code points from the start of the text
    length: int
    start: int  # code points from the start of the file
    end: int
    line: int
    column: int


class Chars(NamedTuple):
    """A piece of text as its file writes it: literally, or as one thing that stands for it."""

    text: str
    start: int  # code points from the start of the file
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Location:
    """Where a text stands in its file. Lines and columns count from 1, offsets from 0.

    `stretches` lie between a text and a file that are not sign for sign the same,
    in order and without a gap in the text. `note` is the place in the words of
    the format: a cue and its time, a sheet and its row; `notes` are those that
    hold from an offset in the text on.
    """

    path: str
    line: int
    column: int = 1
    start: int | None = None  # code points from the start of the file, where it is text
    end: int | None = None
    stretches: tuple[Stretch, ...] = ()
    note: str | None = None
    notes: tuple[tuple[int, str], ...] = ()

    def within(self, text: str, span: Span) -> Location:
        """Where a span of the text stands; this very place when offsets are not known."""
        if self.start is None:
            return self
        note = next((said for offset, said in reversed(self.notes) if offset <= span.start), self.note)
        if not self.stretches:
            start, line, column = _moved(text[: span.start], self.start, self.line, self.column)
            return Location(self.path, line, column, start, start + span.end - span.start, note=note)
        start, line, column = self._place(text, span.start)
        last = self.stretches[self._index(span.end - 1)]
        end = last.start + span.end - last.at if last.length == last.end - last.start else last.end
        return Location(self.path, line, column, start, end if span.end > span.start else start, note=note)

    def _place(self, text: str, offset: int) -> tuple[int, int, int]:
        run = self.stretches[self._index(offset)]
        if run.length == run.end - run.start:
            return _moved(text[run.at : offset], run.start, run.line, run.column)
        past = 0 if offset < run.at + run.length else run.end - run.start
        return run.start + past, run.line, run.column + past

    def _index(self, offset: int) -> int:
        return max(bisect.bisect_right(self.stretches, offset, key=lambda run: run.at) - 1, 0)


def _moved(passed: str, start: int, line: int, column: int) -> tuple[int, int, int]:
    """Offset, line and column after the text `passed`."""
    lines = passed.count("\n")
    return start + len(passed), line + lines, len(passed) - passed.rindex("\n") if lines else column + len(passed)


class Code(NamedTuple):
    """An inline code that a text carries unseen: a tag of bold type, a placeholder."""

    id: str  # what makes it the same code in source and translation
    kind: Literal["open", "close", "alone"]
    at: int  # code points from the start of the text


@dataclass(frozen=True, slots=True)
class Segment:
    """One translated sentence or row, raw.

    `source` is None when there is none to compare with, and empty when alignment
    found that nothing in the source answers to this translation. An empty
    `translation` beside a source is a loss.
    """

    id: str
    translation: str
    source: str | None = None
    reference: str | None = None
    document: str = ""
    language: str | None = None  # of the translation, BCP-47
    source_language: str | None = None
    location: Location | None = None
    role: Role = "body"
    paragraph: int = 0  # counts from 0 within the document
    aligned: bool = False  # paired by our alignment, not by the input
    codes: tuple[Code, ...] = ()  # of the translation, in order
    source_codes: tuple[Code, ...] = ()
    silenced: tuple[str, ...] = ()  # checks that the file itself says not to report here; "*" is every check


@dataclass(frozen=True, slots=True)
class Document:
    """A story: its segments in order.

    `rows` is true when the input does not say which rows belong together; each
    segment is then a story of its own to the checks.
    """

    id: str
    path: str
    segments: tuple[Segment, ...]
    language: str | None = None
    source_language: str | None = None
    rows: bool = False
    detected: bool = False  # the language was recognised, not declared
    provider: str | None = None  # who sent it, as the file says
    version_date: str | None = None  # when this version was made, ISO 8601 as the file says
    original: str | None = None  # id of the story it translates
    settings: bool = False  # no story but the settings file, with what is wrong in it


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, where, why, and what to write instead.

    `confidence` is 0..1, the author's estimate that the finding is right;
    `explains` holds the findings that have the same root cause. A suppressed
    finding is shown and not counted.
    """

    check: str
    segment: str
    span: Span
    severity: Severity
    message: str
    suggestion: str | None = None  # replaces the span; empty means: delete it
    confidence: float = 0.9
    source_span: Span | None = None
    explains: tuple[Finding, ...] = ()
    fingerprint: str = ""  # of its content: the same wherever in the document it stands
    suppressed: str | None = None  # the reason why it does not count
    known: bool | None = None  # whether the baseline has it; None where there is no baseline

    @property
    def is_counted(self) -> bool:
        """Whether it stands in counts and points: neither suppressed nor in the baseline."""
        return self.suppressed is None and not self.known


@dataclass(frozen=True, slots=True)
class Score:
    """One value of one scorer. `segment` and `document` are None at run level."""

    scorer: str
    value: float
    level: Literal["segment", "document", "run"]
    signature: str
    segment: str | None = None
    document: str | None = None
    interval: tuple[float, float] | None = None  # 95 %, by bootstrap over segments
    segments: int = 0  # that it is made of


@dataclass(frozen=True, slots=True)
class NotChecked:
    """What was not looked at, and why: nothing is left out in silence."""

    what: str
    why: str


class Fault(NamedTuple):
    """A check or a scorer that broke on a segment: a fault of ours, not of the text."""

    what: str  # "check doubled-word"
    segment: str
    why: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of the gate with its limit and the value measured.

    `interval` is that of the value, 95 % by bootstrap over segments, where it has one.
    """

    gate: str
    limit: str
    measured: str
    passed: bool
    interval: tuple[float, float] | None = None
    note: str = ""  # what to bear in mind: a small sample, the document that is worst


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the gate is passed; `reasons` are all its conditions, met or not."""

    passed: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What a report says about a check without needing the shelf."""

    id: str
    title: str
    category: str  # MQM
    its: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class DocumentAudit:
    """One document (or a batch of rows) after the checks: findings in text order."""

    document: Document
    findings: Mapping[str, tuple[Finding, ...]]  # by segment id; a clean segment has no entry
    scores: Mapping[str, Mapping[str, float]]  # by segment id, then by scorer
    words: int
    points: float  # penalty points, of the findings that count
    segment_words: tuple[int, ...] = ()  # one number for each segment
    faults: tuple[Fault, ...] = ()  # what broke; the rest went on

    def all_findings(self) -> Iterator[Finding]:
        """Every finding in the order of the segments."""
        for segment in self.document.segments:
            yield from self.findings.get(segment.id, ())


@dataclass(frozen=True, slots=True)
class Figures:
    """What one document comes to; findings that are suppressed or in the baseline are not in it."""

    document: str
    segments: int
    words: int
    points: float
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class News:
    """What a baseline says of a run: `fixed` are its entries, of documents seen, that were not found again."""

    new: int
    unchanged: int
    fixed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The facts of a run that reports print. Nothing here changes between equal runs."""

    version: str
    inputs: tuple[str, ...]
    input_formats: tuple[str, ...]  # one sentence for each input: how it was read
    languages: tuple[str, ...]  # pairs seen: "fr-en", "en", with "(detected)" where so
    policy: str  # digest of the settings
    seed: int
    documents: int
    segments: int
    words: int


@dataclass(frozen=True, slots=True)
class Audit:
    """All that an audit says. `documents` is empty when they were streamed to the writers."""

    run: Run
    verdict: Verdict
    points: float
    points_per_1000_words: float
    severities: Mapping[str, int]
    checks: Mapping[str, Mapping[str, int]]  # check id -> severity -> count
    facts: Mapping[str, CheckFacts] = field(repr=False)  # of the checks that ran
    scores: tuple[Score, ...]  # run level
    not_checked: tuple[NotChecked, ...] = ()
    errors: tuple[str, ...] = ()  # inputs that could not be read, and what broke
    suppressed: int = 0  # findings that the counts leave out
    news: News | None = None  # against a baseline
    figures: tuple[Figures, ...] = ()  # by document, in input order
    coverage: Mapping[str, int] = field(default_factory=dict)  # "source" and the like -> segments that had it
    documents: tuple[DocumentAudit, ...] = field(default=(), repr=False)

    @property
    def outcome(self) -> Literal["passed", "failed", "incomplete"]:
        """What a report says first; incomplete where what was read passed, but not all of it could be read."""
        if not self.verdict.passed:
            return "failed"
        return "incomplete" if self.errors else "passed"

    def _repr_html_(self) -> str:
        """What a notebook shows: verdict, counts and the first findings."""
        from auditor.notebook import shown

        return shown(self)
