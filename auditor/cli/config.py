# SPDX-License-Identifier: Apache-2.0
"""`auditor config`: the settings in force, and where each came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from auditor import shelf
from auditor.cli.options import settings
from auditor.policy import build
from auditor.settings import VARIABLES, flat, profile_table, profiles

app = typer.Typer(no_args_is_help=True, help="The settings in force, and where each came from.")


@app.command()
def show(
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
    profile: Annotated[str | None, typer.Option(help="wire, strict, lenient or heuristic.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show every setting: key, value, origin. Wrong settings are told as in a run."""
    known = settings(config, {"profile": profile})
    build(known.policy, shelf.checks())
    rows = [(key, value, _origin(known.origins, key)) for key, value in flat(known.policy).items()]
    if as_json:
        made = [{"key": key, "value": value, "origin": origin} for key, value, origin in rows]
        typer.echo(msgspec.json.format(msgspec.json.encode(made), indent=2).decode())
        return
    typer.echo(f"settings file: {known.path or 'none found'}; digest {known.policy.digest()}\n")
    for key, value, origin in rows:
        typer.echo(f"{key:28}{json.dumps(value, ensure_ascii=False):28}  {origin}")


@app.command("profiles")
def list_profiles() -> None:
    """List the profiles and what each sets."""
    for name in profiles():
        typer.echo(name)
        for key, value in profile_table(name).items():
            typer.echo(f"  {key} = {json.dumps(value)}")


@app.command()
def variables() -> None:
    """List the environment variables and the setting of each."""
    typer.echo(f"{'AUDITOR_CONFIG':28}the settings file, where --config names none")
    for name, key in VARIABLES.items():
        typer.echo(f"{name:28}{key}")
    for name, what in _OTHERS:
        typer.echo(f"{name:28}{what}")


_OTHERS = (
    ("AUDITOR_DEBUG", "show the traceback of an internal error"),
    ("NO_COLOR", "no colour on a terminal"),
    ("SOURCE_DATE_EPOCH", "the day on which suppressions are judged, in seconds since 1970"),
)


def _origin(origins: Mapping[str, str], key: str) -> str:
    return origins.get(key) or origins.get(key.split(".")[0]) or "default"
