# SPDX-License-Identifier: Apache-2.0
"""Source and translation side by side: inline codes, unique ids, batches. What XLIFF, TMX and PO share."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from auditor.engines.xml import Node
from auditor.errors import InputError
from auditor.model import Chars, Code, Document, Location, Segment
from auditor.text.seen import Seen
from auditor.text.traced import MASK, Traced, Tracer

Kind = Literal["pair", "open", "close", "alone", "isolated", "text", "character", "unseen"]

_ENABLED = "http://www.w3.org/2005/11/its locQualityIssueEnabled"  # Source: W3C ITS 2.0, section 8.16
_BATCH = 256  # rows in one document, as tables have it
_STORY = 4096  # segments of one story: more is no story, and must not be held in memory
_FORMATTING = re.compile(
    r"(?:x-)?(?:fmt|bold|b|italic|i|underline|underlined|u|strong|em|span|font|a|link|strike|sub|sup|small|style|"
    r"superscript|subscript|html-\w+|xlf:[bi u])$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?:x-)?(?:lb|br|xlf:lb|linebreak|html-br)$|<br\b|^\n$", re.IGNORECASE)
_TAG = re.compile(r"\s*(?:</?[A-Za-z][^<>]*>|\{?\\[a-z]+\d* ?\}?)\s*$")
_IMAGE = re.compile(r"<(?:img|image)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text without its inline codes, and the codes with their places in it."""

    text: Traced
    codes: tuple[Code, ...] = ()

    def trimmed(self) -> Coded:
        """The text without blanks at its ends."""
        before = len(self.text.text) - len(self.text.text.lstrip())
        text = self.text.trimmed()
        moved = (code._replace(at=min(max(code.at - before, 0), len(text.text))) for code in self.codes)
        return Coded(text, tuple(moved))


class _Coder:
    """Takes the text of an element apart into what is seen and what is not."""

    def __init__(self, kinds: Mapping[str, Kind], keys: tuple[str, ...]) -> None:
        self._kinds, self._keys = kinds, keys
        self.text = Tracer()
        self.codes: list[Code] = []

    def walk(self, node: Node) -> None:
        """Everything in an element."""
        for part in node.content:
            if isinstance(part, Chars):
                self.text.chars(part)
            else:
                self._element(part)

    def _element(self, node: Node) -> None:
        kind = self._kinds.get(node.name, "text")
        if kind == "isolated":
            kind = "close" if node.get("pos") in ("close", "end") else "open"
        if kind == "text":
            self.walk(node)
        elif kind == "pair":
            self._note(node, "open")
            self.walk(node)
            self._note(node, "close")
        elif kind == "character":
            self.text.sign(_character(node.get("hex")), _place(node))
        elif kind == "alone":
            self._note(node, "alone")
            self.text.sign(_stand_in(node), _place(node))
        elif kind in ("open", "close"):
            self._note(node, "open" if kind == "open" else "close")

    def _note(self, node: Node, kind: Literal["open", "close", "alone"]) -> None:
        name = next((node.get(key) for key in self._keys if node.get(key)), "") or node.text
        self.codes.append(Code(name, kind, self.text.length))


def coded(node: Node | None, kinds: Mapping[str, Kind], keys: tuple[str, ...]) -> Coded:
    """The text of an element; `kinds` says what the elements inside are, `keys` which attributes name a code."""
    if node is None:
        return Coded(Traced(""))
    made = _Coder(kinds, keys)
    made.walk(node)
    return Coded(made.text.made(), tuple(made.codes)).trimmed()


def paired(segment: Segment, source: Coded | None, translation: Coded) -> Segment:
    """The segment with its texts and codes."""
    return replace(
        segment,
        translation=translation.text.text,
        source=None if source is None else source.text.text,
        codes=translation.codes,
        source_codes=() if source is None else source.codes,
    )


def documents(segments: Iterator[Segment], name: str, path: str, *, rows: bool) -> Iterator[Document]:
    """Segments as one story, or as batches of rows; a story that is too long becomes rows.

    What came before an InputError is yielded before it is raised.
    """
    failed: list[InputError] = []
    held = _held(segments, failed)
    if not rows:
        story = tuple(itertools.islice(held, _STORY))
        if len(story) < _STORY:
            if story:
                yield Document(name, path, _paragraphs(story), story[0].language, story[0].source_language)
        else:
            held = itertools.chain(story, held)
    while batch := tuple(itertools.islice(held, _BATCH)):
        yield Document(name, path, batch, batch[0].language, batch[0].source_language, rows=True)
    if failed:
        raise failed[0]


def _held(segments: Iterator[Segment], failed: list[InputError]) -> Iterator[Segment]:
    """The segments up to an error, which is put aside."""
    try:
        yield from segments
    except InputError as error:
        failed.append(error)


def _paragraphs(story: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments of a story; those of one unit are a paragraph."""
    units = itertools.groupby(story, key=lambda segment: segment.id.partition("/s=")[0])
    return tuple(replace(segment, paragraph=number) for number, (_, unit) in enumerate(units) for segment in unit)


class Unique:
    """Sees to it that no two segments of a document have one id."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._seen = Seen()
        self._doubles = 0
        self._first: tuple[str, int] | None = None

    def of(self, segment: Segment) -> Segment:
        """The segment, under another id if its own was taken."""
        if self._seen.add(f"{segment.document}\0{segment.id}") == 1:
            return segment
        self._doubles += 1
        line = segment.location.line if segment.location else 1
        self._first = self._first or (segment.id, line)
        return replace(segment, id=f"{segment.id}~{self._doubles + 1}")

    def judge(self) -> None:
        """Raises InputError, once all is read, when ids were not unique."""
        if self._first is not None:
            name, line = self._first
            raise InputError(
                f"{self._doubles} ids stand twice, first {name.rpartition('#')[2]!r}; all segments were audited, but "
                "findings cannot be matched by id",
                self._path,
                line,
            )


def flows(source: Node | None, translation: Node) -> Iterator[tuple[int, Node | None, Node]]:
    """Texts inside the codes of a translation (`sub`), each with its number and the one in its place in the source."""
    befores = list(source.descendants("sub")) if source is not None else []
    for number, after in enumerate(translation.descendants("sub"), 1):
        yield number, befores[number - 1] if number <= len(befores) else None, after


def silenced(*nodes: Node | None) -> tuple[str, ...]:
    """Every check, where ITS says on an element or above it that it is not to be checked; else none."""
    off = any(node is not None and node.inherited(_ENABLED) == "no" for node in nodes)
    return ("*",) if off else ()


def place(translation: Coded, node: Node, path: str, note: str) -> Location:
    """Where a translation stands; in its element when it is empty."""
    if translation.text.text:
        return translation.text.location(path, note)
    return Location(path, node.line, node.column, node.inside, node.inside, note=note)


def _place(node: Node) -> Location:
    return Location("", node.line, node.column, node.start, node.end)


def _native(node: Node) -> str:
    """What a code is in the format below: its text, or in XLIFF 2 the original data it refers to."""
    name, unit = node.get("dataRef"), node.parent
    while name and unit is not None and unit.name != "unit":
        unit = unit.parent
    stored = unit.first("originalData") if name and unit is not None else None
    if stored is None:
        return node.text
    return next((data.text for data in stored.children("data") if data.get("id") == name), "")


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"


def _stand_in(node: Node) -> str:
    """What a reader sees of a code that stands alone: what it says, a line end, nothing for type, or the mask."""
    said = node.get("equiv") or node.get("equiv-text")
    native = _native(node)
    kinds = [node.get(key) for key in ("subType", "ctype", "type")]
    if any(_BREAK.search(kind) for kind in kinds if kind) or _BREAK.search(native) or _BREAK.search(said):
        return "\n"
    if said:
        return "" if _TAG.match(said) else said
    if any(_FORMATTING.match(kind) for kind in kinds if kind) or (_TAG.match(native) and not _IMAGE.search(native)):
        return ""
    return MASK
