"""Counts of the plan 434/KH-UBND: the only place where tests state them; and the target whose
figures tests of arithmetic and of pages count on, even where the plan is amended."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from helpers.model import Level, Plan, Target

CLAUSES = 47  # of part II
THRESHOLDS = 65  # of all targets and levels
FIGURES = 61  # targets with a figure
TASKS = 48  # of part III
AGENCIES = 181  # at the year's end
COMMUNES = 152  # at the year's end
COMMUNE_QUESTIONS = 24  # at most, on one page

EXAMPLE = "digitised_results"
EXAMPLE_FIGURES = {"province": 60, "district": 50, "commune": 40}  # percent


def with_example(plan: Plan) -> Plan:
    """The plan with the thresholds of EXAMPLE that tests count on."""
    figures = {Level(level): Fraction(figure) for level, figure in EXAMPLE_FIGURES.items()}

    def fixed(target: Target) -> Target:
        return replace(target, thresholds=figures) if target.id == EXAMPLE else target

    areas = (
        replace(
            area,
            clauses=tuple(replace(c, targets=tuple(map(fixed, c.targets))) for c in area.clauses),
        )
        for area in plan.areas
    )
    return replace(plan, areas=tuple(areas))
