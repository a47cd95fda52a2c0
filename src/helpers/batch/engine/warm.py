"""The fast engine: the cells of each notebook in a child forked from a server (Linux).

Each process that runs notebooks has a server of its own.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpers import wording
from helpers.batch.engine import cells
from helpers.batch.engine.cells import GRACE_SECONDS, START_SECONDS, environment, one_job_at_a_time
from helpers.batch.engine.messages import CellsJob, JobEnd, Reply, job_line, read_reply
from helpers.batch.engine.notebook import Limits, Run
from helpers.plan import Roots
from helpers.system.processes import end_marked


class Server:
    """A running fork server."""

    def __init__(self) -> None:
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "helpers.batch.engine.server"]
            + [str(number) for number in (requests, replies, os.getpid())],
            pass_fds=(requests, replies),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        os.close(requests)
        os.close(replies)
        self._buffer = b""
        try:
            self._line(time.monotonic() + START_SECONDS)  # that it is ready
        except BrokenPipeError:
            self.close()
            raise

    def run(self, job: CellsJob) -> Iterator[Reply]:
        """Send a job; its replies up to the end.

        BrokenPipeError if the server has died, or hangs: it enforces the job's time limit itself,
        and here it is only enforced some seconds later.
        """
        deadline = time.monotonic() + job.limits.seconds + GRACE_SECONDS
        os.write(self._requests, job_line(job))
        while True:
            reply = read_reply(self._line(deadline))
            yield reply
            if isinstance(reply, JobEnd):
                return

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self._buffer:
            seconds_left = max(0.0, deadline - time.monotonic())
            if not select.select([self._replies], [], [], seconds_left)[0]:
                self.process.kill()
                raise BrokenPipeError
            chunk = os.read(self._replies, 1 << 20)
            if not chunk:
                raise BrokenPipeError
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line

    def close(self) -> None:
        """End the server and whatever it runs."""
        os.close(self._requests)
        os.close(self._replies)
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class OwnServer:
    """The fork server of this process: started when first needed, and again where it has died."""

    def __init__(self) -> None:
        self._server: Server | None = None

    def running(self) -> Server:
        """The server, ready for a job. BrokenPipeError where it cannot be started."""
        if self._server is not None and self._server.process.poll() is not None:
            self.close()
        if self._server is None:
            self._server = Server()
        return self._server

    def close(self) -> None:
        """End the server, if there is one."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


own_server = OwnServer()
atexit.register(own_server.close)


def run(
    path: Path, parameters: Mapping[str, str], roots: Roots, limits: Limits, folder: Path
) -> Run:
    """Run a checked notebook by the fork server, its temporary files in `folder`."""
    mark = uuid.uuid4().hex
    job = cells.job_for(parameters, roots, limits, folder, mark)
    with one_job_at_a_time:
        try:
            return cells.run(path, job, lambda whole: own_server.running().run(whole))
        except BrokenPipeError:
            end_marked(mark)  # the server could not
            return Run(None, wording.runs.notebook_lost(""))
