# SPDX-License-Identifier: Apache-2.0
"""Only what changed: segments that an earlier revision of the files did not have, as git knows it.

A story that changed is audited whole, for a sentence is judged among its
neighbours; only its new sentences are counted and shown.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from auditor.contract import ReadRequest
from auditor.errors import AuditorError
from auditor.inspection import Tallies
from auditor.model import Document, DocumentAudit, Finding, Segment

_PATIENCE = 60  # seconds for one call of git

Read = Callable[[ReadRequest], Iterable[Document]]
Inspected = tuple[DocumentAudit, Tallies]


class Changes:
    """The segments of a request that a revision did not have, counted by their texts."""

    def __init__(self, request: ReadRequest, revision: str, read: Read) -> None:
        """Ask git for the files as they were. Raises AuditorError where it cannot answer."""
        self._old: dict[str, Counter[tuple[str, str | None]]] = {}
        self._request, self._revision, self._read = request, revision, read
        self._fresh: dict[tuple[str, str], set[str]] = {}  # path and document -> ids of new segments
        self.request = self._reduced()

    def documents(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Stories with a new segment, whole; rows that are new."""
        for document in documents:
            known = self._known(document.path)
            new = []
            for segment in document.segments:
                if known[_text(segment)]:
                    known[_text(segment)] -= 1
                else:
                    new.append(segment)
            if document.rows and new:
                yield replace(document, segments=tuple(new))
            elif new:
                self._fresh.setdefault((document.path, document.id), set()).update(one.id for one in new)
                yield document

    def results(
        self, results: Iterable[Inspected], points: Callable[[Mapping[str, Sequence[Finding]]], float]
    ) -> Iterator[Inspected]:
        """Results of these documents, those of stories reduced to what is new; `points` is what findings cost."""
        for audited, tallies in results:
            document = audited.document
            fresh = self._fresh.get((document.path, document.id))
            if document.rows or fresh is None:
                yield audited, tallies
                continue
            places = [place for place, segment in enumerate(document.segments) if segment.id in fresh]
            findings = {name: found for name, found in audited.findings.items() if name in fresh}
            words = tuple(audited.segment_words[place] for place in places)
            reduced = replace(
                audited,
                document=replace(document, segments=tuple(document.segments[place] for place in places)),
                findings=findings,
                scores={name: scores for name, scores in audited.scores.items() if name in fresh},
                words=sum(words),
                points=points(findings),
                segment_words=words,
            )
            yield reduced, {name: [made[place] for place in places] for name, made in tallies.items()}

    def _reduced(self) -> ReadRequest:
        """The request without the paths that did not change, where each has its own files beside it."""
        whole = self._request
        if any(len(group) not in (0, len(whole.paths)) for group in (whole.sources, whole.references)):
            return whole
        places = [place for place in range(len(whole.paths)) if self._differs(place)]
        paths, sources, references = (
            tuple(group[place] for place in places) if group else ()
            for group in (whole.paths, whole.sources, whole.references)
        )
        return replace(whole, paths=paths, sources=sources, references=references)

    def _group(self, place: int) -> list[str]:
        """A path and the files beside it."""
        beside = (group[place] for group in (self._request.sources, self._request.references) if place < len(group))
        return [self._request.paths[place], *beside]

    def _differs(self, place: int) -> bool:
        group = self._group(place)
        return any(path == "-" or not _new(path) or _new(path) != old_bytes(path, self._revision) for path in group)

    def _known(self, path: str) -> Counter[tuple[str, str | None]]:
        if path not in self._old:
            self._old[path] = self._counted(path)
        return self._old[path]

    def _counted(self, path: str) -> Counter[tuple[str, str | None]]:
        """The texts of a path at the revision, read beside what was beside it then."""
        if path not in self._request.paths or "-" in (group := self._group(self._request.paths.index(path))):
            return Counter()
        before = [old_bytes(one, self._revision) for one in group]
        if any(one is None for one in before):
            return Counter()
        with tempfile.TemporaryDirectory() as folder:
            copies = []
            for number, (name, raw) in enumerate(zip(group, before, strict=True)):
                copy = Path(folder, str(number), Path(name).name)
                copy.parent.mkdir()
                copy.write_bytes(raw or b"")
                copies.append(str(copy))
            has_source = bool(self._request.sources)
            request = replace(
                self._request,
                paths=(copies[0],),
                sources=tuple(copies[1:2]) if has_source else (),
                references=tuple(copies[2:] if has_source else copies[1:]),
            )
            return Counter(_text(segment) for document in self._read(request) for segment in document.segments)


def old_bytes(path: str, revision: str) -> bytes | None:
    """A file as it was at a revision; None where it was not there. Raises AuditorError without git or revision."""
    folder = str(Path(path).absolute().parent)
    done = _git(folder, "show", "--end-of-options", f"{_commit(folder, revision)}:./{Path(path).name}")
    return done.stdout if done.returncode == 0 else None


@lru_cache(maxsize=1000)
def _commit(folder: str, revision: str) -> str:
    done = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done.returncode:
        raise AuditorError(
            f"--changed-since {revision}: git knows no such revision in {folder}; "
            "in a shallow checkout fetch it first (fetch-depth: 0)"
        )
    return done.stdout.decode().strip()


def _text(segment: Segment) -> tuple[str, str | None]:
    return segment.translation, segment.source


def _git(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", folder, *arguments], capture_output=True, timeout=_PATIENCE, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise AuditorError("--changed-since needs git, which is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise AuditorError(f"--changed-since: git took over {_PATIENCE} seconds") from error


def _new(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""  # the reader says why it cannot be read
