# SPDX-License-Identifier: Apache-2.0
"""`auditor check`: the main verb."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from auditor.baseline import load
from auditor.cache import Cache, Through
from auditor.changes import Changes
from auditor.cli.options import assignment, expanded, ids, limits, pair, settings, today
from auditor.cli.outputs import journal_of, opened
from auditor.contract import ReadRequest
from auditor.errors import AuditorError
from auditor.model import DocumentAudit
from auditor.parallel import cores, inspected
from auditor.pipeline import Auditor, Totals, read
from auditor.writers._visible import visible
from auditor.writers.html_page import Assets, PageSettings


class Engine(StrEnum):
    """What inspects: processes of this machine, or Ray."""

    LOCAL = "local"
    RAY = "ray"


def check(
    paths: Annotated[list[str], typer.Argument(help="Translations: files, folders, or - for standard input.")],
    source: Annotated[list[str], typer.Option("--source", "-s", help="Source text; one for each path.")] = [],  # noqa: B006
    reference: Annotated[list[str], typer.Option("--reference", "-r", help="Reference translation.")] = [],  # noqa: B006
    lang_pair: Annotated[str | None, typer.Option(help="Languages, such as fr-en; or only en.")] = None,
    source_language: Annotated[str | None, typer.Option(help="Language of the source.")] = None,
    target_language: Annotated[str | None, typer.Option(help="Language of the translation.")] = None,
    input_format: Annotated[
        str,
        typer.Option(help="By suffix and content, or one that `auditor formats` lists: lines, jsonl, xliff …"),
    ] = "auto",
    columns: Annotated[str, typer.Option(help="Column names: translation=mt,source=src.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of the files; a byte order mark wins.")] = "utf-8",
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
    changed_since: Annotated[
        str | None, typer.Option(help="A git revision: only segments that it did not have are audited.")
    ] = None,
    cache: Annotated[
        Path | None, typer.Option(help="Folder of results by content; what is in it is not redone.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="sentence-transformers model for adequacy: name or path.")] = None,
    output: Annotated[
        list[str], typer.Option("-o", "--output", help="FORMAT=PATH, or a path with a known suffix.")
    ] = [],  # noqa: B006
    report_language: Annotated[str, typer.Option(help="Language of the HTML page: en, fr, de, es or ar.")] = "en",
    assets: Annotated[
        Assets, typer.Option(help="Stylesheet and script of the HTML page: in it, or beside it.")
    ] = Assets.INSIDE,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 also when the gate fails.")] = False,
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes for long inputs; 0: one a core.")] = 0,
    engine: Annotated[Engine, typer.Option(help="Where it is inspected: here, or on a cluster.")] = Engine.LOCAL,
    ray_address: Annotated[
        str | None, typer.Option(help="Address of a Ray cluster; none: one on this machine.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a run with the same -o PATH was killed.")
    ] = False,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="No progress bar.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Audit translations, alone or beside their source or a reference.

    Stories, XLIFF, TMX, PO, subtitles, pages, feeds, tables and folders of them: `auditor formats` lists all.

    \b
    auditor check story.txt -o report.html
    auditor check mt.txt -s source.txt --lang-pair fr-en -o jsonl=findings.jsonl
    auditor check delivery.xliff --fail-on major
    """
    if ray_address is not None and engine is not Engine.RAY:
        raise AuditorError("--ray-address is for --engine ray: give both, or neither")
    options = {
        "profile": profile,
        "select": ids(select),
        "ignore": ids(ignore),
        "fail-on": fail_on,
        "max-points": max_points,
        "min-score": limits("--min-score", min_score),
        "min-coverage": limits("--min-coverage", min_coverage),
        "model": model,
    }
    known = settings(config, options)
    policy = known.policy
    from_pair, to_pair = pair(lang_pair)
    request = ReadRequest(
        tuple(expanded(paths)),
        tuple(source),
        tuple(reference),
        target_language or to_pair or policy.target_language,
        source_language or from_pair or policy.source_language,
        encoding,
        dict(assignment(part) for part in columns.split(",") if part),
    )
    accepted = None if baseline is None else load(baseline).by_fingerprint()
    changes = None
    if changed_since is not None:
        changes = Changes(request, changed_since, lambda old: read(old, Totals(), input_format))
        request = changes.request
    auditor = Auditor.of(
        policy, known, today=today(), accepted=accepted, root=os.getcwd(), is_partial=changes is not None
    )
    totals = Totals.of(policy)
    with contextlib.ExitStack() as stack:
        writers = opened(output, stack, quiet=quiet, page=PageSettings(report_language, assets), encoding=encoding)
        through: Through = partial(inspected, auditor, jobs=jobs or cores())
        if engine is Engine.RAY:
            from auditor import cluster

            through = partial(cluster.inspected, auditor, address=ray_address, jobs=jobs or None)
        if cache is not None:
            through = partial(Cache(cache, auditor).through, inspect=through)
        journal = journal_of(output, auditor, stack, resume=resume)
        documents = read(request, totals, input_format)
        if changes is not None:
            documents = changes.documents(documents)
        results = through(documents) if journal is None else journal.through(documents, through)
        if changes is not None:
            results = changes.results(results, auditor.points)
        for audited in _shown(auditor.entered(results, totals), totals, not (no_progress or quiet)):
            for writer in writers:
                writer.add(audited)
        audit = auditor.conclude(totals, request.paths)
        for writer in writers:
            writer.close(audit)
    if journal is not None:
        journal.done()
    for error in audit.errors:
        print(f"auditor: {visible(error)}", file=sys.stderr)
    if changes is not None and not totals.segments and not audit.errors:
        print(f"auditor: nothing changed since {changed_since}", file=sys.stderr)
        raise typer.Exit(0)
    if audit.errors:
        raise typer.Exit(2)
    raise typer.Exit(0 if audit.verdict.passed or exit_zero else 1)


def _shown(documents: Iterator[DocumentAudit], totals: Totals, wanted: bool) -> Iterator[DocumentAudit]:
    if not (wanted and sys.stderr.isatty()):
        yield from documents
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = TextColumn("{task.completed} segments"), TextColumn("{task.fields[rate]:.0f} a second")
    began = time.monotonic()
    with Progress(SpinnerColumn(), *shown, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("audit", total=None, rate=0.0)
        for document in documents:
            rate = totals.segments / max(time.monotonic() - began, 0.1)
            bar.update(task, completed=totals.segments, rate=rate)
            yield document
