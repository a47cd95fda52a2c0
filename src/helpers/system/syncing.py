"""Forcing files and folders to the disk."""

from __future__ import annotations

import os
from pathlib import Path


def fsync(path: Path) -> None:
    """Force a file to the disk, or a folder, whose names are then on it."""
    whole_posix = hasattr(os, "O_DIRECTORY")
    if not whole_posix and path.is_dir():
        return  # Windows opens no folder, and its file system keeps a journal of names
    # Windows forces only what is open for writing.
    handle = os.open(path, os.O_RDONLY if whole_posix else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
