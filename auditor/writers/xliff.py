# SPDX-License-Identifier: Apache-2.0
"""The XLIFF file that was audited, with each finding as an ITS 2.0 localization quality issue.

Source: OASIS XLIFF 2.1, ITS module (annotations on `sm` and `em`, type
`its:generic`); W3C ITS 2.0, section 8.16; XLIFF 1.2, `mrk` and `note`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from auditor.engines.xml import decoded
from auditor.errors import AuditorError
from auditor.writers._its import ITS, clean, issue
from auditor.writers._written_back import Placed, WrittenBack, inserted

_ROOT = re.compile(r"<(?:([\w.-]+):)?xliff\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?=/?>)")
_ENCODING = re.compile(r"\A(<\?xml[^>]*?encoding\s*=\s*[\"'])[^\"']*")
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


class Xliff(WrittenBack):
    """Issues stand around the words they are about; where XLIFF 1.2 has no room for that, in a note of the unit."""

    format = "xliff"
    suffixes = (".xlf", ".xliff")
    readers = (".xlf", ".xliff", ".xlf2", ".sdlxliff", ".mqxliff", ".mxliff", ".xml")

    def annotated(self, raw: bytes, path: str, found: list[Placed]) -> str:
        """The file as UTF-8 with an annotation for every finding. Raises AuditorError when it has no XLIFF root."""
        text = decoded(raw, path)
        root = _ROOT.search(text)
        if root is None:
            raise AuditorError(f"-o xliff: {path} has no xliff element")
        prefix = f"{root.group(1)}:" if root.group(1) else ""
        is_new = re.search(r"\sversion\s*=\s*[\"']2", root.group()) is not None
        hidden = [match.span() for match in _CDATA.finditer(text)]
        make = _markers if is_new else _marks
        pieces = list(make(text, prefix, found, hidden))
        pieces.append((root.end(), _declared(root.group())))
        return _ENCODING.sub(r"\g<1>UTF-8", inserted(text, pieces))


def _declared(root: str) -> str:
    declared = "" if f'xmlns:its="{ITS}"' in root or f"xmlns:its='{ITS}'" in root else f' xmlns:its="{ITS}"'
    return declared + ("" if "its:version" in root else ' its:version="2.0"')


def _markers(text: str, prefix: str, found: list[Placed], hidden: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Start and end markers, which may cross inline codes and each other."""
    taken = set(re.findall(r"\sid\s*=\s*[\"'](auditor-\d+)[\"']", text))
    number = 0
    for one in sorted(found, key=lambda one: (one.place.start or 0, -(one.place.end or 0))):
        number += 1
        while f"auditor-{number}" in taken:
            number += 1
        name = f"auditor-{number}"
        start, end = one.place.start or 0, one.place.end or 0
        yield start, _apart(hidden, start, f'<{prefix}sm id="{name}" type="its:generic"{_issue(one)}/>')
        yield end, _apart(hidden, end, f'<{prefix}em startRef="{name}"/>')


def _marks(text: str, prefix: str, found: list[Placed], hidden: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Elements around the words where that nests, else notes after the target."""
    last = 0
    for one in sorted(found, key=lambda one: (one.place.start or 0, -(one.place.end or 0))):
        start, end = one.place.start or 0, one.place.end or 0
        if start >= last and start < end and "<" not in text[start:end] and not _in_cdata(hidden, start):
            yield start, f'<{prefix}mrk mtype="x-its"{_issue(one)}>'
            yield end, f"</{prefix}mrk>"
            last = end
            continue
        after = re.compile(rf"</{prefix}target\s*>|<{prefix}target\b[^>]*/>").search(text, start)
        unit = re.compile(rf"</{prefix}trans-unit\s*>").search(text, start)
        if unit is not None:
            at = after.end() if after is not None and after.end() <= unit.start() else unit.start()
            said = f"{one.finding.severity.label} {one.finding.check}: {one.finding.message}"
            yield at, f'<{prefix}note from="auditor" annotates="target">{escape(clean(said))}</{prefix}note>'


def _issue(one: Placed) -> str:
    kind, comment, severity = issue(one.finding)
    return (
        f' its:locQualityIssueType="{kind}" its:locQualityIssueComment={quoteattr(comment)}'
        f' its:locQualityIssueSeverity="{severity}"'
    )


def _apart(hidden: list[tuple[int, int]], offset: int, piece: str) -> str:
    return f"]]>{piece}<![CDATA[" if _in_cdata(hidden, offset) else piece


def _in_cdata(hidden: list[tuple[int, int]], offset: int) -> bool:
    place = bisect.bisect_right(hidden, (offset, 0)) - 1
    return place >= 0 and offset < hidden[place][1]
