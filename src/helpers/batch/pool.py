"""Workers on this machine: a pool of processes that ends with the head."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from helpers.batch.engine.processes import die_with_parent
from helpers.batch.workers import Crew, Crews


def pool(jobs: int) -> Crews:
    """Pools of so many processes, or fewer where there are fewer jobs."""

    @contextmanager
    def crew(count: int) -> Iterator[Crew]:
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(min(jobs, count), context, _begin_worker)
        try:
            yield Crew(executor, (BrokenProcessPool,), _end_the_stuck)
        except BaseException:
            _end_the_stuck(True)  # or the pool would wait for the jobs in hand
            raise
        finally:
            executor.shutdown(cancel_futures=True)

    return crew


def _begin_worker() -> None:
    """Workers end with the head, and leave the keyboard's interrupt to it."""
    head = multiprocessing.parent_process()
    die_with_parent(head.pid if head and head.pid else 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end_the_stuck(too_long: bool) -> None:
    """No job takes that long: a worker hangs. The pool breaks, and its jobs are tried again."""
    if too_long:
        for process in multiprocessing.active_children():
            process.kill()
