# SPDX-License-Identifier: Apache-2.0
"""Stories as JSON: JSON Feed, and IPTC ninjs 1.x to 3.x.

Source: jsonfeed.org version 1.1; IPTC ninjs 1.4 (`headline`, `body_text`,
`body_html` and their kin), 2.1 and 3.1 (`headlines`, `bodies`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.contract import Reader, ReadRequest
from auditor.engines.files import whole
from auditor.errors import InputError
from auditor.model import Document, Role
from auditor.readers._failed import Failed
from auditor.readers._stories import Facts, escaped, story
from auditor.text.blocks import Passage
from auditor.text.encoding import decode
from auditor.text.json_places import Placed, line_starts, parse, placed
from auditor.text.traced import Traced

_NINJS = re.compile(rb'"(?:body_(?:text|html|xhtml)|bodies|headlines|version[cC]reated|pub[sS]tatus)"\s*:')
_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
_OBJECT = re.compile(rb"[\s\xef\xbb\xbf]*[{\[]")
_BODIES = ("body_html", "body_xhtml", "body_text", "description_html", "description_text")
_KINDS = ((str, "a string"), (bool, "true or false"), (int | float, "a number"), (list, "a list"), (object, "null"))
_SKIPPED = frozenset({"slugline", "keywords", "summary", "social"})  # roles of texts that are no part of the story


class JsonFeedReader(Reader):
    """Each of the `items` is a story."""

    name = "json-feed"
    suffixes = ()
    shared = (".json",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it says that it is a JSON Feed."""
        return _OBJECT.match(head) is not None and _FEED.search(head) is not None

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Stories in order. Raises InputError."""
        text = _Text.of(path, request.encoding)
        feed = next(iter(text.objects(text.value)), {})
        for number, item in enumerate(text.objects(feed.get("items", [])), 1):
            facts = Facts(
                id=_named(item.get("id")) or f"{path}#{number}",
                language=_word(item.get("language")) or _word(feed.get("language")),
                provider=_word(feed.get("title")),
                version_date=_word(item.get("date_modified")) or _word(item.get("date_published")),
                original=_word(item.get("_translation_of")),
            )
            yield story(_feed_item(text, item), facts, request, path)
        text.failed.judge("parts")


class NinjsReader(Reader):
    """One object or an array of them; each is a story."""

    name = "ninjs"
    suffixes = (".ninjs",)
    shared = (".json",)
    stories = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether it is an object with a property that only ninjs has."""
        return _OBJECT.match(head) is not None and _NINJS.search(head) is not None and _FEED.search(head) is None

    def read(self, request: ReadRequest, path: str) -> Iterator[Document]:
        """Stories in order. Raises InputError."""
        text = _Text.of(path, request.encoding)
        for number, item in enumerate(text.objects(text.value), 1):
            found = _ninjs(text, item)
            related = _associated(text, item, translations=True)
            facts = Facts(
                id=_word(item.get("uri")) or _word(item.get("altids")) or f"{path}#{number}",
                language=_word(item.get("language")) or _first_language(found),
                provider=_named(item.get("provider")) or _copyright(item),
                version_date=_word(item.get("versioncreated")) or _word(item.get("versionCreated")),
                original=_word(related[0].get("uri")) if related else "",
            )
            passages = [passage for passage, _ in found]
            if passages:
                yield story(passages, facts, request, path)
        text.failed.judge("parts")


@dataclass(frozen=True)
class _Text:
    """A JSON file, its value, and where its lines begin."""

    text: str
    path: str
    value: Any
    lines: list[int]
    failed: Failed

    @classmethod
    def of(cls, path: str, encoding: str) -> _Text:
        text = decode(whole(path), path, encoding)
        try:
            return cls(text, path, parse(text), line_starts(text), Failed())
        except RecursionError as error:
            raise InputError("not readable: nested too deeply", path) from error
        except ValueError as error:
            line, column = getattr(error, "lineno", 1), getattr(error, "colno", None)
            raise InputError(f"not JSON: {getattr(error, 'msg', error)}", path, line, column) from error

    def objects(self, value: Any) -> list[dict[str, Any]]:
        """The value as a list of objects: itself, or what it lists; anything else is put aside as an error."""
        found = value if isinstance(value, list) else [value]
        for part in found:
            if not isinstance(part, dict):
                said = next(name for kind, name in _KINDS if isinstance(part, kind))
                self.failed.add(InputError(f"holds {said} where a story is expected", self.path, self._line(part)))
        return [part for part in found if isinstance(part, dict)]

    def _line(self, part: Any) -> int | None:
        return bisect.bisect_right(self.lines, part.start) if isinstance(part, Placed) else None

    def traced(self, value: Any) -> Traced | None:
        """A string with its places; None for anything else."""
        return placed(value, self.text, self.lines) if isinstance(value, Placed) else None

    def passages(self, value: Any, role: Role, *, is_html: bool = False) -> list[Passage]:
        """The passages of a string."""
        text = self.traced(value)
        if text is None:
            return []
        if is_html:
            return escaped(text, role)
        cuts, place = [], 0
        for line in text.text.split("\n"):
            cuts += [place, place + len(line)]
            place += len(line) + 1
        pieces = (piece.collapsed() for piece in text.divided(cuts)[::2])
        return [Passage(piece, role) for piece in pieces if piece.text]


def _feed_item(text: _Text, item: dict[str, Any]) -> Iterator[Passage]:
    yield from text.passages(item.get("title"), "headline")
    authors = item.get("authors") or item.get("author") or []
    for author in text.objects(authors):
        yield from text.passages(author.get("name"), "byline")
    if isinstance(item.get("content_html"), Placed):
        yield from text.passages(item["content_html"], "body", is_html=True)
    else:
        yield from text.passages(item.get("content_text", item.get("summary")), "body")


def _ninjs(text: _Text, item: dict[str, Any]) -> list[tuple[Passage, str]]:
    """Passages, each with the language it declares."""
    found = [(passage, "") for passage in text.passages(item.get("headline"), "headline")]
    for one in text.objects(item.get("headlines", [])):
        if _word(one.get("role")) not in _SKIPPED:
            made = text.passages(one.get("value"), "headline", is_html=_is_html(one))
            found += [(passage, _word(one.get("language"))) for passage in made]
    byline = item.get("byline", item.get("by"))
    found += [(passage, "") for passage in text.passages(byline, "byline")]
    found += _bodies(text, item)
    for one in _associated(text, item):
        if _word(one.get("type")) in ("picture", "graphic", "video", "photo", ""):
            captions = [one.get("description_text"), *(many.get("value") for many in _captions(text, one))]
            found += [(passage, "") for caption in captions for passage in text.passages(caption, "caption")]
            found += [(passage, "") for passage in text.passages(one.get("byline", one.get("by")), "credit")]
    return found


def _bodies(text: _Text, item: dict[str, Any]) -> list[tuple[Passage, str]]:
    caption: Role = "caption" if _word(item.get("type")) in ("picture", "graphic", "video", "audio") else "body"
    for name in _BODIES:
        if isinstance(item.get(name), Placed) and item[name].strip():
            html = name.endswith("html")
            role: Role = caption if name.startswith("description") else "body"
            return [(passage, "") for passage in text.passages(item[name], role, is_html=html)]
    for many in ("bodies", "descriptions"):
        kept = [one for one in text.objects(item.get(many, [])) if _word(one.get("role")) not in _SKIPPED]
        pages = [one for one in kept if _is_html(one)]
        found = []
        for one in pages or kept:
            made = text.passages(one.get("value"), "body" if many == "bodies" else caption, is_html=bool(pages))
            found += [(passage, _word(one.get("language"))) for passage in made]
        if found:
            return found
    return []


def _captions(text: _Text, item: dict[str, Any]) -> list[dict[str, Any]]:
    """Descriptions of a picture in ninjs 2 and 3, in the plainest form there is."""
    kept = [one for one in text.objects(item.get("descriptions", [])) if _word(one.get("role")) not in _SKIPPED]
    return [one for one in kept if not _is_html(one)]


def _associated(text: _Text, item: dict[str, Any], *, translations: bool = False) -> list[dict[str, Any]]:
    links = item.get("associations", [])
    if isinstance(links, dict):  # ninjs 1.x names them
        links = list(links.values())
    return [link for link in text.objects(links) if (_word(link.get("rel")) == "translationOf") is translations]


def _is_html(one: dict[str, Any]) -> bool:
    return "html" in _word(one.get("contentType", one.get("contenttype")))


def _first_language(found: list[tuple[Passage, str]]) -> str:
    return next((language for _, language in found if language), "")


def _copyright(item: dict[str, Any]) -> str:
    return _word(item.get("copyrightholder")) or _word(item.get("copyrightHolder"))


def _word(value: Any) -> str:
    return str(value).strip() if isinstance(value, str) else ""


def _named(value: Any) -> str:
    """A word, a number as JSON Feed may give one, or the name of an object as ninjs 2 has them."""
    if isinstance(value, dict):
        return _word(value.get("name")) or _word(value.get("literal"))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _word(value)
