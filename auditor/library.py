# SPDX-License-Identifier: Apache-2.0
"""The door for Python: `audit` for all at once, `stream` for what is too large for that.

Neither reads settings or environment unless told, prints, or keeps anything
between calls; both may run in several threads at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor.contract import ReadRequest
from auditor.errors import AuditorError, InputError
from auditor.model import Audit, Document, DocumentAudit, Segment
from auditor.parallel import inspected
from auditor.pipeline import Auditor, Totals, pair_stories, read, settled
from auditor.policy import Policy
from auditor.readers.plain import story
from auditor.settings import gather

Text = str | os.PathLike[str] | Iterable[str]
Rules = Policy | Mapping[str, Any] | os.PathLike[str] | None

_BATCH = 256  # rows in one document: enough to hide the cost of a batch
_NAME = "text"  # of a story that comes from no file


@dataclass(frozen=True, slots=True)
class _Street:
    auditor: Auditor
    totals: Totals
    documents: Iterator[Document]
    inputs: tuple[str, ...]
    jobs: int

    def run(self) -> Iterator[DocumentAudit]:
        return self.auditor.entered(inspected(self.auditor, self.documents, jobs=self.jobs), self.totals)


def audit(
    translation: Text | Iterable[Document],
    source: Text | None = None,
    reference: Text | None = None,
    *,
    language: str | None = None,
    source_language: str | None = None,
    policy: Rules = None,
    jobs: int = 1,
) -> Audit:
    """Audit a translation, alone, beside its source, beside a reference, or both.

    A string is a story; a list of strings are segments, in step with the lists
    beside it; a `Path` is a file of any format that `auditor check` reads; and
    `Document`s are taken as they are. Languages are BCP-47 tags; one that is not
    given is recognised. `policy` is a Policy, a settings file, or its keys as a
    mapping. With `jobs` above 1, long inputs are divided among processes; the
    result is the same.

    Raises InputError when nothing could be read, and PolicyError. What could not
    be read beside other input is in `errors`.
    """
    street = _street((translation, source, reference), (language, source_language), policy, jobs)
    documents = tuple(street.run())
    if street.totals.errors and not street.totals.segments:
        raise InputError(street.totals.errors[0], street.inputs[0] if street.inputs else _NAME)
    return replace(street.auditor.conclude(street.totals, street.inputs), documents=documents)


def stream(
    translation: Text | Iterable[Document],
    source: Text | None = None,
    reference: Text | None = None,
    *,
    language: str | None = None,
    source_language: str | None = None,
    policy: Rules = None,
    jobs: int = 1,
) -> Iterator[DocumentAudit]:
    """The audited documents one by one, in input order, as they are ready; lists may be endless.

    Takes what `audit` takes. Rows come in batches. Raises InputError at the end when an input could not be read.
    """
    street = _street((translation, source, reference), (language, source_language), policy, jobs)
    yield from street.run()
    if street.totals.errors:
        raise InputError(street.totals.errors[0], street.inputs[0] if street.inputs else _NAME)


def _street(
    texts: tuple[Text | Iterable[Document], Text | None, Text | None],
    languages: tuple[str | None, str | None],
    policy: Rules,
    jobs: int,
) -> _Street:
    made = policy_of(policy)
    ours, theirs = languages[0] or made.target_language, languages[1] or made.source_language
    totals = Totals.of(made)
    translation = texts[0]
    if isinstance(translation, os.PathLike):
        paths = [() if text is None else (os.fspath(_path(text)),) for text in texts]
        request = ReadRequest(paths[0], paths[1], paths[2], ours, theirs)
        documents, inputs = read(request, totals), paths[0]
    elif isinstance(translation, str):
        documents, inputs = iter((_story(texts, ours, theirs),)), (_NAME,)
    else:
        documents, inputs = _rows((translation, texts[1], texts[2]), ours, theirs), ()
    return _Street(Auditor.of(made), totals, documents, inputs, jobs)


def policy_of(policy: Rules) -> Policy:
    """The policy that is meant; defaults for None. Raises PolicyError."""
    if isinstance(policy, Policy):
        return policy
    nowhere = Path(os.devnull)  # no file above the working folder has a say
    if policy is None or isinstance(policy, Mapping):
        return gather(nowhere, nowhere, {}, policy).policy
    return gather(Path(policy), nowhere, {}).policy


def _path(text: object) -> os.PathLike[str]:
    if isinstance(text, os.PathLike):
        return text
    raise AuditorError("beside a file stand files: give source and reference as paths too")


def _story(texts: tuple[Any, ...], language: str | None, source_language: str | None) -> Document:
    document = story(texts[0], _NAME, language)
    for side, text, tag in (("source", texts[1], source_language), ("reference", texts[2], language)):
        if text is not None:
            if not isinstance(text, str):
                raise AuditorError(f"beside a story stands a story: give the {side} as one string")
            document = pair_stories(settled(document), settled(story(text, side, tag)), side)
    return settled(document)


def _rows(texts: tuple[Any, ...], language: str | None, source_language: str | None) -> Iterator[Document]:
    for side, text in zip(("source", "reference"), texts[1:], strict=True):
        if isinstance(text, str):
            raise AuditorError(f"beside a list stand lists: give the {side} as one string for each segment")
    batch: list[Segment] = []
    ends: Any = object()
    beside = [None if text is None else iter(text) for text in texts[1:]]
    number = 0
    for item in texts[0]:
        if isinstance(item, Document):
            yield settled(item)
            continue
        others = [None if text is None else next(text, ends) for text in beside]
        if ends in others:
            raise InputError("has more segments than its source or reference", "translation")
        number += 1
        for side, text in zip(("translation", "source", "reference"), (item, *others), strict=True):
            if not isinstance(text, str) and (text is not None or side == "translation"):
                raise InputError(f"segment {number} is a {type(text).__name__}, not text", side)
        source, reference = others
        batch.append(Segment(str(number), item, source, reference, language=language, source_language=source_language))
        if len(batch) == _BATCH:
            yield _batch(batch, language, source_language)
            batch = []
    if any(text is not None and next(text, ends) is not ends for text in beside):
        raise InputError("has fewer segments than its source or reference", "translation")
    if batch:
        yield _batch(batch, language, source_language)


def _batch(segments: list[Segment], language: str | None, source_language: str | None) -> Document:
    return settled(Document("", "", tuple(segments), language, source_language, rows=True))
