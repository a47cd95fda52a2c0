"""Commands that list what the plan says."""

from __future__ import annotations

from typing import Annotated

import typer

from helpers.cli.app import (
    FormatOption,
    ListFormat,
    PeriodOption,
    PlanOption,
    chosen_plan,
    command,
    print_rows,
)
from helpers.plan import agency_rows, find_roots, plan_rows, task_rows
from helpers.wording import command_help


@command("plan", command_help.PLAN)
def plan_command(
    format: FormatOption = ListFormat.TABLE,
    tasks: Annotated[bool, typer.Option("--tasks", help=command_help.TASKS)] = False,
    plan: PlanOption = "",
) -> None:
    """Print the plan's thresholds, or its tasks."""
    the_plan = chosen_plan(plan, find_roots())
    print_rows(task_rows(the_plan) if tasks else plan_rows(the_plan), format)


@command("agencies", command_help.AGENCIES)
def agencies_command(
    period: PeriodOption = "",
    format: FormatOption = ListFormat.CSV,
    plan: PlanOption = "",
) -> None:
    """Print the registry of a period; by default the one of the plan year's end."""
    from helpers.analyst.opening import open_period

    the_plan = chosen_plan(plan, find_roots())
    print_rows(agency_rows(the_plan, open_period(the_plan, period) if period else None), format)
