"""Handing jobs to workers, few at a time, and taking their results as they come.

A worker that dies may take with it jobs that others had in hand; each of them is tried once more,
one at a time, after all others.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from io import TextIOWrapper
from math import ceil
from pathlib import Path
from queue import Empty, SimpleQueue

from tqdm import tqdm

from helpers import wording
from helpers.analyst.opening import Opened
from helpers.batch import heartbeats
from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits
from helpers.batch.jobs import JOB, MADE_PACKET, Job, MadePacket, parts, run_job
from helpers.batch.keys import dependencies, software_digest
from helpers.model import PlainFault
from helpers.plan import Roots
from helpers.store.disk import private_files, private_folder

log = logging.getLogger(__name__)

CHECK_EVERY = 1  # seconds between two checks of the workers
START_SECONDS = 60  # what a worker may take to import everything
JOBS_AHEAD = 3  # for each that can run: itself, one that waits for it, one to be published
WORTH_A_WORKER = 8  # packets that are made in about the time in which one more worker starts


@dataclass(frozen=True)
class RenderOptions:
    """How a batch is run: by which engine, so many packets at once on this machine (`jobs`) or on
    the workers of a scheduler at the address `cluster`, and the limits of one notebook."""

    engine: EngineName = EngineName.WARM
    jobs: int = 2
    cluster: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def speed_class(self) -> str:
        """Batches that share it take comparable times."""
        return f"{self.engine.value} {'cluster' if self.cluster else self.jobs}"

    def fitted(self, packets: int) -> RenderOptions:
        """The same with no more workers on this machine than so many packets are worth."""
        return replace(self, jobs=min(self.jobs, ceil(packets / WORTH_A_WORKER)))


DEFAULT_OPTIONS = RenderOptions()


@dataclass(frozen=True)
class BrokenJob:
    """A job that gave no packet, and why in words."""

    agency: str
    reason: str


Result = MadePacket | BrokenJob


@dataclass(frozen=True)
class WorkerPool:
    """Workers behind an executor.

    `worker_died`: what a job raises whose worker died, and the executor once it takes no more;
    `check`: called first, and again and again while jobs run, with whether one of them has taken
    longer than any may; returns how many can run at once.
    """

    executor: Executor
    worker_died: tuple[type[BaseException], ...]
    check: Callable[[bool], int]


OpenPool = Callable[[int], AbstractContextManager[WorkerPool]]  # called with the number of jobs
Overdue = Callable[[float], bool]  # called with the seconds since a job has ended


def make_packets(
    roots: Roots,
    inputs: Opened,
    agencies: Sequence[str],
    options: RenderOptions,
    open_pool: OpenPool,
) -> Iterator[Result]:
    """A result for each agency, in the order they finish. Progress and time left go to stderr."""
    scratch = roots.out / inputs.plan.id / f".work-{inputs.period.id}"
    shutil.rmtree(scratch, ignore_errors=True)  # of a batch that was killed
    if not agencies:
        return
    scratch.mkdir(0o700, parents=True)
    job = Job(
        roots=roots,
        scratch=scratch,
        plan=inputs.plan.id,
        period=inputs.period.id,
        agency="",
        engine=options.engine,
        limits=options.limits,
        software=software_digest(roots),
        dependencies=dependencies(roots, inputs.plan),
    )
    longest = START_SECONDS + 2 * options.limits.seconds * len(parts(inputs.plan))
    progress = tqdm(
        total=len(agencies),
        desc=wording.runs.PROGRESS,
        unit=wording.runs.PROGRESS_UNIT,
        file=sys.stderr,
    )

    def overdue(idle: float) -> bool:
        """Whether no job has ended for longer than any may take, or a worker here hangs."""
        hangs = not options.cluster and heartbeats.silent(scratch, options.limits.seconds)
        return hangs or idle > longest

    @contextmanager
    def fresh_pool(jobs: int) -> Iterator[WorkerPool]:
        heartbeats.forget(scratch)
        with open_pool(jobs) as pool:
            yield pool

    try:
        for result in _with_retry(job, agencies, fresh_pool, overdue):
            progress.update()
            yield result
    finally:
        progress.close()
        shutil.rmtree(scratch, ignore_errors=True)


def _with_retry(
    job: Job, agencies: Sequence[str], open_pool: OpenPool, overdue: Overdue
) -> Iterator[Result]:
    waiting, lost = deque(agencies), deque[str]()
    while waiting:
        with open_pool(len(waiting)) as pool:
            for agency, result in _in_pool(job, waiting, pool, overdue):
                if result is None:
                    lost.append(agency)
                else:
                    yield result
    # One of them may kill its worker: alone it takes no other with it.
    while lost:
        with open_pool(1) as pool:
            for agency, result in _in_pool(job, lost, pool, overdue, alone=True):
                yield result or BrokenJob(agency, wording.runs.WORKER_LOST)


# The agency of a job that has ended, the text it gave, or what it raised.
_Finished = tuple[str, str, BaseException | None]


def _in_pool(
    job: Job, waiting: deque[str], pool: WorkerPool, overdue: Overdue, alone: bool = False
) -> Iterator[tuple[str, Result | None]]:
    """The result of `job` for each agency, as they finish; None where its worker died. An agency
    leaves `waiting` as its job is submitted; where the pool broke, the rest stay.

    A job counts as submitted until the result after its own is asked for, so that few results wait
    in memory however slowly they are taken; if `alone`, there is only one at a time. The workers
    are checked all the while."""
    finished: SimpleQueue[_Finished] = SimpleQueue()
    submitted, at_once = 0, pool.check(False)
    ended = checked = time.monotonic()
    while True:
        room = (1 if alone else JOBS_AHEAD * at_once) - submitted
        submitted += _submit(job, waiting, pool, room, finished)
        if not submitted:
            return
        with suppress(Empty):
            agency, text, fault = finished.get(timeout=CHECK_EVERY)
            ended = time.monotonic()
            died = isinstance(fault, pool.worker_died)
            yield agency, None if died else _result(agency, text, fault)
            submitted -= 1
        if time.monotonic() - checked >= CHECK_EVERY:
            checked = time.monotonic()
            at_once = pool.check(overdue(checked - ended))


def _submit(
    job: Job, waiting: deque[str], pool: WorkerPool, room: int, finished: SimpleQueue[_Finished]
) -> int:
    """Submit the job for the first `room` agencies, or for fewer if the pool is broken; returns
    for how many."""
    before = len(waiting)
    with suppress(*pool.worker_died):
        while waiting and before - len(waiting) < room:
            agency = waiting[0]
            text = JOB.dump_json(replace(job, agency=agency)).decode()
            future = pool.executor.submit(run_job, text)
            waiting.popleft()
            future.add_done_callback(partial(_hand_over, finished, agency))
    return before - len(waiting)


def _hand_over(finished: SimpleQueue[_Finished], agency: str, future: Future[str]) -> None:
    """Called in a thread of the executor. The main thread does not wait for a future: a signal
    that came in between would leave its lock locked for good."""
    try:
        finished.put((agency, future.result(), None))
    except BaseException as fault:
        finished.put((agency, "", fault))


def _result(agency: str, text: str, fault: BaseException | None) -> Result:
    if fault is None:
        # Whatever agency it says it is of: the head checks it against the one of the job.
        return replace(MADE_PACKET.validate_json(text), agency=agency)
    if isinstance(fault, CancelledError | PlainFault):
        raise fault  # it concerns the batch as a whole
    log.error("the job of %s broke", agency, exc_info=fault)
    return BrokenJob(agency, wording.runs.job_broken(fault))


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Tracebacks of broken jobs go to a log among the data, never under `rendered/`. The file
    appears with its first line. Without a log that can be written the batch runs as well."""
    handler: logging.Handler = logging.NullHandler()
    if _writable(path):
        handler = _PrivateLog(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()


class _PrivateLog(logging.FileHandler):
    def _open(self) -> TextIOWrapper:
        with private_files():
            return super()._open()


def _writable(path: Path) -> bool:
    """Whether a file can be written there; its folder is made."""
    try:
        private_folder(path.parent)
    except OSError:
        return False
    return os.access(path if path.exists() else path.parent, os.W_OK)
