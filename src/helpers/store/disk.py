"""Whole, private and sealed files on disk; digests of files, of notebooks, of this package's own
sources."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from stat import S_IMODE
from typing import Any

from helpers.system.syncing import fsync

PACKAGE = Path(__file__).parents[1]
TEMPLATES = PACKAGE / "packets" / "templates"
# Modules of wording that packets do without.
WORDS_OF_ANALYSTS = ("explorer", "tables", "tabs", "viewer", "why")
WORDS_OF_DOCUMENTS = ("documents", "report")
PARAMETERS = "parameters"  # the tag of a notebook's cell of parameters, as papermill has it


def file_sha256(path: Path) -> str:
    """sha256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def literal_path(path: Path) -> str:
    """A path for DuckDB, which would expand `*`, `?` and `[` in it."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path.as_posix())


def files_digest(folder: Path, paths: Iterable[Path]) -> str:
    """One digest of files in the order given, each by its name below `folder` and its content;
    what is no file is passed over."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            digest.update(f"{name} {file_sha256(path)}\n".encode())
    return digest.hexdigest()


def notebook_digest(path: Path) -> str:
    """Digest of what a notebook makes of its parameters: type, source and tags of each cell, of the
    cell of the parameters only its place, for the batch sets them all. What a run leaves in the
    file, outputs above all, does not count. A file that is no notebook counts by its bytes."""
    return cells_digest(path.read_bytes())


def cells_digest(content: bytes) -> str:
    """The same of a notebook's text."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        cells = [_counted(cell) for cell in json.loads(content)["cells"]]
        content = json.dumps(cells, ensure_ascii=False).encode()
    return hashlib.sha256(content).hexdigest()


def _counted(cell: Mapping[str, Any]) -> list[object]:
    tags = list(cell["metadata"].get("tags", ()))
    if PARAMETERS in tags:
        return [PARAMETERS]
    return [cell["cell_type"], "".join(cell["source"]), tags]


@cache
def code_digest() -> str:
    """Digest of this package's sources, read once: results of other code are stale."""
    return files_digest(PACKAGE, code_files())


def code_files() -> list[Path]:
    """The sources that figures and packets are made by, templates apart. Of what analysts call,
    only the opening of a period is: a change of the rest, or of what makes documents out of
    finished results, makes no packet stale."""
    sources = (path for path in PACKAGE.rglob("*") if not path.is_relative_to(TEMPLATES))
    return sorted(p for p in sources if p.suffix != ".pyc" and not _apart(p))


def _apart(path: Path) -> bool:
    """Whether a source serves analysts or documents alone; tests/test_layers.py proves it."""
    if path.is_relative_to(PACKAGE / "documents"):
        return True
    if path.is_relative_to(PACKAGE / "analyst"):
        return path != PACKAGE / "analyst" / "opening.py"
    words = (*WORDS_OF_ANALYSTS, *WORDS_OF_DOCUMENTS)
    return path in (PACKAGE / "wording" / f"{name}.py" for name in words)


@cache
def templates_digest() -> str:
    """Digest of this package's templates of pages."""
    return files_digest(PACKAGE, sorted(TEMPLATES.rglob("*")))


OTHERS = 0o077  # the permissions that nobody but the owner has in store, intake, log and scratch


def private_folder(top: Path, *below: str) -> Path:
    """The folder `top/below…`, made where it is missing; `top` and all below it are the owner's
    alone, whatever the umask; what may only be read stays so. The mode of what another user owns is
    left as it is."""
    folder = top
    for name in ("", *below):
        folder = folder / name
        folder.mkdir(0o700, parents=True, exist_ok=True)
        mode = S_IMODE(folder.stat().st_mode)
        if mode & OTHERS:
            with suppress(PermissionError):
                folder.chmod(mode & ~OTHERS)
    return folder


@contextmanager
def private_files() -> Iterator[None]:
    """While this holds, all that this process and its children make is the owner's alone."""
    before = os.umask(OTHERS)
    try:
        yield
    finally:
        os.umask(before)


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


def sealed(path: Path, content: bytes) -> bytes:
    """What a derived file holds: a checksum, which binds the content to the file's name and folder,
    and below it the content."""
    return f"{_seal(path, content)}\n".encode() + content


def unsealed(path: Path) -> bytes:
    """The content of a derived file; ValueError where it is damaged or of another place."""
    seal, _, content = path.read_bytes().partition(b"\n")
    if seal != _seal(path, content).encode():
        raise ValueError(path.name)
    return content


def _seal(path: Path, content: bytes) -> str:
    place = f"{path.parent.name}/{path.name}\n".encode()
    return hashlib.sha256(place + content).hexdigest()
