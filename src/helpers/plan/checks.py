"""What one file of a plan says, held against itself and against the other files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, TypeVar

from helpers.model import AGENCY_LEVELS, Judged, Kind, Level
from helpers.plan.folder import Folder
from helpers.plan.reading import Block, Fault
from helpers.plan.schema import AgencyRow, InputRow, PeriodRow, PlanFile, Row, TargetRow, figure

V = TypeVar("V")
R = TypeVar("R", bound=Row)

# Judged in points or a verdict: a bound level then needs a figure to be held against.
WEIGHED = (Judged.VERDICT, Judged.YES_NO)


def check(
    folder: Folder, plan_id: str, indicators: Mapping[str, Collection[str]] | None
) -> Iterator[Fault]:
    """Every fault that the schemas cannot see."""
    yield from _check_duplicates(folder)
    if folder.plan is not None:
        if folder.plan.sound("id") and folder.plan.id != plan_id:
            yield folder.plan.fault("other_id", "id", expected=plan_id)
        yield from _check_areas(folder, folder.plan)
        yield from _check_references(folder, folder.plan)
        yield from _check_indicators(folder, folder.plan, indicators)
    for target in folder.targets:
        yield from _check_figures(target)
        yield from _check_judged(target)
    yield from _check_inputs(folder)
    yield from _check_periods(folder)
    yield from _check_agencies(folder)


# ---------------------------------------------------------------- ids and references


def _check_duplicates(folder: Folder) -> Iterator[Fault]:
    yield from _duplicates([c for file in folder.areas.values() for c in file.clauses], "id")
    yield from _duplicates(folder.targets, "id")
    yield from _duplicates(folder.agencies, "id")
    if folder.plan:
        yield from _duplicates(folder.plan.duties, "clause")
    if folder.tasks:
        yield from _duplicates(folder.tasks.tasks, "clause")
    if folder.scoring:
        yield from _duplicates(folder.scoring.rules, "target")
    if folder.periods:
        yield from _duplicates(folder.periods.periods, "id")


def _duplicates(rows: Iterable[R], key: str) -> Iterator[Fault]:
    seen: dict[str, R] = {}
    for row in rows:
        first = seen.setdefault(getattr(row, key), row)
        if row.sound(key) and first is not row:
            yield row.fault("duplicate", key, file=first.file, line=first.line(key))


def _unknown(
    row: Row, name: str, known: Collection[str] | None, code: str = "unknown_name"
) -> Iterator[Fault]:
    """A fault for each name in a field of `row` that is not known; none if that cannot be told."""
    value = getattr(row, name)
    key = type(row).model_fields[name].alias or name
    for index, item in enumerate([value] if isinstance(value, str) else value or []):
        if item and known is not None and item not in known:
            near = get_close_matches(item, list(known), n=1)
            yield row.fault(code, key, index, found=item, near="".join(near))


def _check_areas(folder: Folder, plan: PlanFile) -> Iterator[Fault]:
    for index, area in enumerate(plan.areas):
        if f"{area}.yml" not in folder.area_files:
            yield plan.fault("no_area_file", "areas", index, found=f"{area}.yml")
        if area in plan.areas[:index]:
            yield plan.fault("repeated_item", "areas", index, found=area)
    for area, file in folder.areas.items():
        if plan.sound("areas") and area not in plan.areas:
            yield file.fault("stray_file")
        elif file.sound("area") and file.area != area:
            yield file.fault("other_id", "area", expected=area)


def _check_references(folder: Folder, plan: PlanFile) -> Iterator[Fault]:
    areas = plan.areas if plan.sound("areas") else None
    yield from _unknown(plan, "built", areas)
    for task in folder.tasks.tasks if folder.tasks else ():
        yield from _unknown(task, "area", areas)
    targets = folder.known("targets", *folder.area_files)
    for rule in folder.scoring.rules if folder.scoring else ():
        yield from _unknown(rule, "target", targets)
    agencies = folder.known("agencies", "agencies.csv")
    binding = None if agencies is None else agencies.union(AGENCY_LEVELS)
    for duty in plan.duties:
        yield from _unknown(duty, "binds", binding)
    for target in folder.targets:
        if target.sound("binds"):
            yield from _unknown(target.binds, "attributes", plan.attributes)


# ---------------------------------------------------------------- targets


def by_level(
    row: Row, key: str, value: object, read: Callable[[Any], V]
) -> tuple[dict[Level, V], list[Fault]]:
    """One value for `all`, or a map by level, in the order of the levels; and its faults."""
    mapped = isinstance(value, Block)
    entries = value if isinstance(value, Block) else {str(Level.ALL): value}
    values, faults = {}, []
    for level, item in entries.items():
        path = (key, level) if mapped else (key,)
        if mapped and level not in AGENCY_LEVELS:
            faults.append(row.fault("unknown_level", *path, found=level))
            continue
        try:
            values[Level(level)] = read(item)
        except ValueError:
            faults.append(row.fault(f"bad_{key}", *path, found=item))
    return {level: values[level] for level in Level if level in values}, faults


def thresholds(target: TargetRow) -> tuple[dict[Level, Fraction], list[Fault]]:
    """The figures of a target exactly; a ratio such as "2/3" in percent is 200/3."""

    def read(item: object) -> Fraction:
        percent = isinstance(item, str) and target.unit and target.unit.startswith("%")
        return figure(item) * (100 if percent else 1)

    if target.threshold is None:
        return {}, []
    return by_level(target, "threshold", target.threshold, read)


def judged(target: TargetRow) -> tuple[dict[Level, Judged], list[Fault]]:
    """How a target is judged, by level; one word holds at every level."""
    found, faults = by_level(target, "judged", target.judged, Judged)
    if Level.ALL in found:
        found = dict.fromkeys(Level, found[Level.ALL])
    return found, faults


def _check_figures(target: TargetRow) -> Iterator[Fault]:
    if target.kind is Kind.QUALITATIVE:
        for key in ("comparison", "threshold", "unit", "indicator"):
            if getattr(target, key) not in (None, ""):
                yield target.fault("figure_not_wanted", key)
    if target.kind is not Kind.QUANTITATIVE:
        return
    figures, faults = thresholds(target)
    yield from faults
    if target.comparison is None and target.sound("comparison"):
        yield target.fault("no_comparison")
    if not figures and not faults:
        yield target.fault("no_threshold")
    elif not target.unit and target.sound("unit"):
        yield target.fault("no_unit", "threshold")


def _check_judged(target: TargetRow) -> Iterator[Fault]:
    if not target.sound("judged", "binds"):
        return
    ways, faults = judged(target)
    figures, broken = thresholds(target)
    yield from faults
    for level in [] if faults or broken else target.binds.levels:
        if level not in ways:
            yield target.fault("no_judged", "judged", level=level)
        elif figures and ways[level] in WEIGHED and not figures.keys() & {level, Level.ALL}:
            yield target.fault("no_threshold_for_level", "threshold", level=level)


def _check_indicators(
    folder: Folder, plan: PlanFile, indicators: Mapping[str, Collection[str]] | None
) -> Iterator[Fault]:
    for area, file in folder.areas.items():
        offered = None if indicators is None else indicators.get(area, ())
        for target in (t for clause in file.clauses for t in clause.targets):
            yield from _unknown(target, "indicator", offered, "unknown_indicator")
            wanted = area in plan.built and target.kind is Kind.QUANTITATIVE
            if wanted and target.sound("indicator") and not target.indicator:
                yield target.fault("no_indicator")


def _check_inputs(folder: Folder) -> Iterator[Fault]:
    known = folder.known("inputs", *folder.area_files)
    periods = folder.known("periods", "periods.yml")
    for target in folder.targets:
        yield from _unknown(target, "baseline", known)
    duties = folder.plan.duties if folder.plan else []
    seen: dict[str, InputRow] = {}
    asked = [*(i for t in folder.targets for i in t.inputs), *(i for d in duties for i in d.inputs)]
    for row in (entry for entry in asked if entry.sound("id")):
        yield from _unknown(row, "part_of", known)
        yield from _unknown(row, "period", periods)
        for level in set(row.by_parent) - set(row.levels):
            yield row.fault("parent_of_nobody", "by_parent", found=level)
        first = seen.setdefault(row.id, row)
        if dict(row) != dict(first):
            yield row.fault("input_differs", "id", file=first.file, line=first.line())


# ---------------------------------------------------------------- periods and agencies


def _check_periods(folder: Folder) -> Iterator[Fault]:
    if folder.periods is None:
        return
    rows = folder.periods.periods
    known = folder.known("periods", "periods.yml")
    last_days = {row.id: row.end for row in rows if row.sound("id", "end")}
    for row in rows:
        yield from _check_span(row)
        yield from _unknown(row, "compare_with", known)
        yield from _unknown(row, "follows", known)
        before = last_days.get(row.follows or "")
        if before and row.sound("start") and before + timedelta(days=1) != row.start:
            yield row.fault("not_following", "follows")
    finals = [row for row in rows if row.final]
    told = folder.periods.sound("periods") and all(row.sound("final") for row in rows)
    if told and len(finals) != 1:
        yield folder.periods.fault("one_final", "periods", found=len(finals))


def _check_span(row: PeriodRow | AgencyRow) -> Iterator[Fault]:
    if row.sound("start", "end") and row.end is not None and row.end < row.start:
        yield row.fault("end_before_start", "end")


def _check_agencies(folder: Folder) -> Iterator[Fault]:
    known = folder.known("agencies", "agencies.csv")
    province = folder.plan.province.id if folder.plan and folder.plan.sound("province") else None
    parents = None if known is None or province is None else known | {province}
    for row in folder.agencies:
        yield from _check_span(row)
        yield from _unknown(row, "parent", parents)
        yield from _unknown(row, "predecessors", known)
        if row.sound("id") and row.id == province:
            yield row.fault("province_as_agency", "id")
