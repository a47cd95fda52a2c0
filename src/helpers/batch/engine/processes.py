"""Processes and their ends: nothing a run has started may outlive it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

JOB_MARK = "CCHC_JOB"
PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """End this process when the thread that started it ends (Linux), or now if its parent, the
    process `parent`, has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def end_marked(mark: str) -> None:
    """Kill every process that carries the mark in its environment, also one that has left its
    session; again until none is left, for one may start another meanwhile."""
    while pids := _marked(mark):
        for pid in pids:
            kill(pid)


def _marked(mark: str) -> set[int]:
    sought = f"{JOB_MARK}={mark}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # A process that has ended but is not yet waited for shows an empty environment.
            if sought in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:
            continue
    return found - {os.getpid()}


def kill(pid: int) -> None:
    """Kill a process that may already be gone."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
