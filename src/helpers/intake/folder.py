"""What lies in a folder that was sent: the files to be read, and whose figures they are."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from helpers import wording
from helpers.model import Origin, WrongUse

ORIGIN_FILE = "origin.yml"
ZIP = b"PK"
# What computers leave beside the files people work on: lock files of Excel and LibreOffice, and
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
    """Simulated only where the folder says so; a note that cannot be read is refused."""
    path = folder / ORIGIN_FILE
    if not path.is_file():
        return Origin(simulated=False)
    try:
        note = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        return Origin(simulated=note["simulated"] is True, seed=int(note["seed"]))
    except (YAMLError, ValueError, KeyError, TypeError) as fault:
        raise WrongUse(wording.origin_unreadable(path)) from fault


def _is_of_the_system(path: Path) -> bool:
    """By its name, unless it holds a workbook: somebody's figures under an odd name."""
    if not SYSTEM_FILES.fullmatch(path.name):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(ZIP)) != ZIP
    except OSError:
        return True
