# SPDX-License-Identifier: Apache-2.0
"""From passages to stories: what the readers of pages, feeds and wire formats share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from auditor.contract import ReadRequest
from auditor.engines.language_id import identify
from auditor.engines.xml import Node
from auditor.languages import profile
from auditor.model import Chars, Document, Location, Role, Segment
from auditor.text.article import role as looks
from auditor.text.blocks import Blocks, Passage, blocks
from auditor.text.sentences import sentences
from auditor.text.traced import Traced, traced


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says about a story of its own."""

    id: str = ""
    language: str = ""
    provider: str = ""
    version_date: str = ""
    original: str = ""


def story(passages: Iterable[Passage], facts: Facts, request: ReadRequest, path: str) -> Document:
    """Passages as a document whose segments are their sentences.

    What the user says of the language wins over what the file says.
    """
    language = tag(request.language or facts.language)
    name = facts.id or path
    kept = [passage for passage in passages if passage.text.text]
    detected = language is None
    language = language or identify("\n".join(passage.text.text for passage in kept))
    segments: list[Segment] = []
    for number, passage in enumerate(kept):
        spans = sentences(passage.text.text, language)
        cuts = [edge for span in spans for edge in span]
        for piece in passage.text.divided(cuts)[::2]:
            place = piece.location(path)
            segment = Segment(f"{name}:{len(segments) + 1}", piece.text, document=name, language=language)
            segments.append(replace(segment, location=place, role=passage.role, paragraph=number))
    found = Document(name, path, tuple(segments), language, detected=detected and language is not None)
    return replace(
        found,
        provider=facts.provider or None,
        version_date=facts.version_date or None,
        original=facts.original or None,
    )


def guessed(passages: Iterable[Passage], language: str | None) -> Iterator[Passage]:
    """Passages of a page that names no roles: credits and captions told by how they look."""
    known = profile(language)
    kept = list(passages)
    for number, passage in enumerate(kept):
        if passage.role == "body" and number:
            seen = looks(passage.text.text, number, len(kept) - number - 1, known)
            yield replace(passage, role=seen)
        else:
            yield passage


def plain(node: Node | None, role: Role) -> Iterator[Passage]:
    """The text of an element as one passage, if there is any."""
    if node is not None:
        text = traced(node.chars()).collapsed()
        if text.text:
            yield Passage(text, role)


def flowing(node: Node | None, role: Role = "body", roles: Mapping[str, Role] | None = None) -> list[Passage]:
    """The blocks of text in an element of HTML or NITF. `roles` says what elements of other names are."""
    if node is None:
        return []
    made = Blocks(role)
    _walk(node, made, roles or {})
    return made.made()


def escaped(node: Node | Traced | None, role: Role = "body") -> list[Passage]:
    """The blocks of text of HTML that stands escaped inside an element or a string."""
    if node is None:
        return []
    outer = node if isinstance(node, Traced) else traced(node.chars())
    found = blocks(outer.text, role).made()
    return [Passage(passage.text.over(outer), passage.role) for passage in found]


def tag(text: str | None) -> str | None:
    """A language tag as BCP 47 writes it: `pt_BR` and `pt-br` are `pt-BR`; None for none or a private one."""
    parts = (text or "").strip().replace("_", "-").split("-")
    if (
        not parts[0].isalpha()
        or not parts[0].isascii()
        or not 2 <= len(parts[0]) <= 3
        or parts[0].lower() in _NO_LANGUAGE
    ):
        return None
    written = [parts[0].lower()]
    for part in parts[1:]:
        written.append(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part)
    return "-".join(written)


_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})


def _walk(node: Node, made: Blocks, roles: Mapping[str, Role]) -> None:
    for part in node.content:
        if isinstance(part, Chars):
            made.chars(part)
        else:
            role = roles.get(part.name)
            if role and role == roles.get(node.name):  # the title of an author, in the line of the author
                made.gap(Location("", part.line, part.column, part.start, part.start))
                _walk(part, made, roles)
                continue
            name, attributes = ("div", {"class": role}) if role else (part.name, part.attributes)
            made.open(name, attributes)
            _walk(part, made, roles)
            made.close(name)
