# SPDX-License-Identifier: Apache-2.0
"""The blocks of text that a page shows, and what each is: headline, byline, caption, body.

Source: HTML Living Standard, section 15.3 (what is rendered as a block, and what
is not rendered); microdata of schema.org NewsArticle; microformats2 h-entry.
Nothing is left out as furniture: residue is what the checks are to find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.model import Chars, Location, Role
from auditor.text.hypertext import Tag, tokens
from auditor.text.traced import Traced, Tracer

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
UNSEEN = frozenset(  # elements whose text no page shows as its own
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "noframes",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "svg",
        "math",
        "title",
    ]
)
_ROLES: Mapping[str, Role] = {"h1": "headline", "figcaption": "caption", "caption": "caption", "address": "byline"}
_NAMED: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"\b(?:headline|p-name|entry-title|hl1)\b"), "headline"),
    (re.compile(r"\b(?:byline|author|p-author|bytag)\b"), "byline"),
    (re.compile(r"\bdateline\b"), "dateline"),
    (re.compile(r"\b(?:credit|creditline|photo-credit|copyrightholder)\b"), "credit"),
    (re.compile(r"\b(?:caption|photo-caption|wp-caption-text)\b"), "caption"),
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text and what it is."""

    text: Traced
    role: Role = "body"


class Blocks:
    """Gathers passages from tags and text as they come."""

    def __init__(self, role: Role = "body") -> None:
        self.passages: list[Passage] = []
        self.language = ""
        self._text = Tracer()
        self._open: list[tuple[str, Role]] = [("", role)]
        self._counts: Counter[str] = Counter()
        self._unseen = ""
        self._depth = 0

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """A start tag."""
        if self._unseen:
            self._depth += name == self._unseen
            return
        if name == "html":
            self.language = attributes.get("lang") or attributes.get("xml:lang", "")
        if name in UNSEEN:
            self._unseen, self._depth = name, 1
            return
        role = self._role(name, attributes)
        if name in _BLOCKS or role != self._open[-1][1]:
            self._break()
        if name not in _VOID and len(self._open) < _DEEP:
            self._open.append((name, role))
            self._counts[name] += 1

    def close(self, name: str) -> None:
        """An end tag; one that opens nothing is passed over."""
        if self._unseen:
            self._depth -= name == self._unseen
            if not self._depth:
                self._unseen = ""
            return
        if name in _BLOCKS:
            self._break()
        if not self._counts[name]:
            return
        while len(self._open) > 1:
            last, role = self._open[-1]
            if role != self._open[-2][1]:
                self._break()
            self._open.pop()
            self._counts[last] -= 1
            if last == name:
                return

    def chars(self, run: Chars) -> None:
        """A piece of text."""
        if not self._unseen:
            self._text.chars(run)

    def gap(self, place: Location) -> None:
        """A blank where two things stand side by side that are not one word."""
        if self._text.length and not self._unseen:
            self._text.sign(" ", place)

    def made(self) -> list[Passage]:
        """All passages, in the order of the page."""
        self._break()
        return self.passages

    def _role(self, name: str, attributes: Mapping[str, str]) -> Role:
        above = self._open[-1][1]
        if name in _ROLES:
            return _ROLES[name]
        says = " ".join(attributes.get(key, "") for key in ("class", "itemprop", "rel")).lower().strip()
        if not says:
            return above
        return next((role for pattern, role in _NAMED if pattern.search(says)), above)

    def _break(self) -> None:
        if self._text.length:
            text = self._text.made().collapsed()
            if text.text:
                self.passages.append(Passage(text, self._open[-1][1]))
            self._text = Tracer()


_DEEP = 512  # elements open at once; browsers stop there too. Source: the tree depth limit of Blink


def blocks(text: str, role: Role = "body") -> Blocks:
    """What a page, or a piece of one, shows."""
    made = Blocks(role)
    made_of(tokens(text), made)
    return made


def made_of(parts: Iterable[Tag | Chars], made: Blocks) -> None:
    """Give tags and text to the blocks."""
    for part in parts:
        if isinstance(part, Chars):
            made.chars(part)
        elif part.closes:
            made.close(part.name)
        else:
            made.open(part.name, part.attributes)
