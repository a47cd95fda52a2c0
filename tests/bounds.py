"""How much time and memory a piece of work takes, of this process."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warm_children import CHILDREN

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@contextmanager
def bounded(seconds: float = 5, megabytes: int = 500) -> Iterator[None]:
    """Fails if the work takes more processor time, with that of its children, or more memory.
    Other work on the machine is no fault; children have limits of their own."""
    RESET.write_text("5")  # the highest mark of memory starts anew
    held, began = _megabytes("VmRSS"), _seconds()
    yield
    used, grown = _seconds() - began, _megabytes("VmHWM") - held
    assert used < seconds, f"{used:.1f} s of processor time"
    assert grown < megabytes, f"{grown} MB"


def _seconds() -> float:
    used = os.times()
    waited_for = used.children_user + used.children_system + CHILDREN.seconds()
    return used.user + used.system + waited_for


def _megabytes(mark: str) -> int:
    match = re.search(rf"{mark}:\s+(\d+) kB", STATUS.read_text("ascii"))
    assert match
    return int(match[1]) // 1024
