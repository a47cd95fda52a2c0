"""Roots, and a folder of params/plans as one `Plan`: read, check, build.

A plan folder holds plan.yml, one <area>.yml per area, tasks.yml, scoring.yml, periods.yml and
agencies.csv. Unknown keys are refused, and the faults of all files come together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from helpers import wording
from helpers.model import PlainFault, Plan
from helpers.plan.build import build_plan
from helpers.plan.checks import check
from helpers.plan.folder import parse
from helpers.plan.reading import Fault
from helpers.plan.roots import Roots, find_roots
from helpers.plan.rows import agency_rows, plan_rows, task_rows

__all__ = [
    "Fault",
    "ParamsError",
    "Roots",
    "UnknownPlan",
    "agency_rows",
    "find_roots",
    "load_plan",
    "plan_rows",
    "task_rows",
]

PLANS = Path("params", "plans")


class ParamsError(ValueError):
    """A plan folder with faults; `faults` holds all of them, by file and line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class UnknownPlan(PlainFault):
    """There is no plan of that id; the sentence names the plans there are."""


def load_plan(
    root: Path, plan_id: str, indicators: Mapping[str, Collection[str]] | None = None
) -> Plan:
    """The plan in `root`/params/plans/`plan_id`, read anew at each call.

    `indicators`: for each built area the names its module offers; given, a target may name no
    other. Raises `UnknownPlan`, or `ParamsError` with every fault of every file.
    """
    files = _read_files(root, plan_id)
    faults: set[Fault] = set()
    folder = parse((PLANS / plan_id).as_posix(), files, faults)
    faults.update(check(folder, plan_id, indicators))
    if faults:
        raise ParamsError(tuple(sorted(faults)))
    return build_plan(folder, _digest(files))


def _read_files(root: Path, plan_id: str) -> dict[str, bytes]:
    plans = root / PLANS
    there = sorted(path.name for path in plans.glob("[!.]*/"))
    if plan_id not in there:
        raise UnknownPlan(wording.unknown_plan(plan_id, there))
    paths = sorted((plans / plan_id).glob("[!.]*"))
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _digest(files: Mapping[str, bytes]) -> str:
    """sha256 over names, lengths and bytes, in the order of the names."""
    sha = hashlib.sha256()
    for name, content in files.items():
        sha.update(f"{name}\0{len(content)}\0".encode())
        sha.update(content)
    return sha.hexdigest()
