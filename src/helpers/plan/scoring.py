"""The shapes of scoring.yml and classes.csv."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Annotated

from pydantic import Field

from helpers.model import ClassConvention, Grade, PointRule, Step, TypedClass
from helpers.plan.reading import File
from helpers.plan.values import Day, Points, Truth


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
class GradeRow(Grade):
    """A class; `from`: the lowest score in percent of the points."""

    at_least: Annotated[Points, Field(alias="from")]


@dataclass(frozen=True, kw_only=True)
class ConventionRow(ClassConvention):
    """An official convention of classes."""

    issued: Day
    grades: Annotated[tuple[GradeRow, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class IllustratedRow(ClassConvention):
    """Classes that are made up, for simulated data alone."""

    decision: str = field(init=False, default="")
    issued: date | None = field(init=False, default=None)
    grades: Annotated[tuple[GradeRow, ...], Field(min_length=1)]


class ClassesSection(File):
    """How scores are classed, and which ceiling of a head's rating follows."""

    convention: ConventionRow | None  # `null`: there is no official one, for a `reason`
    reason: str = ""  # why there is no convention, in words
    illustration: IllustratedRow | None = None  # made up, for simulated data alone


@dataclass(frozen=True)
class TypedClassRow(TypedClass):
    """A row of classes.csv: text only."""

    ceiling: Annotated[str, Field(min_length=0)]
    issued: Day
    verified: Truth


class TypedClassesFile(File):
    """classes.csv; a plan without it has no class that was typed in"""

    classes: tuple[TypedClassRow, ...]


CLASS_COLUMNS = tuple(f.name for f in fields(TypedClassRow))


class ScoringFile(File):
    """scoring.yml"""

    label: str  # what the points are called where they are shown
    source: str  # who set the convention, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    rules: tuple[RuleRow, ...]
    without_points: tuple[str, ...] = ()  # ids of targets that are judged and earn no points
    note: str = ""  # what a reader of the points should know, in words
    classes: ClassesSection | None = None  # needed where plan.yml has a `ceiling`
