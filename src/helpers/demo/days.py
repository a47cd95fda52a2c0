"""Days as day numbers, for arithmetic on columns."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from helpers.demo.chance import Ints
from helpers.model import Period, Plan

EPOCH = date(1970, 1, 1)
NEVER = 1 << 30  # later than any day


def number(day: date) -> int:
    """Days since 1/1/1970."""
    return (day - EPOCH).days


def text(day: int) -> str:
    """dd/mm/yyyy; blank for NEVER."""
    return "" if day == NEVER else (EPOCH + timedelta(days=day)).strftime("%d/%m/%Y")


def weekday(days: Ints) -> Ints:
    """Monday is 0; 1/1/1970 was a Thursday."""
    return (days + 3) % 7


def to_monday(days: Ints) -> Ints:
    """A Saturday or Sunday becomes the Monday after it."""
    return days + np.where(weekday(days) >= 5, 7 - weekday(days), 0)


def last_period(plan: Plan) -> Period:
    """The period that ends last."""
    return max(plan.periods.values(), key=lambda period: period.end)


def year(plan: Plan) -> tuple[int, int]:
    """First and last day of the plan's periods, as day numbers."""
    first = min(period.start for period in plan.periods.values())
    return number(first), number(last_period(plan).end)
