"""Handing jobs to worker processes and taking their results as they come.

A worker that dies costs only the jobs it had in hand; each of them is tried once more.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from helpers import wording
from helpers.batch.jobs import make_packet
from helpers.engine import EngineName
from helpers.engine.processes import die_with_parent
from helpers.evaluation import Opened
from helpers.params import Roots

log = logging.getLogger(__name__)

Result = dict[str, Any]


def made_by_workers(
    roots: Roots, at: Opened, stale: Sequence[str], jobs: int, engine: EngineName
) -> Iterator[Result]:
    """A result for each stale agency, in the order they are done; a job that breaks is a result
    that says so (`broken`). Progress and time left go to stderr."""
    scratch = roots.out / at.plan.id / f".work-{at.period.id}"
    shutil.rmtree(scratch, ignore_errors=True)  # of a batch that was killed
    if not stale:
        return
    scratch.mkdir(parents=True)
    progress = tqdm(
        total=len(stale), desc=wording.PROGRESS, unit=wording.PROGRESS_UNIT, file=sys.stderr
    )
    try:
        for result in _with_second_try(roots, at, stale, jobs, engine, scratch):
            progress.update()
            yield result
    finally:
        progress.close()
        for process in multiprocessing.active_children():
            process.kill()
        shutil.rmtree(scratch, ignore_errors=True)


def _with_second_try(
    roots: Roots,
    at: Opened,
    stale: Sequence[str],
    jobs: int,
    engine: EngineName,
    scratch: Path,
) -> Iterator[Result]:
    lost: list[str] = []
    orders = {agency: _job(roots, at, agency, engine, scratch) for agency in stale}
    yield from _one_pool(orders, stale, jobs, lost)
    for agency in list(lost):
        # Alone, so that a job that kills its worker takes no other with it.
        lost.clear()
        yield from _one_pool(orders, [agency], 1, lost)
        if lost:
            yield {"agency": agency, "broken": wording.WORKER_LOST}


def _one_pool(
    orders: dict[str, str], agencies: Sequence[str], jobs: int, lost: list[str]
) -> Iterator[Result]:
    """Results of one pool; agencies whose worker died are put into `lost`."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(agencies)), context, _begin_worker) as pool:
        futures = {pool.submit(make_packet, orders[agency]): agency for agency in agencies}
        for future in as_completed(futures):
            try:
                yield _result(future, futures[future])
            except BrokenProcessPool:
                lost.append(futures[future])


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Tracebacks of broken jobs go to a log among the data, never under `rendered/`. The file
    appears with its first line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()


def _begin_worker() -> None:
    """Workers end with the head, and leave the keyboard's interrupt to it."""
    head = multiprocessing.parent_process()
    die_with_parent(head.pid if head and head.pid else 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _result(future: Future[str], agency: str) -> Result:
    try:
        return dict(json.loads(future.result()))
    except BrokenProcessPool:
        raise
    except Exception as fault:
        log.exception("the job of %s broke", agency)
        return {"agency": agency, "broken": wording.job_broken(fault)}


def _job(roots: Roots, at: Opened, agency: str, engine: EngineName, scratch: Path) -> str:
    return json.dumps(
        {
            "root": str(roots.root),
            "data": str(roots.data),
            "out": str(roots.out),
            "scratch": str(scratch),
            "plan": at.plan.id,
            "period": at.period.id,
            "agency": agency,
            "engine": engine.value,
        }
    )
