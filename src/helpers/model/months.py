"""Dossiers by calendar month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class MonthCounts:
    """The dossiers of one calendar month, or of the part of it within the period.

    Over all months of a period, `received` sums up to columns 4 and 5 of form II.06a, `resolved` to
    column 7 and `late` to column 10.
    """

    start: date  # first and last day that are counted
    end: date
    received: int = 0
    resolved: int = 0
    late: int = 0  # of those resolved


def summed_months(rows: Iterable[Sequence[MonthCounts]]) -> tuple[MonthCounts, ...]:
    """The sums of several bodies by month; `rows`: the same months of each."""
    return tuple(
        replace(
            month[0],
            received=sum(each.received for each in month),
            resolved=sum(each.resolved for each in month),
            late=sum(each.late for each in month),
        )
        for month in zip(*rows, strict=True)
    )
