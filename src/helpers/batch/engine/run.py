"""Runs one notebook in one fresh process."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from helpers.batch.engine import EngineName
from helpers.batch.engine.lean_jsonschema import import_jsonschema
from helpers.batch.engine.notebook import Limits, Run, check
from helpers.plan import Roots


def available(engine: EngineName) -> EngineName:
    """The same engine, or the standard one where there is no fork server (not Linux)."""
    return engine if sys.platform == "linux" else EngineName.STANDARD


def run(
    path: Path,
    parameters: Mapping[str, str],
    roots: Roots,
    scratch: Path,
    engine: EngineName = EngineName.WARM,
    limits: Limits | None = None,
) -> Run:
    """Run a notebook in a fresh process with these parameters, its temporary files under `scratch`.

    An error in a cell, an exceeded limit or a lost process gives a Run with a failure, never an
    exception. Raises BrokenNotebook before anything starts.
    """
    check(path, parameters)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        return runner(engine)(path, parameters, roots, limits or Limits(), Path(folder))


Runner = Callable[[Path, Mapping[str, str], Roots, Limits, Path], Run]


def runner(engine: EngineName) -> Runner:
    """The function that runs a notebook; its module is imported only when something is run."""
    import_jsonschema()
    if available(engine) is EngineName.WARM:
        from helpers.batch.engine.warm import run as run_warm

        return run_warm
    from helpers.batch.engine.standard import run as run_standard

    return run_standard
