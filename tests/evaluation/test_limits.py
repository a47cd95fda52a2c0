"""Control limits of a funnel plot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from helpers.evaluation.limits import funnel_limits


def test_limits_computed_by_hand() -> None:
    # Of 10 at 1/2, at most 1 has the chance 11/1024, at most 2 has 56/1024; 5% is between them.
    low, high = funnel_limits(0.5, 10, 0.9)
    assert low == pytest.approx((2 - (56 / 1024 - 0.05) / (45 / 1024)) / 10)
    # At most 7 has 968/1024 and at most 8 has 1013/1024; 95% is between them.
    assert high == pytest.approx((8 - (1013 / 1024 - 0.95) / (45 / 1024)) / 10)


@given(pooled=st.floats(0.001, 0.999), n=st.integers(1, 60_000))
def test_limits_are_those_of_the_binomial_distribution(pooled: float, n: int) -> None:
    def interpolated(level: float) -> float:
        count = int(binom.ppf(level, n, pooled))
        count += binom.cdf(count, n, pooled) <= level
        over = binom.cdf(count, n, pooled) - level
        return (count - over / binom.pmf(count, n, pooled)) / n

    low, high = funnel_limits(pooled, n)
    assert low == pytest.approx(max(0, interpolated(0.001)), abs=1e-6)
    assert high == pytest.approx(min(1, interpolated(0.999)), abs=1e-6)
    assert 0 <= low <= high <= 1


def test_limits_narrow_as_the_denominator_grows() -> None:
    widths = [high - low for low, high in (funnel_limits(0.95, n) for n in (10, 100, 1000, 10_000))]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("pooled", [0.0, 1.0])
def test_where_all_are_alike_there_is_no_room(pooled: float) -> None:
    assert funnel_limits(pooled, 12) == (pooled, pooled)
