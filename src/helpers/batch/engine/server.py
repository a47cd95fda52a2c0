"""The fork server: imports everything once, then runs each notebook in a child forked from it.

Started by exec from `warm`, one per process that calls `run`; single-threaded, for a fork copies
only the forking thread while locks of others stay locked. Requests and replies are JSON lines on
two pipes; it ends when the request pipe closes. As the parent of the children it enforces time
and output limits, and it takes in and ends whatever a child leaves behind.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from helpers.batch.engine.processes import die_with_parent, kill
from helpers.batch.engine.shell import Shell, run_cells, warm_shell

PR_SET_CHILD_SUBREAPER = 36
TOO_LATE, TOO_LARGE, LOST = "too_late", "too_large", "lost"
ASKED = ("plan", "period", "agency")


def main() -> None:
    """Warm up, then serve jobs until the request pipe closes."""
    requests, replies, parent = (int(argument) for argument in sys.argv[1:])
    die_with_parent(parent)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    shell = warm_shell()
    gc.collect()
    gc.freeze()
    _write(replies, b'{"warm": true}\n')
    for job in _jobs(requests):
        _preload(job)
        for reply in _serve(job, shell, requests):
            _write(replies, reply)


def _jobs(requests: int) -> Iterator[dict[str, Any]]:
    with os.fdopen(requests, "rb", closefd=False, buffering=0) as pipe:
        buffer = b""
        while chunk := pipe.read(65536):
            buffer += chunk
            while b"\n" in buffer:
                line, buffer = buffer.split(b"\n", 1)
                yield json.loads(line)


def _preload(job: Mapping[str, Any]) -> None:
    """Evaluate the agency before the fork, so that the notebooks of its packet share that, and
    those of a batch plan and observations.

    A fault is not answered here: the child meets it again and says it in its own cell.
    """
    from helpers.analyst.opening import preload
    from helpers.packets.display import prepare
    from helpers.plan import Roots

    roots = Roots(*(Path(job["environment"][f"CCHC_{n}"]) for n in ("ROOT", "DATA", "OUT")))
    with suppress(Exception):
        if evaluation := preload(roots, *(job["parameters"][n] for n in ASKED)):
            prepare(evaluation)


def _write(replies: int, line: bytes) -> None:
    view = memoryview(line)
    while view:
        view = view[os.write(replies, view) :]


# ---------------------------------------------------------------- one job


def _serve(job: Mapping[str, Any], shell: Shell, requests: int) -> Iterator[bytes]:
    """The child's lines, one per cell, then one that says how it ended (empty: well)."""
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
        ended = yield from _lines(job, pid, reading, requests)
    finally:
        os.close(reading)
        _end(pid)
    yield json.dumps({"end": ended}).encode() + b"\n"


def _lines(job: Mapping[str, Any], pid: int, reading: int, requests: int) -> Any:
    """Pass whole lines on until the child has ended, is late, or has said too much."""
    deadline = time.monotonic() + job["seconds"]
    room = job["output_megabytes"] * 2**20
    buffer, child = b"", os.pidfd_open(pid)
    try:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return TOO_LATE
            ready, _, _ = select.select([reading, child, requests], [], [], left)
            if requests in ready:
                # Nobody sends while a job is at work: the other end has closed.
                _end(pid)
                sys.exit(0)
            if reading in ready:
                chunk = os.read(reading, 1 << 20)
                room -= len(chunk)
                if room < 0:
                    return TOO_LARGE
                *lines, buffer = (buffer + chunk).split(b"\n")
                for line in lines:
                    if json.loads(line) == {"end": ""}:
                        return ""
                    yield line + b"\n"
                if chunk:
                    continue
            if child in ready or reading in ready:
                return LOST
    finally:
        os.close(child)


def _end(pid: int) -> None:
    """End the child, its group, and all it started; wait for each, so that none stays a zombie.

    What loses its parent becomes a child of this process, the subreaper, whatever session or
    environment it has given itself.
    """
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    while children := _children():
        for child in children:
            kill(child)
            os.waitpid(child, 0)


def _children() -> list[int]:
    return [int(pid) for pid in Path("/proc/thread-self/children").read_text().split()]


# ---------------------------------------------------------------- in the child


def _child(job: Mapping[str, Any], shell: Shell, writing: int, server: int) -> NoReturn:
    """Run the cells in a session, folder and environment of their own; never returns."""
    code = 1
    try:
        os.setsid()
        die_with_parent(server)
        os.chdir(job["folder"])
        os.environ.update(job["environment"])
        _limit_memory(job["megabytes"])
        for record in run_cells(shell, job["cells"]):
            _write(writing, json.dumps(record).encode() + b"\n")
        _write(writing, b'{"end": ""}\n')
        code = 0
    finally:
        os._exit(code)


def _limit_memory(megabytes: int) -> None:
    """So many megabytes of data on top of what was inherited."""
    held = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    size = held + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


if __name__ == "__main__":
    main()
