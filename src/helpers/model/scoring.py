"""How targets earn points, and which class and ceiling of a head's rating follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True)
class Step:
    """A value from which a target earns points, whatever its threshold."""

    at_least: Fraction  # in the target's unit
    points: Fraction  # that are earned from there on


@dataclass(frozen=True)
class PointRule:
    """How one target earns points."""

    target: str  # id of the target
    points: Fraction  # that it earns at most
    formula: Literal["yes_no", "linear", "steps"]
    """All or nothing; by the share of the threshold; or the points of the highest step reached."""
    steps: tuple[Step, ...] = ()  # of the formula `steps`, rising


@dataclass(frozen=True)
class Basis:
    """The decision that something was set by, and where its text is from."""

    decision: str  # number of the decision; empty: made up, for simulated data alone
    issued: date | None  # day of the decision
    source: str  # where it is from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""


@dataclass(frozen=True)
class Grade:
    """A class that a score from a certain height on is given."""

    at_least: Fraction  # in percent of the points
    name: str  # of the class, as it is printed
    ceiling: str | None  # highest rating of the head, in words; `null`: the convention has none


@dataclass(frozen=True)
class ClassConvention(Basis):
    """By which scores which class is given, and which ceiling of the head's rating follows."""

    grades: tuple[Grade, ...]  # from the highest to the one from 0 on


@dataclass(frozen=True)
class TypedClass(Basis):
    """A class that was decided for an agency by the official index, and typed in."""

    agency: str  # its id
    period: str  # id of the period that was classed
    name: str  # of the class, as the decision has it
    ceiling: str  # highest rating of the head, in words; empty: that of the convention, if any


@dataclass(frozen=True)
class Classes:
    """All that a plan folder says of classes."""

    convention: ClassConvention | None = None
    reason: str = ""  # why there is no convention, in words
    illustration: ClassConvention | None = None  # made up, for simulated data alone
    typed: Mapping[tuple[str, str], TypedClass] = field(default_factory=dict)
    """By agency and period."""


class NoClass(StrEnum):
    """Why an agency has no class."""

    NO_CONVENTION = "no_convention"  # there is neither a convention nor a class typed in
    PART_OF_YEAR = "part_of_year"  # scores are classed for the whole year
    NO_POINTS = "no_points"  # no target that gives points binds the agency
    TOO_OPEN = "too_open"  # missing data leave more than a fifth of the points open


@dataclass(frozen=True)
class Unclassed:
    """Why an agency has no class in a period."""

    reason: NoClass
    words: str = ""  # those of the plan folder, why there is no convention


@dataclass(frozen=True)
class Classed:
    """The class of an agency in a period, and the ceiling of its head's rating."""

    name: str  # where missing data leave two possible, the lower
    ceiling: str | None  # None: the convention has no ceiling for the class
    basis: Basis
    illustration: bool  # of simulated data, and marked so where it is shown
    highest: Grade | None = None  # the higher class, where missing data leave two possible


@dataclass(frozen=True)
class Scoring:
    """The convention of "điểm theo chỉ tiêu Kế hoạch"; never the official Chỉ số CCHC."""

    label: str
    source: str  # who set it, in words
    verified: bool  # whether it was checked against that source
    rules: Mapping[str, PointRule]  # by id of the target
    note: str = ""  # what a reader of the points should know, in words
    classes: Classes = field(default_factory=Classes)


@dataclass(frozen=True)
class Ceiling:
    """The clause by which the rating of an agency and its head is not above the agency's class."""

    clause: str  # as cited
    text: str  # the rule in the plan's own words
