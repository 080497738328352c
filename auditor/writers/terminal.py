# SPDX-License-Identifier: Apache-2.0
"""The report for a terminal: each finding in its line, then counts, scores and the verdict."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from auditor.contract import Writer
from auditor.model import Audit, DocumentAudit, Finding, Segment, Severity
from auditor.writers._results import LABELS, explained, finding_location
from auditor.writers._visible import pieces, visible

_AROUND = 30  # code points of context on either side: with the mark, most lines stay below 100 columns
_FIXED = 10  # findings of the baseline named as fixed
_WIDTH = 100  # of a plain report, the same on every machine

_STYLES: Mapping[Severity, str] = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "red",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "cyan",
}
_COLOURS = {"passed": "green", "failed": "red", "incomplete": "yellow"}


class Terminal(Writer):
    """Coloured on a terminal; elsewhere, or under NO_COLOR, plain with the mark in `⟦ ⟧`."""

    format = "text"
    suffixes = (".txt",)

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        console = Console(file=out, highlight=False, markup=False, emoji=False)
        self._plain = not console.is_terminal or console.no_color or console.color_system is None
        if self._plain:
            console = Console(
                file=out,
                width=_WIDTH,
                force_terminal=False,
                color_system=None,
                highlight=False,
                markup=False,
                emoji=False,
            )
        self._console = console
        self._in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"

    def add(self, document: DocumentAudit) -> None:
        """Print the document's findings that count; a clean document prints nothing."""
        if not any(document.findings.values()):
            return
        for segment in document.document.segments:
            for finding in document.findings.get(segment.id, ()):
                if not finding.is_counted:
                    continue
                self._print(_heading(document, segment, finding))
                line = _context(segment.translation, finding, plain=self._plain)
                self._print(Text("    ").append_text(line))
                self._print(Text(f"    {visible(finding.message)}"))
                for line in _remarks(finding):
                    self._print(line)
                self._print(Text())

    def close(self, audit: Audit) -> None:
        """Print what the run comes to."""
        if audit.checks:
            self._print(_table(audit))
        for score in audit.scores:
            line = Text(f"{visible(score.scorer)} {score.value:.4g}{_around(score.interval)}  ")
            self._print(line.append(visible(score.signature), "dim"))
        for skipped in audit.not_checked if audit.run.segments else ():
            line = Text("not checked: ", "dim")
            self._print(line.append(f"{visible(skipped.what)}: {visible(skipped.why)}"))
        for error in audit.errors:
            self._print(Text("could not read: ", "red").append(visible(error)))
        for text in _set_aside(audit):
            self._print(Text(text, "dim"))
        self._print(Text())
        for line in _verdict(audit):
            self._print(line)
        self._print(_extent(audit))

    def _print(self, thing: RenderableType) -> None:
        with self._console.capture() as capture:
            self._console.print(thing, soft_wrap=isinstance(thing, Text))
        encoding = self.out.encoding or "utf-8"
        text = _no_command(capture.get()) if self._in_workflow else capture.get()
        self.out.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _heading(document: DocumentAudit, segment: Segment, finding: Finding) -> Text:
    location = segment.location
    if location is None:
        place = f"{document.document.path}:{segment.id}"
    elif location.start is None:
        place = f"{location.path}:{location.line}"
    else:
        line, column = finding_location(location, segment.translation, finding)
        place = f"{location.path}:{line}:{column}"
    heading = Text(visible(place), "bold")
    return (
        heading.append("  ")
        .append(finding.severity.label, _STYLES[finding.severity])
        .append(f"  {finding.check}", "not bold")
    )


def _context(text: str, finding: Finding, *, plain: bool) -> Text:
    start, end = finding.span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    marked = "".join(piece.text for piece in pieces(text[start:end], marked=True))
    line = Text("…" if start > _AROUND else "").append(visible(before))
    if plain:
        line.append(f"⟦{marked}⟧")
    else:
        line.append(marked or "\N{CARET}", f"{_STYLES[finding.severity]} underline")
    return line.append(visible(after)).append("…" if end + _AROUND < len(text) else "")


def _remarks(finding: Finding) -> list[Text]:
    lines = []
    if finding.suggestion == "" and finding.span.start < finding.span.end:
        lines.append(Text("    → delete it", "green"))
    elif finding.suggestion:
        shown = "".join(piece.text for piece in pieces(finding.suggestion, marked=True))
        lines.append(Text(f"    → {shown}", "green"))
    others = sorted({other.check for other in explained(finding)} - {finding.check})
    if others:
        lines.append(Text(f"    explains {', '.join(others)}", "dim"))
    return lines


def _table(audit: Audit) -> Table:
    labels = [label for label in LABELS.values() if any(label in counts for counts in audit.checks.values())]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=True)
    table.add_column("check", "all", overflow="fold")
    for label in labels:
        total = sum(counts.get(label, 0) for counts in audit.checks.values())
        table.add_column(label, str(total), justify="right")
    everything = sum(sum(counts.values()) for counts in audit.checks.values())
    table.add_column("all", str(everything), justify="right")
    for check, counts in sorted(audit.checks.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        cells = [str(counts[label]) if counts.get(label) else "" for label in labels]
        table.add_row(Text(visible(check)), *cells, str(sum(counts.values())))
    return table


def _verdict(audit: Audit) -> list[Text]:
    lines = []
    for reason in audit.verdict.reasons:
        sign, style = ("✓", "green") if reason.passed else ("✗", "red")
        gate, measured, limit = visible(reason.gate), visible(reason.measured), visible(reason.limit)
        line = Text(sign, style).append(
            f" {gate}: {measured}{_around(reason.interval)} (limit {limit})", "not bold default"
        )
        lines.append(line.append(f"; {visible(reason.note)}" if reason.note else "", "dim"))
    return [Text(audit.outcome.upper(), f"bold {_COLOURS[audit.outcome]}"), *lines]


def _no_command(text: str) -> str:
    """Lines that a workflow's runner would obey, made inert: those that begin with `::`, and `##[` anywhere.

    Source: actions/runner `ActionCommand.cs`.
    """
    lines = text.replace("##[", "# #[").split("\n")
    return "\n".join(f"\N{MIDDLE DOT} {line}" if line.lstrip().startswith("::") else line for line in lines)


def _around(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f" [{interval[0]:.4g}, {interval[1]:.4g}]"


def _set_aside(audit: Audit) -> Iterator[str]:
    """What was found and does not count, and what is found no more."""
    if audit.suppressed:
        yield f"not counted: {_number(audit.suppressed, 'suppressed finding')}"
    if audit.news is None:
        return
    news = audit.news
    yield f"against the baseline: {news.new:,} new, {news.unchanged:,} unchanged, {len(news.fixed):,} fixed"
    for fixed in news.fixed[:_FIXED]:
        yield f"  fixed: {visible(fixed)}"
    if len(news.fixed) > _FIXED:
        yield f"  and {len(news.fixed) - _FIXED:,} more"
    if news.fixed:
        yield "  take them out of the baseline with: auditor baseline prune"


def _extent(audit: Audit) -> Text:
    run = audit.run
    found = sum(audit.severities.values())
    return Text(
        f"{_number(found, 'finding')} in {_number(run.words, 'word')}, {_number(run.segments, 'segment')}, "
        f"{_number(run.documents, 'document')}: {audit.points_per_1000_words:,.1f} points per 1,000 words",
        "dim",
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
