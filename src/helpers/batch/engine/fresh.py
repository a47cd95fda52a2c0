"""The engine without fork: one fresh process for each packet, which runs its notebooks one after
another by the shell of the project.

A notebook starts with an empty namespace, in its own folder; what one that fails has left of the
process is not used again.
"""

from __future__ import annotations

import atexit
import os
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpers import wording
from helpers.batch.engine import cells
from helpers.batch.engine.cells import START_SECONDS, environment, one_job_at_a_time
from helpers.batch.engine.messages import (
    READY_LINE,
    CellsJob,
    Ending,
    JobEnd,
    Reply,
    job_line,
    read_reply,
)
from helpers.batch.engine.notebook import Limits, Run
from helpers.plan import Roots
from helpers.system import children
from helpers.system.limits import MemoryWatch
from helpers.system.processes import end_marked

Packet = tuple[Roots, str, str, str]  # with the ids of plan, period and agency


class PacketProcess:
    """A running process for the notebooks of one packet."""

    def __init__(self, packet: Packet) -> None:
        self.packet = packet
        self._process, self._socket = children.start(
            [sys.executable, "-P", "-m", "helpers.batch.engine.packet_child", str(os.getpid())],
            environment(),
        )
        self._lines = self._socket.makefile("rb")
        if self._line(time.monotonic() + START_SECONDS, len(READY_LINE)) != READY_LINE:
            self.close()
            raise BrokenPipeError

    def run(self, job: CellsJob) -> Iterator[Reply]:
        """Send a job; its replies up to the end. BrokenPipeError if the process has died."""
        deadline = time.monotonic() + job.limits.seconds
        bytes_left = job.limits.output_megabytes * 2**20
        with MemoryWatch(self._process, job.limits.megabytes * 2**20, whole_tree=True):
            self._socket.sendall(job_line(job))
            while True:
                line = self._line(deadline, bytes_left)
                bytes_left -= len(line)
                if bytes_left <= 0:
                    yield JobEnd(Ending.TOO_LARGE)
                    return
                if line == b"":
                    yield JobEnd(Ending.TOO_LATE)
                    return
                reply = read_reply(line)
                yield reply
                if isinstance(reply, JobEnd):
                    return

    def _line(self, deadline: float, most: int) -> bytes:
        """The next line, of at most so many bytes; empty where none has come in time.
        BrokenPipeError where the process has ended."""
        self._socket.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            line = self._lines.readline(most)
        except TimeoutError:
            return b""
        except ConnectionError:
            line = b""
        if not line:
            raise BrokenPipeError
        return line

    def close(self) -> None:
        """End the process, which has nothing to lose."""
        self._process.kill()
        self._process.wait()
        self._lines.close()
        self._socket.close()


class OwnProcess:
    """The process of the packet in hand; another packet ends it and starts one."""

    def __init__(self) -> None:
        self._process: PacketProcess | None = None

    def of(self, packet: Packet) -> PacketProcess:
        """The process, ready for a job. BrokenPipeError where it cannot be started."""
        if self._process is None or self._process.packet != packet:
            self.close()
            self._process = PacketProcess(packet)
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.close()


own_process = OwnProcess()
atexit.register(own_process.close)


def run(
    path: Path, parameters: Mapping[str, str], roots: Roots, limits: Limits, folder: Path
) -> Run:
    """Run a checked notebook in the process of its packet, its temporary files in `folder`."""
    packet = (roots, parameters["plan"], parameters["period"], parameters["agency"])
    mark = uuid.uuid4().hex
    job = cells.job_for(parameters, roots, limits, folder, mark)
    with one_job_at_a_time:
        try:
            done = cells.run(path, job, own_process.of(packet).run)
        except BrokenPipeError:
            done = Run(None, wording.runs.notebook_lost(""))
        if done.notebook is None:
            own_process.close()
        end_marked(mark)
    return done
