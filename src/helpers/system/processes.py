"""Ending processes: nothing that a run has started may outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

JOB_MARK = "CCHC_JOB"
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
HAS_FORK = sys.platform == "linux" and hasattr(os, "fork")


def die_with_parent(parent: int) -> None:
    """End this process when its parent, whose id is `parent`, ends, or now if it has ended
    already. On Linux: when the thread ends that started it."""
    if not _prctl(PR_SET_PDEATHSIG, getattr(signal, "SIGKILL", 0)):
        threading.Thread(target=_die_after, args=(parent,), daemon=True).start()
    elif os.getppid() != parent:
        os._exit(1)


def _die_after(parent: int) -> None:
    import psutil

    with suppress(psutil.Error):
        psutil.Process(parent).wait()
    os._exit(1)


def adopt_orphans() -> None:
    """What loses its parent among the processes below becomes a child of this one (Linux)."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> bool:
    """Whether the kernel took the option; only Linux has it."""
    if not HAS_FORK:
        return False
    import ctypes

    return ctypes.CDLL(None).prctl(option, value) == 0


def threads() -> int:
    """How many threads this process has (Linux)."""
    return len(os.listdir("/proc/self/task"))


def end_group(pid: int) -> None:
    """Kill a child of a process that adopts orphans, its group, and all it has started; wait for
    each, so that none stays a zombie (Linux)."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    while children := Path("/proc/thread-self/children").read_text().split():
        for child in map(int, children):
            kill(child)
            os.waitpid(child, 0)


def end_marked(mark: str) -> None:
    """Kill every process with the mark in its environment, whatever session it is in.

    Repeated until none is left, for one may start another meanwhile.
    """
    while pids := _marked(mark):
        for pid in pids:
            kill(pid)


def _marked(mark: str) -> set[int]:
    import psutil

    pids = set()
    for process in psutil.process_iter():
        # A process that has ended but is not yet waited for has no environment.
        with suppress(psutil.Error, OSError):
            if process.environ().get(JOB_MARK) == mark:
                pids.add(process.pid)
    return pids - {os.getpid()}


def kill(pid: int) -> None:
    """Kill a process, unless it has ended already."""
    with suppress(ProcessLookupError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def become(arguments: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Run another Python program in the place of this one; where that would only start it and end
    (Windows), until it ends."""
    if os.name == "nt":
        code = subprocess.run([sys.executable, *arguments[1:]], env=environment).returncode
        sys.exit(code)
    os.execve(sys.executable, arguments, environment)
