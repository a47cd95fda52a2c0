"""Ending processes: nothing that a run has started may outlive it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

JOB_MARK = "CCHC_JOB"
PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """End this process when the thread that started it ends (Linux), or now if its parent, whose id
    is `parent`, has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def end_marked(mark: str) -> None:
    """Kill every process with the mark in its environment, whatever session it is in.

    Repeated until none is left, for one may start another meanwhile.
    """
    while pids := _marked(mark):
        for pid in pids:
            kill(pid)


def _marked(mark: str) -> set[int]:
    variable = f"{JOB_MARK}={mark}".encode()
    pids = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # A process that has ended but is not yet waited for shows an empty environment.
            if variable in (folder / "environ").read_bytes().split(b"\0"):
                pids.add(int(folder.name))
        except OSError:
            continue
    return pids - {os.getpid()}


def kill(pid: int) -> None:
    """Kill a process, unless it has ended already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
