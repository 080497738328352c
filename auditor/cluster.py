# SPDX-License-Identifier: Apache-2.0
"""The same `inspect` over Ray, on one machine or many; needs the extra `ray`.

`inspected` stands in for the one of `parallel`: this process reads and writes, and
the reports are those of a local run, byte for byte. `inspect_parquet` is for tables too
large for that: Ray Data reads, inspects and writes them where they lie. Both ask
Ray to do again what a dead worker had begun, and to tell nobody about its use.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from auditor.errors import AuditorError, MissingExtra
from auditor.inspection import Auditor, Seed, Tallies
from auditor.model import Document, DocumentAudit, Segment
from auditor.parallel import Result, chunks
from auditor.pipeline import settled

if TYPE_CHECKING:
    import pyarrow

_AHEAD = 2  # tasks for each processor of the cluster that are sent and not yet taken: bounds memory
_TRIES = 5  # times that a task is given to another worker
_TEXTS = ("id", "document", "source", "translation", "reference", "source_language", "target_language")


def inspected(
    auditor: Auditor, documents: Iterable[Document], *, address: str | None = None
) -> Iterator[tuple[DocumentAudit, Tallies]]:
    """Every document inspected on the cluster, in order; without an address on this machine.

    A document stays together. Raises MissingExtra, or AuditorError when the cluster fails.
    """
    ray = started(address)
    task = ray.remote(max_retries=_TRIES)(_inspect)
    seed = ray.put(auditor.portable())
    room = max(int(ray.cluster_resources().get("CPU", 1)), 1) * _AHEAD
    waiting: deque[tuple[tuple[Document, ...], Any]] = deque()
    try:
        for chunk in chunks(iter(documents)):
            waiting.append((chunk, task.remote(seed, chunk)))
            if len(waiting) >= room:
                yield from _taken(ray, *waiting.popleft())
        while waiting:
            yield from _taken(ray, *waiting.popleft())
    except ray.exceptions.RayError as error:
        raise AuditorError(f"the cluster failed: {str(error).splitlines()[0]}") from error
    finally:
        for _, reference in waiting:
            ray.cancel(reference)
        ray.shutdown()


def _taken(ray: Any, chunk: Sequence[Document], reference: Any) -> Iterator[tuple[DocumentAudit, Tallies]]:
    for document, result in zip(chunk, ray.get(reference), strict=True):
        yield result.on(document)


def _inspect(seed: Seed, documents: Sequence[Document]) -> list[Result]:
    auditor = _auditor(msgspec.json.encode(seed))
    return [Result.of(*auditor.inspect(document)) for document in documents]


@lru_cache(maxsize=4)
def _auditor(seed: bytes) -> Auditor:
    """The auditor of a worker, made once; models load when first asked for and stay."""
    return msgspec.json.decode(seed, type=Seed).ready()


def started(address: str | None) -> Any:
    """Ray, connected. No usage statistics leave the machine. Raises MissingExtra or AuditorError."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError as error:
        raise MissingExtra("--engine ray", "ray") from error
    try:
        quiet = {"log_to_driver": False, "logging_level": "error", "include_dashboard": False}
        ray.init(address=address, ignore_reinit_error=True, **({"log_to_driver": False} if address else quiet))
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise AuditorError(f"--ray-address {address}: no cluster answers: {error}") from error
    return ray


def table_inspected(table: pyarrow.Table, seed: bytes) -> pyarrow.Table:
    """A row for each row: `id`, `document`, `findings` and `scores` as JSON, and `faults`.

    The columns are those of a table that `auditor check` reads. Consecutive rows of one
    document are one story, so a document must lie in one table. Pure: it serves
    Ray Data's `map_batches` and, mapped over batches, Spark's `mapInArrow`.
    """
    import pyarrow

    auditor = _auditor(seed)
    names = [name for name in _TEXTS if name in table.column_names]
    rows = table.select(names).to_pylist()
    made: dict[str, list[str]] = {name: [] for name in ("id", "document", "findings", "scores", "faults")}
    for document in _stories(rows):
        audited, _ = auditor.inspect(document)
        for segment in document.segments:
            made["id"].append(segment.id)
            made["document"].append(segment.document)
            made["findings"].append(_json(audited.findings.get(segment.id, ())))
            made["scores"].append(_json(audited.scores.get(segment.id, {})))
            made["faults"].append(_json([f"{f.what}: {f.why}" for f in audited.faults if f.segment == segment.id]))
    return pyarrow.table({name: pyarrow.array(values, pyarrow.string()) for name, values in made.items()})


def seed_of(auditor: Auditor) -> bytes:
    """What `table_inspected` needs to inspect as this auditor does."""
    return msgspec.json.encode(auditor.portable())


def inspect_parquet(
    source: str, target: str, auditor: Auditor, *, address: str | None = None, workers: int = 0
) -> None:
    """Inspect a folder or file of Parquet, on disk or in an object store, into a folder of Parquet.

    Actors hold the models. Where there is a column `document`, its rows are brought
    together first; rows of no document must have an empty one. Languages should be
    declared: what is recognised may depend on which rows lie together.
    """
    ray = started(address)
    from ray import data as tables

    data = tables.read_parquet(source)
    count = workers or max(int(ray.cluster_resources().get("CPU", 2)) - 1, 1)
    options: dict[str, Any] = {"batch_format": "pyarrow", "fn_constructor_args": (seed_of(auditor),)}
    if "document" in (data.schema().names or ()):
        data = data.groupby("document").map_groups(_Inspect, concurrency=count, **options)
    else:
        data = data.map_batches(_Inspect, batch_size=1024, concurrency=count, **options)
    data.write_parquet(target)
    ray.shutdown()


class _Inspect:
    """An actor with an auditor."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed

    def __call__(self, table: pyarrow.Table) -> pyarrow.Table:
        return table_inspected(table, self._seed)


def _stories(rows: Sequence[Mapping[str, Any]]) -> Iterator[Document]:
    segments = (
        Segment(
            id=str(row.get("id") or number),
            translation=row.get("translation") or "",
            source=row.get("source"),
            reference=row.get("reference"),
            document=row.get("document") or "",
            language=row.get("target_language"),
            source_language=row.get("source_language"),
        )
        for number, row in enumerate(rows, 1)
    )
    for name, group in groupby(segments, key=lambda segment: segment.document):
        held = tuple(group)
        yield settled(Document(name, name, held, held[0].language, held[0].source_language, rows=not name))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
