"""Runs one notebook in one fresh process."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from helpers.batch.engine import EngineName
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
    if available(engine) is EngineName.WARM:
        from helpers.batch.engine import warm as engine_module
    else:
        from helpers.batch.engine import standard as engine_module  # type: ignore[no-redef]
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        return engine_module.run(path, parameters, roots, limits or Limits(), Path(folder))
