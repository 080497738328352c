# SPDX-License-Identifier: Apache-2.0
"""A summary in Markdown, for a step summary or a comment: verdict, gates, counts, where to look first.

Of audited text every sign that could be markup, a link or a mention is written as a number.
"""

from __future__ import annotations

from typing import TextIO

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit
from auditor.writers._places import Placed, Worst, placed
from auditor.writers._results import LABELS
from auditor.writers._visible import visible

_SHOWN = 20
_LONGEST = 80  # code points of a marked text
_FIXED = 10
_MARKUP = frozenset("\\`*_{}[]()<>#|!~$@:/&=^")
_CALLS = frozenset("@#")
_NO_WIDTH = "&#8203;"
_ERRORS = 20
_SIGNS = {"passed": "✅", "failed": "❌", "incomplete": "⚠️"}


class Markdown(Writer):
    """GitHub flavoured, small whatever the size of the run."""

    format = "markdown"
    suffixes = (".md",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._worst = Worst(_SHOWN)

    def add(self, document: DocumentAudit) -> None:
        """Keep the document's findings while they are among the worst."""
        for one in placed(document):
            if one.finding.is_counted:
                self._worst.add(one)

    def close(self, audit: Audit) -> None:
        """Write it all."""
        run = audit.run
        found = sum(audit.severities.values())
        noun = "new finding" if audit.news else "finding"
        lines = [
            f"### Translation audit {_SIGNS[audit.outcome]} {audit.outcome}",
            "",
            f"**{_number(found, noun)}** in {_number(run.words, 'word')}, {_number(run.segments, 'segment')}, "
            f"{_number(run.documents, 'document')}: "
            f"**{audit.points_per_1000_words:,.1f}** penalty points per 1,000 words.",
        ]
        if audit.suppressed:
            lines += ["", f"Not counted: {audit.suppressed:,} suppressed."]
        lines += [*_gates(audit), *_news(audit), *_checks(audit), *_first(self._worst), *_unchecked(audit)]
        self.out.write("\n".join(lines) + "\n")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _gates(audit: Audit) -> list[str]:
    if not audit.verdict.reasons:
        return []
    lines = ["", "| Gate | Limit | Measured | 95 % interval | |", "|:--|:--|:--|:--|:--|"]
    for reason in audit.verdict.reasons:
        low, high = reason.interval or (None, None)
        around = "" if low is None else f"{low:.4g} to {high:.4g}"
        sign = "✅" if reason.passed else "❌"
        note = f" {_escaped(reason.note)}" if reason.note else ""
        cells = (*map(_escaped, (reason.gate, reason.limit, reason.measured)), around, f"{sign}{note}")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _news(audit: Audit) -> list[str]:
    if audit.news is None:
        return []
    news = audit.news
    lines = ["", f"Against the baseline: {news.new:,} new, {news.unchanged:,} unchanged, {len(news.fixed):,} fixed."]
    lines += [f"- fixed: {_escaped(fixed)}" for fixed in news.fixed[:_FIXED]]
    return lines


def _checks(audit: Audit) -> list[str]:
    labels = [label for label in LABELS.values() if audit.severities.get(label)]
    if not labels:
        return []
    lines = ["", f"| Check | {' | '.join(labels)} |", f"|:--|{'--:|' * len(labels)}"]
    ranked = sorted(audit.checks.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    for name, counts in ranked:
        cells = " | ".join(f"{counts[label]:,}" if counts.get(label) else "" for label in labels)
        lines.append(f"| {_escaped(name)} | {cells} |")
    return lines


def _first(worst: Worst) -> list[str]:
    rows = [_row(one) for one in worst.gravest_first()]
    if not rows:
        return []
    more = ["", f"{worst.left_out:,} more are in the report."] if worst.left_out else []
    head = ["| Severity | Place | Finding | Text | Instead |", "|:--|:--|:--|:--|:--|"]
    return ["", "#### Where to look first", "", *head, *rows, *more]


def _row(one: Placed) -> str:
    finding, location = one.finding, one.segment.location
    column = f":{one.region.column}" if one.region.column else ""
    place = f"{one.path}:{one.region.line}{column}" + (f", {location.note}" if location and location.note else "")
    instead = "delete it" if finding.suggestion == "" and one.text else finding.suggestion or ""
    cells = (finding.severity.label, place, f"{finding.check}: {finding.message}", _short(one.text), _short(instead))
    return f"| {' | '.join(map(_escaped, cells))} |"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _unchecked(audit: Audit) -> list[str]:
    lines = [f"- could not be read: {_escaped(error)}" for error in audit.errors[:_ERRORS]]
    lines += [f"- {_escaped(one.what)}: {_escaped(one.why)}" for one in audit.not_checked]
    return ["", "<details><summary>Not checked</summary>", "", *lines, "", "</details>"] if lines else []


def _escaped(text: str) -> str:
    """Text as text, every sign of markup as a number; after what would mention or refer stands a blank of no width."""
    return "".join(
        f"&#{ord(sign)};{_NO_WIDTH if sign in _CALLS else ''}" if sign in _MARKUP else sign for sign in visible(text)
    )
