"""What each file of a plan folder may hold. Raw values come in, rows that know their place go out.

Every fault is noted with its place, and reading goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Annotated, Any, Self, TypeVar, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from helpers import wording
from helpers.model import (
    AGENCY_LEVELS,
    Comparison,
    Counts,
    InputKind,
    Kind,
    Level,
    Measure,
    Rollup,
)
from helpers.plan.reading import Block, Fault, Items, line_at

KEY_ITSELF = "[key]"  # pydantic's last step to a key that is itself at fault
FAULTY = object()  # given in place of a value whose fault is noted


@dataclass(frozen=True)
class Notes:
    """The file being read and the faults found so far."""

    file: str
    faults: set[Fault]


class Row(BaseModel):
    """A mapping of a params file that knows its lines.

    Faults are noted in the context, not raised: a faulty or missing value reads as None (a list as
    empty) and is not `sound`, so that everything beside it is still checked.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    _file: str = PrivateAttr()
    _block: Block = PrivateAttr()
    _faulty: frozenset[str] = PrivateAttr()

    @property
    def file(self) -> str:
        """The file the row stands in, relative to the root."""
        return self._file

    def sound(self, *keys: str) -> bool:
        """Whether none of these keys has a fault already noted."""
        return self._faulty.isdisjoint(keys)

    def line(self, *path: object) -> int:
        """The line of what `path` leads to; of the row itself without a path."""
        return line_at(self._block, path)

    def fault(self, code: str, *path: object, **facts: object) -> Fault:
        """A fault of this row at the line of what `path` leads to; `facts` go into its sentence,
        `key` and `found` being the last key of the path and its value unless given."""
        keys = [str(step) for step in path if isinstance(step, str)]
        known = {"key": keys[-1], "found": self._block.get(keys[-1], "")} if keys else {}
        text = wording.params_fault(code, self._file.endswith(".csv"), **known | facts)
        return Fault(self._file, self.line(*path), text)

    @model_validator(mode="wrap")
    @classmethod
    def _note_faults(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        if not isinstance(data, Block):
            return handler(data)
        notes = _notes(info)
        keys = {field.alias or name for name, field in cls.model_fields.items()}
        faulty: set[str] = set()
        try:
            row = handler(data)
        except ValidationError as error:
            _note(error, data, notes, keys)
            faulty = {str(e["loc"][0]) for e in error.errors()}
            sound = {key: value for key, value in data.items() if key not in faulty}
            row = handler(sound | dict.fromkeys(faulty & keys, FAULTY))
        row._file, row._block, row._faulty = notes.file, data, frozenset(faulty)
        return row

    @field_validator("*", mode="wrap")
    @classmethod
    def _let_faulty_pass(
        cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        if value is not FAULTY:
            return handler(value)
        listed = get_origin(cls.model_fields[str(info.field_name)].annotation) is list
        return [] if listed else None


def _notes(info: ValidationInfo) -> Notes:
    assert isinstance(info.context, Notes)
    return info.context


def _note(
    error: ValidationError, block: Block, notes: Notes, keys: Iterable[str], name: str = ""
) -> None:
    for detail in error.errors():
        path = detail["loc"]
        key = next(
            (step for step in reversed(path) if isinstance(step, str) and step != KEY_ITSELF), name
        )
        near = get_close_matches(key, list(keys), n=1)
        facts = {"key": key, "found": detail["input"], "near": "".join(near)}
        facts |= detail.get("ctx", {})
        text = wording.params_fault(detail["type"], notes.file.endswith(".csv"), **facts)
        notes.faults.add(Fault(notes.file, line_at(block, path), text))


def _each_apart(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Validates a list item by item; what is no mapping at all is noted and left out."""
    if not isinstance(value, Items):
        return handler(value)
    rows = []
    for index, item in enumerate(value):
        try:
            rows += handler([item])
        except ValidationError as error:
            _note(error, Block(value.lines[index]), _notes(info), (), str(info.field_name))
    return rows


# ---------------------------------------------------------------- values


def _refuse(code: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(code, "", facts)


def _spelled(pattern: str, code: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise _refuse(code)
        return value

    return AfterValidator(check)


def _one_of(words: Iterable[str]) -> PlainValidator:
    members = {str(word): word for word in words}

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in members:
            raise _refuse("not_allowed", allowed=", ".join(members))
        return members[value]

    return PlainValidator(check)


def _day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _refuse("not_a_day")


def _day_or_none(value: object) -> date | None:
    return None if value in (None, "") else _day(value)


def _split(mark: str) -> Callable[[object], object]:
    def split(value: object) -> object:
        if not isinstance(value, str):
            return value
        return [item.strip() for item in value.split(mark) if item.strip()]

    return split


def figure(value: object) -> Fraction:
    """A figure exactly as written: `90`, `66.5`, or a ratio in quotes such as `"2/3"`.

    Raises ValueError for anything else.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Fraction(str(value))
    if isinstance(value, str) and re.fullmatch(r"[0-9]+/0*[1-9][0-9]*", value):
        return Fraction(value)
    raise ValueError(value)


def _points(value: object) -> Fraction:
    try:
        return figure(value)
    except ValueError:
        raise _refuse("not_a_figure") from None


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise _refuse("not_true_false")
    return value == "true"


# What a plan may ask; agreement to a computed figure follows from its target.
ASKED = tuple(kind for kind in InputKind if kind is not InputKind.AGREEMENT)


def _pair(names: list[str]) -> list[str]:
    if len(names) not in (0, 2):
        raise _refuse("value_error")
    return names


T = TypeVar("T")
ListOf = Annotated[list[T], WrapValidator(_each_apart)]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, _spelled(r"[a-z][a-z0-9_]*", "bad_name")]
Slug = Annotated[str, _spelled(r"[a-z0-9][a-z0-9-]*", "bad_slug")]
PeriodId = Annotated[str, _spelled(r"[A-Za-z0-9][A-Za-z0-9-]*", "bad_period_id")]
AgencyLevel = Annotated[Level, _one_of(AGENCY_LEVELS)]
AnyLevel = Annotated[Level, _one_of(Level)]
Day = Annotated[date, PlainValidator(_day)]
MaybeDay = Annotated[date | None, PlainValidator(_day_or_none)]
Truth = Annotated[bool, PlainValidator(_truth)]
Points = Annotated[Fraction, PlainValidator(_points)]


# ---------------------------------------------------------------- plan.yml


class Province(Row):
    """The province: id of its rows, official code, name."""

    id: Slug
    code: Text
    name: Text


class CentralBodies(Row):
    """Bodies served at the one-stop desk and charged to nobody."""

    source: Text
    verified: bool
    names: list[Text]


class BudgetRow(Row):
    """Part IV."""

    clause: Text
    total: int
    unit: Text
    sources: list[Text]
    note: Text


class InputRow(Row):
    """A field of the forms; `part_of`: ids separated by commas."""

    id: Name
    label: Text
    unit: Text
    kind: Annotated[InputKind, _one_of(ASKED)]
    levels: list[AgencyLevel] = []
    by_parent: list[AgencyLevel] = []
    register_: list[AnyLevel] = Field(default=[], alias="register")
    part_of: Annotated[list[str], BeforeValidator(_split(","))] = []
    period: str = ""


class DutyRow(Row):
    """A duty of part VI; `binds`: agency ids or levels, separated by commas."""

    clause: Text
    label: Text
    binds: Annotated[list[str], BeforeValidator(_split(","))]
    inputs: ListOf[InputRow] = []


class Attribute(Row):
    """An attribute of agencies and where its values come from."""

    label: Text
    source: Text
    verified: bool


class PlanFile(Row):
    """plan.yml"""

    id: Slug
    number: Text
    title: Text
    year: int
    issued: Day
    province: Province
    areas: list[Name]
    built: list[Name]
    central_bodies: CentralBodies
    budget: BudgetRow
    duties: ListOf[DutyRow]
    attributes: dict[Name, Attribute]


# ---------------------------------------------------------------- <area>.yml


class BindsRow(Row):
    """Levels and attributes; no level at all is the province as a whole."""

    levels: list[AgencyLevel]
    attributes: list[Text] = Field(default=[], alias="with")


class TargetRow(Row):
    """One target; `threshold` and `judged` are one value or a map by level, read in `build`."""

    id: Name
    label: Text
    kind: Annotated[Kind, _one_of(Kind)]
    firm: bool
    due: int
    binds: BindsRow
    judged: Any
    rollup: Annotated[Rollup, _one_of(Rollup)]
    comparison: Annotated[Comparison | None, _one_of(Comparison)] = None
    threshold: Any = None
    unit: str = ""
    counts: Annotated[Counts | None, _one_of(Counts)] = None
    measure: Annotated[Measure, _one_of(Measure)] = Measure.SHARE
    builds: bool = False
    yearly: bool = False
    averaged: bool = False
    private: bool = False
    agreed: bool = False
    baseline: Annotated[list[Name], AfterValidator(_pair)] = []
    indicator: str = ""
    numerator: str = ""
    denominator: str = ""
    thing: str = ""
    exclusions: str = ""
    note: str = ""
    inputs: ListOf[InputRow] = []


class ClauseRow(Row):
    """A clause with its targets."""

    id: Text
    label: Text
    targets: ListOf[TargetRow]


class AreaFile(Row):
    """<area>.yml"""

    area: Name
    number: Text
    label: Text
    clauses: ListOf[ClauseRow]


# ---------------------------------------------------------------- the other files


class TaskRow(Row):
    """A task of part III; the plan itself names no lead."""

    clause: Text
    area: Name
    label: Text
    lead: str = ""


class TasksFile(Row):
    """tasks.yml"""

    tasks: ListOf[TaskRow]


class RuleRow(Row):
    """Points of one target."""

    target: Name
    points: Points
    formula: Annotated[str, _one_of(("yes_no", "linear"))]


class ScoringFile(Row):
    """scoring.yml"""

    label: Text
    source: Text
    verified: bool
    rules: ListOf[RuleRow]


class PeriodRow(Row):
    """A period of reporting."""

    id: PeriodId
    label: Text
    start: Day
    end: Day
    final: bool
    compare_with: str | None
    follows: str | None
    reply_by: MaybeDay


class PeriodsFile(Row):
    """periods.yml"""

    source: Text
    verified: bool
    periods: ListOf[PeriodRow]


class AgencyRow(Row):
    """A row of agencies.csv: text only; `attributes` gathers the columns of the vocabulary."""

    id: Slug
    code: str
    name: Text
    level: AgencyLevel
    parent: Text
    start: Day
    end: MaybeDay
    predecessors: Annotated[list[str], BeforeValidator(_split(";"))]
    attributes: dict[str, Truth]
    source: Text
    verified: Truth


AGENCY_COLUMNS = tuple(name for name in AgencyRow.model_fields if name != "attributes")
