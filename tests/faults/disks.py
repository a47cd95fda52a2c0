"""Disks that fail: the k-th open, write, fsync or rename below a folder raises an OSError.

The calls to the operating system are replaced, so that all code of the project is the real one.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Disk:
    """Counts the calls on paths below `folder`; the k-th fails."""

    folder: Path
    number: int
    k: int
    calls: int = 0

    def count(self, path: object) -> None:
        """Count one operation on a path or an open file; raise if it is the k-th."""
        name = os.readlink(f"/proc/self/fd/{path}") if isinstance(path, int) else os.fspath(path)
        if str(name).startswith(str(self.folder)):
            self.calls += 1
            if self.calls == self.k:
                raise OSError(self.number, os.strerror(self.number), str(name))

    @property
    def failed(self) -> bool:
        """Whether the failing call was reached."""
        return self.calls >= self.k


class _File(io.FileIO):
    """A file that counts each write on the disk; a failing write leaves its first half."""

    disk: Disk

    def write(self, data: Any) -> int:
        try:
            self.disk.count(self.fileno())
        except OSError:
            super().write(bytes(data)[: len(bytes(data)) // 2])
            raise
        return super().write(data) or 0


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """Route writes, fsync and rename of files below the disk's folder through it."""
    kept = (io.open, builtins.open, os.fsync, os.replace, os.rename, os.open)

    def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+") or isinstance(file, int):
            return kept[0](file, mode, *rest, **named)
        disk.count(file)
        if not str(os.fspath(file)).startswith(str(disk.folder)):
            return kept[0](file, mode, *rest, **named)
        raw = _File(file, mode.replace("b", "").replace("t", ""))
        raw.disk = disk
        buffered: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding="utf-8")

    def counting(call: Callable[..., Any]) -> Callable[..., Any]:
        def checked(path: Any, *rest: Any, **named: Any) -> Any:
            disk.count(path)
            return call(path, *rest, **named)

        return checked

    io.open = builtins.open = opened  # type: ignore[assignment]
    os.fsync, os.replace, os.rename, os.open = (counting(call) for call in kept[2:])
    try:
        yield disk
    finally:
        io.open, builtins.open, os.fsync, os.replace, os.rename, os.open = kept
