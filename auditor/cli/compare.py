# SPDX-License-Identifier: Apache-2.0
"""`auditor compare`: vendors or versions side by side, with significance."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from auditor.cli.options import assignment, ids, pair, settings
from auditor.cli.outputs import written
from auditor.contract import ReadRequest
from auditor.errors import AuditorError
from auditor.writers._visible import visible


def compare(
    systems: Annotated[list[str], typer.Argument(help="Translations of one source; the first is the baseline.")],
    source: Annotated[str | None, typer.Option("--source", "-s", help="The source of all.")] = None,
    reference: Annotated[str | None, typer.Option("--reference", "-r", help="The reference of all.")] = None,
    domain: Annotated[
        Path | None, typer.Option(help="Domains, a name a line for each segment: who leads in which.")
    ] = None,
    name: Annotated[list[str], typer.Option(help="A name for each system, in order.")] = [],  # noqa: B006
    lang_pair: Annotated[str | None, typer.Option(help="Languages, such as fr-en; or only en.")] = None,
    source_language: Annotated[str | None, typer.Option(help="Language of the source.")] = None,
    target_language: Annotated[str | None, typer.Option(help="Language of the translation.")] = None,
    input_format: Annotated[str, typer.Option(help="As in `auditor check`; plain text is aligned lines.")] = "auto",
    columns: Annotated[str, typer.Option(help="Column names: translation=mt,source=src.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of the files; a byte order mark wins.")] = "utf-8",
    select: Annotated[list[str], typer.Option(help="Only these checks; repeat or divide by commas.")] = [],  # noqa: B006
    ignore: Annotated[list[str], typer.Option(help="All but these checks.")] = [],  # noqa: B006
    model: Annotated[str | None, typer.Option(help="sentence-transformers model for adequacy: name or path.")] = None,
    resamples: Annotated[int, typer.Option(min=100, help="Bootstrap resamples.")] = 1000,
    trials: Annotated[int, typer.Option(min=100, help="Trials of approximate randomization.")] = 10_000,
    seed: Annotated[int | None, typer.Option(help="Of all that is random.")] = None,
    output: Annotated[
        list[str], typer.Option("-o", "--output", help="text=-, json=PATH, html=PATH; or by suffix.")
    ] = [],  # noqa: B006
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
) -> None:
    """Compare systems: scores with intervals, paired tests, who leads where, where they differ most.

    auditor compare old.txt new.txt -s source.txt -r reference.txt --lang-pair fr-en -o compare.html
    """
    from auditor.compare import System, compared, gathered
    from auditor.inspection import Auditor
    from auditor.pipeline import read
    from auditor.readers.plain import lines, load
    from auditor.totals import Totals
    from auditor.writers._comparison import as_html, as_text

    if len(systems) < 2:
        raise AuditorError("compare needs two systems or more")
    targets = [_target(text) for text in output] or [("text", "-")]
    options = {"select": ids(select), "ignore": ids(ignore), "model": model, "seed": seed}
    policy = settings(config, options).policy
    auditor = Auditor.of(policy)
    from_pair, to_pair = pair(lang_pair)
    names = _names(systems, ids(name))
    made: list[System] = []
    for path, system in zip(systems, names, strict=True):
        request = ReadRequest(
            (path,),
            (source,) if source else (),
            (reference,) if reference else (),
            target_language or to_pair or policy.target_language,
            source_language or from_pair or policy.source_language,
            encoding,
            dict(assignment(part) for part in columns.split(",") if part),
        )
        totals = Totals()
        is_plain = input_format == "auto" and path.lower().endswith((".txt", ".text"))
        made.append(gathered(auditor, system, read(request, totals, "lines" if is_plain else input_format)))
        for error in totals.errors:
            print(f"auditor: {visible(error)}", file=sys.stderr)
        if totals.errors:
            raise typer.Exit(2)
    domains = [] if domain is None else list(lines(load(str(domain), encoding)))
    report = compared(auditor, made, resamples=resamples, trials=trials, domains=domains)
    for form, place in targets:
        if form == "html":
            written(place, [as_html(report)])
        elif form == "json":
            written(place, [msgspec.json.format(msgspec.json.encode(report), indent=2).decode(), "\n"])
        else:
            written(place, as_text(report))
    for one in report.broken:
        print(f"auditor: {visible(one)}", file=sys.stderr)
    if report.broken:
        raise typer.Exit(2)


def _names(paths: list[str], given: tuple[str, ...]) -> list[str]:
    """Names as given, else file names where they differ, else paths."""
    if given:
        if len(given) != len(paths):
            raise AuditorError(f"{len(given)} names for {len(paths)} systems")
        names = list(given)
    else:
        names = [Path(path).name for path in paths]
    if len(set(names)) != len(names):
        names = paths
    if len(set(names)) != len(names):
        raise AuditorError("a system is given twice; tell them apart by --name")
    return names


def _target(text: str) -> tuple[str, str]:
    form, mark, path = text.partition("=")
    if mark and form in ("text", "json", "html") and path:
        return form, path
    suffix = {".html": "html", ".htm": "html", ".json": "json", ".txt": "text"}.get(Path(text).suffix.lower())
    if mark or suffix is None:
        raise AuditorError(f"-o {text}: no such format; known: html, json, text; write FORMAT=PATH")
    return suffix, text
