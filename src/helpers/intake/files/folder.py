"""A folder that was sent: the files to be read, and whether their figures are simulated."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from helpers import wording
from helpers.model import Origin, WrongUse

ORIGIN_FILE = "origin.yml"
ZIP = b"PK"
# What computers leave among the files people work on: lock files of Excel and LibreOffice, and
# the notes macOS and Windows keep on folders.
SYSTEM_FILES = re.compile(
    r"\.DS_Store|\._.+|~\$.+|\.~lock\..+#|Thumbs\.db|desktop\.ini", re.IGNORECASE
)


def files(folder: Path) -> tuple[list[Path], int]:
    """The files sent, in a fixed order, and how many files of the system are passed over."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    sent = [path for path in paths if path != folder / ORIGIN_FILE]
    kept = [path for path in sent if not _is_of_the_system(path)]
    return kept, len(sent) - len(kept)


def origin(folder: Path) -> Origin:
    """Simulated only if the folder has a note of it. Raises WrongUse for an unreadable note and
    for simulated data in a folder within this one."""
    path = folder / ORIGIN_FILE
    for below in sorted(each for each in folder.rglob(ORIGIN_FILE) if each != path):
        if (stated := _stated(below)) and stated.simulated:
            raise WrongUse(wording.intake.origin_below(folder, below.parent))
    if not path.is_file():
        return Origin(simulated=False)
    stated = _stated(path)
    if stated is None:
        raise WrongUse(wording.intake.origin_unreadable(path))
    return stated


def _stated(path: Path) -> Origin | None:
    """The content of a note; None for one that cannot be read."""
    try:
        note = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        return Origin(simulated=note["simulated"] is True, seed=int(note["seed"]))
    except (OSError, YAMLError, ValueError, KeyError, TypeError):
        return None


def _is_of_the_system(path: Path) -> bool:
    """By its name, unless it holds a workbook: somebody's figures under an odd name."""
    if not SYSTEM_FILES.fullmatch(path.name):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(ZIP)) != ZIP
    except OSError:
        return True
