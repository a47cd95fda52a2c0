"""How targets earn points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
class Scoring:
    """The convention of "điểm theo chỉ tiêu Kế hoạch"; never the official Chỉ số CCHC."""

    label: str
    source: str  # who set it, in words
    verified: bool  # whether it was checked against that source
    rules: Mapping[str, PointRule]  # by id of the target
    note: str = ""  # what a reader of the points should know, in words
