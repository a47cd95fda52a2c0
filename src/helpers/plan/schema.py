"""The shapes of a plan folder's files.

A row is declared once, as a class of `model`; a `…Row` here narrows it to what may be written in
the file: how ids and days are spelled, and which fields the row's place gives (`init=False`: the
row itself may not hold them).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    TypeAdapter,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from helpers.model import (
    OVERVIEW,
    WHOLE,
    AdministrativeLevel,
    Agency,
    Binds,
    Budget,
    Clause,
    Dataset,
    Duty,
    Indicator,
    Input,
    InputKind,
    Judged,
    Level,
    Measure,
    Period,
    PointRule,
    Share,
    Step,
    Target,
    Task,
    Terms,
)
from helpers.plan.reading import File

# ---------------------------------------------------------------- values


def _refuse(code: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(code, "", facts)


def _spelled(pattern: str, code: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise _refuse(code)
        return value

    return AfterValidator(check)


def _not_one_of(words: Collection[str]) -> AfterValidator:
    """Names that the software or a file's shape has taken for something else."""

    def check(value: str) -> str:
        if value in words:
            raise _refuse("reserved_name")
        return value

    return AfterValidator(check)


def _one_of(words: Iterable[str], code: str = "not_allowed") -> PlainValidator:
    members = {str(word): word for word in words}

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in members:
            raise _refuse(code, allowed=", ".join(members))
        return members[value]

    return PlainValidator(check)


def _day(value: object) -> date:
    # Pydantic's own reading of days takes a number in quotes for seconds since 1970.
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refuse("not_a_day")


def _day_or_none(value: object) -> date | None:
    return None if value in (None, "") else _day(value)


def _split(mark: str) -> BeforeValidator:
    def split(value: object) -> object:
        if isinstance(value, str):
            return tuple(item.strip() for item in value.split(mark) if item.strip())
        return tuple(value) if isinstance(value, list) else value

    return BeforeValidator(split)


def _figure(value: object, code: str) -> Fraction:
    """A figure exactly as written: `90`, `66.5`, or a ratio in quotes such as `"2/3"`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        return Fraction(str(value))
    if isinstance(value, str) and re.fullmatch(r"[0-9]+/0*[1-9][0-9]*", value):
        return Fraction(value)
    raise _refuse(code)


def _points(value: object) -> Fraction:
    return _figure(value, "not_a_figure")


def _threshold(value: object, info: ValidationInfo) -> Fraction:
    """A figure in the target's unit: where that is percent, a ratio of "2/3" is 200/3."""
    percent = isinstance(value, str) and info.data.get("unit", "").startswith("%")
    return _figure(value, "bad_threshold") * (100 if percent else 1)


def _levels(info: ValidationInfo) -> tuple[Level, ...]:
    """The levels that the plan declares, from the highest to the lowest."""
    return tuple(map(Level, (info.context or {}).get("levels", ())))


def _a_level(code: str, *others: Level) -> PlainValidator:
    """One of the plan's levels, or of `others`."""

    def check(value: object, info: ValidationInfo) -> Level:
        known = (*_levels(info), *others)
        if not isinstance(value, str) or (_levels(info) and value not in known):
            raise _refuse(code, allowed=", ".join(known))
        return Level(value)

    return PlainValidator(check)


def _by_level(*stands_for: Level) -> WrapValidator:
    """A map by level, in the order of the levels; a single value is that of `stands_for`, or of
    every level."""

    def read(
        value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> dict[Level, Any]:
        known = (*_levels(info), WHOLE)
        if isinstance(value, dict):
            values = handler(value)
            return {level: values[level] for level in known if level in values}
        (single,) = handler({known[0]: value}).values()
        return dict.fromkeys(stands_for or known, single)

    return WrapValidator(read)


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise _refuse("not_true_false")
    return value == "true"


def _true_ones(value: object) -> frozenset[str]:
    return frozenset(name for name, true in TRUTHS.validate_python(value).items() if true)


Name = Annotated[str, _spelled(r"[a-z][a-z0-9_]*", "bad_name")]
Slug = Annotated[str, _spelled(r"[a-z0-9][a-z0-9-]*", "bad_slug")]
SheetTitle = Annotated[str, _spelled(r"(?!')[^\\/*?:\[\]]{1,31}(?<!')", "bad_sheet")]
PeriodId = Annotated[str, _spelled(r"[A-Za-z0-9][A-Za-z0-9-]*", "bad_period_id")]
AgencyLevel = Annotated[Level, _a_level("not_allowed")]
AnyLevel = Annotated[Level, _a_level("not_allowed", WHOLE)]
LevelKey = Annotated[Level, _a_level("unknown_level")]
IndicatorKey = Annotated[Level, _a_level("unknown_level", WHOLE)]
Day = Annotated[date, PlainValidator(_day)]
MaybeDay = Annotated[date | None, PlainValidator(_day_or_none)]
Truth = Annotated[bool, PlainValidator(_truth)]
TRUTHS = TypeAdapter(dict[str, Truth])
Threshold = Annotated[Fraction, PlainValidator(_threshold)]
Points = Annotated[Fraction, PlainValidator(_points)]
JudgedWord = Annotated[Judged, _one_of(Judged, "bad_judged")]

# What a plan may ask; agreement to a computed figure follows from its target.
ASKED = tuple(kind for kind in InputKind if kind is not InputKind.AGREEMENT)


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class InputRow(Input):
    """A field of the forms; `part_of`: ids separated by commas."""

    id: Name
    kind: Annotated[InputKind, _one_of(ASKED)]
    levels: frozenset[AgencyLevel] = frozenset()
    by_parent: frozenset[AgencyLevel] = frozenset()
    register: tuple[AnyLevel, ...] = ()
    part_of: Annotated[tuple[str, ...], _split(",")] = ()


@dataclass(frozen=True)
class DutyRow(Duty):
    """A duty of part VI; `binds`: agency ids or levels, separated by commas."""

    binds: Annotated[tuple[str, ...], _split(",")]
    inputs: tuple[InputRow, ...] = ()


@dataclass(frozen=True)
class BindsRow(Binds):
    """Levels and attributes; no level at all is the province as a whole."""

    levels: frozenset[AgencyLevel]
    attributes: Annotated[frozenset[str], Field(alias="with")] = frozenset()


MEASURES = tuple(f.name for f in fields(Indicator) if f.name != "shown_with")


@dataclass(frozen=True)
class ShareRow(Share):
    """A share; `from`: the dataset."""

    dataset: Annotated[Dataset, _one_of(Dataset), Field(alias="from")] = Dataset.FORM


@dataclass(frozen=True)
class IndicatorRow(Indicator):
    """An indicator for one level."""

    share: ShareRow | None = None

    @property
    def measures(self) -> list[str]:
        """The measures that are given; of an indicator, exactly one."""
        return [name for name in MEASURES if getattr(self, name) != getattr(Indicator, name)]


def _indicator_shape(value: object) -> str:
    """Whether an indicator is given once, or in a map by level; pydantic's tag for the shape."""
    names = {f.name for f in fields(Indicator)}
    values = value.values() if isinstance(value, dict) else ()
    return BY_LEVEL if any(isinstance(v, dict) and v.keys() & names for v in values) else ONE


ONE, BY_LEVEL = "[one]", "[by level]"
OneIndicator = Annotated[IndicatorRow, Tag(ONE)]
IndicatorsByLevel = Annotated[dict[IndicatorKey, IndicatorRow], Tag(BY_LEVEL)]


@dataclass(frozen=True)
class TargetRow(Target):
    """One target; `threshold`, `judged` and `indicator` are one value or a map by level."""

    id: Name
    clause: str = field(init=False, default="")
    area: str = field(init=False, default="")
    indicators: Mapping[Level, Indicator] = field(init=False, default_factory=dict)
    given: Annotated[
        Annotated[OneIndicator | IndicatorsByLevel, Discriminator(_indicator_shape)] | None,
        Field(alias="indicator"),
    ] = None  # how the figure is made: one for every level, or a map by level
    binds: BindsRow
    judged: Annotated[Mapping[LevelKey, JudgedWord], _by_level()]
    thresholds: Annotated[
        Mapping[LevelKey, Threshold], _by_level(WHOLE), Field(alias="threshold")
    ] = field(default_factory=dict)
    baseline: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)] = ()
    inputs: tuple[InputRow, ...] = ()

    @property
    def by_level(self) -> Mapping[Level, IndicatorRow]:
        """The indicators by level; WHOLE for one that is given once."""
        if isinstance(self.given, IndicatorRow):
            return {WHOLE: self.given}
        return self.given or {}

    @property
    def measure(self) -> Measure:
        """As that of the target which is built of the row."""
        return next((each.measure for each in self.by_level.values()), Measure.SHARE)


@dataclass(frozen=True)
class ClauseRow(Clause):
    """A clause with its targets."""

    area: str = field(init=False, default="")
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True)
class StepRow(Step):
    """A step of points; `from`: the value."""

    at_least: Annotated[Points, Field(alias="from")]
    points: Points


@dataclass(frozen=True)
class RuleRow(PointRule):
    """Points of one target."""

    points: Points
    steps: tuple[StepRow, ...] = ()


@dataclass(frozen=True)
class PeriodRow(Period):
    """A period of reporting; the file names the source of all periods."""

    id: PeriodId
    start: Day
    end: Day
    reply_by: MaybeDay
    source: str = field(init=False, default="")
    verified: bool = field(init=False, default=False)


@dataclass(frozen=True)
class AgencyRow(Agency):
    """A row of agencies.csv: text only; `attributes` gathers the columns of the vocabulary."""

    id: Slug
    code: Annotated[str, Field(min_length=0)]
    level: AgencyLevel
    start: Day
    end: MaybeDay
    predecessors: Annotated[tuple[str, ...], _split(";")]
    attributes: Annotated[frozenset[str], PlainValidator(_true_ones)]
    """a column for each attribute of plan.yml: `true` or `false`"""
    verified: Truth


# ---------------------------------------------------------------- files

AGENCY_COLUMNS = tuple(f.name for f in fields(AgencyRow) if f.name != "attributes")
AttributeName = Annotated[Name, _not_one_of(AGENCY_COLUMNS)]
# An area's file has its name, and so has the plan's every other file.
AreaName = Annotated[Name, _not_one_of((OVERVIEW, "plan", "tasks", "scoring", "periods"))]


class Province(File):
    """The province, ministry or other whole: id of its rows, official code, name."""

    id: Slug  # of its rows, its form and its packet
    code: str  # official code, as text
    name: str  # as it is printed


@dataclass(frozen=True)
class LevelRow(AdministrativeLevel):
    """A level; `under`: the level of the parents, left out where that is the province."""

    id: Annotated[
        Level,
        _spelled(r"[a-z][a-z0-9_]*", "bad_name"),
        _not_one_of({WHOLE, *(f.name for f in fields(Indicator))}),
    ]
    under: AgencyLevel = WHOLE


class CentralBodies(File):
    """Bodies served at the one-stop desk and charged to nobody."""

    source: str  # where the names are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    names: tuple[str, ...]  # as one-stop exports spell them


class Attribute(File):
    """An attribute of agencies and where its values come from."""

    label: str  # what it says of an agency, as it is printed
    source: str  # where its values are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""


class PlanFile(File):
    """plan.yml"""

    id: Slug  # the name of its folder
    number: str  # official number
    title: str  # as it is printed
    year: int  # the year it is carried out in
    issued: Day  # when it was signed
    province: Province
    levels: Annotated[tuple[LevelRow, ...], Field(min_length=1)]
    terms: Terms
    areas: tuple[AreaName, ...]  # ids of the files `<area>.yml`, in the order of the packet
    central_bodies: CentralBodies
    duties: tuple[DutyRow, ...]
    attributes: dict[AttributeName, Attribute]
    """columns of agencies.csv by name: what targets may demand of an agency"""
    budget: Budget | None = None
    small_sample: Annotated[int, Field(ge=1)] = 30
    """ballots: a random sample of fewer is called small where it allows no conclusion"""


class AreaFile(File):
    """<area>.yml"""

    area: Name  # the name of this file without `.yml`
    number: str  # of its heading in the plan
    label: str  # its heading, without the number
    sheet: SheetTitle  # the title of its sheet in the forms
    clauses: tuple[ClauseRow, ...]
    notebook: str = "area"  # that shows it: a file of notebooks/ without `.ipynb`


class TasksFile(File):
    """tasks.yml"""

    tasks: tuple[Task, ...]


class ScoringFile(File):
    """scoring.yml"""

    label: str  # what the points are called where they are shown
    source: str  # who set the convention, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    rules: tuple[RuleRow, ...]
    without_points: tuple[str, ...] = ()  # ids of targets that are judged and earn no points
    note: str = ""  # what a reader of the points should know, in words


class PeriodsFile(File):
    """periods.yml"""

    source: str  # where the dates are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    periods: tuple[PeriodRow, ...]


class AgenciesFile(File):
    """agencies.csv"""

    agencies: tuple[AgencyRow, ...]
