"""Arithmetic of the evaluation and its rules for zero and missing values; exact where it judges.

Percentages are `Fraction`s from 0 to 100; 0/0 is None, never 0 and never 100.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor, sqrt

from helpers.model import Comparison, Measure, Observation, Target

Z_95 = 1.959963984540054


def share(numerator: int | None, denominator: int | None) -> Fraction | None:
    """Numerator over denominator in percent; None if either is missing or the denominator is 0.

    Raises ValueError for a negative count or a part larger than its whole.
    """
    if numerator is None or denominator is None:
        return None
    if numerator < 0 or numerator > denominator:
        raise ValueError(f"part {numerator} does not lie within its whole {denominator}")
    return Fraction(100 * numerator, denominator) if denominator else None


def measured(measure: Measure, numerator: int | None, denominator: int | None) -> Fraction | None:
    """The value of two counts by kind of measure; None if a count is missing or for 0/0.

    SHARE and RATIO in percent (a ratio may exceed 100); FALL in percent of the base year, negative
    for a rise; GAIN is the numerator itself. Raises ValueError for a share above 100%.
    """
    match measure:
        case Measure.SHARE:
            return share(numerator, denominator)
        case Measure.GAIN:
            return None if numerator is None else Fraction(numerator)
        case Measure.FALL | Measure.RATIO:
            if numerator is None or not denominator:
                return None
            return Fraction(100 * numerator, denominator)


def value(target: Target, observation: Observation | None) -> Fraction | None:
    """The value of an observation in its target's unit; None for a gap or 0/0."""
    if observation is None or observation.missing is not None:
        return None
    return measured(target.measure, observation.numerator, observation.denominator)


def fits(measure: Measure, numerator: int, denominator: int) -> bool:
    """Whether two counts are consistent: the numerator of a share is within its denominator."""
    return measure is not Measure.SHARE or numerator <= denominator


def expected(
    baseline: Fraction, threshold: Fraction, start: date, today: date, end: date
) -> Fraction:
    """The value due `today` on the straight line from the baseline at `start` to the threshold at
    `end` (linear in days: our convention, methods 3)."""
    elapsed = Fraction((today - start).days, (end - start).days)
    return baseline + (threshold - baseline) * elapsed


def pace(
    current: Fraction,
    baseline: Fraction,
    threshold: Fraction,
    start: date,
    today: date,
    end: date,
) -> Fraction | None:
    """Progress against the expected value, (x - b) / (E - b) (methods 3); symmetric for rising and
    falling targets. None if E = b: the baseline equals the threshold, or no time has passed."""
    due = expected(baseline, threshold, start, today, end) - baseline
    return (current - baseline) / due if due else None


def needed_rate(
    numerator: int, denominator: int, threshold: Fraction, yearly: Fraction
) -> Fraction | None:
    """The share in percent that the rest of the year must reach for the year to meet the
    threshold: p* = (T N - sum O) / (N - sum n), N being `yearly` (methods 3).

    Above 100 the threshold is out of reach, at or below 0 it is certain. None if nothing is
    expected in the rest of the year.
    """
    rest = yearly - denominator
    return (threshold * yearly - 100 * numerator) / rest if rest > 0 else None


def holds(value: Fraction, comparison: Comparison, threshold: Fraction) -> bool:
    """Whether a value meets its threshold, unrounded; equality meets >= and <=, never >."""
    match comparison:
        case Comparison.AT_LEAST:
            return value >= threshold
        case Comparison.MORE_THAN:
            return value > threshold
        case Comparison.AT_MOST:
            return value <= threshold


def spare_units(
    numerator: int, denominator: int | None, comparison: Comparison, threshold: Fraction
) -> int | None:
    """Margin in units of the numerator: how many could be lost, or, negative, the smallest number
    that would have met the threshold.

    `threshold` in percent of the denominator, which is held fixed; without a denominator in the
    unit of the numerator. None if even the whole denominator would not meet the threshold.
    """
    if denominator is None:
        return numerator - ceil(threshold)
    exact = threshold * denominator / 100
    if comparison is Comparison.AT_MOST:
        return floor(exact) - numerator
    needed = floor(exact) + 1 if comparison is Comparison.MORE_THAN else ceil(exact)
    return numerator - needed if needed <= denominator else None


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95% Wilson score interval of a proportion, in percent (Wilson 1927).

    Raises ValueError for n = 0.
    """
    if n <= 0:
        raise ValueError("an interval needs at least one answer")
    z2 = Z_95**2
    centre = 2 * successes + z2
    reach = Z_95 * sqrt(z2 + 4 * successes * (1 - successes / n))
    scale = 2 * (n + z2)
    low, high = (centre - reach) / scale, (centre + reach) / scale
    return 100 * max(0.0, low), 100 * min(1.0, high)


def reachable(numerator: int, denominator: int, silent: int) -> tuple[Fraction, Fraction] | None:
    """Lowest and highest possible share if `silent` further units were counted, in percent; None
    for 0/0."""
    whole = denominator + silent
    if not whole:
        return None
    return Fraction(100 * numerator, whole), Fraction(100 * (numerator + silent), whole)


def quartiles(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """First and third quartile by linear interpolation between the sorted values (the default of
    NumPy and R, Hyndman and Fan 1996, type 7).

    Raises ValueError for fewer than two values.
    """
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def median(values: list[Fraction]) -> Fraction | None:
    """The median; None of no values."""
    return statistics.median(values) if values else None
