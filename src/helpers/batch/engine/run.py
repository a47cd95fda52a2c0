"""Runs one notebook by the engine chosen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from helpers.batch.engine import EngineName
from helpers.batch.engine.lean_jsonschema import import_jsonschema
from helpers.batch.engine.notebook import Limits, Run, check
from helpers.plan import Roots
from helpers.system.processes import HAS_FORK


def available(engine: EngineName) -> EngineName:
    """The same engine, or the one without fork where there is no fork server (not Linux)."""
    return EngineName.FRESH if engine is EngineName.WARM and not HAS_FORK else engine


def run(
    path: Path,
    parameters: Mapping[str, str],
    roots: Roots,
    scratch: Path,
    engine: EngineName = EngineName.WARM,
    limits: Limits | None = None,
) -> Run:
    """Run a notebook with these parameters, its temporary files under `scratch`.

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
    match available(engine):
        case EngineName.WARM:
            from helpers.batch.engine import warm

            return warm.run
        case EngineName.FRESH:
            from helpers.batch.engine import fresh

            return fresh.run
        case EngineName.STANDARD:
            from helpers.batch.engine import standard

            return standard.run
