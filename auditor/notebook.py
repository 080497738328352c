# SPDX-License-Identifier: Apache-2.0
"""How an audit looks in a notebook: a small table, without style or script of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.model import Audit, Finding, Segment

_MOST = 20  # findings shown: a cell is for a look, the HTML report for all of them; our judgement
_BESIDE = 30  # code points of text on either side of what is marked


def shown(audit: Audit) -> str:
    """Verdict, figures and the first findings as HTML; text of the input is escaped."""
    counts = ", ".join(f"{count} {label}" for label, count in audit.severities.items()) or "no findings"
    scores = "".join(f" · {escape(score.scorer)} {score.value:.4g}" for score in audit.scores)
    head = (
        f"<p><b>{audit.outcome}</b> · {audit.run.segments} segments, {audit.run.words} words · {escape(counts)}"
        f" · {audit.points_per_1000_words:.1f} points per 1,000 words{scores}</p>"
    )
    rows = "".join(islice(_rows(audit), _MOST))
    if not rows:
        return f"<div>{head}</div>"
    total = sum(1 for _ in _findings(audit))
    more = f"<p>{total - _MOST} more</p>" if total > _MOST else ""
    names = "".join(f"<th>{name}</th>" for name in ("segment", "severity", "check", "text", "message"))
    return f"<div>{head}<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>{more}</div>"


def _findings(audit: Audit) -> Iterator[tuple[Segment, Finding]]:
    for audited in audit.documents:
        for segment in audited.document.segments:
            for finding in audited.findings.get(segment.id, ()):
                if finding.is_counted:
                    yield segment, finding


def _rows(audit: Audit) -> Iterator[str]:
    for segment, finding in _findings(audit):
        start, end = finding.span
        text = segment.translation
        marked = (
            f"{escape(text[max(start - _BESIDE, 0) : start])}<mark>{escape(text[start:end])}</mark>"
            f"{escape(text[end : end + _BESIDE])}"
        )
        cells = (escape(segment.id), finding.severity.label, escape(finding.check), marked, escape(finding.message))
        yield "<tr>" + "".join(f'<td style="text-align:start">{cell}</td>' for cell in cells) + "</tr>"
