# SPDX-License-Identifier: Apache-2.0
"""XML as a stream of elements that know their place, read without trust.

Expat tells the byte of every event, so that each sign of a text can be found
again in the file; a tree library tells at best the line. Nothing is fetched, no
entity is declared, a DTD with an internal subset is refused, depth and size are
bounded, and nothing is recovered: what is not well formed is an InputError with
its line and column. A DTD that is only named is not read; the names of HTML are
then understood, since NITF and its kin take them from there.

Source: https://docs.python.org/3/library/pyexpat.html; the limits: OWASP XML
External Entity Prevention Cheat Sheet, and libxml2's depth of 256.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from auditor.engines.files import NO_TEXT
from auditor.errors import InputError
from auditor.model import Chars

XML = "http://www.w3.org/XML/1998/namespace"
LANG = "xml:lang"

_CHUNK = 1 << 20  # bytes; larger pieces make long tokens cheap, since expat starts a token over with each piece
_DEPTH = 256
_TOKEN = 1 << 26  # code points of one tag or comment
_ELEMENT = 1 << 26  # code points of text, and half as many nodes, that one element may hold
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_SIGNS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


@dataclass(slots=True, eq=False)
class Node:
    """An element: local name, namespace, attributes (`xml:lang`; others with a namespace as `uri name`), content."""

    name: str
    space: str
    attributes: dict[str, str]
    start: int
    line: int
    column: int
    parent: Node | None
    end: int = 0
    inside: int = 0  # where its content begins; `end` if it is empty
    content: list[Node | Chars] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    def inherited(self, name: str) -> str:
        """The value of an attribute of the element or of the nearest above that has it."""
        node: Node | None = self
        while node is not None:
            if name in node.attributes:
                return node.attributes[name]
            node = node.parent
        return ""

    def children(self, *names: str) -> Iterator[Node]:
        """Its elements of these names, or all of them."""
        for part in self.content:
            if isinstance(part, Node) and (not names or part.name in names):
                yield part

    def first(self, *path: str) -> Node | None:
        """The first element along a path of names."""
        node: Node | None = self
        for name in path:
            node = next(node.children(name), None) if node is not None else None
        return node

    def descendants(self, *names: str) -> Iterator[Node]:
        """Elements of these names at any depth, in the order of the file."""
        for part in self.children():
            if not names or part.name in names:
                yield part
            yield from part.descendants(*names)

    def chars(self) -> Iterator[Chars]:
        """All its runs of text at any depth, in order."""
        for part in self.content:
            if isinstance(part, Chars):
                yield part
            else:
                yield from part.chars()

    @property
    def text(self) -> str:
        """All its text, without the blanks around."""
        return "".join(run.text for run in self.chars()).strip()


def elements(stream: IO[bytes], path: str, names: Collection[str], *, encoding: str = "utf-8") -> Iterator[Node]:
    """Elements of these local names, outermost first, as they end; of what is around them, attributes only.

    With no names the one root element. Raises InputError; what ended before is yielded before.
    """
    parser = _Parser(path, frozenset(names))
    try:
        for text in _decoded(stream, path, encoding):
            yield from parser.feed(text, last=False)
        yield from parser.feed("", last=True)
    except InputError:
        yield from parser.ended()
        raise


def root(stream: IO[bytes], path: str, *, encoding: str = "utf-8") -> Node:
    """The whole document."""
    return next(elements(stream, path, (), encoding=encoding))


def decoded(raw: bytes, path: str, *, encoding: str = "utf-8") -> str:
    """The text of an XML file in its own encoding, as offsets count it. Raises InputError."""
    return "".join(_decoded(_Once(raw), path, encoding))


def root_name(start: bytes) -> tuple[str, str]:
    """Local name and namespace of the root element of what begins so; empty when it does not look like XML."""
    if not start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return "", ""
    parser = _Parser("", frozenset({"\0"}))
    try:
        for text in _decoded(_Once(start), "", "utf-8"):
            list(parser.feed(text, last=False))
    except InputError:
        pass  # the reader will say what is wrong, with its place
    return parser.name


class _Once:
    """Bytes that are read once and may end within a character."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def read(self, size: int) -> bytes:
        """All, then nothing."""
        raw, self._raw = self._raw, b""
        return raw


def _decoded(stream: IO[bytes] | _Once, path: str, encoding: str) -> Iterator[str]:
    raw = stream.read(_CHUNK)
    name = _encoding(raw, path, encoding)
    decoder = codecs.getincrementaldecoder(name)()
    lines, passed, tail = 1, 0, ""
    while raw:
        try:
            text = decoder.decode(raw)
        except UnicodeDecodeError as error:
            bad = error.object[error.start]
            whole = error.object[: error.start].decode(name.removesuffix("-sig"), "replace")
            yield whole  # what stands before is read
            tail += whole
            offset = passed + len(raw) - len(error.object) + error.start
            remedy = "if the file is in another encoding, declare it"
            said = f"byte 0x{bad:02x} at offset {offset} is not {name.removesuffix('-sig')}; {remedy}"
            column = len(tail) - tail.rfind("\n")
            raise InputError(said, path, lines + whole.count("\n"), column) from error
        passed += len(raw)
        lines += text.count("\n")
        tail = text[text.rfind("\n") + 1 :] if "\n" in text else tail + text
        if text:
            yield text
        raw = stream.read(_CHUNK)
    if decoder.getstate()[0] and not isinstance(stream, _Once):
        raise InputError(f"ends within a character of {name}", path, lines)


def _encoding(raw: bytes, path: str, fallback: str) -> str:
    for sign, name in _SIGNS:
        if raw.startswith(sign):
            return name
    declared = _DECLARED.match(raw)
    wanted = declared.group(1).decode("ascii") if declared else fallback
    try:
        info = codecs.lookup(wanted)
    except LookupError as error:
        raise InputError(f"declares the encoding {wanted!r}, which no one knows", path, 1) from error
    if (
        info.name.replace("-", "_") in {*NO_TEXT, "utf_7"}
        or not info._is_text_encoding
        or info.name.startswith(("utf-16", "utf-32"))
    ):
        raise InputError(f"declares the encoding {wanted!r}, but is not in it", path, 1)
    return info.name


class _Parser:
    """Expat, with the places of its events counted in code points of the file."""

    def __init__(self, path: str, names: frozenset[str]) -> None:
        self._path, self._names = path, names
        self._node: Node | None = None
        self._kept = 0  # depth below the outermost element that is kept
        self._depth = self._size = 0
        self._done: list[Node] = []
        self._cdata = self._fresh = False
        self._text, self._raw, self._base = "", b"", 0  # what is not yet through, and the byte at which it starts
        self._byte = self._char = self._shift = 0  # the last place counted, and the offset of the window in the file
        self._literal: list[str] = []  # pieces of a literal run that may go on
        self._begin, self._end_of_text = (0, 0, 0), 0
        self.name = ("", "")
        self._expat = made = expat.ParserCreate("utf-8", " ")
        made.StartElementHandler, made.EndElementHandler = self._start, self._end
        made.CharacterDataHandler, made.SkippedEntityHandler = self._chars, self._skipped
        made.StartCdataSectionHandler, made.EndCdataSectionHandler = self._open_cdata, self._close_cdata
        made.StartDoctypeDeclHandler = self._doctype
        made.CommentHandler = made.ProcessingInstructionHandler = self._other

    def feed(self, text: str, *, last: bool) -> Iterator[Node]:
        """Take the next piece of the file; elements that ended in it."""
        kept = self._char - self._shift
        self._text = self._text[kept:] + text
        self._raw = self._raw[self._byte - self._base :] + text.encode("utf-8")
        self._base, self._shift = self._byte, self._char
        if len(self._text) - len(text) > _TOKEN:
            raise self._error(f"one tag or comment is longer than {_TOKEN:,} characters")
        try:
            self._expat.Parse(text.encode("utf-8"), last)
        except expat.ExpatError as error:
            message = expat.errors.messages.get(error.code, str(error))
            raise InputError(f"not well-formed XML: {message}", self._path, error.lineno, error.offset + 1) from error
        yield from self.ended()

    def ended(self) -> list[Node]:
        """Elements that ended and were not yet handed out."""
        done, self._done = self._done, []
        return done

    def _error(self, message: str) -> InputError:
        return InputError(message, self._path, self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1)

    def _place(self) -> int:
        """Offset of the event in code points."""
        index = self._expat.CurrentByteIndex
        if index > self._byte:
            self._char += len(self._raw[self._byte - self._base : index - self._base].decode("utf-8"))
            self._byte = index
        return self._char

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.name[0]:
            self.name = (local, space)
        self._depth += 1
        if self._depth > _DEPTH:
            raise self._error(f"elements are nested deeper than {_DEPTH}")
        place = self._place()
        self._settle(place)
        values = {LANG if key == f"{XML} lang" else key: value for key, value in attributes.items()}
        line, column = self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1
        node = Node(local, space, values, place, line, column, self._node)
        if self._kept or not self._names or local in self._names:
            if self._kept and self._node is not None:
                self._node.content.append(node)
            self._kept += 1
            self._grow(2)
        self._node = node
        self._fresh = True

    def _end(self, name: str) -> None:
        node = self._node
        assert node is not None  # expat pairs the tags
        place = self._place()
        fresh = self._fresh
        self._settle(place)
        at = place - self._shift
        if fresh and self._text[at - 2 : at] == "/>":
            node.end = node.inside = place
        else:
            node.end = self._shift + self._text.index(">", at) + 1
            node.inside = min(node.inside or place, place)
        self._depth -= 1
        self._node = node.parent
        if self._kept:
            self._kept -= 1
            if not self._kept:
                self._done.append(node)
                self._size = 0

    def _chars(self, text: str) -> None:
        if not self._kept or self._node is None:
            self._fresh = False
            return
        start = self._place()
        end = start + len(text)
        if len(text) == 1:
            at = start - self._shift
            if self._text[at] == "&" and not self._cdata:
                end = self._shift + self._text.index(";", at) + 1
            elif self._text.startswith("\r\n", at):
                end = start + 2
        self._grow(len(text))
        is_literal = end - start == len(text)
        if is_literal and self._literal and start == self._end_of_text:
            self._literal.append(text)
            self._end_of_text = end
            return
        self._settle(start)
        line, column = self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1
        if is_literal:
            self._literal, self._end_of_text, self._begin = [text], end, (start, line, column)
        else:
            self._node.content.append(Chars(text, start, end, line, column))

    def _settle(self, place: int) -> None:
        if self._literal and self._node is not None:
            start, line, column = self._begin
            self._node.content.append(Chars("".join(self._literal), start, self._end_of_text, line, column))
            self._literal = []
        if self._fresh and self._node is not None:
            self._node.inside = place
        self._fresh = False

    def _skipped(self, name: str, is_parameter: bool) -> None:
        meaning = html.entities.html5.get(f"{name};")
        if meaning is None or is_parameter:
            raise self._error(f"the entity &{name}; is not defined in the file, and no DTD is read")
        start = self._place()
        self._settle(start)
        if self._kept and self._node is not None:
            end = self._shift + self._text.index(";", start - self._shift) + 1
            self._node.content.append(
                Chars(meaning, start, end, self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1)
            )

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > _ELEMENT:
            raise self._error(f"one element holds more than {_ELEMENT:,} characters")

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset:
            self.name = self.name if self.name[0] else (name.rpartition(":")[2], "")
            raise self._error("a DTD with declarations of its own is refused: entities could hide or multiply text")

    def _open_cdata(self) -> None:
        self._settle(self._place())
        self._cdata = True

    def _close_cdata(self) -> None:
        self._cdata = False

    def _other(self, *_: str) -> None:
        self._settle(self._place())
