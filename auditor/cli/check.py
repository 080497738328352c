# SPDX-License-Identifier: Apache-2.0
"""`auditor check`: the main verb."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TextIO

import msgspec
import typer

from auditor import shelf
from auditor.contract import ReadRequest, Writer
from auditor.errors import AuditorError
from auditor.model import DocumentAudit
from auditor.pipeline import Auditor, Totals, read
from auditor.policy import Policy, load


def check(
    paths: Annotated[list[str], typer.Argument(help="Translations: files, folders, or - for standard input.")],
    source: Annotated[list[str], typer.Option("--source", "-s", help="Source text; one for each path.")] = [],  # noqa: B006
    reference: Annotated[list[str], typer.Option("--reference", "-r", help="Reference translation.")] = [],  # noqa: B006
    lang_pair: Annotated[str | None, typer.Option(help="Languages, such as fr-en; or only en.")] = None,
    source_language: Annotated[str | None, typer.Option(help="Language of the source.")] = None,
    target_language: Annotated[str | None, typer.Option(help="Language of the translation.")] = None,
    input_format: Annotated[str, typer.Option(help="article, lines, jsonl, tsv, csv or auto.")] = "auto",
    columns: Annotated[str, typer.Option(help="Column names: translation=mt,source=src.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of the files; a byte order mark wins.")] = "utf-8",
    select: Annotated[list[str], typer.Option(help="Only these checks; repeat or divide by commas.")] = [],  # noqa: B006
    ignore: Annotated[list[str], typer.Option(help="All but these checks.")] = [],  # noqa: B006
    fail_on: Annotated[str | None, typer.Option(help="minor, major, critical or never.")] = None,
    min_score: Annotated[list[str], typer.Option(help="A gate on a score: chrf=50.")] = [],  # noqa: B006
    model: Annotated[str | None, typer.Option(help="sentence-transformers model for adequacy: name or path.")] = None,
    output: Annotated[list[str], typer.Option("-o", "--output", help="FORMAT=PATH, or a path with a known suffix.")] = [],  # noqa: B006
    exit_zero: Annotated[bool, typer.Option(help="Exit 0 also when the gate fails.")] = False,
    config: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
    no_progress: Annotated[bool, typer.Option(help="No progress bar.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Audit translations, alone or beside their source or a reference.

    auditor check story.txt -o report.html
    auditor check mt.txt -s source.txt --lang-pair fr-en -o jsonl=findings.jsonl
    """
    changes = {
        "select": _ids(select) or None,
        "ignore": _ids(ignore) or None,
        "fail_on": fail_on,
        "min_score": dict(_gate(gate) for gate in min_score) or None,
        "model": model,
    }
    policy = _policy(load(config, Path.cwd()), {key: value for key, value in changes.items() if value is not None})
    from_pair, to_pair = _pair(lang_pair)
    request = ReadRequest(
        tuple(_expanded(paths)),
        tuple(source),
        tuple(reference),
        target_language or to_pair or policy.target_language,
        source_language or from_pair or policy.source_language,
        encoding,
        dict(_assignment(part) for part in columns.split(",") if part),
    )
    auditor, totals = Auditor.of(policy), Totals()
    with contextlib.ExitStack() as stack:
        writers = [_open(name, stack) for name in output]
        if not quiet and "text=-" not in output:
            taken = any(target.endswith("=-") for target in output)
            writers.append(shelf.writers()["text"](sys.stderr if taken else sys.stdout))
        documents = auditor.stream(read(request, totals, input_format), totals)
        for audited in _shown(documents, totals, not (no_progress or quiet)):
            for writer in writers:
                writer.add(audited)
        audit = auditor.conclude(totals, request.paths)
        for writer in writers:
            writer.close(audit)
    for error in totals.errors:
        print(f"auditor: {error}", file=sys.stderr)
    if totals.errors or not totals.segments:
        if not totals.errors:
            print("auditor: nothing to audit: no text was found in the input", file=sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(0 if audit.verdict.passed or exit_zero else 1)


def _policy(policy: Policy, changes: dict[str, object]) -> Policy:
    try:
        changed = msgspec.structs.replace(policy, **changes)
        return msgspec.convert(msgspec.to_builtins(changed), Policy)
    except msgspec.ValidationError as error:
        raise AuditorError(f"options: {error}") from error


def _ids(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _assignment(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name or not value:
        raise AuditorError(f"{text!r} is not NAME=VALUE")
    return name, value


def _gate(text: str) -> tuple[str, float]:
    name, value = _assignment(text)
    try:
        return name, float(value)
    except ValueError as error:
        raise AuditorError(f"--min-score {text}: {value!r} is not a number") from error


def _pair(text: str | None) -> tuple[str | None, str | None]:
    if not text:
        return None, None
    parts = text.replace(">", "-").split("-")
    if len(parts) == 1:
        return None, parts[0]
    # A region is in capitals or four letters long: pt-BR is one language, en-pt-BR a pair.
    if len(parts) == 2 and parts[1].isupper():
        return None, text
    return parts[0], "-".join(parts[1:])


def _expanded(paths: Iterable[str]) -> Iterator[str]:
    suffixes = tuple(suffix for reader in shelf.readers().values() for suffix in reader.suffixes)
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from sorted(
                os.path.join(folder, name)
                for folder, _, names in os.walk(path)
                for name in names
                if name.lower().endswith(suffixes)
            )
        else:
            yield path


def _open(target: str, stack: contextlib.ExitStack) -> Writer:
    name, mark, path = target.partition("=")
    known = shelf.writers()
    if not mark:
        path = target
        name = next((w.format for w in known.values() if target.lower().endswith(w.suffixes or ("\0",))), "")
    if name not in known:
        raise AuditorError(f"-o {target}: no such format; known: {', '.join(known)}; write FORMAT=PATH")
    if path == "-":
        return known[name](sys.stdout)
    return known[name](stack.enter_context(_whole(Path(path))))


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that appears whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        part.replace(path)
    except OSError as error:
        raise AuditorError(f"cannot write {path}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _shown(documents: Iterator[DocumentAudit], totals: Totals, wanted: bool) -> Iterator[DocumentAudit]:
    if not (wanted and sys.stderr.isatty()):
        yield from documents
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.completed} segments"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("audit", total=None)
        for document in documents:
            progress.update(task, completed=totals.segments)
            yield document
