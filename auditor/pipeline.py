# SPDX-License-Identifier: Apache-2.0
"""The street: read, align, inspect, judge. This end reads and sets side by side; `inspection.py` does the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor import shelf
from auditor.contract import Reader, ReadRequest
from auditor.engines.embedding import encoder, story_odds
from auditor.engines.files import is_blank
from auditor.engines.language_id import identify
from auditor.errors import InputError, MissingExtra
from auditor.inspection import Auditor, inspect_document
from auditor.languages import base, profile
from auditor.match import Counterparts
from auditor.model import Document, Segment
from auditor.readers._choice import choose
from auditor.readers.plain import lines, load, story
from auditor.text.alignment import Bead, Odds, align
from auditor.text.traced import joined
from auditor.totals import Totals

__all__ = ["Auditor", "Totals", "inspect_document", "pair_stories", "read"]


def read(request: ReadRequest, totals: Totals, input_format: str = "auto") -> Iterator[Document]:
    """Every document of the paths, languages settled. An unreadable input is noted, the rest goes on."""
    for path in request.paths:
        try:
            reader = _reader(request, path, input_format, totals)
            others = _companions(request, path) if reader.stories else []
            is_said = False
            for document in _matched(reader.read(request, path), others):
                is_said = is_said or bool(document.segments)
                yield settled(_beside(document, request, path) if reader.name == "article" else document)
            if not is_said:
                _note_empty(path, totals)
        except InputError as error:
            totals.errors.append(str(error))
        except MissingExtra as error:
            totals.errors.append(f"{path}: {error}")


def _note_empty(path: str, totals: Totals) -> None:
    """A file that gave nothing is an error if there is nothing in it; if there is, it is said not to be checked."""
    if is_blank(path):
        raise InputError("nothing to audit: the file is empty", path, 1, 1)
    totals.empty.append(path)


def _reader(request: ReadRequest, path: str, input_format: str, totals: Totals) -> Reader:
    shelf_of = shelf.readers()
    name = input_format
    if name == "auto":
        name = choose(path).name
        if name == "article" and _are_lines(request, path):
            name = "lines"
    if name not in shelf_of:
        raise InputError(f"no input format {name!r}; known: auto, {', '.join(shelf_of)}", path)
    totals.read_as.append(f"{path}: read as {name}")
    return shelf_of[name]()


def _are_lines(request: ReadRequest, path: str) -> bool:
    place = request.paths.index(path)
    beside = [group[place] for group in (request.sources, request.references) if place < len(group)]
    if not beside:
        return False
    texts = [lines(load(name, request.encoding)) for name in (path, *beside)]
    same = len({len(rows) for rows in texts}) == 1
    return same and all(row.strip() for rows in texts for row in rows)


def _beside(document: Document, request: ReadRequest, path: str) -> Document:
    """A story with its source or reference story beside it, sentence by sentence."""
    place = request.paths.index(path)
    for side, group, tag in (
        ("source", request.sources, request.source_language),
        ("reference", request.references, request.language),
    ):
        if place < len(group):
            other = story(load(group[place], request.encoding), group[place], tag)
            document = pair_stories(settled(document), settled(other), side)
    return document


def _companions(request: ReadRequest, path: str) -> list[tuple[str, Counterparts]]:
    """The stories of the files beside one of stories, by what they are to it."""
    place = request.paths.index(path)
    found = []
    for side, group, tag in (
        ("source", request.sources, request.source_language),
        ("reference", request.references, request.language),
    ):
        if place < len(group):
            own = ReadRequest((group[place],), language=tag, encoding=request.encoding)
            found.append((side, Counterparts(list(choose(group[place])().read(own, group[place])))))
    return found


def _matched(documents: Iterator[Document], others: Sequence[tuple[str, Counterparts]]) -> Iterator[Document]:
    """Stories with the one that each goes with beside it, sentence by sentence; alone where none is sure."""
    if not others:
        yield from documents
        return
    for document, alone in _counted(documents):
        for side, counterparts in others:
            other = counterparts.take(document, alone=alone)
            if other is not None:
                document = pair_stories(settled(document), settled(other), side)
        yield document


def _counted(documents: Iterator[Document]) -> Iterator[tuple[Document, bool]]:
    """Documents, and of each whether it is the only one; one that came before an error is not lost."""
    held, count = None, 0
    try:
        for document in documents:
            if held is not None:
                yield held, False
            held, count = document, count + 1
    except InputError:
        if held is not None:
            yield held, count == 1
        raise
    if held is not None:
        yield held, count == 1


def _odds(document: Document, other: Document, source: Sequence[str], translation: Sequence[str]) -> Odds | None:
    """What the shipped model says of sentences of the two stories; None in a language it does not know."""
    made = encoder()
    if {base(document.language), base(other.language)} <= made.card.languages:
        return story_odds(made, source, translation)
    return None


def pair_stories(document: Document, other: Document, side: str) -> Document:
    """The first story with the sentences of the second beside its own, as `source` or `reference`."""
    ours, theirs = document.segments, other.segments
    if not ours or not theirs:
        return document
    paired: list[Segment] = []
    held = -1  # the segment before which a lost sentence stands already: the next one lost there follows it
    expansion = profile(document.language).relative_length / profile(other.language).relative_length
    texts = [s.translation for s in theirs], [s.translation for s in ours]
    for bead in align(*texts, expansion=expansion, odds=_odds(document, other, *texts)):
        text = " ".join(s.translation for s in theirs[bead.source_start : bead.source_end])
        mine = ours[bead.start : bead.end]
        if mine:
            merged = _merged(mine)
        else:
            model, before = (ours[held], True) if bead.start == held else _edge(ours, theirs, bead)
            merged = _gap(document, len(paired), model, before)
            held = bead.start if before else held
        language = other.language if side == "source" else merged.source_language
        merged = replace(merged, aligned=True, source_language=language)
        paired.append(replace(merged, source=text) if side == "source" else replace(merged, reference=text))
    return replace(document, segments=tuple(paired), source_language=other.language if side == "source" else None)


def _merged(segments: Sequence[Segment]) -> Segment:
    first, last = segments[0], segments[-1]
    if len(segments) == 1 or first.location is None or last.location is None:
        return first
    if first.location.stretches or first.location.start is None:
        between = ["\n" if a.paragraph != b.paragraph else " " for a, b in pairwise(segments)]
        places = [segment.location or first.location for segment in segments]
        text, place = joined([segment.translation for segment in segments], places, between)
        return replace(first, translation=text, location=place if first.location.stretches else first.location)
    gaps = [
        " " * ((b.location.start or 0) - (a.location.end or 0)) if a.location and b.location else " "
        for a, b in pairwise(segments)
    ]
    gaps = [
        "\n" * len(gap) if a.paragraph != b.paragraph else gap
        for gap, (a, b) in zip(gaps, pairwise(segments), strict=True)
    ]
    text = first.translation + "".join(gap + s.translation for gap, s in zip(gaps, segments[1:], strict=True))
    return replace(first, translation=text, location=replace(first.location, end=last.location.end))


def _edge(ours: Sequence[Segment], theirs: Sequence[Segment], bead: Bead) -> tuple[Segment, bool]:
    """The segment beside which a source sentence was lost, and whether the loss stands before it.

    A sentence goes with its paragraph: after what came before it, or before what
    comes next when it opened a paragraph.
    """
    at, first = bead.start, bead.source_start
    opens = first == 0 or theirs[first].paragraph != theirs[first - 1].paragraph
    if at == 0 or (opens and at < len(ours)):
        return ours[at], True
    return ours[at - 1], False


def _gap(document: Document, number: int, model: Segment, before: bool) -> Segment:
    place = model.location
    if place is not None:
        edge = place.start if before else place.end
        place = replace(place, start=edge, end=edge, stretches=(), notes=())
    return replace(
        model, id=f"{document.id}:gap-{number + 1}", translation="", location=place, source=None, reference=None
    )


def settled(document: Document) -> Document:
    """The document with its languages declared or recognised."""
    if document.language or not document.segments:
        return document
    sample = "\n".join(segment.translation for segment in document.segments)
    tag = identify(sample)
    if tag is None:
        return document
    segments = tuple(replace(segment, language=segment.language or tag) for segment in document.segments)
    return replace(document, segments=segments, language=tag, detected=True)
