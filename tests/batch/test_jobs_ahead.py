"""How jobs are handed to workers: few at a time, and none is lost with a pool that breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from helpers.batch import workers
from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits
from helpers.batch.jobs import JOB, MADE_PACKET, Job, MadePacket
from helpers.batch.workers import BrokenJob, WorkerPool
from helpers.plan import Roots
from helpers.wording.runs import WORKER_LOST

NOWHERE = Roots(Path(), Path(), Path())
JOB_OF_ALL = Job(NOWHERE, Path(), "plan", "period", "", EngineName.WARM, Limits(), "", {})
AGENCIES = [f"agency-{number}" for number in range(60)]
KILLER = AGENCIES[20]


class Pool(ThreadPoolExecutor):
    """Workers that make an empty packet at once; the job of KILLER breaks the pool."""

    def __init__(self, at_once: int) -> None:
        super().__init__(at_once)
        self.at_once = at_once
        self.submitted: list[str] = []
        self.broken = False

    def submit(self, _: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.broken:
            raise BrokenProcessPool
        self.submitted.append(JOB.validate_json(args[0]).agency)
        return super().submit(self._packet, self.submitted[-1])

    def _packet(self, agency: str) -> str:
        self.broken = self.broken or agency == KILLER
        if self.broken:
            raise BrokenProcessPool
        return MADE_PACKET.dump_json(MadePacket(agency, "", {}, {}, ())).decode()


def never_overdue(_: float) -> bool:
    return False


def test_no_more_jobs_are_submitted_than_few_for_each_worker_until_results_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Results that the head has not taken yet wait in its memory."""
    monkeypatch.setattr(workers, "CHECK_EVERY", 0)
    agencies = [agency for agency in AGENCIES if agency != KILLER]
    with Pool(at_once=2) as pool:

        @contextmanager
        def open_pool(_: int) -> Iterator[WorkerPool]:
            yield WorkerPool(pool, (BrokenProcessPool,), lambda _: pool.at_once)

        taken: list[str] = []
        for result in workers._with_retry(JOB_OF_ALL, agencies, open_pool, never_overdue):
            at_once = 2 if len(taken) < 30 else 4
            assert len(pool.submitted) == min(len(taken) + 3 * at_once, len(agencies))
            taken.append(result.agency)
            if len(taken) == 30:
                pool.at_once = 4  # the cluster grows
    assert sorted(taken) == sorted(agencies)


def test_a_pool_that_breaks_costs_only_the_jobs_it_had() -> None:
    pools: list[tuple[int, Pool]] = []

    @contextmanager
    def open_pool(jobs: int) -> Iterator[WorkerPool]:
        with Pool(at_once=min(2, jobs)) as pool:
            pools.append((jobs, pool))
            yield WorkerPool(pool, (BrokenProcessPool,), lambda _: pool.at_once)

    results = list(workers._with_retry(JOB_OF_ALL, AGENCIES, open_pool, never_overdue))
    assert sorted(result.agency for result in results) == sorted(AGENCIES)
    broken = [result for result in results if isinstance(result, BrokenJob)]
    assert broken == [BrokenJob(KILLER, WORKER_LOST)]
    # The others go on in a pool of the same size; those that were lost are tried alone at the end.
    (_, first), (left, second), *alone = pools
    assert set(second.submitted).isdisjoint(first.submitted)
    assert (left, second.at_once) == (len(AGENCIES) - len(first.submitted), 2)
    again = [agency for _, pool in alone for agency in pool.submitted]
    assert KILLER in again
    assert set(again) <= set(first.submitted[-3 * 2 :])
    assert max(Counter(again).values()) == 1
