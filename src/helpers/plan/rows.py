"""A plan as flat rows for machines: targets, tasks, agencies."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

from helpers.model import WHOLE, Kind, Level, Period, Plan, Target


def plan_rows(plan: Plan) -> list[dict[str, object]]:
    """One row per target and level that has a figure of its own; `all` where the plan sets one.

    A figure is an int or a float of at most two decimals; without a figure it is None, and
    comparison, unit and counts are empty.
    """
    return [row for target in plan.targets for row in _target_rows(plan, target)]


def _target_rows(plan: Plan, target: Target) -> list[dict[str, object]]:
    counted = target.kind is Kind.QUANTITATIVE
    figures: dict[Level, Fraction | None] = {**target.thresholds} or {WHOLE: None}
    return [
        {
            "id": target.id,
            "clause": target.clause,
            "area": target.area,
            "label": target.label,
            "comparison": str(target.comparison or ""),
            "level": str(level),
            "threshold": _plain(threshold),
            "unit": target.unit,
            "due": target.due,
            "firm": target.firm,
            "kind": str(target.kind),
            "counts": str(target.counts) if counted else "",
            "binds": _binds(plan, target),
            "judged": _judged_words(plan, target),
            "rollup": str(target.rollup),
            "indicator": target.id if target.indicators else "",
        }
        for level, threshold in figures.items()
    ]


def _plain(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(round(value, 2))


def _binds(plan: Plan, target: Target) -> str:
    levels = "|".join(level for level in plan.levels if level in target.binds.levels)
    return " & ".join([levels or "province_whole", *sorted(target.binds.attributes)])


def _judged_words(plan: Plan, target: Target) -> str:
    words = {level: target.judged[level] for level in plan.levels if level in target.judged}
    if len(set(words.values())) == 1:
        return str(next(iter(words.values())))
    return "; ".join(f"{level}={word}" for level, word in words.items())


def task_rows(plan: Plan) -> list[dict[str, object]]:
    """The tasks of part III; `lead` is empty, for the plan names none."""
    return [asdict(task) for task in plan.tasks]


def agency_rows(plan: Plan, period: Period | None = None) -> list[dict[str, object]]:
    """The agencies that exist at the end of `period` (the plan's final one by default), with a
    column of booleans for each attribute."""
    names = {name for agency in plan.agencies.values() for name in agency.attributes}
    names.update(*(target.binds.attributes for target in plan.targets))
    return [
        {
            "id": agency.id,
            "code": agency.code,
            "name": agency.name,
            "level": str(agency.level),
            "parent": agency.parent,
            **{name: name in agency.attributes for name in sorted(names)},
        }
        for agency in plan.registry(period or plan.final_period)
    ]
