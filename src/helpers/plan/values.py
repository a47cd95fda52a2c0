"""How single values of a plan's files may be written: names, days, figures, levels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from math import isfinite
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainValidator,
    TypeAdapter,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from helpers.model import (
    WHOLE,
    InputKind,
    Judged,
    Level,
)

OWN = Level("own")  # of who can do the work of a target: the agency itself


def _refuse(code: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(code, "", facts)


def spelled(pattern: str, code: str) -> AfterValidator:
    """A text that a pattern fits as a whole; else the fault `code`."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise _refuse(code)
        return value

    return AfterValidator(check)


def in_capitals() -> AfterValidator:
    """A text without small letters."""

    def check(value: str) -> str:
        if value != value.upper():
            raise _refuse("not_capitals")
        return value

    return AfterValidator(check)


def not_one_of(words: Collection[str]) -> AfterValidator:
    """Names that the software or a file's shape has taken for something else."""

    def check(value: str) -> str:
        if value in words:
            raise _refuse("reserved_name")
        return value

    return AfterValidator(check)


def one_of(words: Iterable[str], code: str = "not_allowed") -> PlainValidator:
    """One of these words."""
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


def split(mark: str) -> BeforeValidator:
    """A list, or a text whose items are separated by `mark`."""

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


def level_map(*stands_for: Level) -> WrapValidator:
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


def or_empty() -> BeforeValidator:
    """A map, or `null` for an empty one."""
    return BeforeValidator(lambda value: {} if value is None else value)


def _truth(value: object) -> bool:
    if value not in ("true", "false"):
        raise _refuse("not_true_false")
    return value == "true"


def true_ones(value: object) -> frozenset[str]:
    """The names whose value is `true`."""
    return frozenset(name for name, true in TRUTHS.validate_python(value).items() if true)


Name = Annotated[str, spelled(r"[a-z][a-z0-9_]*", "bad_name")]
Slug = Annotated[str, spelled(r"[a-z0-9][a-z0-9-]*", "bad_slug")]
SheetTitle = Annotated[str, spelled(r"(?!')[^\\/*?:\[\]]{1,31}(?<!')", "bad_sheet")]
Capitals = Annotated[str, in_capitals()]
PeriodId = Annotated[str, spelled(r"[A-Za-z0-9][A-Za-z0-9-]*", "bad_period_id")]
AgencyLevel = Annotated[Level, _a_level("not_allowed")]
AnyLevel = Annotated[Level, _a_level("not_allowed", WHOLE)]
LevelKey = Annotated[Level, _a_level("unknown_level")]
ActingLevel = Annotated[Level, _a_level("unknown_power", OWN, WHOLE)]
IndicatorKey = Annotated[Level, _a_level("unknown_level", WHOLE)]
Day = Annotated[date, PlainValidator(_day)]
MaybeDay = Annotated[date | None, PlainValidator(_day_or_none)]
Truth = Annotated[bool, PlainValidator(_truth)]
TRUTHS = TypeAdapter(dict[str, Truth])
Threshold = Annotated[Fraction, PlainValidator(_threshold)]
Points = Annotated[Fraction, PlainValidator(_points)]
JudgedWord = Annotated[Judged, one_of(Judged, "bad_judged")]

# What a plan may ask; agreement to a computed figure follows from its target.
ASKED = tuple(kind for kind in InputKind if kind is not InputKind.AGREEMENT)
