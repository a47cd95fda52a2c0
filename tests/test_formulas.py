"""Shares, margins, intervals, medians: against hand arithmetic, brute force and scipy."""

from __future__ import annotations

import statistics
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from helpers.formulas import holds, median, reachable, share, spare_units, wilson
from helpers.model import Comparison

AT_LEAST, MORE_THAN, AT_MOST = Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST

comparisons = st.sampled_from(list(Comparison))
percentages = st.fractions(0, 100, max_denominator=60)


def counts(most: int, least: int = 0) -> st.SearchStrategy[tuple[int, int]]:
    """A part and its whole."""
    return st.integers(least, most).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


# ---------------------------------------------------------------- shares


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (322, 950, Fraction(322 * 100, 950)),
        (2_999, 3_000, 100 - Fraction(1, 30)),
        (0, 7, Fraction(0)),
        (7, 7, Fraction(100)),
        (0, 0, None),
        (None, 7, None),
        (7, None, None),
        (None, None, None),
    ],
)
def test_share(numerator: int | None, denominator: int | None, value: Fraction | None) -> None:
    assert share(numerator, denominator) == value


@pytest.mark.parametrize(("numerator", "denominator"), [(8, 7), (-1, 7), (1, 0), (0, -1)])
def test_a_part_outside_its_whole_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="whole"):
        share(numerator, denominator)


@given(counts(10**9, least=1))
def test_what_is_left_over_is_the_rest(pair: tuple[int, int]) -> None:
    numerator, denominator = pair
    value, rest = share(numerator, denominator), share(denominator - numerator, denominator)
    assert value is not None and rest is not None
    assert value + rest == 100


@given(counts(10**6, least=1), st.integers(1, 1000))
def test_a_share_does_not_depend_on_size(pair: tuple[int, int], times: int) -> None:
    assert share(pair[0] * times, pair[1] * times) == share(*pair)


# ---------------------------------------------------------------- holding against a threshold


@pytest.mark.parametrize(
    ("comparison", "under", "on", "over"),
    [(AT_LEAST, False, True, True), (MORE_THAN, False, False, True), (AT_MOST, True, True, False)],
)
def test_just_under_on_and_just_over(
    comparison: Comparison, under: bool, on: bool, over: bool
) -> None:
    limit, little = Fraction(90), Fraction(1, 10**12)
    assert holds(limit - little, comparison, limit) is under
    assert holds(limit, comparison, limit) is on
    assert holds(limit + little, comparison, limit) is over


def test_nothing_is_rounded_before_it_is_judged() -> None:
    # 89,96 % and 2.999 of 3.000 would pass after rounding to one decimal.
    assert not holds(Fraction(8996, 100), AT_LEAST, Fraction(90))
    assert not holds(Fraction(299_900, 3_000), AT_LEAST, Fraction(100))
    # Two thirds exactly: no float comes near enough to be equal.
    assert holds(Fraction(200, 3), AT_MOST, Fraction(200, 3))


# ---------------------------------------------------------------- units of work


@pytest.mark.parametrize(
    ("numerator", "denominator", "comparison", "threshold", "spare"),
    [
        (322, 950, AT_LEAST, 40, 322 - 380),  # the sentence of wording.md: 58 results short
        (380, 950, AT_LEAST, 40, 0),
        (381, 950, AT_LEAST, 40, 1),
        (2, 7, AT_LEAST, 60, 2 - 5),  # 60 % of 7 is 4,2: five are needed
        (9, 10, MORE_THAN, 90, -1),  # 90 % exactly is not more than 90 %
        (10, 10, MORE_THAN, 90, 0),
        (9, 11, MORE_THAN, 90, -1),
        (10, 10, MORE_THAN, 100, None),  # more than all there is
        (3, 3, AT_MOST, Fraction(200, 3), -1),
        (2, 3, AT_MOST, Fraction(200, 3), 0),
        (0, 3, AT_MOST, Fraction(200, 3), 2),
    ],
)
def test_spare_units(
    numerator: int, denominator: int, comparison: Comparison, threshold: int, spare: int | None
) -> None:
    assert spare_units(numerator, denominator, comparison, Fraction(threshold)) == spare


@given(counts(60, least=1), comparisons, percentages)
def test_spare_units_are_what_counting_one_by_one_finds(
    pair: tuple[int, int], comparison: Comparison, threshold: Fraction
) -> None:
    numerator, denominator = pair
    good = [n for n in range(denominator + 1) if meets(n, denominator, comparison, threshold)]
    spare = spare_units(numerator, denominator, comparison, threshold)
    if not good:
        assert spare is None
    elif comparison is AT_MOST:
        assert spare == max(good) - numerator
    else:
        assert spare == numerator - min(good)


@given(counts(10**7, least=1), comparisons, percentages)
def test_missing_units_are_the_smallest_number_that_would_do(
    pair: tuple[int, int], comparison: Comparison, threshold: Fraction
) -> None:
    numerator, denominator = pair
    spare = spare_units(numerator, denominator, comparison, threshold)
    value = share(numerator, denominator)
    assert value is not None
    if spare is None:
        assert not meets(denominator, denominator, comparison, threshold)
        return
    assert (spare >= 0) is holds(value, comparison, threshold)
    step = 1 if comparison is AT_MOST else -1
    edge = numerator + step * spare
    assert meets(edge, denominator, comparison, threshold)
    assert not 0 <= edge + step <= denominator or not meets(
        edge + step, denominator, comparison, threshold
    )


def meets(numerator: int, denominator: int, comparison: Comparison, threshold: Fraction) -> bool:
    """The comparison without a division."""
    have, wanted = 100 * numerator, threshold * denominator
    return {">=": have >= wanted, ">": have > wanted, "<=": have <= wanted}[comparison]


# ---------------------------------------------------------------- Wilson


@given(counts(100_000, least=1))
def test_wilson_is_what_scipy_finds(pair: tuple[int, int]) -> None:
    interval = binomtest(*pair).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(*pair) == pytest.approx((100 * interval.low, 100 * interval.high), abs=1e-9)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Printed in Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_wilson_as_printed(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=0.005)


@given(counts(100_000, least=1))
def test_wilson_of_the_mirror_is_the_mirror(pair: tuple[int, int]) -> None:
    successes, n = pair
    low, high = wilson(successes, n)
    assert wilson(n - successes, n) == pytest.approx((100 - high, 100 - low), abs=1e-9)


@given(counts(100_000, least=1))
def test_wilson_holds_the_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
    successes, n = pair
    low, high = wilson(successes, n)
    assert 0 <= low <= 100 * successes / n + 1e-9
    assert 100 * successes / n - 1e-9 <= high <= 100


@given(counts(10_000, least=1))
def test_wilson_rises_with_the_successes_and_narrows_with_the_sample(
    pair: tuple[int, int],
) -> None:
    successes, n = pair
    low, high = wilson(successes, n)
    if successes < n:
        better = wilson(successes + 1, n)
        assert better[0] > low - 1e-9 and better[1] > high - 1e-9
    larger = wilson(2 * successes, 2 * n)
    assert larger[1] - larger[0] < high - low


@pytest.mark.parametrize("n", [0, -1])
def test_no_interval_without_answers(n: int) -> None:
    with pytest.raises(ValueError, match="answer"):
        wilson(0, n)


# ---------------------------------------------------------------- what the silent could do


@given(counts(30), st.integers(0, 30))
def test_reachable_is_what_trying_everything_finds(pair: tuple[int, int], silent: int) -> None:
    numerator, denominator = pair
    shares = [
        Fraction(100 * (numerator + good), denominator + more)
        for more in range(silent + 1)
        for good in range(more + 1)
        if denominator + more
    ]
    expected = (min(shares), max(shares)) if shares else None
    # Nothing known and someone silent: everything from none to all.
    assert reachable(numerator, denominator, silent) == expected


# ---------------------------------------------------------------- median


@given(st.lists(percentages, max_size=40))
def test_median_is_what_the_standard_library_finds(values: list[Fraction]) -> None:
    assert median(values) == (statistics.median(values) if values else None)


@given(st.lists(percentages, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_median_knows_no_order_and_no_side(values: list[Fraction], chance: Random) -> None:
    mixed = values.copy()
    chance.shuffle(mixed)
    as_given = mixed.copy()
    middle = median(values)
    assert middle is not None
    assert median(mixed) == middle
    assert median([100 - value for value in values]) == 100 - middle
    assert mixed == as_given
