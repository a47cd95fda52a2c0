"""A plan folder's files in their shapes, and the place of every row in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Generic, TypeVar

from helpers.plan.periods import PeriodRow, PeriodsFile
from helpers.plan.reading import (
    Document,
    Fault,
    File,
    ParamsError,
    Path,
    fault_at,
    read_table,
    read_yaml,
)
from helpers.plan.schema import (
    AGENCY_COLUMNS,
    AgenciesFile,
    AgencyRow,
    AreaFile,
    DutyRow,
    InputRow,
    PlanFile,
    PlausibilityFile,
    PlausibilityRow,
    TargetRow,
    TasksFile,
)
from helpers.plan.scoring import (
    CLASS_COLUMNS,
    RuleRow,
    ScoringFile,
    TypedClassesFile,
    TypedClassRow,
)

AGENCIES = "agencies.csv"
PLAUSIBILITY = "plausibility.yml"
CLASSES = "classes.csv"
FIXED = ("plan.yml", "tasks.yml", "scoring.yml", "periods.yml", PLAUSIBILITY, AGENCIES, CLASSES)

R = TypeVar("R", covariant=True)
S = TypeVar("S")
T = TypeVar("T")
F = TypeVar("F", bound=File)


@dataclass(frozen=True)
class Placed(Generic[R]):
    """A row, or a whole file, and where it is written."""

    row: R
    document: Document
    path: Path = ()

    def line(self, *steps: str | int) -> int:
        """The line of what `steps` lead to from here."""
        return self.document.line((*self.path, *steps))

    def fault(self, code: str, *steps: str | int, **facts: object) -> Fault:
        """A fault at what `steps` lead to from here; `facts` go into its sentence."""
        return self.document.fault(code, (*self.path, *steps), **facts)

    def states(self, key: str) -> bool:
        """Whether the file has this key here; what it leaves out has a default."""
        return (*self.path, key) in self.document.lines

    def each(self, key: str, rows: Iterable[S]) -> Iterator[Placed[S]]:
        """The rows of the list at `key`."""
        for index, row in enumerate(rows):
            yield Placed(row, self.document, (*self.path, key, index))


@dataclass(frozen=True)
class Folder:
    """The files of a plan folder, each in its shape; the areas by id, in the plan's order."""

    plan: Placed[PlanFile]
    tasks: Placed[TasksFile]
    scoring: Placed[ScoringFile]
    periods: Placed[PeriodsFile]
    areas: Mapping[str, Placed[AreaFile]]
    agencies: Placed[AgenciesFile]
    plausibility: Placed[PlausibilityFile] | None  # None: there is no such file
    classes: Placed[TypedClassesFile] | None  # None: there is no such file

    @property
    def targets(self) -> list[Placed[TargetRow]]:
        """All targets, in the plan's order."""
        return [target for file in self.areas.values() for target in targets(file)]

    @property
    def duties(self) -> Iterator[Placed[DutyRow]]:
        """The duties, in the plan's order."""
        return self.plan.each("duties", self.plan.row.duties)

    @property
    def inputs(self) -> list[Placed[InputRow]]:
        """The inputs of all targets, then of all duties; a shared one at each place."""
        of_targets = (entry for t in self.targets for entry in t.each("inputs", t.row.inputs))
        return [
            *of_targets,
            *(entry for d in self.duties for entry in d.each("inputs", d.row.inputs)),
        ]

    @property
    def spans(self) -> list[Placed[PeriodRow]]:
        """The periods, as listed."""
        return list(self.periods.each("periods", self.periods.row.periods))

    @cached_property  # the longest list, asked for often
    def registry(self) -> list[Placed[AgencyRow]]:
        """The agencies, as listed."""
        return list(self.agencies.each("agencies", self.agencies.row.agencies))

    @property
    def rules(self) -> list[Placed[RuleRow]]:
        """The point rules, as listed."""
        return list(self.scoring.each("rules", self.scoring.row.rules))

    @property
    def typed_classes(self) -> list[Placed[TypedClassRow]]:
        """The classes that were typed in, as listed."""
        file = self.classes
        return list(file.each("classes", file.row.classes)) if file else []

    @property
    def comparisons(self) -> list[Placed[PlausibilityRow]]:
        """The rules by which figures are compared, as listed."""
        file = self.plausibility
        return list(file.each("rules", file.row.rules)) if file else []


def targets(file: Placed[AreaFile]) -> Iterator[Placed[TargetRow]]:
    """The targets of one area, in the plan's order."""
    for clause in file.each("clauses", file.row.clauses):
        yield from clause.each("targets", clause.row.targets)


def read_folder(place: str, files: Mapping[str, bytes]) -> Folder:
    """The files of a plan folder by name; `place`: the folder, relative to the root.

    Raises ParamsError with all that is missing, unreadable or out of shape in any file.
    """
    reader = _Reader(place, files, set(), {"levels": _declared_levels(place, files)})
    plan = reader.file("plan.yml", PlanFile)
    tasks = reader.file("tasks.yml", TasksFile)
    scoring = reader.file("scoring.yml", ScoringFile)
    periods = reader.file("periods.yml", PeriodsFile)
    optional = PLAUSIBILITY in files
    plausibility = reader.file(PLAUSIBILITY, PlausibilityFile) if optional else None
    typed = reader.file(CLASSES, TypedClassesFile, _classes) if CLASSES in files else None
    attributes = plan.row.attributes if plan else None
    agencies = reader.file(AGENCIES, AgenciesFile, partial(_registry, attributes=attributes))
    areas = reader.areas(plan)
    if reader.faults or not (plan and tasks and scoring and periods and agencies):
        raise ParamsError(reader.faults)
    return Folder(plan, tasks, scoring, periods, areas, agencies, plausibility, typed)


def _declared_levels(place: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The ids of the levels that plan.yml declares, as far as it can be read: what every file,
    plan.yml itself included, may name."""
    try:
        data = read_yaml(f"{place}/plan.yml", files.get("plan.yml")).data
    except ParamsError:
        return ()
    rows = data.get("levels") if isinstance(data, dict) else None
    given = [row.get("id") for row in rows or () if isinstance(row, dict)]
    return tuple(name for name in given if isinstance(name, str))


@dataclass(frozen=True)
class _Reader:
    """Reads the files of one folder and gathers their faults."""

    place: str
    files: Mapping[str, bytes]
    faults: set[Fault]
    context: Mapping[str, object]  # of the validators of `schema`

    def file(
        self,
        name: str,
        shape: type[F],
        read: Callable[[str, bytes | None], Document] = read_yaml,
    ) -> Placed[F] | None:
        """A file in its shape; None where it has faults."""
        try:
            document = read(f"{self.place}/{name}", self.files.get(name))
            return Placed(document.validated(shape, self.context), document)
        except ParamsError as error:
            self.faults.update(error.faults)
            return None

    def areas(self, plan: Placed[PlanFile] | None) -> dict[str, Placed[AreaFile]]:
        """The areas that the plan names; all there are where it cannot be read."""
        others = [n for n in self.files if n.endswith((".yml", ".yaml", ".csv")) and n not in FIXED]
        found = [name.removesuffix(".yml") for name in others if name.endswith(".yml")]
        areas = plan.row.areas if plan else found
        for name in others:
            if name not in [f"{area}.yml" for area in areas]:
                self.faults.add(fault_at(f"{self.place}/{name}", 1, "stray_file"))
        for index, area in enumerate(areas):
            if plan and area not in found:
                self.faults.add(plan.fault("no_area_file", "areas", index, found=f"{area}.yml"))
        files = {area: self.file(f"{area}.yml", AreaFile) for area in areas if area in found}
        return {area: file for area, file in files.items() if file}


def _registry(file: str, content: bytes | None, attributes: Collection[str] | None) -> Document:
    """agencies.csv with the attributes of each row gathered; `attributes`: those of the plan, None
    where it cannot be read. Raises ParamsError for columns missing, repeated or unknown."""
    wanted = [*AGENCY_COLUMNS, *(attributes or ())]
    rows = _rows(file, content, wanted, strict=attributes is not None)
    data = [
        {name: row[name] for name in AGENCY_COLUMNS}
        | {"attributes": {name: row[name] for name in attributes or ()}}
        for row in rows.values()
    ]
    return _table(file, "agencies", data, rows)


def _classes(file: str, content: bytes | None) -> Document:
    """classes.csv. Raises ParamsError for columns missing, repeated or unknown."""
    rows = _rows(file, content, CLASS_COLUMNS)
    return _table(file, "classes", list(rows.values()), rows)


def _rows(
    file: str, content: bytes | None, wanted: Sequence[str], strict: bool = True
) -> dict[int, dict[str, str]]:
    """The rows of a table by line; `strict`: no column but those wanted may be there."""
    heads, rows = read_table(file, content)
    counts = Counter(heads)
    codes = {
        "no_column": [name for name in wanted if name not in heads],
        "repeated_column": [name for name in counts if counts[name] > 1],
        "unknown_column": [name for name in counts if strict and name not in wanted],
    }
    if any(codes.values()):
        raise ParamsError(fault_at(file, 1, c, found=name) for c in codes for name in codes[c])
    return rows


def _table(file: str, key: str, data: list[T], rows: Collection[int]) -> Document:
    """The data of a table under one key, each row with its line."""
    lines: dict[Path, int] = {(key, n): line for n, line in enumerate(rows)}
    return Document(file, {key: data}, {**lines, (): 1, (key,): 1})
