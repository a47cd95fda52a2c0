"""The command that fills a card of indicators in, or checks one that was typed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpers import wording
from helpers.cli.app import (
    PARTLY,
    DataOption,
    FormatOption,
    ListFormat,
    PlanOption,
    chosen_plan_id,
    command,
    print_rows,
    print_table,
    say,
)
from helpers.model import WHOLE, Card, CardResult, Plan, WrongUse
from helpers.plan import find_roots
from helpers.plan.cards import load_card, read_typed
from helpers.wording import command_help

if TYPE_CHECKING:
    from helpers.analyst.opening import Opened


@command("card", command_help.CARD)
def card_command(
    agency: Annotated[str, typer.Argument(help=command_help.CARD_AGENCY)] = "",
    every: Annotated[bool, typer.Option("--all", help=command_help.CARD_ALL)] = False,
    check: Annotated[Path | None, typer.Option("--check", help=command_help.CARD_CHECK)] = None,
    period: Annotated[str, typer.Option("--period", help=command_help.PERIOD)] = "",
    format: FormatOption = ListFormat.TABLE,
    card: Annotated[str, typer.Option("--card", help=command_help.CARD_ID)] = "",
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print the card of an agency or of all, or the rows of a typed card that do not add up."""
    from helpers.analyst.opening import offered, opened

    if [bool(agency), every, check is not None].count(True) != 1:
        raise WrongUse(wording.cards.NEITHER)
    roots = find_roots(data)
    the_card = load_card(roots.root, card, offered(roots.root).survey)
    if check is not None:
        _check(the_card, check)
        return
    if not period:
        raise WrongUse(wording.cards.PERIOD_NEEDED)
    at = opened(roots, chosen_plan_id(plan, roots), period)
    results = _results(the_card, at, agency)
    simulated = at.observations.origin.simulated
    if format is ListFormat.TABLE:
        print(wording.cards.heading(the_card, at.period, simulated))
        print_table([row for each in results for row in _table_rows(each, at.plan)])
    else:
        note = wording.cards.remark(the_card, simulated)
        print_rows(
            [row | {"note": note} for each in results for row in _rows(each, at.plan)], format
        )


def _check(card: Card, path: Path) -> None:
    from helpers.evaluation.cards import findings

    rows = read_typed(card, path)
    if not rows:
        raise WrongUse(wording.cards.NO_ROWS)
    found = findings(card, rows)
    for each in found:
        print(wording.cards.finding(each))
    say(wording.cards.checked(len(rows), len({each.row.line for each in found})))
    if found:
        raise typer.Exit(PARTLY)


def _results(card: Card, at: Opened, agency: str) -> list[CardResult]:
    """The card of one agency, or of all that exist at the end of the period."""
    from helpers.evaluation.cards import fill_in

    evaluations = [at.evaluation(name) for name in ([agency] if agency else at.subjects)]
    agencies = [each for each in evaluations if each.agency.level != WHOLE]
    if not agencies:
        raise WrongUse(wording.cards.ONE_BY_ONE)
    return [fill_in(card, each) for each in agencies]


def _rows(result: CardResult, plan: Plan) -> Iterator[dict[str, object]]:
    """The rows of a card as data: by indicator, then the total; points that are open or withheld
    are None."""
    place = {"agency": result.agency, "name": result.name}
    for each in result.earned:
        open_points = each.missing is not None
        yield {
            **place,
            "indicator": str(each.indicator.number),
            "low": None if open_points else float(each.low),
            "high": None if open_points else float(each.high),
            "max": float(each.indicator.points),
            "verified": each.indicator.verified,
            "basis": wording.cards.basis(each, plan, result.level),
            "label": each.indicator.label,
        }
    yield {
        **place,
        "indicator": "total",
        "low": None if result.withheld else float(result.total.low),
        "high": None if result.withheld else float(result.total.high),
        "max": float(result.total.maximum),
        "verified": result.card.verified,
        "basis": wording.cards.total_basis(result),
        "label": result.card.label,
    }


def _table_rows(result: CardResult, plan: Plan) -> Iterator[dict[str, str]]:
    for each in result.earned:
        yield wording.cards.table_row(
            result.name,
            str(each.indicator.number),
            "" if each.missing else wording.cards.span(each.low, each.high),
            each.indicator.points,
            wording.cards.basis(each, plan, result.level),
            each.indicator.label,
        )
    yield wording.cards.table_row(
        result.name,
        wording.cards.TOTAL,
        "" if result.withheld else wording.cards.span(result.total.low, result.total.high),
        result.total.maximum,
        wording.cards.total_basis(result),
        result.card.label,
    )
