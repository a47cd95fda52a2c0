"""The way in: one notebook, one fresh process, one result."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits, Run, check
from helpers.plan import Roots


def available(engine: EngineName) -> EngineName:
    """The engine asked for, or the standard one where there is no fork server (not Linux)."""
    return engine if sys.platform == "linux" else EngineName.STANDARD


def run(
    path: Path,
    parameters: Mapping[str, str],
    roots: Roots,
    scratch: Path,
    engine: EngineName = EngineName.WARM,
    limits: Limits | None = None,
) -> Run:
    """Run a notebook in a fresh process with these parameters, its files under `scratch`.

    A cell's error, the end of its time, memory or output, or a lost process is a failure with a
    reason, never an exception. Raises BrokenNotebook before anything starts.
    """
    check(path, parameters)
    if available(engine) is EngineName.WARM:
        from helpers.batch.engine import warm as chosen
    else:
        from helpers.batch.engine import standard as chosen  # type: ignore[no-redef]
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        return chosen.run(path, parameters, roots, limits or Limits(), Path(folder))
