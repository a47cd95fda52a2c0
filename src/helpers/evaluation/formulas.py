"""Arithmetic of the evaluation with its rules for zero and missing; exact wherever it judges.

Percentages run from 0 to 100 as `Fraction`; a share of nothing is None, never 0 and never 100.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor, sqrt

from helpers.model import Comparison, Measure, Observation, Target

Z_95 = 1.959963984540054


def share(numerator: int | None, denominator: int | None) -> Fraction | None:
    """Numerator over denominator in percent; None where either is missing or nothing arose.

    Raises ValueError for a negative count or a part larger than its whole.
    """
    if numerator is None or denominator is None:
        return None
    if numerator < 0 or numerator > denominator:
        raise ValueError(f"part {numerator} does not lie within its whole {denominator}")
    return Fraction(100 * numerator, denominator) if denominator else None


def measured(measure: Measure, numerator: int | None, denominator: int | None) -> Fraction | None:
    """The value of two counts, by the kind of measure; None where missing or nothing arose.

    A fall is what went of what was there in the base year, in percent, negative for a rise; a
    ratio of two counts in percent may exceed 100; a gain is its numerator. Raises ValueError for
    a share whose part is larger than its whole.
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
    """The value of an observation in its target's unit; None without figures or of nothing."""
    if observation is None or observation.missing is not None:
        return None
    return measured(target.measure, observation.numerator, observation.denominator)


def fits(measure: Measure, numerator: int, denominator: int) -> bool:
    """Whether two counts can belong together: of a share, the part lies within its whole."""
    return measure is not Measure.SHARE or numerator <= denominator


def expected(
    baseline: Fraction, threshold: Fraction, start: date, today: date, end: date
) -> Fraction:
    """Where the straight way from the baseline at `start` to the threshold at `end` stands today
    (linear in days: our convention, methods 3)."""
    gone = Fraction((today - start).days, (end - start).days)
    return baseline + (threshold - baseline) * gone


def pace(
    current: Fraction,
    baseline: Fraction,
    threshold: Fraction,
    start: date,
    today: date,
    end: date,
) -> Fraction | None:
    """The part of the expected way that is done: (x - b) / (E - b), the same for a way up and its
    mirror image down; None where the baseline already stands at the threshold or the way has not
    begun."""
    way = expected(baseline, threshold, start, today, end) - baseline
    return (current - baseline) / way if way else None


def needed_rate(
    numerator: int, denominator: int, threshold: Fraction, yearly: Fraction
) -> Fraction | None:
    """The share in percent that what is still to come must reach, so that the year meets the
    threshold: p* = (T N - sum O) / (N - sum n), N being `yearly` (methods 3).

    Above 100 the year cannot meet it any more, at or below 0 it is safe. None where nothing more
    is to come.
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
    """How many units of the numerator there are to spare; negative: the smallest number missing.

    `threshold` in percent of the denominator, which stays as it is, or without a denominator in
    the unit of the numerator. None where not even the whole denominator would meet the threshold.
    """
    if denominator is None:
        return numerator - ceil(threshold)
    exact = threshold * denominator / 100
    if comparison is Comparison.AT_MOST:
        return floor(exact) - numerator
    needed = floor(exact) + 1 if comparison is Comparison.MORE_THAN else ceil(exact)
    return numerator - needed if needed <= denominator else None


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a proportion, in percent (Wilson 1927).

    Raises ValueError without answers.
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
    """Lowest and highest share once `silent` further units are known; None of nothing."""
    whole = denominator + silent
    if not whole:
        return None
    return Fraction(100 * numerator, whole), Fraction(100 * (numerator + silent), whole)


def median(values: list[Fraction]) -> Fraction | None:
    """The middle value, or the mean of the two middle ones; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
