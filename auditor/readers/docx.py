# SPDX-License-Identifier: Apache-2.0
"""Word documents: paragraphs in order, notes after them. What is deleted or hidden in a field is not read.

Source: ECMA-376 part 1, WordprocessingML: paragraphs, runs, revisions, text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import MEMBER, members, opened
from auditor.engines.xml import Node, elements
from auditor.errors import InputError
from auditor.model import Document, Location, Role, Segment
from auditor.readers._failed import Failed
from auditor.readers._stories import Facts, guessed, story
from auditor.text.blocks import Passage
from auditor.text.traced import Traced, Tracer, traced

_PARTS = (("word/document.xml", "paragraph"), ("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_ROLES: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"title|heading1$|berschrift1$", re.IGNORECASE), "headline"),
    (re.compile(r"caption|beschriftung", re.IGNORECASE), "caption"),
)
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "ptab": "\t"}
_UNSEEN = ("del", "moveFrom", "Fallback", "instrText", "pPr", "rPr", "rPh", "txbxContent")


class DocxReader(Reader):
    """One document, one story; a place is the number of a paragraph, since the file is no text."""

    name = "docx"
    suffixes = (".docx", ".docm")
    stories = True

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """The story. Raises InputError."""
        names = set(members(path))
        if f"{path}{MEMBER}{_PARTS[0][0]}" not in names:
            raise InputError("is no Word document: it has no word/document.xml", path)
        found: list[tuple[Passage, str]] = []
        failed = Failed()
        for part, noun in _PARTS:
            try:
                if f"{path}{MEMBER}{part}" in names:
                    found.extend(_part(f"{path}{MEMBER}{part}", noun))
            except InputError as error:  # what stands before it, and the notes, are read
                failed.add(error)
        passages = guessed((passage for passage, _ in found), request.language)
        document = story(passages, Facts(), request, path)
        kept = [note for passage, note in found if passage.text.text]
        if document.segments or not failed:
            yield replace(document, segments=tuple(_placed(document.segments, kept, path)))
        failed.judge("parts")


def _placed(segments: Iterable[Segment], notes: list[str], path: str) -> Iterator[Segment]:
    for segment in segments:
        note = notes[segment.paragraph]
        yield replace(segment, location=Location(path, int(note.split()[-1]), 1, note=note))


def _part(path: str, noun: str) -> Iterator[tuple[Passage, str]]:
    number = 0
    with opened(path) as stream:
        for outer in elements(stream, path, ("p",)):
            for node in (outer, *_boxed(outer)):
                number += 1
                text = _text(node).collapsed()
                if text.text:
                    yield Passage(text, _role(node)), f"{noun} {number}"


def _boxed(node: Node) -> Iterator[Node]:
    """Paragraphs of text boxes, which stand inside paragraphs."""
    for child in node.children():
        if child.name == "p":
            yield child
        if child.name != "Fallback":
            yield from _boxed(child)


def _text(node: Node) -> Traced:
    made = Tracer()
    _gather(node, made)
    return made.made()


def _gather(node: Node, made: Tracer) -> None:
    for child in node.children():
        if child.name == "t":
            made.extend(traced(child.chars()))
        elif child.name in _SIGNS:
            made.sign(_SIGNS[child.name], Location("", child.line, child.column, child.start, child.end))
        elif child.name not in _UNSEEN:
            _gather(child, made)


def _role(node: Node) -> Role:
    style = node.first("pPr", "pStyle")
    value = next((value for key, value in style.attributes.items() if key.endswith(" val")), "") if style else ""
    return next((role for pattern, role in _ROLES if pattern.search(value)), "body")
