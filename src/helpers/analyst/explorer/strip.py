"""The places of a strip plot: a dot for each value, dots of nearly equal values on each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from helpers import wording

LEFT, RIGHT, GROUND, PILE = 20, 620, 118, 88  # of the drawing: ends and level of the axis, height
DOT = 8  # across


@dataclass(frozen=True)
class Strip:
    """What is drawn, in the units of the drawing; None: it is not there."""

    dots: str  # as the path of an SVG
    own: tuple[float, float] | None
    threshold: float | None
    median: float | None
    ends: tuple[str, str]  # the values at both ends of the axis


def placed(
    values: Sequence[float], threshold: float | None, median: float | None, own: float | None
) -> Strip:
    """The places of all values, of which `own` is one; the axis goes from the least to the greatest
    of all that is shown."""
    every = [*values, *(each for each in (threshold, median) if each is not None)]
    low, high = floor(min(every)), ceil(max(every))
    high = high if high > low else low + 1

    def x(value: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (value - low) / (high - low), 1)

    columns = Counter(_column(x(value)) for value in values)
    step = min(DOT, PILE / max(columns.values()))
    dots = [
        f"M{LEFT + column * DOT} {round(GROUND - DOT / 2 - step * n, 1)}h0"
        for column, number in columns.items()
        for n in range(number)
    ]
    if own is not None:
        top = columns[_column(x(own))] - 1
        at = LEFT + _column(x(own)) * DOT, round(GROUND - DOT / 2 - step * top, 1)
    return Strip(
        dots="".join(dots),
        own=None if own is None else at,
        threshold=None if threshold is None else x(threshold),
        median=None if median is None else x(median),
        ends=(wording.core.number(low), wording.core.number(high)),
    )


def _column(x: float) -> int:
    return round((x - LEFT) / DOT)
