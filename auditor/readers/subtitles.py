# SPDX-License-Identifier: Apache-2.0
"""Subtitles: SubRip, WebVTT, Advanced SubStation. Cues are joined to sentences; findings lead back to cue and time.

Source: W3C WebVTT, 2019; the SubRip format as Matroska describes it; the ASS
format as libass describes it. Read here and not by a library, since libraries
know the cues but not where their signs stand.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import whole
from auditor.errors import InputError
from auditor.languages import tags
from auditor.model import Chars, Document, Location, Segment
from auditor.readers._failed import Failed
from auditor.readers._stories import Facts, story, tag
from auditor.text.blocks import Passage
from auditor.text.encoding import decode
from auditor.text.line_ends import rows
from auditor.text.traced import Traced, Tracer, traced

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_SETTING = r"[ \t]+(?:vertical|line|position|size|align|region|[XY][12]):[ \t]*\S+"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:{_SETTING})*(?!\S)", re.IGNORECASE)
_CLOCK = re.compile(r"\d:")
_UNSEEN = re.compile(
    r"</?(?:[biu]|font|c|v|lang|ruby|rt)(?:[.\s][^<>\n]{0,200})?>|<(?:\d+:)?\d+:\d+\.\d+>|\{\\[^{}\n]{0,200}\}"
)
_ENTITY = re.compile(r"&(amp|lt|gt|nbsp|lrm|rlm);")
_MEANINGS = {"amp": "&", "lt": "<", "gt": ">", "nbsp": "\N{NO-BREAK SPACE}", "lrm": "\u200e", "rlm": "\u200f"}
_ASS = re.compile(r"\{[^{}\n]*\}|\\[Nnh]")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9]")
_ENDED = re.compile(r"[.!?…。！？؟।♪\])\"”»]\s*$")
_BEGINS_NEW = re.compile(r"\s*[-–—♪\[(#]")
_LONGEST = 24  # cues in one passage, or more until a sentence ends: a minute or so; our judgement
_SAID = 40  # code points of a time as the file writes it: a broken one may be of any length
_APART = 3.0  # seconds between cues after which no one waits for the rest of a sentence; our judgement


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at one time: its number or name, its times in seconds, and its lines."""

    name: str
    start: float
    end: float
    said: str  # the time as the file writes it
    lines: tuple[Traced, ...]


class SrtReader(Reader):
    """SubRip."""

    name = "srt"
    suffixes = (".srt",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it begins with a numbered cue."""
        return re.match(rb"(?:\xef\xbb\xbf)?\s*\d+\s*\n\s*\d+:\d+:\d+[,.]\d+\s*-->", head) is not None

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The film as one story. Raises InputError."""
        text = decode(whole(path), path, request.encoding)
        failed = Failed()
        yield film(_cues(text, path, failed, {}, loose=True), request, path)
        failed.judge("cues")


class VttReader(Reader):
    """WebVTT; notes, styles and regions are left out."""

    name = "vtt"
    suffixes = (".vtt",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it says that it is WebVTT."""
        return head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The film as one story. Raises InputError."""
        text = decode(whole(path), path, request.encoding)
        if not text.startswith("WEBVTT"):
            raise InputError("does not begin with WEBVTT", path, 1)
        failed = Failed()
        yield film(_cues(text, path, failed, _MEANINGS, loose=False), request, path)
        failed.judge("cues")


class AssReader(Reader):
    """SubStation Alpha, plain and advanced; comments and drawings are left out."""

    name = "ass"
    suffixes = (".ass", ".ssa")
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it begins with its section of facts."""
        return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(b"[script info]")

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The film as one story. Raises InputError."""
        failed = Failed()
        yield film(_events(decode(whole(path), path, request.encoding), path, failed), request, path)
        failed.judge("events")


def film(cues: Iterable[Cue], request: ReadRequest, path: str, language: str = "") -> Document:
    """Cues as one story, joined to sentences; each segment knows the cues that it stands in."""
    made: list[Tracer] = []
    notes: list[list[tuple[int, str]]] = []
    before: Traced = Traced("")
    last: Cue | None = None
    for cue in cues:
        note = f"cue {cue.name} at {cue.said}"
        for line in cue.lines:
            apart = None if last is None or cue is last else cue.start - last.end
            if last is not None and _goes_on(before, line, apart, len(notes[-1])):
                made[-1].sign(" ", _between(before, line))
                if cue is not last:
                    notes[-1].append((made[-1].length, note))
            else:
                made.append(Tracer())
                notes.append([(0, note)])
            made[-1].extend(line)
            before, last = line, cue
    passages = [Passage(text.made()) for text in made]
    document = story(passages, Facts(language=language or _named(path)), request, path)
    return replace(document, segments=tuple(_noted(document.segments, passages, notes)))


def _noted(
    segments: Iterable[Segment], passages: list[Passage], notes: list[list[tuple[int, str]]]
) -> Iterator[Segment]:
    """Segments with the cues that they stand in."""
    for segment in segments:
        place = segment.location
        if place is None or place.start is None:
            yield segment
            continue
        passage, said = passages[segment.paragraph].text, notes[segment.paragraph]
        at = next(run.at + max(0, place.start - run.start) for run in passage.stretches if place.start < run.end)
        inside = [(max(0, offset - at), note) for offset, note in said if offset < at + len(segment.translation)]
        first = max(index for index, (offset, _) in enumerate(inside) if offset == 0)
        yield replace(segment, location=replace(place, note=inside[first][1], notes=tuple(inside[first:])))


def _goes_on(before: Traced, line: Traced, apart: float | None, cues: int) -> bool:
    """Whether a line belongs to the passage before, of so many cues; `apart` is in seconds, None within one cue.

    A stop at the end of a cue may be that of an abbreviation: where sentences end is not decided here.
    """
    if _BEGINS_NEW.match(line.text):
        return False
    is_full = cues >= _LONGEST and _ENDED.search(before.text) is not None
    return apart is None or (0 <= apart <= _APART and not is_full and cues < 10 * _LONGEST)


def _between(before: Traced, after: Traced) -> Location:
    end, start = before.stretches[-1], after.stretches[0]
    return Location("", end.line, end.column + end.end - end.start, end.end, start.start)


def _cues(text: str, path: str, failed: Failed, entities: Mapping[str, str], *, loose: bool) -> Iterator[Cue]:
    """Cues in order; `loose`: text after an empty line belongs to the cue, as SubRip in the wild has it."""
    found = list(rows(text))
    timed = [index for index, row in enumerate(found) if "-->" in row.text and _CLOCK.search(row.text)]
    if not timed and any(row.text.strip() for row in found[0 if loose else 1 :]):
        failed.add(InputError("no line with the times of a cue", path, 1))
    end = 0.0
    for index, until in pairwise([*timed, len(found)]):
        number = bisect.bisect_left(timed, index) + 1
        above = found[index - 1].text.strip() if index else ""
        if until < len(found) and until - 1 > index and _is_name(found, until - 1, loose=loose):
            until -= 1
        kept = [_after_times(found[index]), *found[index + 1 : until]]
        if not loose:
            kept = kept[: next((n for n, row in enumerate(kept) if n and not row.text.strip()), len(kept))]
        named = above if _is_name(found, index - 1, loose=loose) and above else str(number)
        lines = (_seen(row, entities) for row in kept)
        said = found[index].text.split("-->")[0].strip()
        try:
            start, end = _timing(found[index], path)
        except InputError as error:  # what is said in it is read all the same
            failed.add(error)
            start = end
        yield Cue(named, start, end, said[:_SAID], tuple(line for line in lines if line.text))


def _after_times(row: Chars) -> Chars:
    """What stands behind the times of a cue and is no setting: in a file that lost its line ends, the text."""
    match = _TIMING.match(row.text)
    start = match.end() if match else len(row.text)
    return _part(row, start, len(row.text))


def _is_name(found: list[Chars], index: int, *, loose: bool) -> bool:
    """Whether a line over the times is the cue's name: in SubRip a number."""
    text = found[index].text.strip() if 0 <= index < len(found) else ""
    return text.isdecimal() if loose else bool(text) and (index == 0 or not found[index - 1].text.strip())


def _timing(row: Chars, path: str) -> tuple[float, float]:
    match = _TIMING.match(row.text)
    if match is None:
        raise InputError(f"not the times of a cue: {row.text.strip()[:60]!r}", path, row.line)
    numbers = [int(group or 0) for group in match.groups()]
    seconds = [n[0] * 3600 + n[1] * 60 + n[2] + n[3] / 1000 for n in (numbers[:4], numbers[4:])]
    return seconds[0], seconds[1]


def _seen(row: Chars, entities: Mapping[str, str]) -> Traced:
    """A line without its tags."""
    runs, place = [], 0
    pattern = re.compile(f"{_UNSEEN.pattern}|{_ENTITY.pattern}") if entities else _UNSEEN
    for match in pattern.finditer(row.text):
        runs.append(_part(row, place, match.start()))
        if match.group().startswith("&"):
            runs.append(_part(row, *match.span(), entities[match.group()[1:-1]]))
        place = match.end()
    runs.append(_part(row, place, len(row.text)))
    return traced(run for run in runs if run.text).trimmed()


def _part(row: Chars, start: int, end: int, meaning: str | None = None) -> Chars:
    text = row.text[start:end] if meaning is None else meaning
    return Chars(text, row.start + start, row.start + end, row.line, row.column + start)


def _events(text: str, path: str, failed: Failed) -> Iterator[Cue]:
    names: list[str] = []
    section, count = "", 0
    for row in rows(text):
        kind, mark, rest = row.text.partition(":")
        if row.text.lstrip().startswith("["):
            section = row.text.strip().lower()
        elif section == "[events]" and mark and kind.strip().lower() == "format":
            names = [name.strip().lower() for name in rest.split(",")]
        elif section == "[events]" and mark and kind.strip().lower() == "dialogue":
            fields = rest.split(",", len(names) - 1) if names else []
            if len(fields) != len(names) or not {"start", "end", "text"} <= set(names) or names[-1] != "text":
                failed.add(InputError("an event that does not fit the Format line of [Events]", path, row.line))
                continue
            said = dict(zip(names, fields, strict=True))
            start = end = 0.0
            try:
                start, end = _timing(row._replace(text=f"{said['start'].strip()} --> {said['end'].strip()}"), path)
            except InputError as error:  # what is said in it is read all the same
                failed.add(error)
            count += 1
            if _DRAWING.search(said["text"]):
                continue
            begin = len(row.text) - len(said["text"])
            lines = tuple(line for line in _ass_lines(row, begin) if line.text)
            yield Cue(str(count), start, end, said["start"].strip()[:_SAID], lines)
    if not names and text.strip():
        failed.add(InputError("no section [Events] with a Format line", path, 1))


def _ass_lines(row: Chars, begin: int) -> Iterator[Traced]:
    runs: list[Chars] = []
    place = begin
    for match in _ASS.finditer(row.text, begin):
        runs.append(_part(row, place, match.start()))
        if match.group() == r"\N":
            yield traced(run for run in runs if run.text).trimmed()
            runs = []
        elif not match.group().startswith("{"):
            runs.append(_part(row, *match.span(), " " if match.group() == r"\n" else "\N{NO-BREAK SPACE}"))
        place = match.end()
    runs.append(_part(row, place, len(row.text)))
    yield traced(run for run in runs if run.text).trimmed()


def _named(path: str) -> str:
    """The language that a name such as `film.pt-BR.srt` tells."""
    parts = path.rsplit("/", 1)[-1].split(".")
    said = tag(parts[-2]) if len(parts) > 2 else None
    return said if said is not None and said.split("-")[0] in tags() else ""
