"""Arithmetic of the evaluation with its rules for zero and missing; exact wherever it judges.

Percentages run from 0 to 100 as `Fraction`; a share of nothing is None, never 0 and never 100.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, sqrt

from helpers.model import Comparison

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
    numerator: int, denominator: int, comparison: Comparison, threshold: Fraction
) -> int | None:
    """How many units of the numerator there are to spare; negative: the smallest number missing.

    `threshold` in percent of the denominator, which stays as it is. None where not even the whole
    denominator would meet the threshold.
    """
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
