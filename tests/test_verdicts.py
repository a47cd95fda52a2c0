"""Verdicts: every threshold of II.2.2 at its edge, every status, and roll-ups with gaps."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import wording
from helpers.model import (
    Comparison,
    Judged,
    Level,
    Observation,
    Plan,
    Reason,
    Sampling,
    Source,
    Status,
    Target,
    Verdict,
)
from helpers.observations import built_targets, roll_up
from helpers.verdicts import judge

ALL = Level.ALL
PROVINCE, DISTRICT, COMMUNE = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE

# Typed from II.2.2 of the plan, with its words.
THRESHOLDS = [
    ("II.2.2.a", "satisfaction_2025", ALL, "đạt tối thiểu 90%", ">=", 90),
    ("II.2.2.b", "one_stop_procedures", ALL, "Duy trì 100%", ">=", 100),
    ("II.2.2.b", "modern_desk", ALL, "ở 100% xã, phường, thị trấn", ">=", 100),
    ("II.2.2.b", "dossiers_on_time", ALL, "Phấn đấu 100% số lượng hồ sơ", ">=", 100),
    ("II.2.2.c", "electronic_transfer", ALL, "Phấn đấu 80% hồ sơ", ">=", 80),
    ("II.2.2.d", "online_payment_procedures", ALL, "100% TTHC", ">=", 100),
    ("II.2.2.d", "online_payment_transactions", ALL, "từ 20% trở lên", ">=", 20),
    ("II.2.2.đ", "digitised_results", PROVINCE, "tối thiểu 60%", ">=", 60),
    ("II.2.2.đ", "digitised_results", DISTRICT, "tối thiểu 50%", ">=", 50),
    ("II.2.2.đ", "digitised_results", COMMUNE, "tối thiểu 40%", ">=", 40),
    ("II.2.2.e", "level4_procedures", ALL, "100% TTHC có đủ điều kiện", ">=", 100),
    ("II.2.2.e", "portal_procedures", ALL, "100% TTHC cung cấp trực tuyến", ">=", 100),
    ("II.2.2.e", "online_dossiers", ALL, "tối thiểu từ 60% trở lên", ">=", 60),
    ("II.2.2.g", "satisfaction_measured", ALL, "100% cơ quan, đơn vị", ">=", 100),
    ("II.2.2.g", "satisfaction", ALL, "trên 90%", ">", 90),
    ("II.2.2.g", "satisfaction_fields", ALL, "tối thiểu 85%", ">=", 85),
    ("II.2.2.h", "procedures_published", ALL, "100% các cơ quan, đơn vị", ">=", 100),
    ("II.2.2.h", "internal_procedures", ALL, "90% TTHC nội bộ", ">=", 90),
    ("II.2.2.i", "verified_accounts", ALL, "80% số lượng người dân", ">=", 80),
    ("II.2.2.k", "papers_reused", ALL, "Phấn đấu 50%", ">=", 50),
]


def observed(
    numerator: int | None = 1, denominator: int | None = 2, level: Level = ALL, **more: object
) -> Observation:
    """An observation of nobody in particular."""
    plain = Observation("x", level, "t", Source.COMPUTED, numerator, denominator)
    return replace(plain, **more)  # type: ignore[arg-type]


def judged(
    plan: Plan,
    target: str | Target,
    observation: Observation,
    period: str = "2022-FY",
    way: Judged = Judged.VERDICT,
) -> Verdict:
    the_target = plan.target(target) if isinstance(target, str) else target
    return judge(the_target, observation, way, plan.periods[period], plan.year)


# ---------------------------------------------------------------- every threshold


def test_these_are_all_thresholds_of_the_area(plan: Plan) -> None:
    loaded = [
        (target.clause, target.id, level, str(target.comparison), figure)
        for target in built_targets(plan)
        for level, figure in target.thresholds.items()
    ]
    assert loaded == [(c, t, level, how, figure) for c, t, level, _, how, figure in THRESHOLDS]
    assert len(loaded) == 20


@pytest.mark.parametrize(("clause", "target", "level", "words", "comparison", "figure"), THRESHOLDS)
def test_just_under_on_and_just_over(
    plan: Plan, clause: str, target: str, level: Level, words: str, comparison: str, figure: int
) -> None:
    on = figure * 10
    # What is to be reached by 2025 is not missed in 2022.
    short = Status.NOT_DUE if target == "satisfaction_2025" else Status.MISSED
    expected = {on - 1: short, on: Status.MET if comparison == ">=" else short}
    expected |= {on + 1: Status.MET} if figure < 100 else {}
    given = {n: judged(plan, target, observed(n, 1_000, level)).status for n in expected}
    assert given == expected


@pytest.mark.parametrize("near", [8_996, 8_999])
def test_89_96_percent_is_not_90_percent(plan: Plan, near: int) -> None:
    for target in ("satisfaction", "internal_procedures"):
        assert judged(plan, target, observed(near, 10_000)).status is Status.MISSED


def test_one_late_of_3000_is_missed_and_is_not_shown_as_100_percent(plan: Plan) -> None:
    verdict = judged(plan, "dossiers_on_time", observed(2_999, 3_000))
    assert (verdict.status, verdict.margin_units) == (Status.MISSED, -1)
    assert wording.percent(Fraction(299_900, 3_000), Fraction(100)) == "99,97\u00a0%"


def test_the_threshold_is_the_one_of_the_level(plan: Plan) -> None:
    found = {
        level: judged(plan, "digitised_results", observed(45, 100, level)).status
        for level in (PROVINCE, DISTRICT, COMMUNE)
    }
    assert found == {PROVINCE: Status.MISSED, DISTRICT: Status.MISSED, COMMUNE: Status.MET}
    # No figure for the three levels together: shown, not judged.
    assert judged(plan, "digitised_results", observed(45, 100, ALL)) == Verdict(None)


# ---------------------------------------------------------------- every status

REASONS = {
    Reason.NOT_SENT: Status.NO_DATA,
    Reason.REFUSED: Status.NO_DATA,
    Reason.BLANK: Status.NO_DATA,
    Reason.NO_EXPORT: Status.NO_DATA,
    Reason.NO_SURVEY: Status.NOT_DUE,
    Reason.NOT_SAMPLED: Status.NOT_APPLICABLE,
    Reason.NOT_PUBLISHED: Status.NO_DATA,
    Reason.NO_BASELINE: Status.NO_DATA,
    Reason.NOT_BOUND: Status.NOT_APPLICABLE,
    Reason.COMMON_REGISTER: Status.NOT_APPLICABLE,
    Reason.PROVINCE_ONLY: Status.NOT_APPLICABLE,
    Reason.NO_POOL: Status.NOT_APPLICABLE,
    Reason.NO_REGISTER: Status.NO_DATA,
    Reason.AGENCIES_MISSING: Status.NO_DATA,
}


@pytest.mark.parametrize("way", list(Judged))
@pytest.mark.parametrize(("reason", "status"), REASONS.items())
def test_without_a_figure_the_reason_decides(
    plan: Plan, reason: Reason, status: Status, way: Judged
) -> None:
    gap = observed(None, None, missing=reason)
    assert judged(plan, "satisfaction", gap, way=way) == Verdict(status, reason)


def test_nothing_arisen_is_neither_0_nor_100_percent(plan: Plan) -> None:
    assert judged(plan, "electronic_transfer", observed(0, 0)) == Verdict(Status.NOT_ARISING)
    incomplete = observed(0, 0, asked=3, answered=2)
    assert judged(plan, "electronic_transfer", incomplete) == Verdict(
        Status.NO_DATA, Reason.AGENCIES_MISSING
    )


@pytest.mark.parametrize("way", [Judged.CONTRIBUTION, Judged.INFO])
def test_what_is_only_shown_gets_no_status(plan: Plan, way: Judged) -> None:
    for numerator in (0, 1, 2):
        assert judged(plan, "papers_reused", observed(numerator, 2), way=way) == Verdict(None)


@pytest.mark.parametrize(
    ("period", "numerator", "status", "reason"),
    [
        ("2022-H1", 39, Status.NOT_DUE, Reason.NO_BASELINE),
        ("2022-H1", 40, Status.MET, None),
        ("2022-FY", 39, Status.MISSED, None),
        ("2022-FY", 40, Status.MET, None),
    ],
)
def test_what_is_built_up_is_not_missed_before_the_years_end(
    plan: Plan, period: str, numerator: int, status: Status, reason: Reason | None
) -> None:
    verdict = judged(plan, "digitised_results", observed(numerator, 100, COMMUNE), period)
    assert (verdict.status, verdict.reason) == (status, reason)


@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3", "2022-FY"])
def test_a_flow_is_held_against_the_full_threshold_in_every_report(plan: Plan, period: str) -> None:
    verdict = judged(plan, "online_dossiers", observed(59, 100), period)
    assert (verdict.status, verdict.reason) == (Status.MISSED, None)


@pytest.mark.parametrize(("numerator", "status"), [(89, Status.NOT_DUE), (90, Status.MET)])
def test_a_target_for_2025_is_never_missed_in_2022(
    plan: Plan, numerator: int, status: Status
) -> None:
    verdict = judged(plan, "satisfaction_2025", observed(numerator, 100))
    assert verdict.status is status
    assert verdict.reason is (Reason.DUE_LATER if status is Status.NOT_DUE else None)


# 95 % intervals of 48 ballots: 43 give 77,8–95,5 % (90 lies within), 47 give 89,1–99,6 %,
# 48 give 92,6–100 %, 35 give 59,0–83,4 %.
@pytest.mark.parametrize(
    ("satisfied", "random", "voluntary"),
    [
        (35, Status.MISSED, Status.MISSED),
        (43, Status.INCONCLUSIVE, Status.MISSED),
        (47, Status.INCONCLUSIVE, Status.MET),
        (48, Status.MET, Status.MET),
    ],
)
def test_only_a_random_sample_can_be_too_small(
    plan: Plan, satisfied: int, random: Status, voluntary: Status
) -> None:
    drawn = observed(satisfied, 48, sampling=Sampling.RANDOM)
    verdict = judged(plan, "satisfaction", drawn)
    assert verdict.status is random
    assert verdict.reason is (Reason.SMALL_SAMPLE if random is Status.INCONCLUSIVE else None)
    assert verdict.low is not None and verdict.high is not None
    # The point value and its margin stay visible (wording.md).
    assert verdict.margin == Fraction(100 * satisfied, 48) - 90
    free = judged(plan, "satisfaction", replace(drawn, sampling=Sampling.VOLUNTARY))
    assert (free.status, free.low, free.high) == (voluntary, None, None)


def test_at_most_is_met_on_the_threshold(plan: Plan) -> None:
    at_most = replace(
        plan.target("online_dossiers"),
        comparison=Comparison.AT_MOST,
        thresholds={ALL: Fraction(200, 3)},
    )
    found = {n: judged(plan, at_most, observed(n, 3)) for n in (1, 2, 3)}
    assert {n: v.status for n, v in found.items()} == {
        1: Status.MET,
        2: Status.MET,
        3: Status.MISSED,
    }
    assert {n: v.margin_units for n, v in found.items()} == {1: 1, 2: 0, 3: -1}


@given(
    st.sampled_from(THRESHOLDS),
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from([None, *Sampling]),
)
def test_margin_and_status_say_the_same_and_more_is_never_worse(
    plan: Plan,
    row: tuple[str, str, Level, str, str, int],
    pair: tuple[int, int],
    sampling: Sampling,
) -> None:
    _, target, level, *_ = row
    numerator, denominator = pair
    verdict = judged(plan, target, observed(numerator, denominator, level, sampling=sampling))
    assert verdict.margin is not None and verdict.margin_units is not None
    if verdict.status is Status.MET:
        assert verdict.margin >= 0 and verdict.margin_units >= 0
    elif verdict.status is not Status.INCONCLUSIVE:
        assert verdict.margin <= 0 and verdict.margin_units < 0
    if numerator < denominator:
        more = observed(numerator + 1, denominator, level, sampling=sampling)
        rank = {Status.MISSED: 0, Status.NOT_DUE: 0, Status.INCONCLUSIVE: 1, Status.MET: 2}
        after = judged(plan, target, more).status
        assert verdict.status is not None and after is not None
        assert rank[after] >= rank[verdict.status]


# ---------------------------------------------------------------- roll-ups

SUMMED = "electronic_transfer"
Counts = tuple[int, int]


def member(number: int, level: Level, counts: Counts | None) -> Observation:
    """What one agency says; None: it is silent."""
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
def test_a_whole_is_the_sum_of_its_parts_in_any_order(
    plan: Plan, parts: list[tuple[Level, Counts]], chance: Random
) -> None:
    mixed = parts.copy()
    chance.shuffle(mixed)
    found = whole(plan, mixed, SUMMED)
    assert found.numerator == sum(n for _, (n, _) in parts)
    assert found.denominator == sum(d for _, (_, d) in parts)
    assert (found.asked, found.answered, found.silent) == (len(parts), len(parts), 0)
    assert found == whole(plan, parts, SUMMED)


@given(members_with_data, st.data())
def test_a_whole_does_not_depend_on_how_it_is_split(
    plan: Plan, parts: list[tuple[Level, Counts]], data: st.DataObject
) -> None:
    level, (numerator, denominator) = parts[0]
    n = data.draw(st.integers(0, numerator))
    d = data.draw(st.integers(n, denominator - (numerator - n)))
    split = [(level, (n, d)), (level, (numerator - n, denominator - d)), *parts[1:]]
    one, other = whole(plan, parts, SUMMED), whole(plan, split, SUMMED)
    assert (one.numerator, one.denominator) == (other.numerator, other.denominator)
    assert judged(plan, SUMMED, one) == judged(plan, SUMMED, other)


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
def test_a_verdict_stands_only_if_no_silent_agency_could_turn_it(
    plan: Plan, answered: list[tuple[Level, Counts | None]], silent: int
) -> None:
    """Tries all that the silent communes could say, each at most as large as the largest."""
    largest = max(c[1] for level, c in answered if level is COMMUNE and c)
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


def test_a_level_that_is_wholly_silent_leaves_a_sum_open(plan: Plan) -> None:
    """Nothing bounds what nine districts could add, whatever a small commune could."""
    parts: list[tuple[Level, Counts | None]] = [
        (PROVINCE, (96, 100)),
        (COMMUNE, (1, 1)),
        (COMMUNE, None),
        *[(DISTRICT, None)] * 9,
    ]
    verdict = judged(plan, SUMMED, whole(plan, parts, SUMMED))
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)


@pytest.mark.parametrize("target", ["procedures_published", "satisfaction_measured"])
def test_an_agency_that_says_no_settles_all_100_percent(plan: Plan, target: str) -> None:
    """Each agency counts one, so that all of them publish is out of reach, districts or not."""
    parts: list[tuple[Level, Counts | None]] = [
        (PROVINCE, (1, 1)),
        (COMMUNE, (0, 1)),
        (DISTRICT, None),
    ]
    assert judged(plan, target, whole(plan, parts, target)).status is Status.MISSED
    parts[1] = (COMMUNE, (1, 1))
    assert judged(plan, target, whole(plan, parts, target)).status is Status.NO_DATA


def test_who_was_not_sampled_is_no_gap_in_a_survey_but_was_not_measured(plan: Plan) -> None:
    drawn = replace(member(1, COMMUNE, (99, 100)), sampling=Sampling.RANDOM)
    left_out = observed(None, None, COMMUNE, missing=Reason.NOT_SAMPLED)
    found = roll_up(plan.target("satisfaction"), "lao-cai", ALL, [drawn, left_out])
    assert (found.asked, found.answered, found.silent) == (1, 1, 0)
    assert judged(plan, "satisfaction", found).status is Status.MET
    measured = [observed(1, 1, COMMUNE), observed(0, 1, COMMUNE, missing=Reason.NOT_SAMPLED)]
    found = roll_up(plan.target("satisfaction_measured"), "lao-cai", ALL, measured)
    assert (found.numerator, found.denominator) == (1, 2)
    assert judged(plan, "satisfaction_measured", found).status is Status.MISSED


@pytest.mark.parametrize(
    ("samplings", "together"),
    [
        ([Sampling.RANDOM, Sampling.RANDOM], Sampling.RANDOM),
        ([Sampling.RANDOM, Sampling.VOLUNTARY], Sampling.VOLUNTARY),
        ([Sampling.VOLUNTARY, Sampling.VOLUNTARY], Sampling.VOLUNTARY),
    ],
)
def test_one_voluntary_ballot_makes_a_pool_voluntary(
    plan: Plan, samplings: list[Sampling], together: Sampling
) -> None:
    parts = [observed(9, 10, COMMUNE, sampling=s) for s in samplings]
    assert roll_up(plan.target("satisfaction"), "lao-cai", ALL, parts).sampling is together


@pytest.mark.parametrize(
    ("reasons", "status"),
    [
        ([Reason.NO_SURVEY, Reason.NO_SURVEY], Status.NOT_DUE),
        ([Reason.NOT_SAMPLED, Reason.NOT_SAMPLED], Status.NOT_APPLICABLE),
        ([Reason.NOT_SENT, Reason.NOT_SENT], Status.NO_DATA),
        ([Reason.NOT_SENT, Reason.BLANK], Status.NO_DATA),
    ],
)
def test_a_whole_without_any_part_says_why(
    plan: Plan, reasons: list[Reason], status: Status
) -> None:
    parts = [observed(None, None, COMMUNE, missing=reason) for reason in reasons]
    assert judged(plan, SUMMED, roll_up(plan.target(SUMMED), "x", COMMUNE, parts)).status is status
