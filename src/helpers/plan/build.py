"""Checked rows into the words of `model`."""

from __future__ import annotations

from helpers.model import (
    Agency,
    Area,
    Binds,
    Budget,
    Clause,
    Counts,
    Duty,
    Input,
    Period,
    Plan,
    PointRule,
    Scoring,
    Target,
    Task,
)
from helpers.plan.checks import judged, thresholds
from helpers.plan.folder import Folder
from helpers.plan.schema import AgencyRow, AreaFile, InputRow, PeriodsFile, ScoringFile, TargetRow


def build_plan(folder: Folder, digest: str) -> Plan:
    """The plan of a folder without faults."""
    plan, tasks, scoring, periods = folder.plan, folder.tasks, folder.scoring, folder.periods
    assert plan and tasks and scoring and periods, "a file that cannot be read is a fault"
    return Plan(
        id=plan.id,
        number=plan.number,
        title=plan.title,
        year=plan.year,
        issued=plan.issued,
        province=plan.province.id,
        province_name=plan.province.name,
        areas=tuple(_area(folder.areas[area], area in plan.built) for area in plan.areas),
        tasks=tuple(Task(**dict(row)) for row in tasks.tasks),
        budget=Budget(**dict(plan.budget) | {"sources": tuple(plan.budget.sources)}),
        duties=tuple(
            Duty(row.clause, row.label, tuple(row.binds), tuple(_input(i) for i in row.inputs))
            for row in plan.duties
        ),
        periods=_periods(periods),
        agencies={row.id: _agency(row) for row in folder.agencies},
        central_bodies=tuple(plan.central_bodies.names),
        scoring=_scoring(scoring),
        digest=digest,
    )


def _area(file: AreaFile, built: bool) -> Area:
    clauses = tuple(
        Clause(
            id=row.id,
            area=file.area,
            label=row.label,
            targets=tuple(_target(target, row.id, file.area) for target in row.targets),
        )
        for row in file.clauses
    )
    return Area(id=file.area, label=file.label, number=file.number, built=built, clauses=clauses)


def _target(row: TargetRow, clause: str, area: str) -> Target:
    same = dict(row)
    del same["threshold"]
    return Target(
        **same
        | {
            "clause": clause,
            "area": area,
            "binds": Binds(frozenset(row.binds.levels), frozenset(row.binds.attributes)),
            "thresholds": thresholds(row)[0],
            "judged": judged(row)[0],
            "counts": row.counts or Counts.STOCK,
            "baseline": tuple(row.baseline),
            "inputs": tuple(_input(field) for field in row.inputs),
        }
    )


def _input(row: InputRow) -> Input:
    return Input(
        id=row.id,
        label=row.label,
        unit=row.unit,
        kind=row.kind,
        levels=frozenset(row.levels),
        by_parent=frozenset(row.by_parent),
        register=tuple(row.register_),
        part_of=tuple(row.part_of),
        period=row.period,
    )


def _periods(file: PeriodsFile) -> dict[str, Period]:
    return {
        row.id: Period(**dict(row), source=file.source, verified=file.verified)
        for row in file.periods
    }


def _agency(row: AgencyRow) -> Agency:
    held = frozenset(name for name, holds in row.attributes.items() if holds)
    return Agency(**dict(row) | {"attributes": held, "predecessors": tuple(row.predecessors)})


def _scoring(file: ScoringFile) -> Scoring:
    rules = {row.target: PointRule(**dict(row)) for row in file.rules}
    return Scoring(label=file.label, source=file.source, verified=file.verified, rules=rules)
