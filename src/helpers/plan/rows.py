"""A plan as flat rows for machines: targets, tasks, agencies (design 4)."""

from __future__ import annotations

from fractions import Fraction

from helpers.model import AGENCY_LEVELS, Kind, Level, Period, Plan, Target


def plan_rows(plan: Plan) -> list[dict[str, object]]:
    """One row per target and level that has a figure of its own; `all` where the plan sets one.

    A figure is an int or a float of at most two decimals; without a figure it is None, and
    comparison, unit and counts are empty.
    """
    return [row for target in plan.targets for row in _target_rows(target)]


def _target_rows(target: Target) -> list[dict[str, object]]:
    counted = target.kind is Kind.QUANTITATIVE
    figures: dict[Level, Fraction | None] = {**target.thresholds} or {Level.ALL: None}
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
            "binds": str(target.binds),
            "judged": _judged_words(target),
            "rollup": str(target.rollup),
            "indicator": target.indicator,
        }
        for level, threshold in figures.items()
    ]


def _plain(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(round(value, 2))


def _judged_words(target: Target) -> str:
    ways = {level: target.judged[level] for level in AGENCY_LEVELS if level in target.judged}
    if len(set(ways.values())) == 1:
        return str(next(iter(ways.values())))
    return "; ".join(f"{level}={way}" for level, way in ways.items())


def task_rows(plan: Plan) -> list[dict[str, object]]:
    """The tasks of part III; `lead` is empty, for the plan names none."""
    return [
        {"clause": t.clause, "area": t.area, "label": t.label, "lead": t.lead} for t in plan.tasks
    ]


def agency_rows(plan: Plan, period: Period | None = None) -> list[dict[str, object]]:
    """The agencies in being at the end of `period` (the plan's final one by default), each
    attribute as a column of booleans."""
    final = period or next(p for p in plan.periods.values() if p.final)
    return [
        {
            "id": agency.id,
            "code": agency.code,
            "name": agency.name,
            "level": str(agency.level),
            "parent": agency.parent,
            **{name: name in agency.attributes for name in _attributes(plan)},
        }
        for agency in plan.registry(final)
    ]


def _attributes(plan: Plan) -> list[str]:
    held = {name for agency in plan.agencies.values() for name in agency.attributes}
    return sorted(held.union(*(target.binds.attributes for target in plan.targets)))
