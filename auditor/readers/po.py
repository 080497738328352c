# SPDX-License-Identifier: Apache-2.0
"""PO catalogues of gettext, each string in its place.

Source: GNU gettext manual 0.22, "The Format of PO Files". Read here and not by
a library, since libraries know the values of an entry but not where its signs stand. A flag `no-auditor`, or `no-`
and the id of a check, silences a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import whole
from auditor.errors import InputError
from auditor.model import Chars, Document, Segment
from auditor.readers._bilingual import documents
from auditor.readers._failed import Failed
from auditor.readers._stories import tag
from auditor.text.encoding import catalogue_encoding, decode
from auditor.text.line_ends import rows
from auditor.text.traced import Traced, traced

_LINE = re.compile(
    r"[ \t]*(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,2})\])?)[ \t]*)?"
    r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*$'
)
_ESCAPE = re.compile(r"(?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+|\\.")
_BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2}))")
_SILENCES = re.compile(r"no-(?!.*-format$)[a-z-]+$")  # "no-auditor", "no-doubled-word"; "no-c-format" is of gettext
_MEANINGS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_BEGINS = re.compile(rb'(?:\s|#[^\n]*\n)*msg(?:id|ctxt)\s+"')


@dataclass
class _Entry:
    """One message: its strings by keyword, as traced runs."""

    strings: dict[str, list[Chars]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # at which each begins
    flags: tuple[str, ...] = ()

    def text(self, keyword: str) -> str:
        return "".join(run.text for run in self.strings.get(keyword, ()))


class PoReader(Reader):
    """Each translated message is a row beside its original; plural forms are rows of their own."""

    name = "po"
    suffixes = (".po", ".pot")

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it begins with a message."""
        return _BEGINS.match(head.lstrip(b"\xef\xbb\xbf")) is not None

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Messages in order; what has no translation yet, or is obsolete, is left out. Raises InputError."""
        raw = whole(path)
        text = decode(raw, path, catalogue_encoding(raw, request.encoding))
        yield from documents(_rows(text, request, path), path, path, rows=True)


def _rows(text: str, request: ReadRequest, path: str) -> Iterator[Segment]:
    language, source_language = request.language, request.source_language
    seen: set[tuple[str, str]] = set()
    double: InputError | None = None
    failed = Failed()
    for entry in _entries(text, path, failed):
        if not entry.text("msgid") and "msgctxt" not in entry.strings:
            header = dict(_fields(entry.text("msgstr")))
            language = language or tag(header.get("language"))
            source_language = source_language or tag(header.get("x-source-language"))
            continue
        key = entry.text("msgctxt"), entry.text("msgid")
        if key in seen and double is None:
            double = InputError("this message stands twice; both were audited", path, entry.lines["msgid"])
        seen.add(key)
        for keyword in entry.strings:
            if keyword.startswith("msgstr") and entry.text(keyword).strip():
                yield _segment(entry, keyword, path, language, source_language)
    failed.judge("lines or messages")
    if double is not None:
        raise double


def _segment(entry: _Entry, keyword: str, path: str, language: str | None, source_language: str | None) -> Segment:
    translation: Traced = traced(entry.strings[keyword]).trimmed()
    plural = keyword not in ("msgstr", "msgstr[0]") or "msgstr[1]" not in entry.strings
    original = "msgid_plural" if plural and "msgid_plural" in entry.strings else "msgid"
    about = [f"msgctxt {entry.text('msgctxt')!r}"] if "msgctxt" in entry.strings else []
    about += [keyword] if keyword != "msgstr" else []
    return Segment(
        f"{path}:{entry.lines[keyword]}",
        translation.text,
        entry.text(original).strip(),
        document=path,
        language=language,
        source_language=source_language,
        location=translation.location(path, ", ".join(about) or None),
        silenced=tuple("*" if flag == "no-auditor" else flag[3:] for flag in entry.flags if _SILENCES.match(flag)),
    )


def _fields(header: str) -> Iterator[tuple[str, str]]:
    for line in header.split("\n"):
        name, mark, value = line.partition(":")
        if mark:
            yield name.strip().lower(), value.strip()


def _entries(text: str, path: str, failed: Failed) -> Iterator[_Entry]:
    """Messages in order; one that a line spoils is put aside whole, since a part of a text misleads."""
    entry, keyword, spoiled = _Entry(), "", False
    flags: tuple[str, ...] = ()
    for row in rows(text):
        line = row.text
        if not line.strip() or line.lstrip().startswith("#"):
            keyword = ""
            if line.startswith("#,"):
                flags = (*flags, *(flag.strip() for flag in line[2:].split(",")))
            continue
        match = _LINE.match(line)
        said = match.group(1) if match else _begun(line)
        if said and (said in entry.strings or (said in ("msgctxt", "msgid") and "msgid" in entry.strings)):
            yield from [] if spoiled else _whole(entry, path, failed)
            entry, keyword, spoiled = _Entry(), "", False
        if match is None:
            column = len(line) - len(line.lstrip()) + 1
            failed.add(InputError("no message, no comment and no closed string", path, row.line, column))
            spoiled, keyword = True, ""
            if said:
                entry.strings[said] = []
            continue
        if not entry.strings:
            entry.flags, flags = flags, ()
        keyword = said or keyword
        if keyword:
            entry.lines.setdefault(keyword, row.line)
            entry.strings.setdefault(keyword, []).extend(_runs(row, match.start(3), match.end(3)))
        elif not spoiled:
            failed.add(InputError("a string that belongs to no message", path, row.line, 1))
    if entry.strings and not spoiled:
        yield from _whole(entry, path, failed)


def _begun(line: str) -> str | None:
    """The keyword of a message that a broken line begins."""
    return next((name for name in ("msgctxt", "msgid") if line.lstrip().startswith(f"{name} ")), None)


def _whole(entry: _Entry, path: str, failed: Failed) -> Iterator[_Entry]:
    if "msgid" in entry.strings and any(name.startswith("msgstr") for name in entry.strings):
        yield entry
    elif entry.strings:
        failed.add(InputError("a message without its msgid or its msgstr", path, min(entry.lines.values())))


def _runs(row: Chars, start: int, end: int) -> Iterator[Chars]:
    line, offset, number = row.text, row.start, row.line
    place = start
    for match in _ESCAPE.finditer(line, start, end):
        if place < match.start():
            yield Chars(line[place : match.start()], offset + place, offset + match.start(), number, place + 1)
        yield Chars(_meaning(match.group()), offset + match.start(), offset + match.end(), number, match.start() + 1)
        place = match.end()
    if place < end:
        yield Chars(line[place:end], offset + place, offset + end, number, place + 1)


def _meaning(escape: str) -> str:
    """What an escape stands for; bytes in a row are UTF-8."""
    found = [int(octal, 8) & 0xFF if octal else int(digits, 16) for octal, digits in _BYTE.findall(escape)]
    return bytes(found).decode("utf-8", "replace") if found else _MEANINGS.get(escape[1:], escape[1:])
