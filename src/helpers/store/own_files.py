"""Files of our own in folders where people put theirs: a file is ours if its bytes are."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from helpers.store.disk import file_sha256

_TEMPORARY = re.compile(r"\.(.+)\.[0-9]+")  # as `write_whole` names them


def files_under(folder: Path) -> Iterator[str]:
    """The path below `folder` of everything in it that is no folder, links included, sorted."""
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        folders.sort()
        yield from ((Path(place) / n).relative_to(folder).as_posix() for n in sorted(files + links))


def is_plain(path: Path) -> bool:
    """Whether a regular file is there: no link, pipe or folder, whose opening may have no end."""
    return path.is_file() and not path.is_symlink()


def is_ours(path: Path, hashes: Collection[str]) -> bool:
    """Whether a regular file is there with one of these sha256."""
    return is_plain(path) and file_sha256(path) in hashes


def written_as(name: str) -> str:
    """The file that a temporary file of a killed process was to become; empty for any other."""
    match = _TEMPORARY.fullmatch(name)
    return match[1] if match else ""


def set_aside(path: Path, mark: str) -> Path:
    """Rename what is at a place to the first free name that ends in `mark` and a number."""
    n = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.{mark}-{n}")):
        n += 1
    return path.rename(aside)
