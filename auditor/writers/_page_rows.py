# SPDX-License-Identifier: Apache-2.0
"""What a page shows of a document: rows of marked text with notes in the margin, and what it keeps of each."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, NamedTuple

from markupsafe import Markup

from auditor.languages import profile
from auditor.model import Document, DocumentAudit, Finding, Segment, Severity, Span
from auditor.policy import Weights
from auditor.writers._marked import Mark, differences, excerpt, marked
from auditor.writers._page_language import PageLanguage
from auditor.writers._visible import LETTERS

_TICKS = 300  # findings drawn over the length of a document, evenly taken: more run into each other
_POINTS = Weights()  # to rank by; the figures of the report are the audit's own
_TENTHS = 10  # of a story
_SENTENCE = Markup('<span data-s="{}">{}</span>')
_NOTHING = Markup('<span class="nothing">{}</span>')

Aside = Literal["", "suppressed", "known"]


class Note(NamedTuple):
    """A finding in the margin; `label` is its severity's letter and its number in the document."""

    name: str
    label: str
    finding: Finding
    segment: Segment
    place: str
    aside: Aside  # why it does not count

    @property
    def points(self) -> float:
        """What it costs at the multipliers of MQM Core."""
        return 0.0 if self.aside else _POINTS.of(self.finding.severity)


class Row(NamedTuple):
    """A paragraph of a story, or one segment, with what is beside it."""

    name: str
    role: str
    place: str  # of a segment that stands alone
    cells: tuple[tuple[str, str | None, Markup], ...]  # side, language, text
    scores: tuple[tuple[str, float], ...]
    notes: tuple[Note, ...]
    ranked: tuple[Worst, ...]  # its segments that have points

    @property
    def points(self) -> float:
        """Of all its findings."""
        return sum(note.points for note in self.notes)


class Worst(NamedTuple):
    """A segment to look at first. Orders by points; of equals, what comes later in the input is less."""

    points: float
    minus_order: tuple[int, int]
    row: str
    document: str
    place: str
    language: str | None
    excerpt: Markup
    checks: tuple[tuple[Severity, str], ...]
    scores: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Entry:
    """What the page keeps of a document while its rows wait on the disk."""

    number: int
    document: Document  # without its segments
    end: int = 0  # row
    segments: int = 0
    words: int = 0
    points: float = 0.0
    findings: int = 0  # counted and set aside
    severities: Counter[Severity] = field(default_factory=Counter)  # of those that count
    checks: set[str] = field(default_factory=set)
    sides: dict[str, str | None] = field(default_factory=dict)  # "source" and the like -> language
    ticks: list[tuple[int, Severity, str]] = field(default_factory=list)  # segment, severity, anchor
    stride: int = 1  # one finding in so many is a tick
    places: Counter[tuple[int, Severity]] = field(default_factory=Counter)  # tenth of the story -> findings

    @classmethod
    def of(cls, number: int, document: Document) -> Entry:
        """A document of which nothing has been seen."""
        return cls(number, replace(document, segments=()))

    @property
    def density(self) -> float:
        """Penalty points per 1,000 words."""
        return 1000 * self.points / self.words if self.words else 0.0

    @property
    def counted(self) -> int:
        """Findings that count."""
        return self.severities.total()

    @property
    def pair(self) -> str:
        """Its languages: `fr-en`, or `en`."""
        return "-".join(filter(None, (self.document.source_language, self.document.language or "und")))

    @property
    def provider(self) -> str:
        """Who sent it; empty where the file does not say."""
        return self.document.provider or ""

    @property
    def day(self) -> str:
        """When it was made, to the day; empty where the file does not say."""
        return (self.document.version_date or "")[:10]


def rows(entry: Entry, audited: DocumentAudit, language: PageLanguage, above: float = 0.0) -> Iterator[Row]:
    """The document's rows in order; the entry adds up what passes. Segments with points `above` are ranked."""
    entry.words += audited.words
    entry.points += audited.points
    total = len(audited.document.segments)
    first = entry.segments
    for segments in _paragraphs(audited.document):
        made = _row(entry, audited, segments, language, above)
        if not audited.document.rows:
            for note in made.notes:
                place = min(_TENTHS - 1, _TENTHS * (entry.segments - 1 - first) // max(total, 1))
                if not note.aside:
                    entry.places[place, note.finding.severity] += 1
        yield made


def finite(scores: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Scores by name, without those that are no number."""
    return tuple((name, value) for name, value in sorted(scores.items()) if math.isfinite(value))


def _row(
    entry: Entry, audited: DocumentAudit, segments: Sequence[Segment], language: PageLanguage, above: float
) -> Row:
    name = f"d{entry.number}s{entry.segments + 1}"
    notes: list[Note] = []
    ranked: list[Worst] = []
    scores: tuple[tuple[str, float], ...] = ()
    texts: dict[str, list[Markup]] = {"translation": [], "source": [], "reference": []}
    for segment in segments:
        scores = finite(audited.scores.get(segment.id, {}))
        fresh = [_note(entry, segment, one, language) for one in audited.findings.get(segment.id, ())]
        for side, text in _sides(segment, fresh, language):
            texts[side].append(text if len(segments) == 1 else _SENTENCE.format(entry.segments, text))
            entry.sides.setdefault(side, segment.source_language if side == "source" else segment.language)
        if sum(note.points for note in fresh) > above:
            ranked.append(_worst(entry, name, fresh, scores))
        notes += fresh
        entry.segments += 1
    tags = entry.sides
    cells = tuple((side, tags[side], _joined(made, tags[side])) for side, made in texts.items() if made)
    if not _stand_alone(audited.document):
        return Row(name, segments[0].role, "", cells, (), tuple(notes), tuple(ranked))
    place = _line(segments[0], language)
    return Row(name, segments[0].role, place, cells, scores, tuple(notes), tuple(ranked))


def _note(entry: Entry, segment: Segment, finding: Finding, language: PageLanguage) -> Note:
    entry.findings += 1
    name = f"d{entry.number}f{entry.findings}"
    aside: Aside = "suppressed" if finding.suppressed is not None else "known" if finding.known else ""
    if not aside:
        entry.severities[finding.severity] += 1
        entry.checks.add(finding.check)
        if entry.findings % entry.stride == 0:
            entry.ticks.append((entry.segments, finding.severity, name))
        if len(entry.ticks) > _TICKS:
            entry.ticks, entry.stride = entry.ticks[1::2], 2 * entry.stride
    label = f"{LETTERS[finding.severity]}{entry.findings}"
    return Note(name, label, finding, segment, _place(segment, finding, language), aside)


def _worst(entry: Entry, row: str, notes: Sequence[Note], scores: tuple[tuple[str, float], ...]) -> Worst:
    counted = [note for note in notes if note.points]
    gravest = max(counted, key=lambda note: note.finding.severity)
    checks = sorted({(-note.finding.severity, note.finding.check) for note in counted})
    segment, finding = gravest.segment, gravest.finding
    text, span, tag = segment.translation, finding.span, segment.language
    if not text.strip() and segment.source:
        text, span, tag = segment.source, finding.source_span or Span(0, 0), segment.source_language
    return Worst(
        sum(note.points for note in counted),
        (-entry.number, -entry.segments),
        row,
        entry.document.id,
        gravest.place,
        tag,
        excerpt(text, Mark(span, finding.severity, "")),
        tuple((Severity(-severity), check) for severity, check in checks),
        scores,
    )


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


def _sides(segment: Segment, notes: Sequence[Note], language: PageLanguage) -> Iterator[tuple[str, Markup]]:
    """The texts of a segment, each with what is marked in it."""
    fresh, missing = differences(segment)
    nothing = _NOTHING.format(language.say("nothing here"))
    if segment.source is not None:
        spans = [(note, note.finding.source_span) for note in notes]
        beside = [Mark(span, one.finding.severity, one.name, "", one.aside) for one, span in spans if span is not None]
        yield "source", marked(segment.source, beside) or nothing
    if segment.reference is not None:
        yield "reference", marked(segment.reference, (), missing) or nothing
    ours = [Mark(one.finding.span, one.finding.severity, one.name, one.label, one.aside) for one in notes]
    shown = marked(segment.translation, ours, fresh)
    yield "translation", shown if segment.translation else nothing + shown


def _place(segment: Segment, finding: Finding, language: PageLanguage) -> str:
    location = segment.location
    if location is None or location.start is None:
        return _line(segment, language)
    place = location.within(segment.translation, finding.span)
    return place.note or str(language.say("line {line}, column {column}", line=place.line, column=place.column))


def _line(segment: Segment, language: PageLanguage) -> str:
    if segment.location is None:
        return segment.id
    return segment.location.note or str(language.say("line {line}", line=segment.location.line))
