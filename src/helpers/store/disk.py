"""Whole files on disk, and the digest of this package's sources."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path


@cache
def code_digest() -> str:
    """sha256 of all sources and templates of this package: results of other code are stale."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix not in (".pyc",):
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file atomically: temporary file, fsync, rename, fsync of the folder."""
    temp = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temp.write_bytes(content)
        fsync(temp)
        temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)
    fsync(path.parent)


def fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
