"""Handing jobs to workers and taking their results as they come.

A worker that dies costs only the jobs it had in hand; each of them is tried once more, alone.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeAlias

from tqdm import tqdm

from helpers import wording
from helpers.analyst.opening import Opened
from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits
from helpers.batch.jobs import make_packet, notebooks
from helpers.batch.keys import software_digest, surroundings
from helpers.model import PlainFault
from helpers.plan import Roots

log = logging.getLogger(__name__)

Result = dict[str, Any]
Done: TypeAlias = tuple[str, str, BaseException | None]  # agency, what its job gave or raised
LOOK_EVERY = 5  # seconds between two looks at workers that send nothing
STARTING = 60  # seconds a worker may take to import everything


@dataclass(frozen=True)
class Way:
    """How a batch is run: so many packets at once on this machine, or on the workers of a
    scheduler at `cluster`."""

    engine: EngineName = EngineName.WARM
    jobs: int = 2
    cluster: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def name(self) -> str:
        """What batches must share for the time of one to speak of another."""
        return f"{self.engine.value} {'cluster' if self.cluster else self.jobs}"


USUAL = Way()


@dataclass(frozen=True)
class Crew:
    """Workers behind an executor. `lost`: what a job raises whose worker died; `look`: called
    while no job is done, with whether that has lasted longer than a job may take."""

    executor: Executor
    lost: tuple[type[BaseException], ...]
    look: Callable[[bool], None]


Crews = Callable[[int], AbstractContextManager[Crew]]  # called with the number of jobs


def made_by_workers(
    roots: Roots, at: Opened, stale: Sequence[str], way: Way, crews: Crews
) -> Iterator[Result]:
    """A result for each stale agency, in the order they are done; a job that breaks is a result
    that says so (`broken`). Progress and time left go to stderr."""
    scratch = roots.out / at.plan.id / f".work-{at.period.id}"
    shutil.rmtree(scratch, ignore_errors=True)  # of a batch that was killed
    if not stale:
        return
    scratch.mkdir(parents=True)
    orders = {agency: _job(roots, at, agency, way, scratch) for agency in stale}
    most = STARTING + 2 * way.limits.seconds * len(notebooks(at.plan))
    progress = tqdm(
        total=len(stale), desc=wording.PROGRESS, unit=wording.PROGRESS_UNIT, file=sys.stderr
    )
    try:
        for result in _with_second_try(orders, crews, most):
            progress.update()
            yield result
    finally:
        progress.close()
        shutil.rmtree(scratch, ignore_errors=True)


def _with_second_try(orders: dict[str, str], crews: Crews, most: float) -> Iterator[Result]:
    lost: list[str] = []
    yield from _one_crew(orders, list(orders), crews, most, lost)
    for agency in list(lost):
        # Alone, so that a job that kills its worker takes no other with it.
        lost.clear()
        yield from _one_crew(orders, [agency], crews, most, lost)
        if lost:
            yield {"agency": agency, "broken": wording.WORKER_LOST}


def _one_crew(
    orders: dict[str, str], agencies: Sequence[str], crews: Crews, most: float, lost: list[str]
) -> Iterator[Result]:
    """Results of one crew; agencies whose worker died are put into `lost`."""
    done: SimpleQueue[Done] = SimpleQueue()
    with crews(len(agencies)) as crew:
        for agency in agencies:
            future = crew.executor.submit(make_packet, orders[agency])
            future.add_done_callback(partial(_hand_over, done, agency))
        for agency, text, fault in _as_done(done, len(agencies), crew, most):
            if isinstance(fault, crew.lost):
                lost.append(agency)
            else:
                yield _result(agency, text, fault)


def _hand_over(done: SimpleQueue[Done], agency: str, future: Future[str]) -> None:
    """Called in a thread of the executor. The main thread never touches a future's lock: a signal
    that came in between would leave it locked for good."""
    try:
        done.put((agency, future.result(), None))
    except BaseException as fault:
        done.put((agency, "", fault))


def _as_done(done: SimpleQueue[Done], count: int, crew: Crew, most: float) -> Iterator[Done]:
    """Jobs as they are done; the crew is looked at while none is."""
    idle = 0
    while count:
        try:
            yield done.get(timeout=LOOK_EVERY)
            count, idle = count - 1, 0
        except Empty:
            idle += LOOK_EVERY
            crew.look(idle > most)


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


def _result(agency: str, text: str, fault: BaseException | None) -> Result:
    if fault is None:
        # Whatever agency it says it is of: the head checks it against the one that was asked for.
        return {**json.loads(text), "agency": agency}
    if isinstance(fault, CancelledError | PlainFault):
        raise fault  # it speaks of the batch as a whole
    log.error("the job of %s broke", agency, exc_info=fault)
    return {"agency": agency, "broken": wording.job_broken(fault)}


def _job(roots: Roots, at: Opened, agency: str, way: Way, scratch: Path) -> str:
    return json.dumps(
        {
            "root": str(roots.root),
            "data": str(roots.data),
            "out": str(roots.out),
            "scratch": str(scratch),
            "plan": at.plan.id,
            "period": at.period.id,
            "agency": agency,
            "engine": way.engine.value,
            "limits": asdict(way.limits),
            "software": software_digest(roots),
            "around": dict(surroundings(roots, notebooks(at.plan))),
        }
    )
