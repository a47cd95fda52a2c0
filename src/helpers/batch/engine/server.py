"""The fork server: imports everything once, then runs each notebook in a child forked from it.

Started by exec from `warm`, one per process that calls `run`. Single-threaded: a fork copies only
the forking thread, and locks of other threads would stay locked. Jobs and replies are the lines of
`messages` on two pipes; it ends when the pipe of jobs closes. It enforces the limits of time and
output, and it adopts and kills whatever a child leaves behind.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from helpers.batch.engine.messages import READY_LINE, CellsJob, Ending, JobEnd, read_job, reply_line
from helpers.batch.engine.processes import die_with_parent, kill
from helpers.batch.engine.shell import Shell, run_cells, warm_shell

PR_SET_CHILD_SUBREAPER = 36
WHOLE_LINE = reply_line(JobEnd(Ending.WHOLE))


def main() -> None:
    """Import everything, then serve jobs until their pipe closes."""
    requests, replies, parent = (int(argument) for argument in sys.argv[1:])
    die_with_parent(parent)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    shell = warm_shell()
    gc.collect()
    gc.freeze()
    _write(replies, READY_LINE)
    # Never reads ahead of the job at work: the next one is sent after its last reply.
    with os.fdopen(requests, "rb", closefd=False) as pipe:
        for job in map(read_job, pipe):
            _preload(job)
            for reply in _serve(job, shell, requests):
                _write(replies, reply)


def _preload(job: CellsJob) -> None:
    """Evaluate the agency before the fork: the notebooks of its packet share the evaluation, those
    of a batch plan and observations.

    Faults are ignored here: the child meets them again, in a cell.
    """
    from helpers.analyst.opening import preload
    from helpers.packets.display import prepare
    from helpers.plan import Roots

    folders = (Path(job.environment[f"CCHC_{name}"]) for name in ("ROOT", "DATA", "OUT"))
    with suppress(Exception):
        given = (job.parameters[name] for name in ("plan", "period", "agency"))
        if evaluation := preload(Roots(*folders), *given):
            prepare(evaluation)


def _write(replies: int, line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[os.write(replies, view) :]


# ---------------------------------------------------------------- one job


def _serve(job: CellsJob, shell: Shell, requests: int) -> Iterator[bytes]:
    """The replies to a job: the child's lines, one per cell, then how it ended."""
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("the fork server has started a thread")
    reading, writing = os.pipe()
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _child(job, shell, writing, server)
    os.close(writing)
    try:
        ending = yield from _lines(job, pid, reading, requests)
    finally:
        os.close(reading)
        _end(pid)
    yield reply_line(JobEnd(ending))


def _lines(job: CellsJob, pid: int, reading: int, requests: int) -> Generator[bytes, None, Ending]:
    """Pass the child's lines on until it ends, is late, or has sent too much."""
    deadline = time.monotonic() + job.limits.seconds
    bytes_left = job.limits.output_megabytes * 2**20
    buffer, child = b"", os.pidfd_open(pid)
    try:
        while True:
            seconds_left = deadline - time.monotonic()
            if seconds_left <= 0:
                return Ending.TOO_LATE
            ready, _, _ = select.select([reading, child, requests], [], [], seconds_left)
            if requests in ready:
                # Nothing is sent while a job is at work: the other end has closed.
                _end(pid)
                sys.exit(0)
            if reading in ready:
                chunk = os.read(reading, 1 << 20)
                bytes_left -= len(chunk)
                if bytes_left < 0:
                    return Ending.TOO_LARGE
                *lines, buffer = (buffer + chunk).split(b"\n")
                for line in lines:
                    if line + b"\n" == WHOLE_LINE:
                        return Ending.WHOLE
                    yield line + b"\n"
                if chunk:
                    continue
            if child in ready or reading in ready:
                return Ending.LOST
    finally:
        os.close(child)


def _end(pid: int) -> None:
    """Kill the child, its group, and all it started; wait for each, so that none stays a zombie.

    A process that loses its parent becomes a child of this one, the subreaper, whatever its session
    or environment.
    """
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    while children := Path("/proc/thread-self/children").read_text().split():
        for child in map(int, children):
            kill(child)
            os.waitpid(child, 0)


# ---------------------------------------------------------------- in the child


def _child(job: CellsJob, shell: Shell, writing: int, server: int) -> NoReturn:
    """Run the cells in a session, folder and environment of their own; never returns."""
    code = 1
    try:
        os.setsid()
        die_with_parent(server)
        os.chdir(job.folder)
        os.environ.update(job.environment)
        _limit_memory(job.limits.megabytes)
        for done in run_cells(shell, job.cells):
            _write(writing, reply_line(done))
        _write(writing, WHOLE_LINE)
        code = 0
    finally:
        os._exit(code)


def _limit_memory(megabytes: int) -> None:
    """Allow so many megabytes of data on top of what was inherited."""
    inherited = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    size = inherited + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


if __name__ == "__main__":
    main()
