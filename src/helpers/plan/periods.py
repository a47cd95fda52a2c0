"""The shape of periods.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from helpers.model import LastDays, Period
from helpers.plan.reading import File
from helpers.plan.values import Day, IndicatorKey, PeriodId, level_map, or_empty

# One day for every level, or a map by level; `null` where no day is known.
Days = Annotated[Mapping[IndicatorKey, Day], level_map(), or_empty()]


@dataclass(frozen=True)
class LastDaysRow(LastDays):
    """Last days that are made up for simulated data."""

    send_by: Days
    reply_by: Days


@dataclass(frozen=True, kw_only=True)
class PeriodRow(Period):
    """A period of reporting; the file names the source of all periods."""

    id: PeriodId
    start: Day
    end: Day
    send_by: Days
    reply_by: Days
    illustration: LastDaysRow | None = None  # made up, for simulated data alone
    source: str = field(init=False, default="")
    verified: bool = field(init=False, default=False)


class PeriodsFile(File):
    """periods.yml"""

    source: str  # where the dates are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    periods: tuple[PeriodRow, ...]
