"""Limits on the processor time and memory that a block of code may use."""

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
    """Fail if the block uses more than `seconds` of processor time, its children included, or if
    this process grows by more than `megabytes`. (Children have memory limits of their own.)"""
    RESET.write_text("5")  # resets the peak memory
    resident, began = _megabytes("VmRSS"), _seconds()
    yield
    used, grown = _seconds() - began, _megabytes("VmHWM") - resident
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
