"""Handing jobs to workers and taking their results as they come.

A worker that dies costs only the jobs it had in hand; each of them is tried once more, alone.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm

from helpers import wording
from helpers.batch.jobs import make_packet, notebooks
from helpers.batch.keys import software_digest
from helpers.engine import EngineName
from helpers.engine.notebook import Limits
from helpers.evaluation import Opened
from helpers.params import Roots

log = logging.getLogger(__name__)

Result = dict[str, Any]
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


@dataclass(frozen=True)
class Crew:
    """Workers behind an executor. `lost`: what a job raises whose worker died; `look`: called
    with the seconds since the last result, and whether that is longer than a job may take."""

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
    with crews(len(agencies)) as crew:
        jobs = {crew.executor.submit(make_packet, orders[agency]): agency for agency in agencies}
        for future in _done(set(jobs), crew, most):
            agency = jobs.pop(future)  # with it goes the result: a page is half a megabyte
            try:
                yield _result(future, agency, crew.lost)
            except crew.lost:
                lost.append(agency)


def _done(pending: set[Future[str]], crew: Crew, most: float) -> Iterator[Future[str]]:
    """Jobs as they are done; the crew is looked at while none is."""
    idle = 0.0
    while pending:
        done, pending = wait(pending, LOOK_EVERY, FIRST_COMPLETED)
        idle = 0 if done else idle + LOOK_EVERY
        if not done:
            crew.look(idle > most)
        while done:
            yield done.pop()


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


def _result(future: Future[str], agency: str, lost: tuple[type[BaseException], ...]) -> Result:
    try:
        return dict(json.loads(future.result()))
    except (CancelledError, *lost):
        raise
    except Exception as fault:
        log.exception("the job of %s broke", agency)
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
        }
    )
