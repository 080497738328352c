# SPDX-License-Identifier: Apache-2.0
"""`auditor rules`, `auditor explain` and `auditor schema`: what there is to know before a run.

The rules of a house, in the settings of here and now, stand among the checks of the shelf.
"""

from __future__ import annotations

import difflib
import inspect
import json
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from auditor import shelf
from auditor.cli.options import settings
from auditor.contract import Example, Rule
from auditor.errors import AuditorError
from auditor.rules import shelf_with

Config = Annotated[Path | None, typer.Option(help="Settings file, for the rules of the house.")]


def rules(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write the whole catalogue here, as Markdown.")
    ] = None,
    config: Config = None,
) -> None:
    """List the checks: id, severity, MQM category, what it finds."""
    if output:
        output.write_text(rules_page(), encoding="utf-8")
        return
    known, house = _known(config)
    for rule in known.values():
        facts = rule.facts()
        note = "" if rule.default else "  (off by default)"
        note = "  (rule of the house)" if facts.id in house else note
        typer.echo(f"{facts.id:24}{facts.severity.label:10}{facts.category:46}{facts.title}{note}")


def explain(
    check: Annotated[str, typer.Argument(help="The id of a check, as `auditor rules` lists it.")],
    config: Config = None,
) -> None:
    """Explain one check: why, examples, options, how to silence it."""
    known, house = _known(config)
    if check not in known:
        near = difflib.get_close_matches(check, known, n=1)
        raise AuditorError(f"no check {check!r}; " + (f"did you mean {near[0]!r}?" if near else "see `auditor rules`"))
    rule = known[check]
    facts = rule.facts()
    typer.echo(f"{facts.id}  ({facts.severity.label}, MQM {facts.category}, ITS {facts.its})\n")
    typer.echo(inspect.getdoc(rule))
    for head, examples in (("Flagged", rule.bad), ("Not flagged", rule.good)):
        typer.echo(f"\n{head}:")
        for example in examples:
            typer.echo(f"  {_shown(example)}")
        if not examples:
            typer.echo("  (no example is given)")
    options = [(field.name, field.default) for field in fields(rule)]  # type: ignore[arg-type]
    typer.echo(f"\nOptions, under [checks.{facts.id}] in auditor.toml:")
    for name, default in options:
        typer.echo(f"  {name} = {default!r}")
    typer.echo(f'  severity = "{facts.severity.label}"')
    typer.echo(
        "\n" + (f"A rule of the house, from {house[facts.id]}: not measured." if check in house else _measured(check))
    )
    typer.echo(f"\nSilence it: --ignore {facts.id}, or ignore = [{facts.id!r}] in auditor.toml.")


def schema() -> None:
    """Print the JSON Schema of `-o json`."""
    typer.echo((files("auditor.writers") / "results.schema.json").read_text(encoding="utf-8"), nl=False)


def _known(config: Path | None) -> tuple[dict[str, type[Rule]], dict[str, str]]:
    """Checks and the rules of the house by id, and the settings file of each of those. Raises PolicyError."""
    found = settings(config, {})
    origin = found.path or "the settings"
    return shelf_with(found.policy.rules, shelf.checks()), {one.id: origin for one in found.policy.rules}


def _measured(check: str) -> str:
    """The measured false-alarm rate of a check in one sentence, or that there is none."""
    known = json.loads((files("auditor.checks") / "figures.json").read_text(encoding="utf-8"))
    parts = []
    for kind, words in known["words"].items():
        counts = known["checks"].get(check, {}).get(kind, {"all": 0, "major": 0})
        where = "beside the source" if "source" in kind else "alone"
        parts.append(
            f"{1000 * counts['all'] / words:.4f} {where} ({1000 * counts['major'] / words:.4f} major or above)"
        )
    count = len(known["languages"])
    words = max(known["words"].values(), default=0)
    return f"Findings per 1,000 words of clean news ({count} languages, {words:,} words): {', '.join(parts)}."


def rules_page() -> str:
    """The catalogue as Markdown, one section a check."""
    parts = ["# Catalogue of checks\n", "Made by `auditor rules -o reports/catalogue.md`.\n"]
    for rule in shelf.checks().values():
        facts = rule.facts()
        off = "" if rule.default else "; off by default"
        parts += [f"## {facts.id}\n", f"{facts.severity.label}; MQM {facts.category}; ITS {facts.its}{off}\n"]
        parts += [str(inspect.getdoc(rule)), "", "Flagged:", ""]
        parts += [f"- `{_shown(example)}`" for example in rule.bad]
        parts += ["", "Not flagged:", ""] + [f"- `{_shown(example)}`" for example in rule.good]
        options = [f"`{field.name} = {field.default!r}`" for field in fields(rule)]  # type: ignore[arg-type]
        parts += ["", "Options: " + (", ".join(options) or "none") + ".", "", _measured(facts.id), ""]
    return "\n".join(parts)


def _shown(example: Example) -> str:
    text = example.text.encode("unicode_escape").decode("ascii") if not example.text.isprintable() else example.text
    beside = f"   (source: {example.source})" if example.source else ""
    return f"[{example.language}] {text}{beside}"
