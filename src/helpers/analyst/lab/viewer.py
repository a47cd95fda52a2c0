"""How the page for those who only look is started: Voilà with the explorer alone, on this machine
alone, in the environment of the lab."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers import wording
from helpers.analyst.lab import server
from helpers.model import WrongUse
from helpers.plan import Roots
from helpers.plan.roots import NOTEBOOKS
from helpers.store.disk import private_folder, write_whole

TEMPLATES = Path(__file__).parent / "share"


def environment(roots: Roots, work: Path) -> dict[str, str]:
    """The environment of the viewer and its kernels, which can tell by it that they only show."""
    own = {server.VIEW_ONLY: "1", "JUPYTER_PATH": str(TEMPLATES)}
    return server.environment(roots, work) | own


def write_explorer(roots: Roots, work: Path) -> Path:
    """Copy the explorer into a folder of the viewer's own; WrongUse where there is none."""
    original = roots.root / NOTEBOOKS / wording.lab.EXPLORER
    if not original.is_file():
        raise WrongUse(wording.viewer.NO_EXPLORER)
    copy = private_folder(work / server.SETTINGS, "viewer") / wording.lab.EXPLORER
    write_whole(copy, original.read_bytes())
    return copy


def command(notebook: Path, browser: bool, port: int | None) -> list[str]:
    """The command that starts the viewer."""
    return [
        *(sys.executable, "-P", "-m", "helpers.analyst.lab.voila_app", str(notebook)),
        *([] if browser else ["--no-browser"]),
        *([] if port is None else [f"--port={port}"]),
    ]
