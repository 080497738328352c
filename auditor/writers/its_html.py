# SPDX-License-Identifier: Apache-2.0
"""The HTML page that was audited, with each finding as an ITS 2.0 localization quality issue.

Source: W3C ITS 2.0, sections 6.2.3 (ITS in HTML), 6.4 (stand-off markup in a script) and 8.16.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from auditor.model import Chars, Span
from auditor.text.blocks import UNSEEN
from auditor.text.encoding import decode, page_encoding, said_to_be_utf_8
from auditor.text.hypertext import tokens
from auditor.writers._its import ITS, issue
from auditor.writers._written_back import Placed, WrittenBack, inserted

_ROOT = re.compile(r"<html\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?=/?>)")
_BROKEN = re.compile(r"<[A-Za-z/!?]")


class _Names(NamedTuple):
    """The attributes of an issue, which XHTML takes from a namespace. Source: W3C ITS 2.0, sections 6.2.3 and 6.3."""

    kind: str
    comment: str
    severity: str
    reference: str


_HTML = _Names(*(f"its-loc-quality-{name}" for name in ("issue-type", "issue-comment", "issue-severity", "issues-ref")))
_XHTML = _Names(*(f"its:locQuality{name}" for name in ("IssueType", "IssueComment", "IssueSeverity", "IssuesRef")))


class ItsHtml(WrittenBack):
    """The audited page with issues around the words they are about; its text stays the same, as UTF-8."""

    format = "its-html"
    suffixes = (".its.html",)
    readers = (".html", ".htm", ".xhtml")

    def annotated(self, raw: bytes, path: str, found: list[Placed]) -> str:
        """The page with a span for every finding. Raises InputError when its encoding is not what it declares."""
        text = decode(raw, path, page_encoding(raw, self.encoding, path))
        runs, end = _runs(text)
        there = [one for one in found if one.place.start is not None]
        root = _ROOT.search(text)
        if root is None or not (path.lower().endswith(".xhtml") or text.lstrip().startswith("<?xml")):
            return said_to_be_utf_8(inserted(text, _pieces(runs, end, there, _HTML)))
        declared = "" if "xmlns:its=" in root.group() else f' xmlns:its="{ITS}"'
        declared += "" if "its:version" in root.group() else ' its:version="2.0"'
        pieces = [(root.end(), declared), *_pieces(runs, end, there, _XHTML)]
        return said_to_be_utf_8(inserted(text, pieces))


def _runs(text: str) -> tuple[list[Span], int]:
    """Where the page shows text, cut at tags and comments; and the place before the body ends.

    A tag that never ends is text to our reader, but the end of all markup: nothing can be put behind it.
    """
    runs: list[Span] = []
    unseen, depth, end = "", 0, -1
    for part in tokens(text):
        if isinstance(part, Chars):
            if unseen:
                continue
            if broken := _BROKEN.search(text, part.start, part.end):
                return [*runs, Span(part.start, broken.start())], broken.start() if end < 0 else end
            if runs and runs[-1].end == part.start:
                runs[-1] = Span(runs[-1].start, part.end)
            else:
                runs.append(Span(part.start, part.end))
        elif unseen:
            depth += (-1 if part.closes else 1) * (part.name == unseen)
            unseen = unseen if depth else ""
        elif part.name in UNSEEN and not part.closes:
            unseen, depth = part.name, 1
        elif part.name in ("body", "html") and part.closes:
            end = part.start if end < 0 else end
    last = runs[-1].end if runs else 0  # what follows may be a comment or a script that never ends
    return runs, last if end < 0 else end


def _pieces(runs: list[Span], end: int, found: list[Placed], names: _Names) -> Iterator[tuple[int, str]]:
    """Spans around runs of text: an issue that has one to itself stands on it, all others in a script at the end."""
    marked = [(number, span) for number, one in enumerate(found) for span in _marked(runs, one)]
    counts = Counter(number for number, _ in marked)
    listed: dict[tuple[int, ...], str] = {}
    for place in sorted({span for _, span in _cut(marked)}):
        over = tuple(number for number, span in marked if _is_over(span, place))
        if len(over) == 1 and counts[over[0]] == 1 and (over[0], place) in marked:
            said = _attributes(found[over[0]], names)
        else:
            name = listed.setdefault(over, f"auditor-lqi-{len(listed) + 1}")
            said = f' {names.reference}="#{name}"'
        yield place.start, f"<span{said}>" + ("</span>" if place.start == place.end else "")
        if place.start < place.end:
            yield place.end, "</span>"
    if listed:
        yield end, _standing_off(listed, found, names)


def _marked(runs: list[Span], one: Placed) -> Iterator[Span]:
    """The runs of a finding; where it has none, the place before which something is missing or cannot be marked."""
    start, end = one.place.start or 0, one.place.end or 0
    within = [Span(max(run.start, start), min(run.end, end)) for run in runs]
    within = [span for span in within if span.start < span.end]
    if within:
        yield from within
        return
    before = [min(run.end, start) for run in runs if run.start <= start]
    at = before[-1] if before else runs[0].start if runs else 0
    yield Span(at, at)


def _cut(marked: list[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    """The marked spans, cut at each other's edges."""
    edges = sorted({edge for _, span in marked for edge in span})
    for number, span in marked:
        inside = [edge for edge in edges if span.start <= edge <= span.end]
        yield from ((number, Span(*pair)) for pair in pairwise(inside)) if len(inside) > 1 else ((number, span),)


def _is_over(span: Span, place: Span) -> bool:
    return span == place or span.start <= place.start < place.end <= span.end


def _attributes(one: Placed, names: _Names) -> str:
    kind, comment, severity = issue(one.finding)
    return f' {names.kind}="{kind}" {names.comment}="{escape(comment)}" {names.severity}="{severity}"'


def _standing_off(listed: Mapping[tuple[int, ...], str], found: list[Placed], names: _Names) -> str:
    """Stand-off issues: XML, in HTML in one script for each list, with its id, as the specification asks."""
    made = []
    for over, name in listed.items():
        issues = []
        for number in over:
            kind, comment, severity = issue(found[number].finding)
            issues.append(
                f'<its:locQualityIssue locQualityIssueType="{kind}" locQualityIssueComment={quoteattr(comment)} '
                f'locQualityIssueSeverity="{severity}"/>'
            )
        stand_off = (
            f'<its:locQualityIssues xmlns:its="{ITS}" version="2.0" xml:id="{name}">{"".join(issues)}'
            "</its:locQualityIssues>"
        )
        script = f'<script id="{name}" type="application/its+xml">{stand_off}</script>'
        made.append(stand_off if names is _XHTML else script)
    return "".join(made)
