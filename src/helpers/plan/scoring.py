"""The shape of scoring.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from helpers.model import PointRule, Step
from helpers.plan.reading import File
from helpers.plan.values import Points


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


class ScoringFile(File):
    """scoring.yml"""

    label: str  # what the points are called where they are shown
    source: str  # who set the convention, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    rules: tuple[RuleRow, ...]
    without_points: tuple[str, ...] = ()  # ids of targets that are judged and earn no points
    note: str = ""  # what a reader of the points should know, in words
