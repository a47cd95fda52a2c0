"""What the commands share: the application, options that many of them have, what they print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from helpers import plan, wording
from helpers.evaluation.csv_text import csv_text
from helpers.model import Plan, WrongUse
from helpers.plan import Roots
from helpers.wording import command_help

DONE, PARTLY, WRONG = 0, 1, 2  # exit codes


# typer.Context is the public name of the context that is passed; typer's own annotation of get_help
# names a wider class that it does not export.


class _Command(TyperCommand):
    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return wording.command.help_text(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        return wording.command.help_text(super().get_help(ctx))


app = typer.Typer(cls=_Group, add_completion=False, rich_markup_mode=None, help=command_help.APP)
F = TypeVar("F", bound=Callable[..., None])


def command(name: str, help: str) -> Callable[[F], F]:
    """Make a function the command of that name."""
    return app.command(name, cls=_Command, help=help)


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


PlanOption = Annotated[str, typer.Option("--plan", help=command_help.PLAN_ID)]
DataOption = Annotated[str, typer.Option("--data", help=command_help.DATA_FOLDER)]
OutOption = Annotated[str, typer.Option("--out", help=command_help.OUT_FOLDER)]
PeriodOption = Annotated[str, typer.Option("--period", help=command_help.PERIOD)]
AgencyArgument = Annotated[str, typer.Argument(help=command_help.AGENCY)]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, help=command_help.JOBS)]
FormatOption = Annotated[ListFormat, typer.Option("--format", help=command_help.LIST_FORMAT)]


def chosen_plan_id(given: str, roots: Roots) -> str:
    """The plan id given, or that of the only plan there is; WrongUse where that is not clear."""
    return plan.chosen_plan_id(given, roots.root, wording.command.which_plan)


def chosen_plan(given: str, roots: Roots) -> Plan:
    """The plan of that id, or the only one there is."""
    from helpers.analyst.opening import open_plan

    return open_plan(chosen_plan_id(given, roots), roots)


def refuse_among_data(roots: Roots, folder: Path) -> None:
    """WrongUse for a folder of results within the inbox or the store."""
    for name in ("inbox", "store"):
        kept = roots.data / name
        if folder.resolve().is_relative_to(kept.resolve()):
            raise WrongUse(wording.command.out_among_data(folder, kept))


def asked_questions(roots: Roots) -> dict[str, str]:
    """The questions of the survey with their columns, as its first mapping has them."""
    from helpers.intake.exports import load_mappings

    surveys = (m for m in load_mappings(roots.root) if m.kind == "survey")
    return {question.id: question.column for m in surveys for question in m.questions}


Rows = Sequence[Mapping[str, object]]


def print_rows(rows: Rows, form: ListFormat) -> None:
    """Print a list that is not empty."""
    match form:
        case ListFormat.CSV:
            print_csv(rows)
        case ListFormat.JSON:
            print(json.dumps(rows, ensure_ascii=False, indent=1))
        case ListFormat.TABLE:
            print_table(rows)


def print_csv(rows: Rows) -> None:
    """Print rows as CSV under their head."""
    sys.stdout.write(csv_text(rows, list(rows[0])))


def print_table(rows: Rows) -> None:
    """Print rows as columns padded with blanks, under their head."""
    head = {name: name for name in rows[0]}
    lines = [[str(row[name]) for name in head] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def say(text: str) -> None:
    """Print a sentence for the person at the keyboard; stdout is for results."""
    print(text, file=sys.stderr)
