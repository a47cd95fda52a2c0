"""The workbook of appraisals in the desk's own inbox folder: read back, and written whole.

A file is ours if what an intake reads in it gives the same bytes when it is written again, for the
writer has no clock. Anything else, a file saved by Excel above all, is left as it is.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from helpers import wording
from helpers.analyst.explorer.appraising import (
    Entries,
    Subject,
    entries_of,
    entry,
    reading,
    workbook,
)
from helpers.intake.files.folder import inbox, origin
from helpers.model import Appraisal, WrongUse
from helpers.plan import Roots, desk_folder
from helpers.store.own_files import is_plain
from helpers.system.locks import folder_locked
from helpers.system.syncing import fsync

MOST_BYTES = 1 << 20  # of a workbook that can be ours


def place(roots: Roots, subject: Subject) -> Path:
    """Where the workbook belongs: in the folder that an intake takes appraisals from."""
    return desk_folder(subject.plan, _inbox(roots, subject)) / subject.file


def write(roots: Roots, subject: Subject, key: str, made: Appraisal, simulated: bool) -> int:
    """Write an appraisal into the workbook, whose other rows are kept; how many rows it has now.

    `simulated`: of the figures that are appraised. Raises WrongUse where the inbox has figures of
    another kind, for a file that is not ours, and where nothing can be written.
    """
    path = place(roots, subject)
    _refuse_mixing(roots, subject, simulated)
    try:
        path.parent.mkdir(exist_ok=True)
        with folder_locked(path.parent):  # none loses the rows of another desk
            entries = {**_earlier(subject, path), key: entry(subject, made)}
            _replace(path, workbook(subject, entries))
    except OSError as error:
        raise WrongUse(wording.tabs.not_written(path, error.strerror or "")) from error
    return len(entries)


def _inbox(roots: Roots, subject: Subject) -> Path:
    return roots.data / "inbox" / subject.period.id


def _refuse_mixing(roots: Roots, subject: Subject, simulated: bool) -> None:
    folder = _inbox(roots, subject)
    desk = desk_folder(subject.plan, folder)
    if not folder.is_dir():
        raise WrongUse(wording.tabs.no_inbox(folder))
    if os.path.lexists(desk) and (desk.is_symlink() or not desk.is_dir()):
        raise WrongUse(wording.tabs.no_inbox(desk))
    if origin(inbox(folder, desk)).simulated != simulated:
        raise WrongUse(wording.tabs.other_origin(folder, simulated))


def _earlier(subject: Subject, path: Path) -> Entries:
    """The rows of the workbook that is there. WrongUse for a file that is not ours."""
    if not os.path.lexists(path):
        return {}
    if is_plain(path) and path.stat().st_size <= MOST_BYTES:
        content = path.read_bytes()
        entries = entries_of(subject, reading(subject, content))
        if workbook(subject, entries) == content:
            return entries
    raise WrongUse(wording.tabs.not_ours(path))


def _replace(path: Path, content: bytes) -> None:
    """Put a whole file in place. Until then it is outside of the folders that an intake reads, so
    that what a killed process leaves is never taken in."""
    temp = path.parent.parent / f".{path.parent.name}.{path.name}"
    try:
        temp.unlink(missing_ok=True)
        with temp.open("xb") as file:
            file.write(content)
        fsync(temp)
        temp.replace(path)
        fsync(path.parent)
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)
