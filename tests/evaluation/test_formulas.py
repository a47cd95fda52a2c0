"""Shares, margins, paces, intervals, medians: checked by hand, by brute force and with scipy."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from helpers.evaluation.formulas import (
    expected,
    fits,
    holds,
    measured,
    median,
    needed_rate,
    pace,
    reachable,
    share,
    spare_units,
    value,
    wilson,
)
from helpers.model import WHOLE, Comparison, Measure, Observation, Plan, Reason, Source

AT_LEAST, MORE_THAN, AT_MOST = Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST

comparisons = st.sampled_from(list(Comparison))
percentages = st.fractions(0, 100, max_denominator=60)


def counts(most: int, least: int = 0) -> st.SearchStrategy[tuple[int, int]]:
    """Pairs of a part and its whole."""
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
def test_the_complement_of_a_share_is_the_rest(pair: tuple[int, int]) -> None:
    numerator, denominator = pair
    value, rest = share(numerator, denominator), share(denominator - numerator, denominator)
    assert value is not None and rest is not None
    assert value + rest == 100


@given(counts(10**6, least=1), st.integers(1, 1000))
def test_a_share_does_not_depend_on_size(pair: tuple[int, int], times: int) -> None:
    assert share(pair[0] * times, pair[1] * times) == share(*pair)


# ---------------------------------------------------------------- every measure

SHARE, FALL, RATIO, GAIN = Measure


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator", "expected"),
    [
        (SHARE, 45, 60, 75),
        (SHARE, 0, 0, None),
        (SHARE, 0, 60, 0),
        # 700 units in 2021: 21 fewer are a fall of 3%, 7 more a fall of -1%.
        (FALL, 21, 700, 3),
        (FALL, -7, 700, -1),
        (FALL, 0, 700, 0),
        (FALL, 700, 700, 100),
        (FALL, -2, 0, None),
        # 5 recruits for 4 leavers: 125%; without leavers there is no ratio.
        (RATIO, 5, 4, 125),
        (RATIO, 2, 3, Fraction(200, 3)),
        (RATIO, 5, 0, None),
        (RATIO, 0, 0, None),
        # Rank 40 after 41, 41, 39.
        (GAIN, 1, None, 1),
        (GAIN, 0, None, 0),
        (GAIN, -2, None, -2),
    ],
)
def test_two_counts_by_the_kind_of_measure(
    measure: Measure, numerator: int, denominator: int | None, expected: Fraction | int | None
) -> None:
    assert measured(measure, numerator, denominator) == expected


@pytest.mark.parametrize("measure", list(Measure))
def test_a_missing_count_has_no_value(measure: Measure) -> None:
    assert measured(measure, None, 7) is None
    if measure is not GAIN:
        assert measured(measure, 7, None) is None


def test_only_a_share_requires_its_part_to_be_within_its_whole() -> None:
    with pytest.raises(ValueError, match="whole"):
        measured(SHARE, 5, 4)
    assert [fits(measure, 5, 4) for measure in Measure] == [False, True, True, True]
    assert all(fits(measure, 4, 4) for measure in Measure)


@given(counts(10**6, least=1))
def test_a_rise_is_the_fall_with_its_sign_turned(pair: tuple[int, int]) -> None:
    change, before = pair
    fall, rise = measured(FALL, change, before), measured(FALL, -change, before)
    assert fall is not None and rise == -fall


def test_the_value_of_an_observation_is_in_its_targets_unit(plan: Plan) -> None:
    def observation_of(numerator: int | None, denominator: int | None) -> Observation:
        return Observation("x", WHOLE, "t", Source.REPORTED, numerator, denominator)

    assert value(plan.target("service_units_cut"), observation_of(-7, 700)) == -1
    assert value(plan.target("recruits_to_leavers"), observation_of(5, 4)) == 125
    assert value(plan.target("par_index_rank"), observation_of(-2, None)) == -2
    assert value(plan.target("online_dossiers"), observation_of(1, 3)) == Fraction(100, 3)
    assert value(plan.target("online_dossiers"), None) is None
    gap = Observation("x", WHOLE, "t", Source.REPORTED, 0, 1, Reason.NOT_SAMPLED)
    assert value(plan.target("online_dossiers"), gap) is None


# ---------------------------------------------------------------- sums


@given(st.lists(counts(1000), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_a_sum_of_counts_depends_on_no_order_and_no_grouping(
    pairs: list[tuple[int, int]], chance: Random
) -> None:
    """It is never a mean of percentages: two halves of an agency weigh as much as the agency."""

    def share_of_sum(some: list[tuple[int, int]]) -> Fraction | None:
        return share(sum(n for n, _ in some), sum(d for _, d in some))

    mixed = pairs.copy()
    chance.shuffle(mixed)
    (numerator, denominator), *rest = pairs
    n = chance.randint(0, numerator)
    d = chance.randint(n, denominator - (numerator - n))
    split = [(n, d), (numerator - n, denominator - d), *rest]
    assert share_of_sum(pairs) == share_of_sum(mixed) == share_of_sum(split)


# ---------------------------------------------------------------- pace

START, END = date(2021, 12, 31), date(2022, 12, 31)
days_on = st.integers(1, 365)
percents = st.fractions(0, 100, max_denominator=40)


@pytest.mark.parametrize(
    ("today", "where"),
    [
        (START, 40),
        (START + timedelta(73), 44),  # a fifth of the year, a fifth of the path
        (START + timedelta(146), 48),
        (END, 60),
    ],
)
def test_the_expected_path_is_linear_in_days(today: date, where: int) -> None:
    assert expected(Fraction(40), Fraction(60), START, today, END) == where


@pytest.mark.parametrize(
    ("now", "done"),
    # From 40 to 60%, a fifth of the year gone: 44% expected.
    [(44, 1), (48, 2), (42, Fraction(1, 2)), (40, 0), (38, Fraction(-1, 2))],
)
def test_pace_is_the_fraction_of_the_expected_path(now: int, done: Fraction | int) -> None:
    today = START + timedelta(73)
    assert pace(Fraction(now), Fraction(40), Fraction(60), START, today, END) == done


def test_there_is_no_pace_without_a_path() -> None:
    level = Fraction(60)
    assert pace(Fraction(55), level, level, START, END, END) is None
    assert pace(Fraction(55), Fraction(40), level, START, START, END) is None


def test_80_to_85_of_95_and_20_to_15_of_5_have_the_same_pace() -> None:
    """No compound growth: a rise and its mirror image have the same pace."""
    today = START + timedelta(146)  # two fifths of the year, 6 of 15 points expected
    up = pace(Fraction(85), Fraction(80), Fraction(95), START, today, END)
    down = pace(Fraction(15), Fraction(20), Fraction(5), START, today, END)
    assert up == down == Fraction(5, 6)


@given(percents, percents, percents, days_on)
def test_pace_of_the_mirror_image_is_the_same(
    now: Fraction, baseline: Fraction, threshold: Fraction, days: int
) -> None:
    today = START + timedelta(days)
    straight = pace(now, baseline, threshold, START, today, END)
    assert pace(100 - now, 100 - baseline, 100 - threshold, START, today, END) == straight


@given(percents, percents, percents, percents, days_on)
def test_nearer_to_the_threshold_is_never_a_worse_pace(
    one: Fraction, other: Fraction, baseline: Fraction, threshold: Fraction, days: int
) -> None:
    today = START + timedelta(days)
    near, far = sorted((one, other), reverse=threshold > baseline)
    paces = [pace(x, baseline, threshold, START, today, END) for x in (near, far)]
    if baseline == threshold:
        assert paces == [None, None]
    else:
        assert paces[0] is not None and paces[1] is not None
        assert paces[0] >= paces[1]


@given(percents, percents, days_on, st.integers(1, 365))
def test_the_same_figure_later_is_a_slower_pace(
    now: Fraction, threshold: Fraction, days: int, later: int
) -> None:
    baseline = Fraction(0)
    early, late = sorted((days, later))
    paces = [
        pace(now, baseline, threshold, START, START + timedelta(d), END) for d in (early, late)
    ]
    if threshold:
        assert paces[0] is not None and paces[1] is not None
        assert paces[0] >= paces[1]


# ---------------------------------------------------------------- the rest of the year


@pytest.mark.parametrize(
    ("numerator", "denominator", "threshold", "yearly", "needed"),
    [
        (45, 100, 60, 200, 75),  # 120 of 200 required, so 75 of the remaining 100
        (100, 100, 60, 200, 20),
        (10, 100, 60, 200, 110),  # out of reach
        (130, 200, 60, 220, 10),
        (200, 200, 60, 300, -20),  # already certain
        (60, 100, 60, 150, 60),
        (45, 100, 60, 100, None),  # no cases remain
        (45, 100, 60, 99, None),
    ],
)
def test_what_the_rest_of_the_year_must_reach(
    numerator: int, denominator: int, threshold: int, yearly: int, needed: int | None
) -> None:
    rate = needed_rate(numerator, denominator, Fraction(threshold), Fraction(yearly))
    assert rate == needed


@given(counts(10**5), percents, st.fractions(0, 10**5, max_denominator=30))
def test_a_rest_at_the_needed_rate_brings_the_year_exactly_to_the_threshold(
    pair: tuple[int, int], threshold: Fraction, rest: Fraction
) -> None:
    numerator, denominator = pair
    yearly = denominator + rest
    needed = needed_rate(numerator, denominator, threshold, yearly)
    if not rest:
        assert needed is None
        return
    assert needed is not None
    assert (100 * numerator + needed * rest) / yearly == threshold


@given(counts(1000, least=1), percents, st.fractions(1, 1000, max_denominator=9))
def test_more_so_far_needs_less_and_at_the_threshold_the_rest_needs_the_threshold(
    pair: tuple[int, int], threshold: Fraction, rest: Fraction
) -> None:
    numerator, denominator = pair
    needed = needed_rate(numerator, denominator, threshold, denominator + rest)
    more = needed_rate(numerator + 1, denominator, threshold, denominator + rest)
    assert needed is not None and more is not None and more < needed
    so_far = share(numerator, denominator)
    assert so_far is not None
    # The rest needs more than the threshold exactly where the figure is below it.
    assert (needed > threshold) is (so_far < threshold)
    assert (needed == threshold) is (so_far == threshold)


# ---------------------------------------------------------------- comparing with a threshold


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
    # 89,96% and 2.999 of 3.000 would pass after rounding to one decimal.
    assert not holds(Fraction(8996, 100), AT_LEAST, Fraction(90))
    assert not holds(Fraction(299_900, 3_000), AT_LEAST, Fraction(100))
    # Exactly two thirds: no float is equal to it.
    assert holds(Fraction(200, 3), AT_MOST, Fraction(200, 3))


# ---------------------------------------------------------------- units of work


@pytest.mark.parametrize(
    ("numerator", "denominator", "comparison", "threshold", "spare"),
    [
        (322, 950, AT_LEAST, 40, 322 - 380),  # the example of wording.md: 58 results short
        (380, 950, AT_LEAST, 40, 0),
        (381, 950, AT_LEAST, 40, 1),
        (2, 7, AT_LEAST, 60, 2 - 5),  # 60% of 7 is 4,2: five are needed
        (9, 10, MORE_THAN, 90, -1),  # 90% exactly is not more than 90%
        (10, 10, MORE_THAN, 90, 0),
        (9, 11, MORE_THAN, 90, -1),
        (10, 10, MORE_THAN, 100, None),  # more than all is impossible
        (3, 3, AT_MOST, Fraction(200, 3), -1),
        (2, 3, AT_MOST, Fraction(200, 3), 0),
        (0, 3, AT_MOST, Fraction(200, 3), 2),
        (5, 0, AT_MOST, Fraction(200, 3), -5),  # no leavers, five recruits
        (-7, 700, AT_LEAST, 3, -28),  # 21 fewer required, seven more in fact
        (1, None, AT_LEAST, 1, 0),  # places in a ranking
        (-2, None, AT_LEAST, 1, -3),
        (2, None, AT_LEAST, 1, 1),
    ],
)
def test_spare_units(
    numerator: int,
    denominator: int | None,
    comparison: Comparison,
    threshold: int,
    spare: int | None,
) -> None:
    assert spare_units(numerator, denominator, comparison, Fraction(threshold)) == spare


@given(counts(60, least=1), comparisons, percentages)
def test_spare_units_equal_those_counted_one_by_one(
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
def test_missing_units_are_the_smallest_sufficient_number(
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
def test_wilson_agrees_with_scipy(pair: tuple[int, int]) -> None:
    interval = binomtest(*pair).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(*pair) == pytest.approx((100 * interval.low, 100 * interval.high), abs=1e-9)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Published in Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_wilson_agrees_with_published_values(
    successes: int, n: int, low: float, high: float
) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=0.005)


@given(counts(100_000, least=1))
def test_wilson_of_the_complement_is_the_mirrored_interval(pair: tuple[int, int]) -> None:
    successes, n = pair
    low, high = wilson(successes, n)
    assert wilson(n - successes, n) == pytest.approx((100 - high, 100 - low), abs=1e-9)


@given(counts(100_000, least=1))
def test_wilson_contains_the_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
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


# ---------------------------------------------------------------- effect of silent agencies


@given(counts(30), st.integers(0, 30))
def test_reachable_agrees_with_exhaustive_search(pair: tuple[int, int], silent: int) -> None:
    numerator, denominator = pair
    shares = [
        Fraction(100 * (numerator + good), denominator + more)
        for more in range(silent + 1)
        for good in range(more + 1)
        if denominator + more
    ]
    expected = (min(shares), max(shares)) if shares else None
    # Nothing known and silent agencies: anything from 0 to 100%.
    assert reachable(numerator, denominator, silent) == expected


# ---------------------------------------------------------------- median


@given(st.lists(percentages, max_size=40))
def test_median_agrees_with_the_standard_library(values: list[Fraction]) -> None:
    assert median(values) == (statistics.median(values) if values else None)


@given(st.lists(percentages, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_median_is_independent_of_order_and_symmetric(
    values: list[Fraction], chance: Random
) -> None:
    mixed = values.copy()
    chance.shuffle(mixed)
    as_given = mixed.copy()
    middle = median(values)
    assert middle is not None
    assert median(mixed) == middle
    assert median([100 - value for value in values]) == 100 - middle
    assert mixed == as_given
