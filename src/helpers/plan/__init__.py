"""Roots, and a folder of params/plans as one `Plan`: read, check, build.

A plan folder holds plan.yml, one <area>.yml per area, tasks.yml, scoring.yml, periods.yml,
agencies.csv and, where figures of forms are compared with each other, plausibility.yml. First
every file must have its shape (unknown keys are refused), then ids, references and figures must
agree: the faults of all files come together, at either stage.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
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
    "chosen_plan_id",
    "desk_folder",
    "find_roots",
    "load_plan",
    "plan_rows",
    "survey_questions",
    "task_rows",
]

PLANS = Path("params", "plans")


def chosen_plan_id(given: str, root: Path, ask: Callable[[Sequence[str]], str]) -> str:
    """The plan id given, or that of the only plan in `root`; WrongUse where that is not clear, in
    the words of `ask`, which gets the ids that there are."""
    known = _plan_ids(root)
    if given or len(known) == 1:
        return given or known[0]
    raise WrongUse(ask(known))


def _plan_ids(root: Path) -> list[str]:
    return sorted(path.name for path in (root / PLANS).glob("[!.]*/"))


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
    if plan_id not in (there := _plan_ids(root)):
        raise WrongUse(wording.params.unknown_plan(plan_id, there))
    paths = sorted((root / PLANS / plan_id).glob("[!.]*"))
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _digest(files: Mapping[str, bytes]) -> str:
    """sha256 over names, lengths and bytes, in the order of the names."""
    sha = hashlib.sha256()
    for name, content in files.items():
        sha.update(f"{name}\0{len(content)}\0".encode())
        sha.update(content)
    return sha.hexdigest()
