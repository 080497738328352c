# SPDX-License-Identifier: Apache-2.0
"""`auditor rules`, `auditor explain` and `auditor schema`: what there is to know before a run."""

from __future__ import annotations

import difflib
import inspect
from dataclasses import fields
from importlib.resources import files
from typing import Annotated

import typer

from auditor import shelf
from auditor.contract import Example
from auditor.errors import AuditorError


def rules() -> None:
    """List the checks: id, severity, MQM category, what it finds."""
    for rule in shelf.checks().values():
        facts = rule.facts()
        off = "" if rule.default else "  (off by default)"
        typer.echo(f"{facts.id:24}{facts.severity.label:10}{facts.category:46}{facts.title}{off}")


def explain(check: Annotated[str, typer.Argument(help="The id of a check, as `auditor rules` lists it.")]) -> None:
    """Explain one check: why, examples, options, how to silence it."""
    known = shelf.checks()
    if check not in known:
        near = difflib.get_close_matches(check, known, n=1)
        raise AuditorError(f"no check {check!r}; " + (f"did you mean {near[0]!r}?" if near else "see `auditor rules`"))
    rule = known[check]
    facts = rule.facts()
    typer.echo(f"{facts.id}  ({facts.severity.label}, MQM {facts.category}, ITS {facts.its})\n")
    typer.echo(inspect.getdoc(rule))
    typer.echo("\nFlagged:")
    for example in rule.bad:
        typer.echo(f"  {_shown(example)}")
    typer.echo("\nNot flagged:")
    for example in rule.good:
        typer.echo(f"  {_shown(example)}")
    options = [(field.name, field.default) for field in fields(rule)]  # type: ignore[arg-type]
    typer.echo(f"\nOptions, under [checks.{facts.id}] in auditor.toml:")
    for name, default in options:
        typer.echo(f"  {name} = {default!r}")
    typer.echo(f'  severity = "{facts.severity.label}"')
    typer.echo(f"\nSilence it: --ignore {facts.id}, or ignore = [{facts.id!r}] in auditor.toml.")


def schema() -> None:
    """Print the JSON Schema of `-o json`."""
    typer.echo((files("auditor.writers") / "results.schema.json").read_text(encoding="utf-8"), nl=False)


def _shown(example: Example) -> str:
    text = example.text.encode("unicode_escape").decode("ascii") if not example.text.isprintable() else example.text
    beside = f"   (source: {example.source})" if example.source else ""
    return f"[{example.language}] {text}{beside}"
