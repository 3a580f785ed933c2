"""Reading in worker processes, so that a document that hangs, crashes or eats memory costs only itself."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from sayso.core.errors import UsageError
from sayso.core.original import Failure, Original
from sayso.core.report import Report
from sayso.engine.protocol import Item, Known, passing
from sayso.engine.work import Result, Worker, WorkSettings, prepare, unexpected

DOCUMENTS_AHEAD = 4
"""Documents in flight per worker: enough to keep it busy while the record is written."""
WORKERS_PER_CORE = 2
"""More processes than that are not started, however many jobs are asked for: they would only wait for each other."""
BYTES_AHEAD = 200_000_000
"""Most bytes of documents in flight, all workers together."""

_worker: Worker | None = None


class WorkerProcesses:
    """Does the work in `jobs` local processes, at most `WORKERS_PER_CORE` for each core.

    A document that takes longer than `limits.max_seconds` is stopped with its process; one that needs more than
    `limits.max_memory_bytes` fails alone. Data that the reader needs on this machine are seen to first, here, since
    making them may take longer and more than one document may. Use as a context manager.

    Raises:
        UsageError: `jobs` is not positive; the reader configuration is wrong, or the data it needs cannot be had.
    """

    def __init__(self, settings: WorkSettings, jobs: int) -> None:
        if jobs < 1:
            raise UsageError(f"jobs must be at least 1, not {jobs}")
        prepare(settings)
        self._limits = settings.limits
        jobs = min(jobs, WORKERS_PER_CORE * (os.cpu_count() or 1))
        self._ahead = jobs * DOCUMENTS_AHEAD
        self._pool = ProcessPool(
            max_workers=jobs,
            initializer=_start_worker,
            initargs=(settings, os.getpid()),
            context=multiprocessing.get_context("spawn"),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in input order, drawing items only as results are taken."""
        waiting: deque[tuple[Item, Any]] = deque()
        size = 0
        for item in items:
            size += _size(item)
            waiting.append((item, None if isinstance(item, Known | Failure) else self._schedule(item)))
            while waiting and (len(waiting) > self._ahead or size > BYTES_AHEAD or _is_ready(waiting[0][1])):
                done = waiting.popleft()
                size -= _size(done[0])
                yield self._finish(*done)
        while waiting:
            yield self._finish(*waiting.popleft())

    def _schedule(self, item: Original | Report) -> Any:
        return self._pool.schedule(_perform, args=(item,), timeout=self._limits.max_seconds)

    def _finish(self, item: Item, future: Any) -> tuple[Item, Result]:
        if isinstance(item, Known | Failure):
            return item, passing(item)
        error = future.exception()
        if error is None:
            result: Result = future.result()
            return item, result
        return item, self._explain(item, error)

    def _explain(self, item: Original | Report, error: BaseException) -> Failure:
        failure = unexpected(item, error)
        if isinstance(error, TimeoutError):
            reason = f"took longer than {self._limits.max_seconds:g} seconds (setting max_seconds)"
        elif isinstance(error, MemoryError):
            reason = f"needs more than {self._limits.max_memory_bytes:,} bytes of memory (setting max_memory_bytes)"
        elif isinstance(error, ProcessExpired):
            reason = f"the process that worked on it died (exit code {error.exitcode})"
        else:
            return failure
        return Failure(uri=failure.uri, stage=failure.stage, reason=reason, sha256=failure.sha256)


def _is_ready(future: Any) -> bool:
    """Whether a result waits to be taken, or there is nothing to wait for."""
    return future is None or future.done()


def _size(item: Item) -> int:
    return len(item.content) if isinstance(item, Original) else 0


def _start_worker(settings: WorkSettings, parent: int) -> None:
    """Prepare a worker process: its limits, its reader, and that it ends with its parent."""
    global _worker  # noqa: PLW0603 (one reader per process)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (settings.limits.max_memory_bytes, hard))
    _worker = Worker(settings)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _perform(item: Original | Report) -> Result:
    if _worker is None:
        raise RuntimeError("the worker process was not started properly")
    return _worker.perform(item)
