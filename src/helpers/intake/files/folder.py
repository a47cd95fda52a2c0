"""A folder that was sent: the files to be read, what is passed over, and whether the figures are
simulated."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from helpers import wording
from helpers.model import Origin, WrongUse, spelling

ORIGIN_FILE = "origin.yml"
# The clerk's list of the days on which the files came, by its name without marks.
RECEIPT_LISTS = ("nhan.csv", "nhan.xlsx")
EVIDENCE = "bang-chung"  # the folder of evidence, right in the inbox
MOST_NOTE = 1_000  # bytes of a note of origin
MOST_BYTES = 4 << 30  # of a file: several times what a province's dossiers of a year take as CSV
ZIP = b"PK"
# What computers leave among the files people work on: lock files of Excel and LibreOffice, and
# the notes macOS and Windows keep on folders.
SYSTEM_FILES = re.compile(
    r"\.DS_Store|\._.+|~\$.+|\.~lock\..+#|Thumbs\.db|desktop\.ini", re.IGNORECASE
)


@dataclass(frozen=True)
class Inbox:
    """What lies in a folder that was sent, each in a fixed order."""

    folder: Path
    files: tuple[Path, ...]
    passed_over: Mapping[Path, str]  # links and the like, never opened; keys of NOT_READ
    system_files: int  # how many files of the system there are
    desk: Path  # the folder of what the body in charge itself states
    of_desk: frozenset[Path]  # its files
    receipt_lists: tuple[Path, ...] = ()  # right in `folder`; none of `files`
    evidence: tuple[Path, ...] = ()  # below its folder in `folder`; none of `files`


def inbox(folder: Path, desk: Path) -> Inbox:
    """The content of `folder`, of the desk's folder next to it, and of the folders below. Links are
    not followed: they may lead out of it, or to the same files again."""
    passed_over: dict[Path, str] = {}
    paths = sorted(_walked(folder, passed_over)) if folder.is_dir() else []
    own = sorted(_walked(desk, passed_over)) if _is_there(desk, passed_over) else []
    notes = (folder / ORIGIN_FILE, desk / ORIGIN_FILE)
    evidence = tuple(path for path in paths if path.is_relative_to(folder / EVIDENCE))
    sent = [path for path in (*paths, *own) if path not in (*notes, *evidence)]
    lists = tuple(path for path in paths if path.parent == folder and _is_receipt_list(path))
    kept = tuple(path for path in sent if path not in lists and not is_of_the_system(path))
    return Inbox(
        folder=folder,
        files=kept,
        passed_over=dict(sorted(passed_over.items())),
        system_files=len(sent) - len(kept) - len(lists),
        desk=desk,
        of_desk=frozenset(own).intersection(kept),
        receipt_lists=lists,
        evidence=evidence,
    )


def _is_there(desk: Path, passed_over: dict[Path, str]) -> bool:
    """Whether the desk has its folder; what only passes for it goes to `passed_over`: a link, a
    file, a name in other letters."""
    there = False
    with suppress(OSError), os.scandir(desk.parent) as entries:
        for entry in entries:
            path = desk.parent / entry.name
            if entry.name == desk.name:
                there = entry.is_dir(follow_symlinks=False)
                if not there:
                    passed_over[path] = "desk"
            elif _letters(entry.name) == _letters(desk.name):
                passed_over[path] = "like_desk"
    return there


def _letters(name: str) -> str:
    """The letters and digits of a name, for comparison."""
    return "".join(c for c in spelling.without_marks(name) if c.isalnum())


def _walked(top: Path, passed_over: dict[Path, str]) -> Iterator[Path]:
    """The regular files in and below a folder; everything else goes to `passed_over`."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError:
            passed_over[folder] = "folder"
            continue
        for entry in listed:
            path = Path(entry.path)
            if entry.is_symlink():
                passed_over[path] = "link"
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif not entry.is_file(follow_symlinks=False):
                passed_over[path] = "special"
            elif entry.stat(follow_symlinks=False).st_size > MOST_BYTES:
                passed_over[path] = "large"
            else:
                yield path


def origin(sent: Inbox) -> Origin:
    """Simulated only if the folder has a note of it. Raises WrongUse for an unreadable note, and
    for simulated data in a folder within this one or in the desk's among real data."""
    for below in sent.files:
        if below.name == ORIGIN_FILE and (stated := _stated(below)) and stated.simulated:
            raise WrongUse(wording.intake.origin_below(sent.folder, below.parent))
    of_folder = _noted(sent.folder / ORIGIN_FILE, sent)
    if sent.of_desk and _noted(sent.desk / ORIGIN_FILE, sent).simulated and not of_folder.simulated:
        raise WrongUse(wording.intake.origin_below(sent.folder, sent.desk))
    return of_folder


def _noted(path: Path, sent: Inbox) -> Origin:
    """What a note says; real data without one."""
    if not os.path.lexists(path):
        return Origin(simulated=False)
    stated = None if path in sent.passed_over else _stated(path)
    if stated is None:
        raise WrongUse(wording.intake.origin_unreadable(path))
    return stated


def _stated(path: Path) -> Origin | None:
    """The content of a note; None for one that cannot be read. Whoever can write to the inbox can
    write it: so only so many bytes of it are parsed."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_NOTE + 1)
        if len(text) > MOST_NOTE:
            return None
        note = YAML(typ="safe", pure=True).load(text.decode("utf-8"))
        return Origin(simulated=note["simulated"] is True, seed=int(note["seed"]))
    except (OSError, YAMLError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_receipt_list(path: Path) -> bool:
    return spelling.without_marks(path.name) in RECEIPT_LISTS


def is_of_the_system(path: Path) -> bool:
    """Whether a computer left a file: by its name, unless it holds a workbook, somebody's figures
    under an odd name."""
    if not SYSTEM_FILES.fullmatch(path.name):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(ZIP)) != ZIP
    except OSError:
        return True
