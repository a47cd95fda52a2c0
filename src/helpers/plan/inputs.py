"""Whether the fields of the forms are asked of somebody, and are parts of wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from helpers.model import Input, InputKind, Level
from helpers.plan.folder import Folder, Placed
from helpers.plan.reading import Fault
from helpers.plan.references import duplicates, unknown_names
from helpers.plan.schema import InputRow


def check_inputs(folder: Folder) -> Iterator[Fault]:
    """Every fault of the inputs of targets and duties."""
    inputs, bound = folder.inputs, _bound(folder)
    rows: dict[str, InputRow] = {}
    for entry in inputs:
        rows.setdefault(entry.row.id, entry.row)
    periods = {period.row.id for period in folder.spans}
    for target in folder.targets:
        yield from duplicates(target.each("inputs", target.row.inputs), "id")
    for duty in folder.duties:
        yield from duplicates(duty.each("inputs", duty.row.inputs), "id")
    seen: dict[str, Placed[InputRow]] = {}
    for entry in inputs:
        row, first = entry.row, seen.setdefault(entry.row.id, entry)
        yield from unknown_names(entry, "part_of", row.part_of, rows)
        yield from unknown_names(entry, "period", [row.period], periods)
        for level in sorted(row.by_parent - row.levels):
            yield entry.fault("parent_of_nobody", "by_parent", found=level)
        for level in sorted(row.levels - bound[row.id]):
            yield entry.fault("asked_of_unbound", "levels", found=level)
        if not row.levels and not row.register:
            yield entry.fault("asked_of_nobody", "id", found=row.id)
        if row != first.row:
            file, line = first.document.file, first.line()
            yield entry.fault("input_differs", "id", found=row.id, file=file, line=line)
        yield from _check_whole(entry, rows)


def _bound(folder: Folder) -> Mapping[str, set[Level]]:
    """The levels that a target or duty which asks an input binds, by input."""
    level_of = {agency.row.id: agency.row.level for agency in folder.registry}
    bound: dict[str, set[Level]] = defaultdict(set)
    for target in folder.targets:
        for entry in target.row.inputs:
            bound[entry.id] |= target.row.binds.levels
    for duty in folder.duties:
        for entry in duty.row.inputs:
            bound[entry.id] |= {level_of.get(name, Level(name)) for name in duty.row.binds}
    return bound


def _check_whole(entry: Placed[InputRow], rows: Mapping[str, Input]) -> Iterator[Fault]:
    """A part is of counts that are asked where it is asked, and not, in the end, of itself."""
    row = entry.row
    wholes = [rows[name] for name in row.part_of if name in rows]
    if not wholes:
        return
    if row.id in _within(row, rows):
        yield entry.fault("part_of_itself", "part_of", found=row.id)
    if any(each.kind is not InputKind.COUNT for each in (row, *wholes)):
        yield entry.fault("part_of_answers", "part_of", found=row.id)
        return
    asked: frozenset[Level] = frozenset().union(*(whole.levels for whole in wholes))
    for level in sorted(row.levels - asked):
        yield entry.fault("part_without_whole", "part_of", level=level)


def _within(row: Input, rows: Mapping[str, Input]) -> set[str]:
    """The inputs that one is a part of, and those that they are parts of."""
    found: set[str] = set()
    waiting = [*row.part_of]
    while waiting:
        name = waiting.pop()
        if name in rows and name not in found:
            found.add(name)
            waiting += rows[name].part_of
    return found
