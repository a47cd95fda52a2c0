"""What the shapes of single files cannot say: ids, references, and figures that must agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from difflib import get_close_matches
from itertools import pairwise

from helpers import wording
from helpers.model import OVERVIEW, WHOLE, Agency, Input, Judged, Kind, Measure, Period
from helpers.plan.folder import Folder, Placed
from helpers.plan.indicators import Offered, check_indicators
from helpers.plan.reading import Fault
from helpers.plan.schema import RuleRow, TargetRow

# Judged by a figure: each level bound so needs a threshold.
WEIGHED = (Judged.VERDICT, Judged.YES_NO)


def check(
    folder: Folder, plan_id: str, notebooks: Collection[str], offered: Offered | None
) -> Iterator[Fault]:
    """Every fault in a folder whose files all have their shape; `notebooks`: those there are."""
    yield from _check_duplicates(folder)
    yield from _check_names(folder, plan_id)
    yield from _check_references(folder)
    yield from _check_areas(folder, notebooks)
    yield from _check_indicators(folder, offered)
    for target in folder.targets:
        yield from _check_figures(target)
        yield from _check_judged(target)
    yield from _check_inputs(folder)
    yield from _check_periods(folder)
    yield from _check_agencies(folder)


# ---------------------------------------------------------------- ids and references


def _check_duplicates(folder: Folder) -> Iterator[Fault]:
    plan, areas = folder.plan, folder.areas.values()
    clauses = [clause for file in areas for clause in file.each("clauses", file.row.clauses)]
    yield from _duplicates(clauses, "id")
    yield from _duplicates(folder.targets, "id")
    yield from _duplicates(plan.each("duties", plan.row.duties), "clause")
    yield from _duplicates(folder.tasks.each("tasks", folder.tasks.row.tasks), "clause")
    yield from _duplicates(folder.scoring.each("rules", folder.scoring.row.rules), "target")
    yield from _duplicates(_periods(folder), "id")
    yield from _duplicates(plan.each("levels", plan.row.levels), "id")
    yield from _duplicates(_agencies(folder), "id")


def _periods(folder: Folder) -> Iterator[Placed[Period]]:
    return folder.periods.each("periods", folder.periods.row.periods)


def _agencies(folder: Folder) -> Iterator[Placed[Agency]]:
    return folder.agencies.each("agencies", folder.agencies.row.agencies)


def _duplicates(rows: Iterable[Placed[object]], key: str) -> Iterator[Fault]:
    seen: dict[str, Placed[object]] = {}
    for row in rows:
        value = getattr(row.row, key)
        first = seen.setdefault(value, row)
        if first is not row:
            file, line = first.document.file, first.line(key)
            yield row.fault("duplicate", key, found=value, file=file, line=line)


def _unknown(
    row: Placed[object],
    key: str,
    values: Iterable[str | None],
    known: Collection[str],
) -> Iterator[Fault]:
    """A fault for each of the values at `key` that is neither empty nor known."""
    for index, value in enumerate(values):
        if value and value not in known:
            near = get_close_matches(value, list(known), n=1)
            yield row.fault("unknown_name", key, index, found=value, near="".join(near))


def _check_names(folder: Folder, plan_id: str) -> Iterator[Fault]:
    plan = folder.plan.row
    if plan.id != plan_id:
        yield folder.plan.fault("other_id", "id", found=plan.id, expected=plan_id)
    for index, area in enumerate(plan.areas):
        if area in plan.areas[:index]:
            yield folder.plan.fault("repeated_item", "areas", index, found=area)
        if area == OVERVIEW:
            yield folder.plan.fault("reserved_name", "areas", index, found=area)
    for area, file in folder.areas.items():
        if file.row.area != area:
            yield file.fault("other_id", "area", found=file.row.area, expected=area)


def _check_areas(folder: Folder, notebooks: Collection[str]) -> Iterator[Fault]:
    """Each area needs a sheet of its own in a form (Excel ignores case), and a notebook."""
    used = {title.casefold() for title in wording.forms.FIXED_SHEETS}
    for file in folder.areas.values():
        sheet, notebook = file.row.sheet, file.row.notebook
        if sheet.casefold() in used:
            yield file.fault("sheet_taken", "sheet", found=sheet)
        used.add(sheet.casefold())
        if notebook not in notebooks:
            near = "".join(get_close_matches(notebook, list(notebooks), n=1))
            yield file.fault("no_notebook", "notebook", found=notebook, near=near)


def _check_references(folder: Folder) -> Iterator[Fault]:
    plan = folder.plan.row
    for task in folder.tasks.each("tasks", folder.tasks.row.tasks):
        yield from _unknown(task, "area", [task.row.area], plan.areas)
    ids = {target.row.id for target in folder.targets}
    for rule in folder.scoring.each("rules", folder.scoring.row.rules):
        yield from _unknown(rule, "target", [rule.row.target], ids)
        yield from _check_steps(rule)
    binding = {*(row.id for row in plan.levels), *(agency.row.id for agency in _agencies(folder))}
    for duty in folder.plan.each("duties", plan.duties):
        yield from _unknown(duty, "binds", duty.row.binds, binding)
    for target in folder.targets:
        binds = Placed(target.row.binds, target.document, (*target.path, "binds"))
        yield from _unknown(binds, "with", sorted(binds.row.attributes), plan.attributes)


def _check_steps(rule: Placed[RuleRow]) -> Iterator[Fault]:
    """Steps for the formula of that name and no other; values and points rise, to the maximum."""
    row = rule.row
    if bool(row.steps) != (row.formula == "steps"):
        yield rule.fault("steps_wanted" if row.formula == "steps" else "idle_steps", "steps")
    if any(b.at_least <= a.at_least or b.points <= a.points for a, b in pairwise(row.steps)):
        yield rule.fault("steps_not_rising", "steps")
    if row.steps and row.steps[-1].points > row.points:
        yield rule.fault("steps_above_points", "steps", found=float(row.points))


# ---------------------------------------------------------------- targets


def _check_figures(target: Placed[TargetRow]) -> Iterator[Fault]:
    row = target.row
    if row.kind is Kind.QUALITATIVE:
        figures = {
            "comparison": row.comparison,
            "threshold": row.thresholds,
            "unit": row.unit,
            "indicator": row.given,
        }
        for key in (key for key, value in figures.items() if value):
            yield target.fault("figure_not_wanted", key)
        if row.inputs and not any(entry.register for entry in row.inputs):
            yield target.fault("whole_not_asked", "inputs")
        return
    if row.comparison is None:
        yield target.fault("no_comparison")
    if not row.thresholds:
        yield target.fault("no_threshold")
    elif not row.unit:
        yield target.fault("no_unit", "threshold")
    else:
        gains = {each.measure is Measure.GAIN for each in row.by_level.values()}
        if row.unit.startswith("%") in gains:
            code = "gain_in_percent" if row.unit.startswith("%") else "not_percent"
            yield target.fault(code, "unit", found=row.unit)


def _check_judged(target: Placed[TargetRow]) -> Iterator[Fault]:
    row = target.row
    for level in sorted(row.binds.levels):
        if level not in row.judged:
            yield target.fault("no_judged", "judged", level=level)
        elif (
            row.thresholds
            and row.judged[level] in WEIGHED
            and not row.thresholds.keys() & {level, WHOLE}
        ):
            yield target.fault("no_threshold_for_level", "threshold", level=level)


def _check_indicators(folder: Folder, offered: Offered | None) -> Iterator[Fault]:
    for target in folder.targets:
        yield from check_indicators(target, offered)
        if target.row.kind is Kind.QUANTITATIVE and not target.row.given:
            yield target.fault("no_indicator")


def _check_inputs(folder: Folder) -> Iterator[Fault]:
    duties = folder.plan.each("duties", folder.plan.row.duties)
    inputs: list[Placed[Input]] = [
        *(entry for t in folder.targets for entry in t.each("inputs", t.row.inputs)),
        *(entry for d in duties for entry in d.each("inputs", d.row.inputs)),
    ]
    known = {entry.row.id for entry in inputs}
    periods = {period.row.id for period in _periods(folder)}
    for target in folder.targets:
        yield from _unknown(target, "baseline", target.row.baseline, known)
    seen: dict[str, Placed[Input]] = {}
    for entry in inputs:
        row, first = entry.row, seen.setdefault(entry.row.id, entry)
        yield from _unknown(entry, "part_of", row.part_of, known)
        yield from _unknown(entry, "period", [row.period], periods)
        if not row.levels and not row.register:
            yield entry.fault("asked_of_nobody")
        for level in row.by_parent - row.levels:
            yield entry.fault("parent_of_nobody", "by_parent", found=level)
        if row != first.row:
            file, line = first.document.file, first.line()
            yield entry.fault("input_differs", "id", found=row.id, file=file, line=line)


# ---------------------------------------------------------------- periods and agencies


def _check_periods(folder: Folder) -> Iterator[Fault]:
    ends = {period.row.id: period.row.end for period in _periods(folder)}
    for period in _periods(folder):
        row = period.row
        yield from _check_span(period)
        yield from _unknown(period, "compare_with", [row.compare_with], ends)
        yield from _unknown(period, "follows", [row.follows], ends)
        if row.follows in ends and ends[row.follows] + timedelta(days=1) != row.start:
            yield period.fault("not_following", "follows", found=row.follows)
    finals = sum(period.row.final for period in _periods(folder))
    if finals != 1:
        yield folder.periods.fault("one_final", "periods", found=finals)


def _check_span(placed: Placed[Period] | Placed[Agency]) -> Iterator[Fault]:
    if placed.row.end is not None and placed.row.end < placed.row.start:
        yield placed.fault("end_before_start", "end")


def _check_agencies(folder: Folder) -> Iterator[Fault]:
    province = folder.plan.row.province.id
    levels = {agency.row.id: agency.row.level for agency in _agencies(folder)}
    known = levels.keys()
    under = {row.id: row.under for row in folder.plan.row.levels}
    for agency in _agencies(folder):
        row = agency.row
        yield from _check_span(agency)
        yield from _unknown(agency, "parent", [row.parent], known | {province})
        yield from _unknown(agency, "predecessors", row.predecessors, known)
        if row.id == province:
            yield agency.fault("province_as_agency", "id", found=row.id)
        above = WHOLE if row.parent == province else levels.get(row.parent)
        wanted = under[row.level]
        if above is not None and above != wanted:
            expected = province if wanted == WHOLE else wanted
            yield agency.fault("wrong_parent", "parent", found=row.parent, expected=expected)
