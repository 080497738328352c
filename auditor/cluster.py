# SPDX-License-Identifier: Apache-2.0
"""The same `inspect` over Ray, on one machine or many; needs the extra `ray`.

`inspected` stands in for the one of `parallel`: this process reads and writes, and
the reports are those of a local run, byte for byte. `inspect_files` is for more than one
process can read: Ray Data reads, inspects and writes files where they lie. Both ask
Ray to do again what a dead worker had begun, and to tell nobody about its use.
"""

from __future__ import annotations

import os
import pickle
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import msgspec

from auditor.contract import ReadRequest
from auditor.engines import remote
from auditor.errors import AuditorError, InputError, MissingExtra
from auditor.inspection import Auditor, Seed, Tallies
from auditor.model import Document, DocumentAudit
from auditor.parallel import Result, chunks
from auditor.pipeline import read, settled
from auditor.readers.tables import COLUMNS, documents
from auditor.totals import Totals
from auditor.writers.parquet import COLUMNS as RESULTS
from auditor.writers.parquet import columns

if TYPE_CHECKING:
    import pyarrow

_AHEAD = 2  # tasks for each processor of the cluster that are sent and not yet taken: bounds memory
_TRIES = 5  # times that a task is given to another worker
_BLOCK = 4 << 20  # bytes of documents that an actor takes at a time: some ten thousand segments
_PATIENCE = 10.0  # seconds for a cluster to answer at its address: Ray itself tries for minutes and says nothing
_SURROUNDINGS = {"OPENBLAS_NUM_THREADS": "1"}  # as in the command: more threads give other last digits of a score
_TABLE = "table"  # the path of rows that come from no file


def inspected(
    auditor: Auditor, documents: Iterable[Document], *, address: str | None = None, jobs: int | None = None
) -> Iterator[tuple[DocumentAudit, Tallies]]:
    """Every document inspected on the cluster, in order; without an address on this machine, by `jobs` processes.

    A document stays together. Raises MissingExtra, or AuditorError when the cluster fails.
    """
    ray = started(address, jobs)
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
        raise _ours(error) from error
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


def started(address: str | None, jobs: int | None = None) -> Any:
    """Ray, connected; without an address, on this machine with `jobs` processors or all.

    No usage statistics leave the machine. Raises MissingExtra or AuditorError.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError as error:
        raise MissingExtra("--engine ray", "ray") from error
    if address is not None:
        _knock(address)
    try:
        own = {} if address else {"logging_level": "error", "include_dashboard": False, "num_cpus": jobs}
        ray.init(
            address=address,
            ignore_reinit_error=True,
            log_to_driver=False,
            runtime_env={"env_vars": _SURROUNDINGS},
            **own,
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        fault = f"--ray-address {address}: no cluster answers" if address else "Ray does not start on this machine"
        raise AuditorError(f"{fault}: {error}") from error
    return ray


def _knock(address: str) -> None:
    """Raise AuditorError where nobody listens at an address that names a port."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdecimal():
        return  # "auto", or something that Ray will refuse
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise AuditorError(f"--ray-address {address}: no cluster answers: {error}") from error


def table_inspected(table: pyarrow.Table, seed: bytes) -> pyarrow.Table:
    """A row for each row: id, document, and findings, scores and faults as JSON, as `-o parquet` writes them.

    The columns are those of a table that `auditor check` reads. Consecutive rows of one
    document are one story, so a document must lie in one table. Pure: mapped over
    batches, it serves Spark's `mapInArrow`. Raises InputError.
    """
    auditor = _auditor(seed)
    names = [name for name in (*COLUMNS, "silenced") if name in table.column_names]
    rows = enumerate(table.select(names).to_pylist(), 1)
    return _table(auditor, map(settled, documents(rows, _request(auditor, _TABLE), _TABLE)))


def seed_of(auditor: Auditor) -> bytes:
    """What `table_inspected` needs to inspect as this auditor does."""
    return msgspec.json.encode(auditor.portable())


def inspect_files(
    paths: Sequence[str], target: str, auditor: Auditor, *, address: str | None = None, workers: int = 0
) -> None:
    """Inspect files of any format that `auditor check` reads into a folder of Parquet, each on disk or in a store.

    Every machine must reach the files and the folder, which must be empty. A file is
    read by one task, and `workers` actors, or one a processor, hold the models. The rows
    are those of a local run with `-o parquet=PATH`, in no order. Raises AuditorError when
    something cannot be read, which ends the job, or when the cluster fails.
    """
    ray = started(address)
    from ray import data

    _refuse_full(target)
    data.DataContext.get_current().target_max_block_size = _BLOCK
    seed, count = seed_of(auditor), workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)
    try:
        files = data.from_items([{"path": path} for path in paths], override_num_blocks=len(paths))
        # Reading and writing take no processor, so that the actors may have them all; it also keeps them operators
        # of their own: an actor that read too would inspect a whole file alone.
        readers, actors = data.TaskPoolStrategy(min(count, len(paths))), data.ActorPoolStrategy(size=count)
        as_arrow: dict[str, Any] = {"batch_size": 1, "batch_format": "pyarrow"}
        tasks = files.map_batches(partial(_read, seed=seed), compute=readers, num_cpus=0, **as_arrow)
        made = tasks.map_batches(_Inspect, fn_constructor_args=(seed,), compute=actors, **as_arrow)
        made.write_parquet(target, ray_remote_args={"num_cpus": 0})
    except (ray.exceptions.RayError, InputError) as error:
        raise _ours(error) from error
    finally:
        ray.shutdown()


def _read(paths: pyarrow.Table, seed: bytes) -> Iterator[pyarrow.Table]:
    """The documents of files, a task in each row."""
    import pyarrow

    auditor = _auditor(seed)
    for path in paths["path"].to_pylist():
        totals = Totals.of(auditor.policy)
        for chunk in chunks(read(_request(auditor, path), totals)):
            yield pyarrow.table({"documents": pyarrow.array([pickle.dumps(chunk)], pyarrow.binary())})
        if totals.errors:
            raise AuditorError(totals.errors[0])


class _Inspect:
    """An actor with an auditor."""

    def __init__(self, seed: bytes) -> None:
        self._auditor = _auditor(seed)

    def __call__(self, tasks: pyarrow.Table) -> pyarrow.Table:
        return _table(self._auditor, (one for task in tasks["documents"].to_pylist() for one in pickle.loads(task)))


def _table(auditor: Auditor, documents: Iterable[Document]) -> pyarrow.Table:
    """The rows of documents, inspected."""
    import pyarrow

    made: dict[str, list[str]] = {name: [] for name in RESULTS}
    for document in documents:
        for name, values in columns(auditor.inspect(document)[0]).items():
            made[name] += values
    return pyarrow.table(made, schema=pyarrow.schema([(name, pyarrow.string()) for name in made]))


def _request(auditor: Auditor, path: str) -> ReadRequest:
    return ReadRequest((path,), language=auditor.policy.target_language, source_language=auditor.policy.source_language)


def _refuse_full(target: str) -> None:
    """Raise AuditorError where there is something already: old rows among new ones would be doubled."""
    from pyarrow import fs

    system, key = remote.filesystem(target if remote.is_remote(target) else os.path.abspath(target))
    if system.get_file_info(fs.FileSelector(key, allow_not_found=True)):
        raise AuditorError(f"{target}: holds files already; name an empty folder or a new one")


def _ours(error: BaseException) -> AuditorError:
    """The error of ours that ended a task, or that the cluster failed."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, AuditorError):
            return AuditorError(str(cause))
        cause = getattr(cause, "cause", None) or cause.__cause__
    return AuditorError(f"the cluster failed: {str(error).splitlines()[0]}")
