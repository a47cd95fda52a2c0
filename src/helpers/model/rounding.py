"""Rounding for display: half up, and never across a threshold."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

MAX_DECIMALS = 6


def rounded(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded half up (away from zero) to `decimals` places, exactly."""
    scale = 10**decimals
    sign = -1 if value < 0 else 1
    part, whole = abs(value.numerator), value.denominator
    # In integers: sums of fractions cost most of the time that tables take.
    return Fraction(sign * ((2 * part * scale + whole) // (2 * whole)), scale)


def rounded_up(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded up to `decimals` places, exactly."""
    scale = 10**decimals
    return Fraction(ceil(value * scale), scale)


def shown(value: Fraction, threshold: Fraction | None) -> tuple[Fraction, int]:
    """What is printed of a value, and with how many decimals.

    One decimal; two within one unit of the threshold; more until rounding no longer moves the
    figure across or onto a threshold it does not equal.
    """
    if threshold is None or value == threshold:
        return rounded(value, 1), 1
    side = _sign(value - threshold)
    first = 2 if side and abs(value - threshold) < 1 else 1
    for decimals in range(first, MAX_DECIMALS):
        if _sign(rounded(value, decimals) - threshold) == side:
            return rounded(value, decimals), decimals
    return rounded(value, MAX_DECIMALS), MAX_DECIMALS


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
