# SPDX-License-Identifier: Apache-2.0
"""`auditor baseline`: accept today's findings; later runs count only new ones."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from auditor import baseline as accepting
from auditor.baseline import Baseline, Entry
from auditor.cli.outputs import whole
from auditor.errors import AuditorError
from auditor.writers import _saved as saved

app = typer.Typer(no_args_is_help=True, help="Accept today's findings, so that later runs count only new ones.")

Results = Annotated[str, typer.Argument(help="Results of `auditor check -o json=PATH`.")]
Place = Annotated[Path, typer.Option("-o", "--baseline", help="The file of accepted findings.")]
DEFAULT = Path("auditor-baseline.json")


@app.command()
def create(
    results: Results,
    baseline: Place = DEFAULT,
    force: Annotated[bool, typer.Option(help="Write over a baseline that is there.")] = False,
) -> None:
    """Accept every finding of saved results.

    auditor check feed/ -o json=results.json; auditor baseline create results.json
    """
    if baseline.exists() and not force:
        raise AuditorError(f"{baseline} is there already: use `auditor baseline update`, or --force")
    _save(baseline, Baseline(), _found(results)[0])


@app.command()
def update(results: Results, baseline: Place = DEFAULT) -> None:
    """Accept every finding of saved results; of the documents in them, forget what is fixed."""
    found, seen = _found(results)
    before = accepting.load(baseline)
    _save(baseline, before, [*found, *(entry for entry in before.findings if entry.document not in seen)])


@app.command()
def prune(results: Results, baseline: Place = DEFAULT) -> None:
    """Forget what saved results no longer find in the documents they cover; accept nothing new."""
    found, seen = _found(results)
    still = {entry.fingerprint for entry in found}
    before = accepting.load(baseline)
    _save(baseline, before, [e for e in before.findings if e.document not in seen or e.fingerprint in still])


@app.command()
def show(baseline: Annotated[Path, typer.Argument(help="The file of accepted findings.")] = DEFAULT) -> None:
    """List what is accepted, by document and check."""
    known = accepting.load(baseline)
    for (document, check), count in sorted(Counter((one.document, one.check) for one in known.findings).items()):
        typer.echo(f"{count:6,}  {check:24}{document}")
    typer.echo(f"{len(known.findings):6,}  accepted in {len({one.document for one in known.findings}):,} documents")


def _found(results: str) -> tuple[list[Entry], set[str]]:
    """An entry for each finding of the results, and the documents they cover."""
    found: list[Entry] = []
    seen: set[str] = set()
    for one in saved.load(results).documents:
        audited = saved.document_audit(one)
        seen.add(accepting.home(audited.document.id, os.getcwd()))
        found += accepting.entries(audited, os.getcwd())
    return found, seen


def _save(path: Path, before: Baseline, found: Iterable[Entry]) -> None:
    made = Baseline(tuple(sorted(found)))
    with whole(path) as out:
        out.write(accepting.encoded(made).decode("utf-8"))
    old, new = before.by_fingerprint().keys(), made.by_fingerprint().keys()
    typer.echo(f"{path}: {len(new):,} accepted, {len(new - old):,} of them new; {len(old - new):,} taken out", err=True)
