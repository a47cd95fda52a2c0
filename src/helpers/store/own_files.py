"""Files of our own in folders where people put theirs: a file is ours if its bytes are."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from helpers.store.disk import file_sha256, write_whole

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


def write_own(folder: Path, files: Mapping[str, bytes], record: Path, mark: str) -> list[str]:
    """Write these files into a folder and remove our earlier ones; what was renamed, as it is now.

    The `record` lists the sha256 of each before it is written: a file whose bytes are not on it is
    left alone, or renamed by `set_aside` where its place is needed.
    """
    ours = {(name, hashlib.sha256(content).hexdigest()) for name, content in files.items()}
    known = _recorded(record) | ours
    write_whole(record, _lines(known))
    renamed = []
    for name in files_under(folder):
        path = folder / name
        mine = is_ours(path, [digest for of, digest in known if of == name])
        if written_as(name) in {of for of, _ in known} or (mine and name not in files):
            path.unlink()
        elif name in files and not mine:
            renamed.append(set_aside(path, mark).relative_to(folder).as_posix())
    for name, content in files.items():
        write_whole(folder / name, content)
    write_whole(record, _lines(ours))
    return renamed


def _recorded(record: Path) -> set[tuple[str, str]]:
    text = record.read_bytes().decode("utf-8", "replace") if is_plain(record) else ""
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {(pair[1], pair[0]) for pair in pairs if len(pair) == 2}


def _lines(files: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files)).encode()
