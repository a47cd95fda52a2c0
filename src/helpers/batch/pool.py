"""Workers on this machine: a pool of processes that ends with the head."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from helpers.batch.workers import OpenPool, WorkerPool
from helpers.system.processes import die_with_parent


def local_pool(processes: int) -> OpenPool:
    """Opens pools of so many processes, or fewer where there are fewer jobs."""

    @contextmanager
    def open_pool(jobs: int) -> Iterator[WorkerPool]:
        context = multiprocessing.get_context("spawn")
        at_once = min(processes, jobs)
        executor = ProcessPoolExecutor(at_once, context, _begin_worker)

        def check(overdue: bool) -> int:
            if overdue:  # no job takes that long; the pool breaks, and its jobs are tried again
                _kill_workers()
            return at_once

        try:
            yield WorkerPool(executor, (BrokenProcessPool,), check)
        except BaseException:
            _kill_workers()  # or the pool would wait for the jobs in hand
            raise
        finally:
            executor.shutdown(cancel_futures=True)

    return open_pool


def _begin_worker() -> None:
    """Workers end with the head, and leave the keyboard's interrupt to it."""
    head = multiprocessing.parent_process()
    die_with_parent(head.pid if head and head.pid else 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _kill_workers() -> None:
    for process in multiprocessing.active_children():
        process.kill()
