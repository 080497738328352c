# SPDX-License-Identifier: Apache-2.0
"""Reports to open, and files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from auditor import shelf
from auditor.contract import Writer
from auditor.errors import AuditorError
from auditor.inspection import Auditor
from auditor.journal import Journal
from auditor.writers._written_back import WrittenBack
from auditor.writers.html_page import HtmlPage, PageSettings


def opened(
    targets: Sequence[str],
    stack: contextlib.ExitStack,
    *,
    quiet: bool,
    page: PageSettings | None = None,
    encoding: str = "utf-8",
) -> list[Writer]:
    """A writer for each `FORMAT=PATH`, and the report for the terminal unless `quiet`.

    That goes to standard error where standard output is taken. `page` is how HTML
    is written; its path is that of the target. `encoding` is the one the files
    were read in. Raises AuditorError.
    """
    chosen = [_chosen(target) for target in targets]
    taken = [path for _, path in chosen if path == "-"]
    if len(taken) > 1:
        raise AuditorError("two reports cannot share standard output; give one a path: -o FORMAT=PATH")
    known = shelf.writers()
    writers: list[Writer] = []
    for name, path in chosen:
        out = sys.stdout if path == "-" else stack.enter_context(whole(Path(path)))
        kind = known[name]
        if kind is HtmlPage:
            beside = None if path == "-" else Path(path)
            writers.append(HtmlPage(out, replace(page or PageSettings(), path=beside)))
        elif issubclass(kind, WrittenBack):
            writers.append(kind(out, encoding))
        else:
            writers.append(kind(out))
    if not quiet and ("text", "-") not in chosen:
        writers.append(known["text"](sys.stderr if taken else sys.stdout))
    return writers


def journal_of(
    targets: Sequence[str], auditor: Auditor, stack: contextlib.ExitStack, *, resume: bool
) -> Journal | None:
    """The journal beside the first report that is a file; None where no report is. Raises AuditorError."""
    paths = [Path(path) for _, path in map(_chosen, targets) if path != "-"]
    paths = [path for path in paths if not _is_stream(path)]
    if not paths:
        if resume:
            raise AuditorError("--resume goes on beside a report: give one a path, -o FORMAT=PATH")
        return None
    journal = Journal(paths[0].with_name(f".{paths[0].name}.journal"), auditor, resume=resume)
    stack.callback(journal.close)
    return journal


def _chosen(target: str) -> tuple[str, str]:
    name, mark, path = target.partition("=")
    known = shelf.writers()
    if mark and name in known and path:
        return name, path
    if not mark:
        endings = ((writer.format, suffix) for writer in known.values() for suffix in writer.suffixes)
        fits = [(len(suffix), name) for name, suffix in endings if target.lower().endswith(suffix)]
        if fits:
            return max(fits)[1], target
        if target in known:
            return target, "-"
    raise AuditorError(f"-o {target}: no such format; known: {', '.join(known)}; write FORMAT=PATH")


def written(path: str | None, parts: Iterable[str]) -> None:
    """Text to a file, or to standard output where there is no path."""
    if path is None or path == "-":
        sys.stdout.writelines(parts)
        return
    with whole(Path(path)) as out:
        out.writelines(parts)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A file that appears whole or not at all; a device or a pipe is written to as it is. Raises AuditorError."""
    if _is_stream(path):
        with _text(path, path) as out:
            yield out
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with _text(part, path) as out:
            yield out
        try:
            part.replace(path)
        except OSError as error:
            raise AuditorError(f"cannot write {path}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _text(path: Path, name: Path) -> TextIO:
    """A file to write text to, whose errors name a file that the user knows. Raises AuditorError."""
    try:
        raw = _Named(path, name)
    except OSError as error:
        raise AuditorError(f"cannot write {name}: {error.strerror}") from error
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", newline="\n")


class _Named(io.FileIO):
    """Bytes of a report: with several of them, what fails must say which."""

    def __init__(self, path: Path, name: Path) -> None:
        super().__init__(path, "w")
        self._name = name

    def write(self, data: Any) -> int:
        """Write; raises AuditorError."""
        try:
            return super().write(data)
        except BrokenPipeError:  # nobody reads any more, which is no fault
            raise
        except OSError as error:
            raise AuditorError(f"cannot write {self._name}: {error.strerror}") from error


def _is_stream(path: Path) -> bool:
    """Whether something stands there that is no file: another put in its place would end it."""
    return path.exists() and not path.is_file()
