"""Roots, and a folder of params/plans as one `Plan`: read, check, build.

A plan folder holds plan.yml, one <area>.yml per area, tasks.yml, scoring.yml, periods.yml,
agencies.csv and, where figures of forms are compared with each other, plausibility.yml. First
every file must have its shape (unknown keys are refused), then ids, references and figures must
agree: the faults of all files come together, at either stage.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from helpers import wording
from helpers.model import Plan, WrongUse
from helpers.plan.build import build_plan
from helpers.plan.checks import check
from helpers.plan.folder import read_folder
from helpers.plan.indicators import Offered
from helpers.plan.mappings import MAPPINGS, survey_questions
from helpers.plan.reading import Fault, ParamsError
from helpers.plan.roots import NOTEBOOKS, Roots, desk_folder, find_roots
from helpers.plan.rows import agency_rows, plan_rows, task_rows

__all__ = [
    "MAPPINGS",
    "Fault",
    "Offered",
    "ParamsError",
    "Roots",
    "agency_rows",
    "desk_folder",
    "find_roots",
    "load_plan",
    "plan_rows",
    "survey_questions",
    "task_rows",
]

PLANS = Path("params", "plans")


def load_plan(root: Path, plan_id: str, offered: Offered | None = None) -> Plan:
    """The plan in `root`/params/plans/`plan_id`, read anew at each call.

    `offered`: what a target's indicator may name besides inputs; given, it may name nothing else.
    Raises WrongUse for an unknown plan, ParamsError with the faults of all files.
    """
    files = _read_files(root, plan_id)
    folder = read_folder((PLANS / plan_id).as_posix(), files)
    notebooks = {path.stem for path in (root / NOTEBOOKS).glob("*.ipynb")}
    if faults := set(check(folder, plan_id, notebooks, offered)):
        raise ParamsError(faults)
    return build_plan(folder, _digest(files))


def _read_files(root: Path, plan_id: str) -> dict[str, bytes]:
    plans = root / PLANS
    there = sorted(path.name for path in plans.glob("[!.]*/"))
    if plan_id not in there:
        raise WrongUse(wording.params.unknown_plan(plan_id, there))
    paths = sorted((plans / plan_id).glob("[!.]*"))
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _digest(files: Mapping[str, bytes]) -> str:
    """sha256 over names, lengths and bytes, in the order of the names."""
    sha = hashlib.sha256()
    for name, content in files.items():
        sha.update(f"{name}\0{len(content)}\0".encode())
        sha.update(content)
    return sha.hexdigest()
