"""Locks of a process on open files: they end when the file is closed and when the process dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO

try:
    import fcntl

    WHOLE_FILES = True
except ImportError:  # Windows, which locks ranges of bytes
    WHOLE_FILES = False

# On Windows whoever reads alone locks one of these bytes, whoever writes all of them. They begin
# behind all that a lock file holds, for nobody else can read a byte that is locked.
FIRST_BYTE, BYTES = 1 << 30, 64
WAIT_SECONDS = 0.05  # between two attempts


def lock(file: IO[str] | IO[bytes], shared: bool = False, wait: bool = False) -> None:
    """Lock an open file, for this process alone or shared with others that read.

    Raises BlockingIOError if another process has it locked, or waits until none has.
    """
    if WHOLE_FILES:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        fcntl.flock(file, how if wait else how | fcntl.LOCK_NB)
        return
    while not _lock_bytes(file.fileno(), shared):
        if not wait:
            raise BlockingIOError
        time.sleep(WAIT_SECONDS)


def unlock(file: IO[str] | IO[bytes]) -> None:
    """Give up the lock that this process alone has on an open file."""
    if WHOLE_FILES:
        fcntl.flock(file, fcntl.LOCK_UN)
    else:
        _locking(file.fileno(), "LK_UNLCK", FIRST_BYTE, BYTES)


@contextmanager
def folder_locked(folder: Path) -> Iterator[None]:
    """Wait until this process alone has a folder locked, which may be no link. Where a folder
    cannot be opened (Windows) a file next to it is locked."""
    if not WHOLE_FILES:
        with folder.with_name(f".{folder.name}.lock").open("wb") as file:
            lock(file, wait=True)
            yield
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lock_bytes(handle: int, shared: bool) -> bool:
    """Whether the bytes could be locked: all of them, or if `shared` any one."""
    ranges = [(FIRST_BYTE + n, 1) for n in range(BYTES)] if shared else [(FIRST_BYTE, BYTES)]
    return any(_locking(handle, "LK_NBLCK", place, size) for place, size in ranges)


def _locking(handle: int, how: str, place: int, size: int) -> bool:
    msvcrt = import_module("msvcrt")
    before = os.lseek(handle, 0, os.SEEK_CUR)
    try:
        os.lseek(handle, place, os.SEEK_SET)
        msvcrt.locking(handle, getattr(msvcrt, how), size)
    except OSError:
        return False
    finally:
        os.lseek(handle, before, os.SEEK_SET)
    return True
