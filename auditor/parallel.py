# SPDX-License-Identifier: Apache-2.0
"""Documents inspected by several processes, results in input order and the same for any number of them.

Inspecting is pure, so that who does it changes nothing. What the results add up to
stays in the one process that reads and writes.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing.connection import wait
from typing import NamedTuple

from auditor.contract import Tally
from auditor.errors import AuditorError
from auditor.inspection import Auditor, Seed, Tallies
from auditor.model import Document, DocumentAudit, Fault, Finding

_ALONE = (
    500  # segments before others are started: a story or a small file does not make the machine busy; our judgement
)
_CHUNK = 256  # segments of a task, or one larger document: hides the cost of sending them
_AHEAD = 3  # tasks for each process that are sent or done and not yet taken: bounds memory
_PATIENCE = 5.0  # seconds without a result before the processes are looked at
_TRIES = 3  # times that a task may end its process before it is given up


class Result(NamedTuple):
    """What inspecting made of a document, without the document."""

    findings: dict[str, tuple[Finding, ...]]
    scores: dict[str, dict[str, float]]
    words: int
    points: float
    segment_words: tuple[int, ...]
    faults: tuple[Fault, ...]
    tallies: dict[str, tuple[Tally | None, ...]]

    @classmethod
    def of(cls, audited: DocumentAudit, tallies: Tallies) -> Result:
        """A result ready to travel."""
        return cls(
            dict(audited.findings),
            {name: dict(scores) for name, scores in audited.scores.items()},
            audited.words,
            audited.points,
            audited.segment_words,
            audited.faults,
            {name: tuple(made) for name, made in tallies.items()},
        )

    def on(self, document: Document) -> tuple[DocumentAudit, Tallies]:
        """The result beside its document again."""
        audited = DocumentAudit(
            document, self.findings, self.scores, self.words, self.points, self.segment_words, self.faults
        )
        return audited, self.tallies


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def inspected(
    auditor: Auditor, documents: Iterable[Document], *, jobs: int = 1, alone: int = _ALONE
) -> Iterator[tuple[DocumentAudit, Tallies]]:
    """Every document inspected, in order; at most a few tasks a process are in memory.

    After `alone` segments the processes are started, and what comes until they are
    ready is done here too, so that nothing waits for them. Raises AuditorError when a
    document ends its process again and again.
    """
    rest = iter(documents)
    done = 0
    with contextlib.closing(_Pool(auditor, jobs)) as pool:
        for document in rest:
            if jobs > 1 and done >= alone and pool.is_ready():
                yield from pool.through(chunks(chain([document], rest)))
                return
            yield auditor.inspect(document)
            done += len(document.segments)


def chunks(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in tasks of about one size; a document stays together."""
    held: list[Document] = []
    size = 0
    for document in documents:
        held.append(document)
        size += len(document.segments)
        if size >= _CHUNK:
            yield tuple(held)
            held, size = [], 0
    if held:
        yield tuple(held)


Task = tuple[tuple[Document, ...], "Future[Sequence[Result]]"]


class _Pool:
    """Processes that inspect; started when first needed, and again when one of them dies."""

    def __init__(self, auditor: Auditor, jobs: int) -> None:
        self._auditor, self._jobs = auditor, jobs
        self._executor: ProcessPoolExecutor | None = None
        self._starting: list[Future[None]] = []

    def is_ready(self) -> bool:
        """Whether all processes are up; the first time it is asked, they are started."""
        if not self._starting:
            with _unheard():
                self._starting = [self._started().submit(_nothing) for _ in range(self._jobs)]
        return all(future.done() for future in self._starting)

    def through(self, chunks: Iterator[tuple[Document, ...]]) -> Iterator[tuple[DocumentAudit, Tallies]]:
        """Results of the chunks, in order."""
        waiting: deque[Task] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) >= self._jobs * _AHEAD:
                yield from self._first(waiting)
        while waiting:
            yield from self._first(waiting)

    def _first(self, waiting: deque[Task]) -> Iterator[tuple[DocumentAudit, Tallies]]:
        for tries in range(_TRIES):
            chunk, future = waiting[0]
            try:
                results = self._result(future)
            except BrokenProcessPool:
                if tries + 1 == _TRIES:
                    break
                self.close()
                # What was done stays done; what was lost with the processes is sent again.
                waiting.extend([(c, f if _is_done(f) else self._submit(c)) for c, f in _emptied(waiting)])
                continue
            waiting.popleft()
            for document, result in zip(chunk, results, strict=True):
                yield result.on(document)
            return
        first, last = waiting[0][0][0].segments[0].id, waiting[0][0][-1].segments[-1].id
        raise AuditorError(
            f"a process died {_TRIES} times between segments {first} and {last} (out of memory?); try --jobs 1"
        )

    def _result(self, future: Future[Sequence[Result]]) -> Sequence[Result]:
        """What a task made; raises BrokenProcessPool also where a process died in the middle of sending.

        Half a result keeps the executor reading, and holds the lock that the other
        processes need to send: with every writer of the pipe gone it reads the end instead.
        """
        while not wait_for([future], timeout=_PATIENCE).done:
            if self._executor is not None:
                workers = list(self._executor._processes.values())
                if not all(worker.is_alive() for worker in workers):
                    for worker in workers:
                        worker.kill()
                    self._executor._result_queue._writer.close()  # type: ignore[attr-defined]
        return future.result()

    def _submit(self, chunk: tuple[Document, ...]) -> Future[Sequence[Result]]:
        with _unheard():
            try:
                return self._started().submit(_inspect, chunk)
            except BrokenProcessPool:  # it broke since; tasks in it are found out when they are asked for
                self.close()
                return self._started().submit(_inspect, chunk)

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._jobs,
                mp_context=multiprocessing.get_context("spawn"),  # forking with threads about is not safe
                initializer=_begin,
                initargs=(self._auditor.portable(),),
            )
        return self._executor

    def close(self) -> None:
        """End the processes; what they have begun is dropped."""
        if self._executor is not None:
            if not all(future.done() for future in self._starting):  # all was done before they were up
                for worker in list(self._executor._processes.values()):
                    worker.kill()
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _emptied(waiting: deque[Task]) -> list[Task]:
    every = list(waiting)
    waiting.clear()
    return every


def _is_done(future: Future[Sequence[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Let no process that starts here hear Ctrl-C: it reaches all at once, and only the first may answer."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_room: list[Auditor] = []  # of a worker process: its auditor, made once


def _begin(seed: Seed) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _room[:] = [seed.ready()]
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # the parent was killed: nobody will read what is made here


def _nothing() -> None:
    """What a process does to show that it is up."""


def _inspect(documents: Sequence[Document]) -> list[Result]:
    return [Result.of(*_room[0].inspect(document)) for document in documents]
