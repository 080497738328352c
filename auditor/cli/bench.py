# SPDX-License-Identifier: Apache-2.0
"""`auditor bench`: measure the checks against labelled text."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.options import pair
from auditor.settings import load


def bench(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Folders of stories with gold files; injected, parallel, judged or changed rows."),
    ],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the tables here, as Markdown.")] = None,
    figures: Annotated[Path | None, typer.Option(help="Write what `auditor explain` says of each check.")] = None,
    details: Annotated[Path | None, typer.Option(help="Write every miss and every alarm here, tab-separated.")] = None,
    language: Annotated[list[str], typer.Option(help="Only these languages of the translation; repeat.")] = [],  # noqa: B006
    lang_pair: Annotated[
        list[str], typer.Option(help="Read parallel tables so, not from English: fr-de, or en from all; repeat.")
    ] = [],  # noqa: B006
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
    jobs: Annotated[int, typer.Option(help="Processes.")] = os.cpu_count() or 1,
) -> None:
    """Measure recall and false alarms on labelled text.

    auditor bench seeds -o reports/seeds.md --details misses.tsv

    auditor bench parallel.tsv.gz --lang-pair en --lang-pair fr-de
    """
    from auditor import bench as measuring
    from auditor import bench_rows as judging

    def progress(done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} documents", end="", file=sys.stderr)

    policy = load(config, Path.cwd())
    rows = [path for path in paths if judging.holds_rows(path)]
    texts = [path for path in paths if path not in rows]
    pairs = [pair(each) for each in lang_pair]
    result = measuring.measure(texts, policy, jobs, progress, frozenset(language), pairs)
    # Names only: where the material lies is the measurer's affair.
    asked = "".join(f" --lang-pair {each}" for each in lang_pair)
    text = measuring.tables(result, f"auditor bench {' '.join(path.name for path in paths)}{asked}")
    if rows:
        text += "\n" + judging.tables(judging.measure(rows, policy, jobs, progress))
    if figures:
        known = json.dumps(measuring.figures(result), indent=1, sort_keys=True)
        figures.write_text(known + "\n", encoding="utf-8")
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text)
    if details:
        details.write_text("\n".join(sorted(result.shown)) + "\n", encoding="utf-8", errors="backslashreplace")
