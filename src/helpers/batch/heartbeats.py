"""Heartbeats of this machine's workers: a file each, written when a notebook begins.

A notebook's limits are enforced by other processes, which end it; a worker that is itself stopped,
or waits for ever, is seen here only.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GRACE_SECONDS = 5  # after a notebook's limit
NAME = "beat-"


@contextmanager
def at_work(scratch: Path) -> Iterator[None]:
    """In a worker: a job, which must `beat` before each of its notebooks."""
    beat(scratch)
    try:
        yield
    finally:
        _file(scratch).unlink(missing_ok=True)


def beat(scratch: Path) -> None:
    """In a worker: say that it lives; no more where it cannot see the head's folder."""
    if scratch.is_dir():
        path, now = _file(scratch), time.monotonic()
        path.touch()
        os.utime(path, (now, now))  # the time of day may jump


def silent(scratch: Path, limit: float) -> bool:
    """In the head: whether a worker has been at one notebook for longer than `limit` seconds."""
    latest = time.monotonic() - limit - GRACE_SECONDS
    return any(_touched(path) < latest for path in scratch.glob(f"{NAME}*"))


def forget(scratch: Path) -> None:
    """In the head: forget the workers there were."""
    for path in scratch.glob(f"{NAME}*"):
        path.unlink(missing_ok=True)


def _file(scratch: Path) -> Path:
    return scratch / f"{NAME}{os.getpid()}"


def _touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # its job has ended
        return time.monotonic()
