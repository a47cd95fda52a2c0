"""Helpers for tests of the engine: notebooks of given cells, run by either engine."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits, Run
from helpers.batch.engine.run import run
from helpers.plan import Roots
from helpers.wording.wrong_use import UNCHOSEN
from province import PROJECT

PARAMETERS = {"plan": "laocai-2022", "agency": "so-noi-vu", "period": "2022-FY"}
DECLARED = f'plan: str = ""\nagency: str = "{UNCHOSEN}"\nperiod: str = ""'
ENGINES = list(EngineName)


def a_notebook(folder: Path, *cells: str, parameters: str | None = DECLARED) -> Path:
    """A notebook file of a parameters cell (unless None) and these code cells."""
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": spec})
    if parameters is not None:
        made.cells.append(
            nbformat.v4.new_code_cell(parameters, id="p", metadata={"tags": ["parameters"]})
        )
    made.cells += [nbformat.v4.new_code_cell(s, id=f"c{i}") for i, s in enumerate(cells)]
    path = folder / "made.ipynb"
    nbformat.write(made, path)
    return path


def ran(folder: Path, engine: EngineName, *cells: str, limits: Limits | None = None) -> Run:
    """The outcome of a made notebook."""
    roots = Roots(PROJECT, folder / "data", folder / "out")
    return run(a_notebook(folder, *cells), PARAMETERS, roots, folder, engine, limits)


def outputs(done: Run, cell: str) -> Sequence[dict[str, Any]]:
    """The outputs of one cell of an executed notebook."""
    assert done.notebook is not None, done.failure
    return next(c["outputs"] for c in done.notebook["cells"] if c["id"] == cell)


def alive(token: str) -> list[str]:
    """Command lines of running processes that contain this token."""
    lines = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if token in line and int(folder.name) != os.getpid():
            lines.append(line)
    return lines
