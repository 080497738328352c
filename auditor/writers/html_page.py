# SPDX-License-Identifier: Apache-2.0
"""The report as one HTML page: verdict, facts, scores, findings, and every document with its marked text.

Rows are rendered as documents come and wait on the disk for the verdict, which
stands first; what stays in memory is a summary of each document and two numbers
of each row.
"""

from __future__ import annotations

import bisect
import hashlib
import heapq
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, TextIO

from markupsafe import Markup

from auditor.contract import Writer
from auditor.languages import profile
from auditor.model import Audit, Document, DocumentAudit, Finding, Segment, Severity, Span
from auditor.policy import Weights
from auditor.shelf import scorers
from auditor.writers._marked import Mark, differences, excerpt, marked
from auditor.writers._results import finding_location
from auditor.writers._template import number, template
from auditor.writers._visible import LETTERS

_IN_MEMORY = 1 << 24  # bytes: past this, rows wait on the disk
_SECTION = 100  # rows the browser lays out together. Source: measured, 10,000 rows open 9 times as fast
_ROWS = 10_000  # up to here, and to _WHOLE bytes of them, every row is in the page
_WHOLE = 20_000_000  # 10,000 rows with source, reference and a finding in every third take 13 million
_BYTES = 2_500_000  # of the worst rows, in the page of a larger run: it opens in 0.6 s
_HEAD = 1_000  # bytes of the head of a document, about
_WORST = 20  # segments in the list of where to look first
_LISTED = 500  # documents in the table and in the filter, the worst first
_TICKS = 300  # findings drawn over the length of a document, evenly taken: more run into each other
_BINS = 20  # of a distribution
_POINTS = Weights()  # to rank by; the figures of the report are the audit's own
_SENTENCE = Markup('<span data-s="{}">{}</span>')
_LEFT_OUT = Markup('<p class="left">{} left out</p>')
_NOTHING = Markup('<span class="nothing">nothing here</span>')


class _Note(NamedTuple):
    """A finding in the margin; `label` is its severity's letter and its number in the document."""

    name: str
    label: str
    finding: Finding
    segment: Segment
    place: str


class _Row(NamedTuple):
    """A paragraph of a story, or one segment, with what is beside it."""

    name: str
    role: str
    place: str  # of a segment that stands alone
    cells: tuple[tuple[str, str | None, Markup], ...]  # side, language, text
    scores: tuple[tuple[str, float], ...]
    notes: tuple[_Note, ...]


class _Worst(NamedTuple):
    """A segment to look at first. Orders by points; of equals, what comes later in the input is less."""

    points: float
    minus_order: int
    row: str
    document: str
    place: str
    language: str | None
    excerpt: Markup
    checks: tuple[tuple[Severity, str], ...]
    scores: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class _Entry:
    """What the page keeps of a document while its rows wait on the disk."""

    number: int
    document: Document  # without its segments
    end: int = 0  # row
    segments: int = 0
    words: int = 0
    points: float = 0.0
    findings: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    checks: set[str] = field(default_factory=set)
    sides: dict[str, str | None] = field(default_factory=dict)  # "source" and the like -> language
    ticks: list[tuple[int, Severity, str]] = field(default_factory=list)  # segment, severity, anchor
    stride: int = 1  # one finding in so many is a tick

    @property
    def density(self) -> float:
        """Penalty points per 1,000 words."""
        return 1000 * self.points / self.words if self.words else 0.0

    @property
    def pair(self) -> str:
        """Its languages: `fr-en`, or `en`."""
        return "-".join(filter(None, (self.document.source_language, self.document.language or "und")))


class HtmlPage(Writer):
    """One self-contained page; nothing is asked of a network, and the script only adds comfort."""

    format = "html"
    suffixes = (".html", ".htm")

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._spool = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed with the report
        self._digest = hashlib.sha256()  # of the rows: under it a browser keeps what was reviewed
        self._ends = array("Q")  # of the rows in the spool, in bytes
        self._ranks = array("d")  # of the rows, in penalty points
        self._entries: list[_Entry] = []
        self._seen = 0  # segments
        self._worst: list[_Worst] = []  # a heap
        self._bins: dict[str, Counter[int]] = {}  # scorer -> bin -> segments
        self._plane: Counter[tuple[int, int]] = Counter()  # bins of adequacy and fluency -> segments

    def add(self, document: DocumentAudit) -> None:
        """Render the document's rows; consecutive batches of one document are one story."""
        entry = self._entry(document.document)
        render = template("html_page").module.row  # type: ignore[attr-defined]  # a macro of the template
        for segments in _paragraphs(document.document):
            row = self._row(entry, document, segments)
            made = str(render(row)).encode("utf-8")
            self._digest.update(made)
            self._spool.write(made)
            self._ends.append(self._spool.tell())
            self._ranks.append(sum(_POINTS.of(note.finding.severity) for note in row.notes))
        entry.end = len(self._ends)
        entry.words += document.words
        entry.points += document.points
        for scores in document.scores.values():
            self._count(dict(_finite(scores)))

    def close(self, audit: Audit) -> None:
        """Write it all."""
        chosen = self._chosen()
        articles = list(self._articles(chosen))
        page = template("html_page").generate(
            audit=audit,
            entries=self._entries,
            listed=sorted(self._entries, key=lambda entry: (-entry.points, entry.number))[:_LISTED],
            worst=sorted(self._worst, reverse=True),
            documents_of=Counter(check for entry in self._entries for check in entry.checks),
            bins={name: (_limits(name), [counts[at] for at in range(_BINS)]) for name, counts in self._bins.items()},
            plane=[((x / _BINS, y / _BINS), count) for (x, y), count in sorted(self._plane.items())],
            articles=articles,
            present={entry.number for entry, _ in articles},
            rows=len(self._ends),
            shown=len(chosen),
            report=self._digest.hexdigest()[:16],
        )
        for part in page:
            self._write(part)
        self._spool.close()

    def _write(self, text: str) -> None:
        if (self.out.encoding or "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8"):
            # The page declares UTF-8; ASCII with references is that in every encoding.
            text = text.encode("ascii", "xmlcharrefreplace").decode("ascii")
        self.out.write(text)

    def _entry(self, document: Document) -> _Entry:
        last = self._entries[-1] if self._entries else None
        if last is None or last.document.id != document.id:
            last = _Entry(len(self._entries) + 1, replace(document, segments=()))
            self._entries.append(last)
        return last

    def _row(self, entry: _Entry, document: DocumentAudit, segments: Sequence[Segment]) -> _Row:
        name = f"d{entry.number}s{entry.segments + 1}"
        notes: list[_Note] = []
        scores: tuple[tuple[str, float], ...] = ()
        texts: dict[str, list[Markup]] = {"translation": [], "source": [], "reference": []}
        for segment in segments:
            scores = _finite(document.scores.get(segment.id, {}))
            fresh = [self._note(entry, segment, finding) for finding in document.findings.get(segment.id, ())]
            for side, text in _sides(segment, fresh):
                texts[side].append(text if len(segments) == 1 else _SENTENCE.format(entry.segments, text))
                entry.sides.setdefault(side, segment.source_language if side == "source" else segment.language)
            self._rank(name, fresh, scores)
            notes += fresh
            entry.segments += 1
        tags = entry.sides
        cells = tuple((side, tags[side], _joined(made, tags[side])) for side, made in texts.items() if made)
        if not _stand_alone(document.document):
            return _Row(name, segments[0].role, "", cells, (), tuple(notes))
        place = _line(segments[0])
        return _Row(name, segments[0].role, place, cells, scores, tuple(notes))

    def _note(self, entry: _Entry, segment: Segment, finding: Finding) -> _Note:
        entry.findings += 1
        entry.severities[finding.severity] += 1
        entry.checks.add(finding.check)
        name = f"d{entry.number}f{entry.findings}"
        if entry.findings % entry.stride == 0:
            entry.ticks.append((entry.segments, finding.severity, name))
        if len(entry.ticks) > _TICKS:
            entry.ticks, entry.stride = entry.ticks[1::2], 2 * entry.stride
        return _Note(name, f"{LETTERS[finding.severity]}{entry.findings}", finding, segment, _place(segment, finding))

    def _rank(self, row: str, notes: Sequence[_Note], scores: tuple[tuple[str, float], ...]) -> None:
        """Keep a segment that is among the worst so far."""
        self._seen += 1
        points = sum(_POINTS.of(note.finding.severity) for note in notes)
        is_worse = len(self._worst) < _WORST or (points, -self._seen) > self._worst[0][:2]
        if not points or not is_worse:
            return
        gravest = max(notes, key=lambda note: note.finding.severity)
        checks = sorted({(-note.finding.severity, note.finding.check) for note in notes})
        segment, finding = gravest.segment, gravest.finding
        text, span, language = segment.translation, finding.span, segment.language
        if not text.strip() and segment.source:
            text, span, language = segment.source, finding.source_span or Span(0, 0), segment.source_language
        one = _Worst(
            points,
            -self._seen,
            row,
            self._entries[-1].document.id,
            gravest.place,
            language,
            excerpt(text, Mark(span, finding.severity, "")),
            tuple((Severity(-severity), check) for severity, check in checks),
            scores,
        )
        (heapq.heappush if len(self._worst) < _WORST else heapq.heappushpop)(self._worst, one)

    def _count(self, scores: Mapping[str, float]) -> None:
        at = {name: place for name, value in scores.items() if (place := _bin(name, value)) is not None}
        for name, place in at.items():
            self._bins.setdefault(name, Counter())[place] += 1
        if "adequacy" in at and "fluency" in at:
            self._plane[at["adequacy"], at["fluency"]] += 1

    def _chosen(self) -> Sequence[int]:
        """The rows the page shows, in order: all, or the worst that fit."""
        if len(self._ends) <= _ROWS and self._spool.tell() <= _WHOLE:
            return range(len(self._ends))
        room, chosen = _BYTES, []
        ends = [entry.end for entry in self._entries]
        headed: set[int] = set()
        for row in sorted(range(len(self._ranks)), key=lambda row: -self._ranks[row]):
            document = bisect.bisect_right(ends, row)
            room -= self._ends[row] - self._start(row) + (0 if document in headed else _HEAD)
            if room < 0 or not self._ranks[row]:
                break
            headed.add(document)
            chosen.append(row)
        return sorted(chosen)

    def _articles(self, chosen: Sequence[int]) -> Iterator[tuple[_Entry, Iterator[Markup]]]:
        place = 0
        for entry in self._entries:
            first = place
            while place < len(chosen) and chosen[place] < entry.end:
                place += 1
            if place > first:
                yield entry, self._sections(chosen[first:place])

    def _sections(self, chosen: Sequence[int]) -> Iterator[Markup]:
        last = chosen[0] - 1
        for first in range(0, len(chosen), _SECTION):
            part = chosen[first : first + _SECTION]
            made = []
            for row in part:
                if row > last + 1:
                    made.append(_LEFT_OUT.format(number(row - last - 1, "row")))
                made.append(self._read(row))
                last = row
            size = "few" if len(part) <= 12 else "some" if len(part) <= 40 else "many"
            yield Markup('<section class="rows {}">{}</section>\n').format(size, Markup("").join(made))

    def _start(self, row: int) -> int:
        return self._ends[row - 1] if row else 0

    def _read(self, row: int) -> Markup:
        self._spool.seek(self._start(row))
        return Markup(self._spool.read(self._ends[row] - self._start(row)).decode("utf-8"))  # escaped when rendered


def _stand_alone(document: Document) -> bool:
    """Whether the segments are rows of a table, not sentences of a story."""
    return document.rows or all(s.location is None or s.location.start is None for s in document.segments)


def _paragraphs(document: Document) -> Iterator[Sequence[Segment]]:
    if _stand_alone(document):
        yield from ((segment,) for segment in document.segments)
        return
    for _, group in groupby(document.segments, key=lambda segment: segment.paragraph):
        yield tuple(group)


def _joined(sentences: Sequence[Markup], tag: str | None) -> Markup:
    return Markup(" " if profile(tag).spaced else "").join(sentences)


def _sides(segment: Segment, notes: Sequence[_Note]) -> Iterator[tuple[str, Markup]]:
    """The texts of a segment, each with what is marked in it."""
    fresh, missing = differences(segment)
    if segment.source is not None:
        spans = [(note, note.finding.source_span) for note in notes]
        beside = [Mark(span, note.finding.severity, note.name) for note, span in spans if span is not None]
        yield "source", marked(segment.source, beside) or _NOTHING
    if segment.reference is not None:
        yield "reference", marked(segment.reference, (), missing) or _NOTHING
    ours = [Mark(note.finding.span, note.finding.severity, note.name, note.label) for note in notes]
    shown = marked(segment.translation, ours, fresh)
    yield "translation", shown if segment.translation else _NOTHING + shown


def _place(segment: Segment, finding: Finding) -> str:
    location = segment.location
    if location is None or location.start is None:
        return _line(segment)
    line, column = finding_location(location, segment.translation, finding)
    return f"line {line}, column {column}"


def _line(segment: Segment) -> str:
    return f"line {segment.location.line}" if segment.location else segment.id


def _finite(scores: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple((name, value) for name, value in sorted(scores.items()) if math.isfinite(value))


def _limits(name: str) -> tuple[float, float] | None:
    scorer = scorers().get(name)
    if scorer is None:
        return None
    low, high = scorer.range
    return low, high if math.isfinite(high) else 100.0  # TER has no end; what is over 100 stands in the last bar


def _bin(name: str, value: float) -> int | None:
    limits = _limits(name)
    if limits is None:
        return None
    return min(_BINS - 1, max(0, int(_BINS * (value - limits[0]) / (limits[1] - limits[0]))))

