"""Copies of what was sent, kept while it is read: in the data folder, for one process only.

They may hold persons' names, which is why no system folder keeps them: what a process leaves that
was killed is removed by the next one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers import wording
from helpers.store import StoreError
from helpers.store.disk import private_files, private_folder
from helpers.system import locks


@contextmanager
def scratch(data: Path) -> Iterator[None]:
    """While this holds, all temporary files of this process are below `data`, and all that it makes
    is the owner's alone.

    Raises StoreError where nothing can be written there.
    """
    parent = data / "scratch"
    try:
        private_folder(parent)
        with private_files():
            file = (parent / ".lock").open("wb")
    except OSError as error:
        raise StoreError(wording.store.store_unwritable(error.strerror or str(error))) from error
    with private_files(), file:
        with suppress(BlockingIOError):
            locks.lock(file)
            _sweep(parent)  # no other process is reading
            locks.unlock(file)
        locks.lock(file, shared=True, wait=True)
        with tempfile.TemporaryDirectory(dir=parent, ignore_cleanup_errors=True) as folder:
            before, tempfile.tempdir = tempfile.tempdir, folder
            try:
                yield
            finally:
                tempfile.tempdir = before


def _sweep(parent: Path) -> None:
    for left in parent.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
