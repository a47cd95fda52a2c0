"""Workers on other machines, behind a scheduler of `distributed`.

They must see the project's folder, data included, under the same path, and run the same software;
both are checked before anything starts.
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
from urllib.parse import SplitResult, urlsplit

from helpers import wording
from helpers.batch.keys import period_key, software, version
from helpers.batch.workers import OpenPool, WorkerPool
from helpers.model import PlainFault
from helpers.plan import Roots

ANSWER_WITHIN = 10  # seconds
LOOPBACK = ("127.0.0.1", "::1", "localhost")
INPUTS = "inputs"
LIBRARIES = ("distributed", "dask")  # only clusters need them, so the lock of users lacks them


class ClusterFault(PlainFault):
    """A cluster that does not answer, or whose workers differ: nothing was started."""


class ClusterLost(ClusterFault):
    """Scheduler or workers are gone: the batch stops, earlier packets stay."""

    exit_code = 1


@contextmanager
def cluster_pool(address: str, roots: Roots, plan_id: str) -> Iterator[OpenPool]:
    """Opens pools on the workers of the scheduler at an address.

    On another machine the address must be one over TLS (`tls://`), with the certificates that the
    settings of dask name: whoever reaches an open scheduler runs what he likes on its workers.

    Raises ClusterFault for an open address elsewhere, or if the scheduler does not answer, has no
    worker, or one whose software or inputs differ from this machine's.
    """
    if not (address.startswith("tls://") or _parts(address).hostname in LOOPBACK):
        raise ClusterFault(wording.runs.cluster_open(address))
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise ClusterFault(wording.runs.CLUSTER_LIBRARY_MISSING) from None
    # Its messages about connections belong in its own logs.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        _connect(address)
        client = Client(address, timeout=ANSWER_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError):
        raise ClusterFault(wording.runs.cluster_silent(address)) from None
    try:
        _refuse_differing(client, address, roots, plan_id)

        def check(overdue: bool) -> int:
            at_once = 0 if overdue else _threads(client)
            if not at_once:
                raise ClusterLost(wording.runs.cluster_lost(address))
            return at_once

        @contextmanager
        def open_pool(jobs: int) -> Iterator[WorkerPool]:
            # Not pure: a job that is tried again runs again.
            executor = client.get_executor(pure=False)
            try:
                yield WorkerPool(executor, (KilledWorker,), check)
            except CancelledError:
                raise ClusterLost(wording.runs.cluster_lost(address)) from None
            finally:
                with suppress(OSError, CancelledError):
                    executor.shutdown(wait=False)

        yield open_pool
    finally:
        with suppress(OSError):
            client.close(timeout=ANSWER_WITHIN)


def _parts(address: str) -> SplitResult:
    return urlsplit(address if "://" in address else f"tcp://{address}")


def _connect(address: str) -> None:
    """Raises OSError if nobody listens there; a client takes long to find that out."""
    parts = _parts(address)
    socket.create_connection((parts.hostname or "", parts.port or 0), ANSWER_WITHIN).close()


def _threads(client: Any) -> int:
    """How many jobs the workers there are now can run at once; 0 if the scheduler is gone."""
    if client.status != "running":
        return 0
    try:
        threads = client.sync(client.scheduler.ncores, callback_timeout=ANSWER_WITHIN)
    except (OSError, TimeoutError):
        return 0
    return sum(threads.values())


def _refuse_differing(client: Any, address: str, roots: Roots, plan_id: str) -> None:
    if not _threads(client):
        raise ClusterFault(wording.runs.cluster_empty(address))
    question = (str(roots.root), str(roots.data), plan_id)
    answers = client.run(environment, *question, on_error="return")
    expected = json.loads(environment(*question))
    for worker, answer in sorted(answers.items()):
        if not isinstance(answer, str):
            raise ClusterFault(wording.runs.worker_unfit(worker))
        theirs = json.loads(answer)
        for name, here in expected.items():
            there = theirs.get(name, "")
            if there != here:
                raise ClusterFault(wording.runs.worker_differs(worker, name, there, here))


def environment(root: str, data: str, plan_id: str) -> str:
    """In a worker: its software by name, and one digest of the project's inputs as it sees them,
    as JSON text; an empty object if it does not see them."""
    roots = Roots(Path(root), Path(data), Path())
    try:
        libraries = {name: version(name) for name in LIBRARIES}
        return json.dumps({**software(roots), **libraries, INPUTS: period_key(roots, plan_id)})
    except OSError:
        return json.dumps({})
