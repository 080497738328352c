# SPDX-License-Identifier: Apache-2.0
"""`auditor formats`: what is read and what is written."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import typer

from auditor import shelf


def formats() -> None:
    """List the formats that are read and written, and how each is recognised."""
    typer.echo("read (--input-format NAME; auto looks at the suffix, then at how the file begins):")
    for line in _table(_readers()):
        typer.echo(line)
    typer.echo("Each also packed with gzip (.gz), and in zip archives and folders.")
    typer.echo("\nwritten (-o NAME=PATH, or -o PATH with the suffix):")
    for line in _table(_writers()):
        typer.echo(line)


def _readers() -> Iterator[tuple[str, str, str]]:
    for name, reader in shelf.readers().items():
        looked = [f"{suffix} by content" for suffix in reader.shared]
        yield (
            name,
            " ".join(reader.suffixes) + (" " if reader.suffixes and looked else "") + ", ".join(looked),
            _says(reader),
        )


def _writers() -> Iterator[tuple[str, str, str]]:
    for name, writer in shelf.writers().items():
        yield name, " ".join(writer.suffixes), _says(writer)


def _says(thing: type) -> str:
    """The first line of what it says of itself."""
    return (inspect.getdoc(thing) or "").split("\n")[0]


def _table(rows: Iterator[tuple[str, str, str]]) -> Iterator[str]:
    found = list(rows)
    first, second = (max(len(row[column]) for row in found) for column in (0, 1))
    for name, suffixes, said in found:
        yield f"  {name:<{first}}  {suffixes or '-':<{second}}  {said}".rstrip()
