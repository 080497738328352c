# SPDX-License-Identifier: Apache-2.0
"""The door: verbs that parse, call, print, and turn the verdict into an exit status."""

from __future__ import annotations

import errno
import os
import sys

import typer

from auditor.cli import baseline, bench, catalogue, check, compare, config, formats, gate, models, score
from auditor.errors import AuditorError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # a report in a file names it, and is told before
_INTERRUPTED = 130  # what a shell says of a program that Ctrl-C ended

app = typer.Typer(
    name="auditor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Finds what is garbled or wrong in machine-translated wire copy, and where.",
    epilog="Exit status: 0 passed, 1 the gate failed, 2 could not audit.",
)
app.command("check")(check.check)
app.command("rules")(catalogue.rules)
app.command("explain")(catalogue.explain)
app.command("bench")(bench.bench)
app.command("schema")(catalogue.schema)
app.command("gate")(gate.gate)
app.command("report")(gate.report)
app.command("compare")(compare.compare)
app.command("score")(score.score)
app.command("formats")(formats.formats)
app.command("models")(models.models)
app.add_typer(baseline.app, name="baseline")
app.add_typer(config.app, name="config")


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True)) -> None:
    if version:
        from auditor import __version__

        typer.echo(f"auditor {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command; no traceback reaches a user."""
    # The vectors of a sentence are too small to share among threads: two of them cost more than they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        app()
    except AuditorError as error:
        print(f"auditor: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("auditor: interrupted", file=sys.stderr)
        sys.exit(_INTERRUPTED)
    except SystemExit as ending:
        if ending.code == _INTERRUPTED:  # Typer ends the run without a word
            print("auditor: interrupted", file=sys.stderr)
        # Typer ends a run whose reader went away with 1, which would say that the gate failed.
        if not isinstance(ending.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
    except Exception as error:  # the last door: a fault of ours must not look like a failed gate
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in _FULL and not error.filename:
            print(f"auditor: cannot write to standard output: {error.strerror}", file=sys.stderr)
            sys.exit(2)
        print(
            f"auditor: internal error: {type(error).__name__}: {error} (AUDITOR_DEBUG=1 shows where)", file=sys.stderr
        )
        sys.exit(2)
