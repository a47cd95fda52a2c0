"""Toàn tỉnh: who meets what, by area and district; every target by level; who has not sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from helpers import wording
from helpers.analyst.explorer.called import called
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views.furthest import Detail, detail
from helpers.analyst.tables import PeriodTables
from helpers.evaluation.columns import ResultRow as Own
from helpers.evaluation.standings import assessed
from helpers.model import WHOLE, Agency, Area, Evaluation, Level, Plan, Reason, Target
from helpers.packets.display.members import Count
from helpers.packets.display.members import Own as Member
from helpers.packets.display.rows import ResultRow, as_row
from helpers.packets.display.whole import HeatCell

MOST_BUTTONS = 60  # agencies without a form that are each a button


@dataclass(frozen=True)
class HeatLine:
    """The agencies of a level that have no agency above, or those under one."""

    name: str
    agency: str  # above them; empty for none
    cells: tuple[tuple[str, HeatCell], ...]  # the value of the event, and the counts, by area
    total: HeatCell


@dataclass(frozen=True)
class TargetLine:
    """A target: the figure of the whole, and how many agencies of each level meet it."""

    target: Target
    row: ResultRow | None  # of the whole; None where it has none
    levels: tuple[str, ...]  # in words, by level
    detail: Detail | None  # None where the row is closed


@dataclass(frozen=True)
class Silent:
    """The agencies whose form is missing for one reason."""

    words: str
    agencies: tuple[Agency, ...]  # none where they are too many to be buttons


def show(choice: Choice, source: Source) -> Part:
    """The whole, or what is chosen of it: a level, a district, an area."""
    ky, plan = source.ky(choice.period), source.plan
    if choice.level == WHOLE:
        choice = replace(choice, level="")
    each, code = called(
        ky,
        "tally",
        by=["target", "level"],
        level=choice.level,
        district=choice.district,
        area=choice.area,
    )
    evaluation = ky.whole
    chosen = [row for row in ky.assessed if _is_chosen(choice, row)]
    targets = _target_lines(choice, plan, _whole_rows(ky), chosen)
    sent, asked, silent = _coverage(evaluation)
    areas, lines, (heat, heat_code) = _heat(ky)
    return Part(
        html=rendered(
            "whole",
            "whole",
            areas=areas,
            heat=lines,
            chosen=_chosen_words(choice, source),
            agencies=_agencies(choice, chosen),
            heads=[wording.core.leading(plan.label(level)) for level in _levels(choice, plan)],
            targets=targets,
            sent=wording.whole.sent(sent, asked),
            silent=silent,
        ),
        says=wording.explorer.of_whole(plan.terms.label, len(targets), sent, asked),
        tables=(
            (wording.whole.EACH, each),
            (wording.whole.HEAT, heat),
        ),
        code=f"{code}\n{heat_code}",
    )


def _is_chosen(choice: Choice, row: Own) -> bool:
    agency = row.evaluation.agency
    return (
        choice.level in ("", agency.level)
        and choice.district in ("", agency.parent)
        and choice.area in ("", row.result.target.area)
    )


def _count(rows: Iterable[Own]) -> Count:
    return Count.of(Member(row.evaluation, row.result) for row in rows)


# ---------------------------------------------------------------- agencies by area


Heat = tuple[list[Area], list[HeatLine], tuple[pd.DataFrame, str]]


@lru_cache(maxsize=4)  # it is the same whatever is chosen
def _heat(ky: PeriodTables) -> Heat:
    """The areas; by level the agencies without one above as one line, then a line for those under
    each; and the same as a table."""
    table = called(ky, "tally", by=["level", "district", "area"])
    if not ky.assessed:
        return [], [], table
    plan = ky.assessed[0].evaluation.plan
    shown = {row.result.target.area for row in ky.assessed}
    areas = [area for area in plan.areas if area.id in shown]
    groups: dict[tuple[Level, str], list[Own]] = {}
    for row in ky.assessed:
        parent = plan.parent(row.evaluation.agency)
        key = row.evaluation.agency.level, parent.id if parent else ""
        groups.setdefault(key, []).append(row)
    order = list(plan.levels)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1] != ""))
    lines = [_heat_line(plan, areas, key, groups[key]) for key in keys]
    return areas, lines, table


def _heat_line(
    plan: Plan, areas: Sequence[Area], key: tuple[Level, str], rows: Sequence[Own]
) -> HeatLine:
    level, parent = key
    name = plan.agencies[parent].name if parent else wording.core.leading(plan.group(level))
    cells = []
    for area in areas:
        of_area = [row for row in rows if row.result.target.area == area.id]
        cells.append((f"{level},{parent},{area.id}", HeatCell(_count(of_area))))
    count = len({row.evaluation.agency.id for row in rows})
    return HeatLine(wording.whole.below(name, count), parent, tuple(cells), HeatCell(_count(rows)))


def _agencies(choice: Choice, rows: Sequence[Own]) -> list[tuple[Agency, HeatCell]]:
    """Each agency of the chosen level or district, with how much it meets; none of the whole."""
    if not (choice.district or choice.level):
        return []
    of_agency: dict[str, list[Own]] = {}
    for row in rows:
        of_agency.setdefault(row.evaluation.agency.id, []).append(row)
    return [(own[0].evaluation.agency, HeatCell(_count(own))) for own in of_agency.values()]


def _chosen_words(choice: Choice, source: Source) -> str:
    """What the tables below the first are limited to; empty for nothing."""
    plan, parts = source.plan, []
    if choice.level:
        parts.append(plan.group(Level(choice.level)))
    if choice.district:
        parts.append(plan.senders_by_id[choice.district].name)
    if choice.area:
        label = next(area.label for area in plan.areas if area.id == choice.area)
        parts.append(wording.core.within(label))
    return "; ".join(parts)


# ---------------------------------------------------------------- every target


def _levels(choice: Choice, plan: Plan) -> list[Level]:
    return [level for level in plan.levels if choice.level in ("", level)]


@lru_cache(maxsize=4)
def _whole_rows(ky: PeriodTables) -> Mapping[str, ResultRow]:
    """The figures of the whole by target."""
    evaluation = ky.whole
    results = [result for result in evaluation.results if result.level == WHOLE]
    return {result.target.id: as_row(evaluation, result) for result in results}


def _target_lines(
    choice: Choice, plan: Plan, whole: Mapping[str, ResultRow], rows: Sequence[Own]
) -> list[TargetLine]:
    by_target: dict[str, list[Own]] = {}
    for row in rows:
        by_target.setdefault(row.result.target.id, []).append(row)
    levels, opened = _levels(choice, plan), {*choice.opened, choice.target}
    every = not (choice.level or choice.district)  # then those of the whole alone, too
    lines = []
    for target in plan.targets:
        owns, figure = by_target.get(target.id, []), whole.get(target.id)
        of_whole = every and figure is not None and assessed(figure.result)
        if owns or (of_whole and choice.area in ("", target.area)):
            shown = detail(plan, target, figure, owns) if target.id in opened and owns else None
            lines.append(TargetLine(target, figure, tuple(_by_level(owns, levels)), shown))
    return lines


def _by_level(owns: Sequence[Own], levels: Sequence[Level]) -> Iterable[str]:
    for level in levels:
        count = _count(own for own in owns if own.evaluation.agency.level == level)
        counts = count.met, count.below, count.no_data, count.other
        yield wording.whole.by_verdict(*counts) if count.total else ""


# ---------------------------------------------------------------- who has sent


def _coverage(evaluation: Evaluation) -> tuple[int, int, list[Silent]]:
    """How many have sent their form, of how many; and the others by reason."""
    asked = [each for each in evaluation.members if each.form is not Reason.NOT_ASKED]
    silent = []
    for reason in dict.fromkeys(each.form for each in asked if each.form):
        agencies = [each.agency for each in asked if each.form is reason]
        names = [agency.name for agency in agencies]
        if len(agencies) > MOST_BUTTONS:
            silent.append(Silent(wording.whole.without_form(reason, len(names), names), ()))
        else:
            head = wording.explorer.without_form(reason, len(agencies))
            silent.append(Silent(head, tuple(agencies)))
    return sum(each.form is None for each in asked), len(asked), silent
