"""Limits of child processes: by the kernel, set in the process itself, where it has them (Linux);
elsewhere its parent keeps the time, as it always does, and watches the memory."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

try:
    import resource

    HAS_LIMITS = True
except ImportError:  # Windows
    HAS_LIMITS = False

STATUS = Path("/proc/self/status")
WATCH_SECONDS = 0.05  # between two measurements of a watched process
START_BYTES = 150 << 20  # what a process of ours holds at its start, for who watches it


def kernel_limits_memory() -> bool:
    """Whether a process can limit its own memory here, on top of what it holds."""
    return HAS_LIMITS and sys.platform == "linux" and STATUS.is_file()


def limit_memory(more: int) -> None:
    """Allow this process so many bytes of data on top of what it holds now, for good. Does nothing
    where the kernel cannot: `MemoryWatch` is for the parent there."""
    if kernel_limits_memory():
        size = _data_now() + more
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _data_now() -> int:
    """Bytes of private writable memory now, which RLIMIT_DATA counts."""
    match = re.search(r"VmData:\s+(\d+) kB", STATUS.read_text("ascii"))
    return int(match[1]) * 1024 if match else 0


def limit_time(cpu_seconds: int, wall_seconds: int) -> None:
    """End this process when it has used so many seconds from now; one of processor time is given
    on top. Does nothing where there are no such limits: the parent's clock is for that."""
    if HAS_LIMITS:
        used = int(time.process_time()) + 1
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, hard))
    _alarm(wall_seconds)


def stop_the_clock() -> None:
    """No limit of time until the next `limit_time`; processor time runs on."""
    _alarm(0)


def _alarm(seconds: int) -> None:
    if hasattr(signal, "SIGALRM"):
        signal.alarm(seconds)


def ended_by_time(code: int) -> bool:
    """Whether an exit code is of a process that `limit_time` has ended."""
    names = ("SIGALRM", "SIGXCPU")
    return code in {-getattr(signal, name) for name in names if hasattr(signal, name)}


def most_address_space() -> float:
    """The bytes of address space that this process may use."""
    most = resource.getrlimit(resource.RLIMIT_AS)[0] if HAS_LIMITS else -1
    return float("inf") if most < 0 else most


class MemoryWatch:
    """While this holds, a child that comes to hold `most` bytes more than one of ours at its start
    is killed, where the kernel does not limit it. `exceeded`: whether it was. `whole_tree`: with
    the memory of all that it has started."""

    def __init__(self, child: subprocess.Popen[bytes], most: int, whole_tree: bool = False) -> None:
        self.exceeded = False
        self._child, self._most, self._whole_tree = child, START_BYTES + most, whole_tree
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> MemoryWatch:
        if not kernel_limits_memory():
            self._thread = threading.Thread(target=self._watch, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        import psutil

        with suppress(psutil.Error):  # it has ended
            process = psutil.Process(self._child.pid)
            while not self._over.wait(WATCH_SECONDS):
                below = process.children(recursive=True) if self._whole_tree else []
                if sum(map(_held, [process, *below])) > self._most:
                    self.exceeded = True
                    self._child.kill()
                    return


def _held(process: Any) -> int:
    """Bytes of memory of a process of psutil; 0 for one that has just ended."""
    import psutil

    try:
        memory = process.memory_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "private", memory.rss))  # "private" on Windows
