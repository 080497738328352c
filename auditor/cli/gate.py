# SPDX-License-Identifier: Apache-2.0
"""`auditor gate` and `auditor report`: saved results judged and printed again, without models."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from auditor import baseline as accepting
from auditor import regression
from auditor.cli.options import ids, limits, settings, today
from auditor.cli.outputs import opened
from auditor.errors import AuditorError
from auditor.inspection import Auditor
from auditor.model import Audit, Verdict
from auditor.policy import Policy
from auditor.rejudge import Reckoning
from auditor.totals import Totals
from auditor.writers import _saved as saved
from auditor.writers._format import Results
from auditor.writers._visible import visible
from auditor.writers.html_page import Assets, PageSettings


def gate(
    results: Annotated[str, typer.Argument(help="Results of `auditor check -o json=PATH`.")],
    select: Annotated[list[str], typer.Option(help="Only these checks; repeat or divide by commas.")] = [],  # noqa: B006
    ignore: Annotated[list[str], typer.Option(help="All but these checks.")] = [],  # noqa: B006
    fail_on: Annotated[str | None, typer.Option(help="minor, major, critical or never.")] = None,
    profile: Annotated[str | None, typer.Option(help="wire, strict, lenient or heuristic.")] = None,
    max_points: Annotated[float | None, typer.Option(help="Penalty points per 1,000 words allowed.")] = None,
    min_score: Annotated[list[str], typer.Option(help="A gate on a score: chrf=50.")] = [],  # noqa: B006
    min_coverage: Annotated[
        list[str], typer.Option(help="Least share of segments with a source, reference or score: source=0.95.")
    ] = [],  # noqa: B006
    baseline: Annotated[Path | None, typer.Option(help="Accepted findings: only new ones count.")] = None,
    against: Annotated[str | None, typer.Option(help="Earlier results: fail when quality fell significantly.")] = None,
    output: Annotated[
        list[str], typer.Option("-o", "--output", help="FORMAT=PATH, or a path with a known suffix.")
    ] = [],  # noqa: B006
    report_language: Annotated[str, typer.Option(help="Language of the HTML page: en, fr, de, es or ar.")] = "en",
    assets: Annotated[
        Assets, typer.Option(help="Stylesheet and script of the HTML page: in it, or beside it.")
    ] = Assets.INSIDE,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 also when the gate fails.")] = False,
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Judge saved results again, under the settings of here and now.

    auditor gate results.json --fail-on critical --max-points 5
    """
    options = {
        "profile": profile,
        "select": ids(select),
        "ignore": ids(ignore),
        "fail-on": fail_on,
        "max-points": max_points,
        "min-score": limits("--min-score", min_score),
        "min-coverage": limits("--min-coverage", min_coverage),
    }
    known = settings(config, options)
    accepted = None if baseline is None else accepting.load(baseline).by_fingerprint()
    auditor = Auditor.of(known.policy, known, today=today(), accepted=accepted, root=os.getcwd())
    loaded, totals = saved.load(results), Totals.of(known.policy)
    reckoning = Reckoning(auditor, saved.audit(loaded))
    with contextlib.ExitStack() as stack:
        writers = opened(output, stack, quiet=quiet, page=PageSettings(report_language, assets))
        documents = (saved.document_audit(one) for one in loaded.documents)
        for audited in reckoning.documents(documents, totals):
            for writer in writers:
                writer.add(audited)
        audit = reckoning.audit(totals)
        if against is not None:
            audit = _compared(audit, loaded, saved.load(against), known.policy)
        for writer in writers:
            writer.close(audit)
    for error in audit.errors:
        print(f"auditor: {visible(error)}", file=sys.stderr)
    if not totals.segments:
        print(f"auditor: nothing to judge: {results} holds no segment", file=sys.stderr)
    if audit.errors or not totals.segments:
        raise typer.Exit(2)
    raise typer.Exit(0 if audit.verdict.passed or exit_zero else 1)


def _compared(audit: Audit, now: Results, then: Results, policy: Policy) -> Audit:
    """The audit with the gates against earlier results in its verdict."""
    before, after = (
        regression.segments(map(saved.document_audit, results.documents), policy.weights, os.getcwd())
        for results in (then, now)
    )
    more = regression.reasons(before, after, saved.audit(then), audit, policy.seed)
    reasons = (*audit.verdict.reasons, *more)
    return replace(audit, verdict=Verdict(all(reason.passed for reason in reasons), reasons))


def report(
    results: Annotated[str, typer.Argument(help="Results of `auditor check -o json=PATH`.")],
    output: Annotated[
        list[str], typer.Option("-o", "--output", help="FORMAT=PATH, or a path with a known suffix.")
    ] = [],  # noqa: B006
    report_language: Annotated[str, typer.Option(help="Language of the HTML page: en, fr, de, es or ar.")] = "en",
    assets: Annotated[
        Assets, typer.Option(help="Stylesheet and script of the HTML page: in it, or beside it.")
    ] = Assets.INSIDE,
) -> None:
    """Write reports again from saved results, the same to the byte.

    auditor report results.json -o report.html -o sarif=findings.sarif
    auditor report results.json -o bericht.html --report-language de
    """
    if not output:
        raise AuditorError("name what to write: -o report.html, -o FORMAT=PATH, or -o text=-")
    loaded = saved.load(results)
    with contextlib.ExitStack() as stack:
        writers = opened(output, stack, quiet=True, page=PageSettings(report_language, assets))
        for one in loaded.documents:
            for writer in writers:
                writer.add(saved.document_audit(one))
        for writer in writers:
            writer.close(saved.audit(loaded))
