"""The fork server: imports everything once, then runs each notebook in a child forked from it.

Started by exec from `warm`, one per process that calls `run`. Single-threaded: a fork copies only
the forking thread, and locks of other threads would stay locked. Jobs and replies are the lines of
`messages` on two pipes; it ends when the pipe of jobs closes. It enforces the limits of time and
output, and it adopts and kills whatever a child leaves behind.
"""

from __future__ import annotations

import gc
import os
import select
import sys
import time
from collections.abc import Generator, Iterator
from typing import NoReturn

from helpers.batch.engine.messages import READY_LINE, CellsJob, Ending, JobEnd, read_job, reply_line
from helpers.batch.engine.shell import Shell, preload, run_cells, warm_shell
from helpers.system.limits import limit_memory
from helpers.system.processes import adopt_orphans, die_with_parent, end_group, threads

WHOLE_LINE = reply_line(JobEnd(Ending.WHOLE))


def main() -> None:
    """Import everything, then serve jobs until their pipe closes."""
    requests, replies, parent = (int(argument) for argument in sys.argv[1:])
    die_with_parent(parent)
    adopt_orphans()
    shell = warm_shell()
    gc.collect()
    gc.freeze()
    _write(replies, READY_LINE)
    # Never reads ahead of the job at work: the next one is sent after its last reply.
    with os.fdopen(requests, "rb", closefd=False) as pipe:
        for job in map(read_job, pipe):
            preload(job)
            for reply in _serve(job, shell, requests):
                _write(replies, reply)


def _write(replies: int, line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[os.write(replies, view) :]


# ---------------------------------------------------------------- one job


def _serve(job: CellsJob, shell: Shell, requests: int) -> Iterator[bytes]:
    """The replies to a job: the child's lines, one per cell, then how it ended."""
    if threads() != 1:
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
        end_group(pid)
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
                end_group(pid)
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


# ---------------------------------------------------------------- in the child


def _child(job: CellsJob, shell: Shell, writing: int, server: int) -> NoReturn:
    """Run the cells in a session, folder and environment of their own; never returns."""
    code = 1
    try:
        os.setsid()
        die_with_parent(server)
        os.chdir(job.folder)
        os.environ.update(job.environment)
        limit_memory(job.limits.megabytes * 2**20)
        for done in run_cells(shell, job.cells):
            _write(writing, reply_line(done))
        _write(writing, WHOLE_LINE)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
