"""A plan folder's files as rows, each as far as it can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from helpers import wording
from helpers.plan.reading import Block, Fault, Items, declared, read_table, read_yaml
from helpers.plan.schema import (
    AGENCY_COLUMNS,
    AgencyRow,
    AreaFile,
    Notes,
    PeriodsFile,
    PlanFile,
    Row,
    ScoringFile,
    TargetRow,
    TasksFile,
)

FIXED = ("plan.yml", "tasks.yml", "scoring.yml", "periods.yml", "agencies.csv")

R = TypeVar("R", bound=Row)


@dataclass
class Folder:
    """The files of a plan folder; a file that cannot be read is None or missing.

    `raw` holds what was read by file name: an id declared there counts as known even if its own
    row has faults, so that one slip is not reported again at every reference to it.
    """

    place: str
    area_files: tuple[str, ...]
    plan: PlanFile | None = None
    tasks: TasksFile | None = None
    scoring: ScoringFile | None = None
    periods: PeriodsFile | None = None
    areas: dict[str, AreaFile] = field(default_factory=dict)
    agencies: list[AgencyRow] = field(default_factory=list)
    raw: dict[str, Block | None] = field(default_factory=dict)

    @property
    def targets(self) -> list[TargetRow]:
        """All targets, in the plan's order."""
        return [
            t for file in self.areas.values() for clause in file.clauses for t in clause.targets
        ]

    def place_in_plan(self, name: str) -> int:
        """Where the plan lists the area of this file; after all others if it does not."""
        areas = self.plan.areas if self.plan else []
        area = name.removesuffix(".yml")
        return areas.index(area) if area in areas else len(areas)

    def known(self, name: str, *files: str) -> set[str] | None:
        """Ids declared in lists called `name`; None if one of the files cannot be read."""
        ids: set[str] = set()
        for file in files:
            block = self.raw.get(file)
            if block is None:
                return None
            ids.update(map(str, declared(block, name)))
        return ids


def parse(place: str, files: Mapping[str, bytes], faults: set[Fault]) -> Folder:
    """The rows of all files (`place` is the folder, relative to the root); faults are added."""
    folder = Folder(place, tuple(n for n in files if n.endswith(".yml") and n not in FIXED))
    _check_names(place, files, faults)
    folder.plan = _file(folder, "plan.yml", PlanFile, files, faults)
    folder.tasks = _file(folder, "tasks.yml", TasksFile, files, faults)
    folder.scoring = _file(folder, "scoring.yml", ScoringFile, files, faults)
    folder.periods = _file(folder, "periods.yml", PeriodsFile, files, faults)
    for name in sorted(folder.area_files, key=folder.place_in_plan):
        if (area := _file(folder, name, AreaFile, files, faults)) is not None:
            folder.areas[name.removesuffix(".yml")] = area
    if "agencies.csv" in files:
        _read_agencies(folder, files["agencies.csv"], faults)
    return folder


def _check_names(place: str, files: Mapping[str, bytes], faults: set[Fault]) -> None:
    for name in FIXED:
        if name not in files:
            faults.add(Fault(f"{place}/{name}", 1, wording.params_fault("no_file")))
    for name in files:
        if name.endswith((".yaml", ".csv")) and name not in FIXED:
            faults.add(Fault(f"{place}/{name}", 1, wording.params_fault("stray_file")))


def _file(
    folder: Folder, name: str, kind: type[R], files: Mapping[str, bytes], faults: set[Fault]
) -> R | None:
    if name not in files:
        return None
    notes = Notes(f"{folder.place}/{name}", faults)
    folder.raw[name] = block = read_yaml(notes.file, files[name], faults)
    return None if block is None else kind.model_validate(block, context=notes)


# ---------------------------------------------------------------- agencies.csv


def _read_agencies(folder: Folder, content: bytes, faults: set[Fault]) -> None:
    notes = Notes(f"{folder.place}/agencies.csv", faults)
    table = read_table(notes.file, content, faults)
    if table is None:
        return
    heads, rows = table
    folder.raw["agencies.csv"] = _listed(rows)
    attributes = folder.plan.attributes if folder.plan else None
    faults.update(_head_faults(notes.file, heads, attributes))
    if set(AGENCY_COLUMNS) <= set(heads):
        whole = (row for row in rows if len(row) == len(heads))
        blocks = (_with_attributes(row, attributes or ()) for row in whole)
        folder.agencies = [AgencyRow.model_validate(block, context=notes) for block in blocks]


def _listed(rows: list[Block]) -> Block:
    items = Items()
    items.extend(rows)
    block = Block(1)
    block["agencies"] = items
    return block


def _head_faults(
    file: str, heads: list[str], attributes: Collection[str] | None
) -> Iterable[Fault]:
    wanted = [*AGENCY_COLUMNS, *(attributes or [])]
    for name in wanted:
        if name not in heads:
            yield Fault(file, 1, wording.params_fault("no_column", found=name))
    for index, name in enumerate(heads):
        if name in heads[:index]:
            yield Fault(file, 1, wording.params_fault("repeated_column", found=name))
        elif attributes is not None and name not in wanted:
            yield Fault(file, 1, wording.params_fault("unknown_column", found=name))


def _with_attributes(row: Block, attributes: Collection[str]) -> Block:
    """The row with its attribute columns gathered under one key."""
    held = Block(row.line)
    held.update((name, row[name]) for name in attributes if name in row)
    whole = Block(row.line)
    whole.update((name, row[name]) for name in AGENCY_COLUMNS)
    whole["attributes"] = held
    return whole
