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
from xml.sax.saxutils import quoteattr

from auditor.model import Chars, Span
from auditor.text.blocks import UNSEEN
from auditor.text.encoding import decode, page_encoding, said_to_be_utf_8
from auditor.text.hypertext import tokens
from auditor.writers._its import ITS, issue
from auditor.writers._written_back import Placed, WrittenBack, inserted

_BROKEN = re.compile(r"<[A-Za-z/!?]")


class ItsHtml(WrittenBack):
    """The audited page with issues around the words they are about; its text stays the same, as UTF-8."""

    format = "its-html"
    suffixes = (".its.html",)
    readers = (".html", ".htm")  # XHTML writes ITS in another way

    def annotated(self, raw: bytes, path: str, found: list[Placed]) -> str:
        """The page with a span for every finding. Raises InputError when its encoding is not what it declares."""
        text = decode(raw, path, page_encoding(raw, self.encoding, path))
        runs, end = _runs(text)
        there = [one for one in found if one.place.start is not None]
        return said_to_be_utf_8(inserted(text, _pieces(runs, end, there)))


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


def _pieces(runs: list[Span], end: int, found: list[Placed]) -> Iterator[tuple[int, str]]:
    """Spans around runs of text: an issue that has one to itself stands on it, all others in a script at the end."""
    marked = [(number, span) for number, one in enumerate(found) for span in _marked(runs, one)]
    counts = Counter(number for number, _ in marked)
    listed: dict[tuple[int, ...], str] = {}
    for place in sorted({span for _, span in _cut(marked)}):
        over = tuple(number for number, span in marked if _is_over(span, place))
        if len(over) == 1 and counts[over[0]] == 1 and (over[0], place) in marked:
            said = _attributes(found[over[0]], "its-loc-quality-issue-")
        else:
            name = listed.setdefault(over, f"auditor-lqi-{len(listed) + 1}")
            said = f' its-loc-quality-issues-ref="#{name}"'
        yield place.start, f"<span{said}>" + ("</span>" if place.start == place.end else "")
        if place.start < place.end:
            yield place.end, "</span>"
    if listed:
        yield end, _script(listed, found)


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


def _attributes(one: Placed, prefix: str) -> str:
    kind, comment, severity = issue(one.finding)
    return f' {prefix}type="{kind}" {prefix}comment="{escape(comment)}" {prefix}severity="{severity}"'


def _script(listed: Mapping[tuple[int, ...], str], found: list[Placed]) -> str:
    """Stand-off issues, XML in one script for each list, with its id, as the specification asks."""
    made = []
    for over, name in listed.items():
        issues = []
        for number in over:
            kind, comment, severity = issue(found[number].finding)
            issues.append(
                f'<its:locQualityIssue locQualityIssueType="{kind}" locQualityIssueComment={quoteattr(comment)} '
                f'locQualityIssueSeverity="{severity}"/>'
            )
        made.append(
            f'<script id="{name}" type="application/its+xml">'
            f'<its:locQualityIssues xmlns:its="{ITS}" version="2.0" xml:id="{name}">{"".join(issues)}'
            "</its:locQualityIssues></script>"
        )
    return "".join(made)
