"""Whether levels and agencies fit together: parents, predecessors, names, official codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from helpers.model import WHOLE, Agency
from helpers.plan.folder import Folder, Placed
from helpers.plan.reading import Fault
from helpers.plan.references import unknown_names
from helpers.plan.schema import AgencyRow
from helpers.plan.spans import check_span


def check_registry(folder: Folder) -> Iterator[Fault]:
    """Every fault of the levels and of agencies.csv."""
    unordered = list(_check_levels(folder))
    yield from unordered
    yield from _check_names(folder)
    yield from _check_codes(folder)
    rows = {agency.row.id: agency.row for agency in reversed(folder.registry)}
    parents = rows.keys() | {folder.plan.row.province.id}
    for agency in folder.registry:
        yield from check_span(agency)
        if not unordered:
            yield from _check_parent(agency, folder, rows, parents)
        yield from _check_predecessors(agency, rows)


def _check_levels(folder: Folder) -> Iterator[Fault]:
    """A level is under one that is listed above it, which leaves no room for a circle."""
    above = {WHOLE}
    for level in folder.plan.each("levels", folder.plan.row.levels):
        if level.row.under not in above:
            yield level.fault("not_above", "under", found=level.row.under)
        above.add(level.row.id)


def _check_names(folder: Folder) -> Iterator[Fault]:
    plan, province = folder.plan.row, folder.plan.row.province
    yield from _shared(folder, "name")
    names = {agency.row.name for agency in folder.registry} | {province.name}
    bodies = Placed(plan.central_bodies, folder.plan.document, ("central_bodies",))
    for index, name in enumerate(bodies.row.names):
        if name in names:
            yield bodies.fault("body_is_agency", "names", index, found=name)
        if name in bodies.row.names[:index]:
            yield bodies.fault("repeated_item", "names", index, found=name)


def _shared(folder: Folder, key: str) -> Iterator[Fault]:
    """Agencies that exist at the same time must not share a name or a code."""
    earlier: dict[str, list[Placed[Agency]]] = defaultdict(list)
    for agency in folder.registry:
        value = getattr(agency.row, key)
        if not value:
            continue
        for other in earlier[value.casefold()]:
            if _at_once(agency.row, other.row):
                line = other.line()
                yield agency.fault("same_agency", key, found=value, line=line)
                break
        earlier[value.casefold()].append(agency)


def _at_once(one: Agency, other: Agency) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _check_codes(folder: Folder) -> Iterator[Fault]:
    """A spreadsheet drops leading zeros: codes of digits are equally long at one level."""
    yield from _shared(folder, "code")
    coded = [a for a in folder.registry if a.row.code.isdecimal()]
    lengths: dict[str, Counter[int]] = defaultdict(Counter)
    for agency in coded:
        lengths[agency.row.level][len(agency.row.code)] += 1
        if agency.row.code == folder.plan.row.province.code:
            line = folder.plan.line("province", "code")
            yield agency.fault("code_of_province", "code", found=agency.row.code, line=line)
    for agency in coded:
        ((usual, _),) = lengths[agency.row.level].most_common(1)
        if len(agency.row.code) != usual:
            yield agency.fault("code_length", "code", found=agency.row.code, expected=usual)


def _check_parent(
    agency: Placed[AgencyRow],
    folder: Folder,
    rows: Mapping[str, AgencyRow],
    parents: Collection[str],
) -> Iterator[Fault]:
    row, province = agency.row, folder.plan.row.province.id
    wanted = next(level.under for level in folder.plan.row.levels if level.id == row.level)
    yield from unknown_names(agency, "parent", [row.parent], parents)
    if row.id == province:
        yield agency.fault("province_as_agency", "id", found=row.id)
    if row.parent != province and row.parent not in rows:
        return
    above = WHOLE if row.parent == province else rows[row.parent].level
    if above != wanted:
        expected = province if wanted == WHOLE else wanted
        yield agency.fault("wrong_parent", "parent", found=row.parent, expected=expected)
    elif above != WHOLE and not _covers(rows[row.parent], row, folder):
        yield agency.fault("parent_not_there", "parent", found=row.parent)


def _covers(parent: Agency, agency: Agency, folder: Folder) -> bool:
    """Whether the parent exists on all days of the plan's periods on which the agency does."""
    spans = [period.row for period in folder.spans]
    if not spans:
        return True
    first = max(agency.start, min(span.start for span in spans))
    last = min(agency.end or date.max, max(span.end for span in spans))
    return last < first or (parent.start <= first and last <= (parent.end or date.max))


def _check_predecessors(
    agency: Placed[AgencyRow], rows: Mapping[str, AgencyRow]
) -> Iterator[Fault]:
    """A predecessor has ended before its successor begins, which leaves no room for a circle."""
    row = agency.row
    yield from unknown_names(agency, "predecessors", row.predecessors, rows)
    for index, name in enumerate(row.predecessors):
        if name in rows and (rows[name].end or date.max) >= row.start:
            yield agency.fault("predecessor_there", "predecessors", index, found=name)
