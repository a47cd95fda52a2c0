"""Roll-ups with gaps: a total is the sum of its members, and silent members may leave it open."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evaluation.rollups import roll_up
from helpers.model import (
    Component,
    Level,
    Observation,
    Plan,
    Reason,
    Status,
)
from judging import ALL, COMMUNE, DISTRICT, PROVINCE, judged, observed

SUMMED = "electronic_transfer"
Counts = tuple[int, int]


def member(number: int, level: Level, counts: Counts | None) -> Observation:
    """The observation of one agency; None: it is silent."""
    if counts is None:
        gap = observed(None, None, level, missing=Reason.NOT_SENT)
        return replace(gap, agency=f"a{number}")
    return replace(observed(*counts, level), agency=f"a{number}")


def whole(plan: Plan, members: Sequence[tuple[Level, Counts | None]], target: str) -> Observation:
    parts = [member(n, level, counts) for n, (level, counts) in enumerate(members)]
    return roll_up(plan.target(target), "lao-cai", ALL, parts)


levels = st.sampled_from([PROVINCE, DISTRICT, COMMUNE])
answers = st.integers(0, 50).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))
members_with_data = st.lists(st.tuples(levels, answers), min_size=1, max_size=12)


@given(members_with_data, st.randoms(use_true_random=False))
def test_a_total_is_the_sum_of_its_members_in_any_order(
    plan: Plan, parts: list[tuple[Level, Counts]], chance: Random
) -> None:
    mixed = parts.copy()
    chance.shuffle(mixed)
    total = whole(plan, mixed, SUMMED)
    assert total.numerator == sum(n for _, (n, _) in parts)
    assert total.denominator == sum(d for _, (_, d) in parts)
    assert (total.asked, total.answered, total.silent) == (len(parts), len(parts), 0)
    assert total == whole(plan, parts, SUMMED)


@given(members_with_data, st.data())
def test_a_total_does_not_depend_on_the_grouping(
    plan: Plan, parts: list[tuple[Level, Counts]], data: st.DataObject
) -> None:
    level, (numerator, denominator) = parts[0]
    n = data.draw(st.integers(0, numerator))
    d = data.draw(st.integers(n, denominator - (numerator - n)))
    split = [(level, (n, d)), (level, (numerator - n, denominator - d)), *parts[1:]]
    one, other = whole(plan, parts, SUMMED), whole(plan, split, SUMMED)
    assert (one.numerator, one.denominator) == (other.numerator, other.denominator)
    assert judged(plan, SUMMED, one) == judged(plan, SUMMED, other)


@given(st.lists(st.tuples(levels, st.none() | answers), min_size=1, max_size=12))
def test_the_agencies_without_data_are_known(
    plan: Plan, parts: list[tuple[Level, Counts | None]]
) -> None:
    total = whole(plan, parts, SUMMED)
    silent = tuple(f"a{n}" for n, (_, counts) in enumerate(parts) if counts is None)
    assert total.lacking == (silent if total.answered else ())
    assert len(total.lacking) == (total.asked - total.answered if total.answered else 0)


def test_80_to_85_of_95_and_its_mirror_are_the_same_step(plan: Plan) -> None:
    rise = [judged(plan, SUMMED, observed(n, 95)).margin for n in (80, 85)]
    fall = [judged(plan, SUMMED, observed(95 - n, 95)).margin for n in (80, 85)]
    assert None not in rise + fall
    assert rise[1] - rise[0] == fall[0] - fall[1]  # type: ignore[operator]


@pytest.mark.parametrize(
    "answered",
    [
        [(COMMUNE, (5, 5)), (COMMUNE, (5, 5)), (COMMUNE, (4, 4))],
        [(COMMUNE, (4, 5))],
        [(COMMUNE, (0, 5))],
        [(COMMUNE, (0, 5)), (COMMUNE, (0, 5)), (COMMUNE, (0, 4)), (COMMUNE, (1, 5))],
        [(COMMUNE, (5, 5)), (DISTRICT, (40, 40))],
        [(COMMUNE, (5, 5)), (DISTRICT, (1, 40))],
    ],
)
@pytest.mark.parametrize("silent", [1, 2])
def test_there_is_a_verdict_only_if_no_silent_agency_could_change_it(
    plan: Plan, answered: list[tuple[Level, Counts | None]], silent: int
) -> None:
    """Tries all possible answers of the silent communes, each at most as large as the largest."""
    largest = max(c[1] for level, c in answered if level == COMMUNE and c)
    possible = [(n, d) for d in range(largest + 1) for n in range(d + 1)]
    outcomes = {
        judged(plan, SUMMED, whole(plan, [*answered, *((COMMUNE, c) for c in said)], SUMMED)).status
        for said in itertools.product(possible, repeat=silent)
    }
    verdict = judged(plan, SUMMED, whole(plan, [*answered, *[(COMMUNE, None)] * silent], SUMMED))
    if len(outcomes) > 1:
        assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)
    else:
        assert {verdict.status} == outcomes


def test_a_completely_silent_level_leaves_a_sum_open(plan: Plan) -> None:
    """Without any answering district there is no bound on what nine districts could add."""
    parts: list[tuple[Level, Counts | None]] = [
        (PROVINCE, (96, 100)),
        (COMMUNE, (1, 1)),
        (COMMUNE, None),
        *[(DISTRICT, None)] * 9,
    ]
    verdict = judged(plan, SUMMED, whole(plan, parts, SUMMED))
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)


@pytest.mark.parametrize("target", ["procedures_published", "satisfaction_measured"])
def test_one_no_decides_that_100_percent_of_agencies_is_missed(plan: Plan, target: str) -> None:
    """Each agency counts one, so 100% is out of reach even if the districts are silent."""
    parts: list[tuple[Level, Counts | None]] = [
        (PROVINCE, (1, 1)),
        (COMMUNE, (0, 1)),
        (DISTRICT, None),
    ]
    assert judged(plan, target, whole(plan, parts, target)).status is Status.MISSED
    parts[1] = (COMMUNE, (1, 1))
    assert judged(plan, target, whole(plan, parts, target)).status is Status.NO_DATA


def test_an_agency_not_sampled_is_no_gap_of_a_survey_but_counts_as_not_measured(plan: Plan) -> None:
    drawn = replace(member(1, COMMUNE, (99, 100)), sampled=True)
    left_out = observed(None, None, COMMUNE, missing=Reason.NOT_SAMPLED)
    total = roll_up(plan.target("satisfaction"), "lao-cai", ALL, [drawn, left_out])
    assert (total.asked, total.answered, total.silent) == (1, 1, 0)
    assert judged(plan, "satisfaction", total).status is Status.MET
    measured = [observed(1, 1, COMMUNE), observed(0, 1, COMMUNE, missing=Reason.NOT_SAMPLED)]
    total = roll_up(plan.target("satisfaction_measured"), "lao-cai", ALL, measured)
    assert (total.numerator, total.denominator) == (1, 2)
    assert judged(plan, "satisfaction_measured", total).status is Status.MISSED


def test_voluntary_ballots_are_added_up_apart_and_leave_the_sample_a_sample(plan: Plan) -> None:
    free = (Component("satisfied", 3, 9),)
    parts = [
        observed(9, 10, COMMUNE, sampled=True),
        observed(18, 20, COMMUNE, sampled=True, voluntary=free),
        observed(None, None, COMMUNE, missing=Reason.NOT_SAMPLED, voluntary=free),
    ]
    total = roll_up(plan.target("satisfaction"), "lao-cai", ALL, parts)
    assert (total.numerator, total.denominator, total.sampled) == (27, 30, True)
    assert total.voluntary == (Component("satisfied", 3 + 3, 9 + 9),)
    nobody = roll_up(plan.target("satisfaction"), "lao-cai", ALL, parts[2:])
    assert (nobody.numerator, nobody.voluntary) == (None, free)


@pytest.mark.parametrize(
    ("reasons", "status"),
    [
        ([Reason.NO_SURVEY, Reason.NO_SURVEY], Status.NO_DATA),
        ([Reason.NOT_SAMPLED, Reason.NO_VALID_ANSWER], Status.NOT_APPLICABLE),
        ([Reason.NOT_SENT, Reason.NOT_SENT], Status.NO_DATA),
        ([Reason.NOT_SENT, Reason.BLANK], Status.NO_DATA),
    ],
)
def test_a_total_without_any_figure_has_a_reason(
    plan: Plan, reasons: list[Reason], status: Status
) -> None:
    parts = [observed(None, None, COMMUNE, missing=reason) for reason in reasons]
    assert judged(plan, SUMMED, roll_up(plan.target(SUMMED), "x", COMMUNE, parts)).status is status
