"""Workers on other machines, behind a scheduler of `distributed`.

They must see the project's folder, data included, under the same path, and run the same software;
both are checked before anything starts. Jobs and results are JSON text.
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from helpers import wording
from helpers.batch.keys import period_key, software
from helpers.batch.workers import Crew, Crews
from helpers.model import PlainFault
from helpers.plan import Roots

ANSWER_WITHIN = 10  # seconds
INPUTS = "inputs"


class ClusterFault(PlainFault):
    """A cluster that does not answer, or is not fit to work with: nothing was started."""


class ClusterLost(ClusterFault):
    """Scheduler or workers went away: the batch stops, earlier packets stay."""

    exit_code = 1


@contextmanager
def cluster(address: str, roots: Roots, plan_id: str) -> Iterator[Crews]:
    """The workers of the scheduler at an address, all of them as this machine is.

    Raises ClusterFault where it does not answer, has no worker, or one of them differs.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise ClusterFault(wording.CLUSTER_LIBRARY_MISSING) from None
    # What it has to say about its connections is for its own logs.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        _knock(address)
        client = Client(address, timeout=ANSWER_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError):
        raise ClusterFault(wording.cluster_silent(address)) from None
    try:
        _refuse_others(client, address, roots, plan_id)

        @contextmanager
        def crew(count: int) -> Iterator[Crew]:
            # Not pure: a job tried again is a job, not its earlier outcome.
            executor = client.get_executor(pure=False)
            try:
                yield Crew(executor, (KilledWorker,), lambda too_long: _look(client, too_long))
            except CancelledError:
                raise ClusterLost(wording.cluster_lost(address)) from None
            finally:
                with suppress(OSError, CancelledError):
                    executor.shutdown(wait=False)

        def _look(client: Any, too_long: bool) -> None:
            if too_long or not _workers(client):
                raise ClusterLost(wording.cluster_lost(address))

        yield crew
    finally:
        with suppress(OSError):
            client.close(timeout=ANSWER_WITHIN)


def _knock(address: str) -> None:
    """Whether anybody listens there: a client itself takes long to find that nobody does."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    socket.create_connection((parts.hostname or "", parts.port or 0), ANSWER_WITHIN).close()


def _workers(client: Any) -> list[str]:
    """The addresses of the workers there are now; none where the scheduler is gone."""
    if client.status != "running":
        return []
    try:
        return sorted(client.sync(client.scheduler.ncores, callback_timeout=ANSWER_WITHIN))
    except (OSError, TimeoutError):
        return []


def _refuse_others(client: Any, address: str, roots: Roots, plan_id: str) -> None:
    question = json.dumps({"root": str(roots.root), "data": str(roots.data), "plan": plan_id})
    if not _workers(client):
        raise ClusterFault(wording.cluster_empty(address))
    answers = client.run(greeting, question, on_error="return")
    expected = json.loads(greeting(question))
    for worker, answer in sorted(answers.items()):
        if not isinstance(answer, str):
            raise ClusterFault(wording.worker_unfit(worker))
        found = json.loads(answer)
        for name, here in expected.items():
            if found.get(name) != here:
                raise ClusterFault(wording.worker_differs(worker, name, found.get(name, ""), here))


def greeting(question: str) -> str:
    """What a worker is and sees, as JSON: its software, and the project's inputs in one digest."""
    asked = json.loads(question)
    roots = Roots(Path(asked["root"]), Path(asked["data"]), Path())
    try:
        inputs = period_key(roots, asked["plan"])
        return json.dumps({**software(roots), INPUTS: inputs})
    except OSError:
        return json.dumps({})
