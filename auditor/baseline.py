# SPDX-License-Identifier: Apache-2.0
"""What was accepted once: fingerprints of findings, so that later runs report only what is new.

A fingerprint is made of content: check, document, the marked text and the words
beside it. Moved lines, reordered segments and other findings do not change it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Literal

import msgspec

from auditor.errors import InputError
from auditor.model import DocumentAudit, Finding, News, Segment
from auditor.text.seen import Seen

_BESIDE = 3  # words on either side: enough to tell two places in a story apart; our judgement
_LONGEST = 80  # code points of the marked text in the file, for those who read it


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """One accepted finding; only `fingerprint` counts, the rest is for reading."""

    document: str
    check: str
    fingerprint: str
    severity: str
    text: str

    def shown(self) -> str:
        """In one line: `story.txt: doubled-word "was was"`."""
        return f"{self.document}: {self.check} “{self.text}”"


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The accepted findings, sorted, so that the file changes only where they do."""

    findings: tuple[Entry, ...] = ()
    version: Literal[1] = 1

    def by_fingerprint(self) -> dict[str, Entry]:
        """Its entries by fingerprint."""
        return {entry.fingerprint: entry for entry in self.findings}


def load(path: Path) -> Baseline:
    """A baseline from its file. Raises InputError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}; make it with: auditor baseline create RESULTS.json -o {path}", str(path)
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is no baseline: {error}", str(path)) from error


def encoded(baseline: Baseline) -> bytes:
    """The text of its file: one entry a line, for differences that a person can read."""
    rows = b",\n".join(msgspec.json.encode(entry) for entry in baseline.findings)
    return b'{"version":1,"findings":[\n' + rows + (b"\n" if rows else b"") + b"]}\n"


def fingerprinted(audited: DocumentAudit, seen: Seen, root: str) -> DocumentAudit:
    """The audit with a fingerprint on every finding.

    Findings of one content are told apart by their order, which `seen` keeps over
    the run. `root` is the folder from which paths count.
    """
    if not audited.findings:
        return audited
    name = home(audited.document.id, root)
    made: dict[str, tuple[Finding, ...]] = {}
    for segment in audited.document.segments:
        found = []
        for finding in audited.findings.get(segment.id, ()):
            content = _content(name, segment, finding)
            found.append(replace(finding, fingerprint=_digest(content, str(seen.add(content)))))
        if found:
            made[segment.id] = tuple(found)
    return replace(audited, findings=made)


def compared(audited: DocumentAudit, accepted: Mapping[str, Entry], met: set[str]) -> DocumentAudit:
    """The audit with `known` on every finding; the fingerprints met are added to `met`."""
    made = {
        name: tuple(replace(finding, known=finding.fingerprint in accepted) for finding in found)
        for name, found in audited.findings.items()
    }
    met.update(finding.fingerprint for found in made.values() for finding in found if finding.known)
    return replace(audited, findings=made)


def news(accepted: Mapping[str, Entry], met: set[str], documents: Iterable[str], root: str, new: int) -> News:
    """What the baseline says of a run that saw these documents; entries of others are left alone."""
    seen = {home(name, root) for name in documents}
    fixed = sorted(e for e in accepted.values() if e.fingerprint not in met and e.document in seen)
    return News(new, len(met), tuple(entry.shown() for entry in fixed))


def entries(audited: DocumentAudit, root: str) -> Iterable[Entry]:
    """An entry for each finding that counts."""
    name = home(audited.document.id, root)
    for segment in audited.document.segments:
        for finding in audited.findings.get(segment.id, ()):
            if finding.suppressed is None and not audited.document.settings:
                text = _plain(segment.translation[finding.span.start : finding.span.end])
                text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
                yield Entry(name, finding.check, finding.fingerprint, finding.severity.label, _writable(text))


def home(name: str, root: str) -> str:
    """A document's id as it is on every machine: a path below `root` without it, with forward slashes.

    >>> home("/work/feed/a.txt", "/work"), home("./a.txt", "/work"), home("story 7", "/work")
    ('feed/a.txt', 'a.txt', 'story 7')
    """
    path = PurePath(name)
    if path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    elif not (os.sep in name or "/" in name):
        return _writable(name)
    return _writable(path.as_posix())


def _writable(text: str) -> str:
    """The text with lone surrogates spelled out: no file can hold them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _content(document: str, segment: Segment, finding: Finding) -> str:
    text, (start, end) = segment.translation, finding.span
    marked, before, after = _plain(text[start:end]), text[:start].split()[-_BESIDE:], text[end:].split()[:_BESIDE]
    if not text.strip():
        marked = _plain(segment.source or "")  # a loss is known by what was lost
    return "\n".join((finding.check, document, marked, " ".join(before), " ".join(after)))


def _digest(*parts: str) -> str:
    whole = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:32]


def _plain(text: str) -> str:
    return " ".join(text.split())
