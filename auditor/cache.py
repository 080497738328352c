# SPDX-License-Identifier: Apache-2.0
"""Results kept by content, so that a text that was audited before is not audited again.

The name of an entry is a digest of everything that inspecting looks at: the text
and its neighbours in the document, languages, settings, and the program itself.
A broken or foreign entry is not an error: the document is inspected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from auditor.errors import AuditorError
from auditor.inspection import Auditor, Tallies
from auditor.model import Document, DocumentAudit
from auditor.parallel import Result

_BATCH = 32  # documents looked up together: what is missing goes to the processes in one piece
_READ = (".py", ".toml")  # of the program: what a change of can change a result

Inspected = tuple[DocumentAudit, Tallies]
Through = Callable[[Iterable[Document]], Iterable[Inspected]]


class Cache:
    """A folder of results; `found` counts the documents that were in it."""

    def __init__(self, folder: Path, auditor: Auditor) -> None:
        self.folder, self.found = folder, 0
        days = any(one.until is not None for one in auditor.policy.suppression)
        self._name = "\0".join((replace(auditor, today=None).name(), program(), str(auditor.today) if days else ""))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise AuditorError(f"--cache {folder}: cannot be written: {error.strerror}") from error

    def through(self, documents: Iterable[Document], inspect: Through) -> Iterator[Inspected]:
        """Every document's result in order: those kept, and those of `inspect`, which are kept from now on."""
        batch: list[Document] = []
        for document in documents:
            batch.append(document)
            if len(batch) == _BATCH:
                yield from self._batch(batch, inspect)
                batch = []
        yield from self._batch(batch, inspect)

    def _batch(self, documents: list[Document], inspect: Through) -> Iterator[Inspected]:
        known = [self._load(document) for document in documents]
        fresh = iter(inspect([one for one, have in zip(documents, known, strict=True) if have is None]))
        for document, have in zip(documents, known, strict=True):
            if have is not None:
                self.found += 1
                yield have.on(document)
            else:
                audited, tallies = next(fresh)
                self._save(audited, tallies)
                yield audited, tallies

    def _path(self, document: Document) -> Path:
        name = digest(document, self._name)
        return self.folder / name[:2] / name[2:]

    def _load(self, document: Document) -> Result | None:
        try:
            made = msgspec.msgpack.decode(self._path(document).read_bytes(), type=Result)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        return made if len(made.segment_words) == len(document.segments) else None

    def _save(self, audited: DocumentAudit, tallies: Tallies) -> None:
        if audited.faults:
            return  # what went wrong may go right the next time
        path = self._path(audited.document)
        part = path.with_suffix(".part")
        try:
            body = msgspec.msgpack.encode(Result.of(audited, tallies))
            path.parent.mkdir(exist_ok=True)
            part.write_bytes(body)
            part.replace(path)
        except UnicodeEncodeError:  # a lone surrogate: inspected each time
            return
        except OSError as error:
            raise AuditorError(f"--cache {self.folder}: cannot be written: {error.strerror}") from error


def digest(document: Document, name: str) -> str:
    """Of all that inspecting looks at, under a name for settings and program; places in files are not in it."""
    parts: list[object] = [name, document.id, document.path, document.language, document.source_language, document.rows]
    for one in document.segments:
        parts += (one.id, one.translation, one.source, one.reference, one.language, one.source_language, one.role)
        parts += (one.paragraph, one.aligned, one.codes, one.source_codes, one.silenced)
    text = "\0".join(f"{len(part)}:{part}" for part in map(repr, parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """A digest of the program's code and tables, so that a newer one does not believe an older one's results."""
    made = hashlib.sha256()
    for path, text in _sources(files("auditor"), ""):
        made.update(f"{path}\0{len(text)}\0".encode() + text)
    return made.hexdigest()


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            if one.name != "__pycache__":
                yield from _sources(one, f"{name}/{one.name}")
        elif one.name.endswith(_READ):
            yield f"{name}/{one.name}", one.read_bytes()
