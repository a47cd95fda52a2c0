"""Writing under `rendered/`: one writer at a time, whole files only, and only what differs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from helpers import wording
from helpers.model import PlainFault
from helpers.store import write_whole
from helpers.system import locks


class FolderLocked(PlainFault):
    """Another batch has locked the folder."""

    exit_code = 75


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock a period's folder for this process; the lock file is next to it, and the lock ends with
    the process.

    Raises FolderLocked, naming the other process, if one has it.
    """
    path = _lock_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as lock:
        _take(lock, folder)
        lock.truncate(0)
        lock.write(str(os.getpid()).encode())
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def refuse_if_locked(folder: Path) -> None:
    """Raises FolderLocked if another process has locked a period's folder; writes nothing."""
    if (path := _lock_file(folder)).is_file():
        with path.open("rb") as lock:
            _take(lock, folder, shared=True)


def _lock_file(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.lock"


def _take(lock: BinaryIO, folder: Path, shared: bool = False) -> None:
    try:
        locks.lock(lock, shared)
    except BlockingIOError:
        lock.seek(0)
        other = lock.read().decode().strip()
        raise FolderLocked(wording.runs.folder_held(folder.name, other)) from None


def publish(folder: Path, name: str, content: bytes) -> bool:
    """Put a whole file in its place unless it already has these bytes; whether it was written."""
    path = folder / name
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return True


def append(path: Path, content: bytes) -> None:
    """Append a line and force it to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
