"""Points under the scoring convention of the plan: full, partial, none, or not scored."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evaluation.scoring import points, total
from helpers.evaluation.verdicts import judge
from helpers.model import (
    WHOLE,
    Judged,
    Level,
    Measure,
    Observation,
    Plan,
    PointRule,
    Reason,
    Result,
    Score,
    Scoring,
    Source,
    Status,
    Step,
    Verdict,
)
from plan_434 import with_example

COMMUNE = Level("commune")
COMPUTED = Source.COMPUTED

# Statuses in the score: a full point, a part of one, or an unknown point.
TAKES_PART = {
    Status.MET,
    Status.MISSED,
    Status.ON_PACE,
    Status.BEHIND,
    Status.INCONCLUSIVE,
    Status.NO_DATA,
}


def result(
    plan: Plan,
    target: str,
    status: Status | None,
    numerator: int | None,
    denominator: int | None,
    level: Level = COMMUNE,
) -> Result:
    """A result with a given status, of a commune by default."""
    observation = Observation("x", level, target, COMPUTED, numerator, denominator)
    return Result("x", level, plan.target(target), observation, Verdict(status))


def judged(
    plan: Plan,
    target: str,
    numerator: int,
    denominator: int,
    level: Level = COMMUNE,
    period_id: str = "2022-FY",
) -> Result:
    """A result with the status computed by judging."""
    row = result(plan, target, None, numerator, denominator, level)
    assert row.observation is not None
    period = plan.periods[period_id]
    verdict = judge(row.target, row.observation, Judged.VERDICT, period, plan)
    return replace(row, verdict=verdict)


def exactly(low: Fraction | int, high: Fraction | int, full: int = 1) -> tuple[Fraction, ...]:
    return Fraction(low), Fraction(high), Fraction(full)


# ---------------------------------------------------------------- one target


@pytest.mark.parametrize(
    ("target", "numerator", "denominator", "earned"),
    [
        ("online_dossiers", 60, 100, 1),
        ("online_dossiers", 90, 100, 1),
        ("online_dossiers", 45, 100, Fraction(45, 60)),
        ("online_dossiers", 0, 100, 0),
        ("dossiers_on_time", 2_999, 3_000, Fraction(2_999, 3_000)),
        ("satisfaction", 8_996, 10_000, Fraction(8_996, 9_000)),
        ("digitised_results", 39, 100, Fraction(39, 40)),  # of the commune's 40%
        ("modern_desk", 1, 1, 1),
        ("modern_desk", 0, 1, 0),
        ("procedures_published", 0, 1, 0),
        ("work_files_online", 49, 100, Fraction(49, 50)),  # of the commune's 50%
        ("commune_cadres_degree", 7, 11, Fraction(700, 880)),
        ("services_24_7", 0, 1, 0),
        ("basic_digital_skills", 19, 20, Fraction(19, 20)),
    ],
)
def test_points_are_the_share_of_the_threshold_or_all_or_nothing(
    plan: Plan, target: str, numerator: int, denominator: int, earned: Fraction | int
) -> None:
    scored = points(judged(with_example(plan), target, numerator, denominator), plan.scoring)
    assert scored == exactly(earned, earned)


@pytest.mark.parametrize(
    ("numerator", "earned"),
    [(0, 0), (499, 0), (500, 1), (501, 1), (799, 1), (800, Fraction(3, 2)), (1000, Fraction(3, 2))],
)
def test_steps_give_the_points_of_the_highest_step_reached(
    plan: Plan, numerator: int, earned: Fraction | int
) -> None:
    steps = (Step(Fraction(50), Fraction(1)), Step(Fraction(80), Fraction(3, 2)))
    rule = PointRule("online_dossiers", Fraction(2), "steps", steps)
    convention = replace(plan.scoring, rules={"online_dossiers": rule})
    scored = points(judged(plan, "online_dossiers", numerator, 1000), convention)
    assert scored == exactly(earned, earned, 2)


@pytest.mark.parametrize(
    ("numerator", "denominator", "undated", "low", "high"),
    [
        (47, 50, 0, Fraction(47, 50), Fraction(47, 50)),
        (47, 48, 2, Fraction(47, 50), Fraction(49, 50)),  # missed in any case
        (47, 47, 3, Fraction(47, 50), 1),
        (0, 0, 50, 0, 1),
    ],
)
def test_leaving_due_days_blank_earns_nothing(
    plan: Plan, numerator: int, denominator: int, undated: int, low: Fraction, high: Fraction
) -> None:
    row = result(plan, "dossiers_on_time", None, numerator, denominator)
    assert row.observation is not None
    observation = replace(row.observation, undated=undated)
    period = plan.periods["2022-FY"]
    verdict = judge(row.target, observation, Judged.VERDICT, period, plan)
    scored = points(replace(row, observation=observation, verdict=verdict), plan.scoring)
    assert scored == exactly(low, high)


@pytest.mark.parametrize("status", [None, *Status])
def test_which_statuses_are_scored(plan: Plan, status: Status | None) -> None:
    scored = points(result(plan, "online_dossiers", status, 45, 100), plan.scoring)
    assert (scored is not None) is (status in TAKES_PART)


def test_a_silent_agency_gets_no_points(plan: Plan) -> None:
    gap = result(plan, "online_dossiers", Status.NO_DATA, None, None)
    assert points(gap, plan.scoring) == exactly(0, 1)


def test_targets_outside_the_convention_have_no_points(plan: Plan) -> None:
    scored = {t.id for t in plan.targets if t.id in plan.scoring.rules}
    shown = {
        target.id
        for target in plan.targets
        if points(result(plan, target.id, Status.MET, 1, 1), plan.scoring)
    }
    # A commune has no points for what the province opens for all or for judgements.
    shared = {"online_payment_procedures", "level4_procedures", "portal_procedures"}
    assert shown == scored - shared - {"files_electronic"}
    # A contribution, a target of 2025 and a figure of the province only are not scored.
    assert not shown & {"papers_reused", "satisfaction_2025", "verified_accounts"}


@pytest.mark.parametrize("missing", [None, Reason.NO_REGISTER, Reason.BLANK])
@pytest.mark.parametrize(
    "target", ["online_payment_procedures", "level4_procedures", "portal_procedures"]
)
def test_figures_only_shown_to_a_commune_cost_it_no_points(
    plan: Plan, target: str, missing: Reason | None
) -> None:
    """The province opens these procedures; a list missing there is no gap of the commune."""
    row = result(plan, target, None, None if missing else 1, None if missing else 2)
    assert row.observation is not None and row.target.judged[COMMUNE] is Judged.INFO
    observation = replace(row.observation, missing=missing)
    verdict = judge(row.target, observation, Judged.INFO, plan.periods["2022-FY"], plan)
    row = replace(row, observation=observation, verdict=verdict)
    assert points(row, plan.scoring) is None


def weighed(plan: Plan) -> list[tuple[str, Level]]:
    """Every target of the convention at every level where it is judged."""
    return [
        (target.id, level)
        for target in plan.targets
        for level in target.binds.levels
        if target.id in plan.scoring.rules
        and target.judged[level] in (Judged.VERDICT, Judged.YES_NO)
    ]


def test_the_convention_scores_exactly_the_targets_judged_by_agency(plan: Plan) -> None:
    """One point each; formula `yes_no` exactly where the answer is yes or no."""
    judged_by_agency = {
        target.id
        for target in plan.targets
        if {target.judged.get(at) for at in target.binds.levels} & {Judged.VERDICT, Judged.YES_NO}
    }
    assert set(plan.scoring.rules) == judged_by_agency == {target for target, _ in weighed(plan)}
    assert {rule.points for rule in plan.scoring.rules.values()} == {Fraction(1)}
    for rule in plan.scoring.rules.values():
        kinds = {
            plan.target(rule.target).judged[at] for at in plan.target(rule.target).binds.levels
        }
        assert (rule.formula == "yes_no") is (Judged.YES_NO in kinds)
    # None is due later, is another measure or a contribution.
    assert {plan.target(t).due for t in judged_by_agency} == {2022}
    assert {plan.target(t).measure for t in judged_by_agency} == {Measure.SHARE}


@given(st.integers(1, 500).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))))
def test_points_rise_with_the_figure_up_to_the_full_point(
    plan: Plan, pair: tuple[int, int]
) -> None:
    numerator, denominator = pair
    for target, level in weighed(plan):
        scored = points(judged(plan, target, numerator, denominator, level), plan.scoring)
        assert scored is not None
        low, high, full = scored
        assert 0 <= low == high <= full
        if numerator < denominator:
            row = judged(plan, target, numerator + 1, denominator, level)
            better = points(row, plan.scoring)
            assert better is not None and better[0] >= low


@pytest.mark.parametrize(
    ("target", "counts", "status", "earned"),
    [
        # If they were scored: a rise gets nothing, a third of the fall a third of the point.
        ("service_units_cut", (-7, 700), "missed", 0),
        ("service_units_cut", (7, 700), "missed", Fraction(1, 3)),
        ("service_units_cut", (21, 700), "met", 1),
        # Upper limits: all or nothing, also for a ratio over 100%.
        ("recruits_to_leavers", (2, 3), "met", 1),
        ("recruits_to_leavers", (3, 3), "missed", 0),
        ("recruits_to_leavers", (9, 3), "missed", 0),
        ("recruits_to_leavers", (5, 0), "missed", 0),
    ],
)
def test_points_of_other_measures_stay_within_their_bounds(
    plan: Plan, target: str, counts: tuple[int, int], status: str, earned: Fraction | int
) -> None:
    rule = PointRule(target, Fraction(1), "linear")
    row = judged(plan, target, *counts, WHOLE)
    row = replace(row, target=replace(row.target, judged={WHOLE: Judged.VERDICT}))
    assert row.verdict.status == status
    assert points(row, Scoring("", "", False, {target: rule})) == exactly(earned, earned)


def test_an_unfinished_target_gets_points_for_what_is_done(plan: Plan) -> None:
    """39 of the 40% required by the year's end, without a path: not scored yet."""
    row = judged(with_example(plan), "digitised_results", 39, 100, period_id="2022-H1")
    assert points(row, plan.scoring) is None
    for status in (Status.BEHIND, Status.ON_PACE):
        paced = replace(row, verdict=Verdict(status))
        assert points(paced, plan.scoring) == exactly(Fraction(39, 40), Fraction(39, 40))


# ---------------------------------------------------------------- the total


def test_the_total_is_a_range_and_aspirations_are_a_separate_total(plan: Plan) -> None:
    rows = [
        result(plan, "online_dossiers", Status.MISSED, 45, 100),  # firm: 0,75
        result(plan, "one_stop_procedures", Status.MET, 5, 5),  # firm: 1
        result(plan, "procedures_published", Status.NO_DATA, None, None),  # firm: 0 to 1
        result(plan, "satisfaction", Status.NOT_APPLICABLE, None, None),  # not in the score
        result(plan, "papers_reused", None, 1, 2),  # never in the score
        result(plan, "dossiers_on_time", Status.MISSED, 1, 4),  # aspired: 0,25
    ]
    assert total(rows, plan.scoring, firm=True) == Score(
        Fraction(7, 4), Fraction(11, 4), Fraction(3)
    )
    assert total(rows, plan.scoring, firm=False) == Score(
        Fraction(1, 4), Fraction(1, 4), Fraction(1)
    )


def test_a_total_without_targets_is_zero_of_zero(plan: Plan) -> None:
    nothing = Score(Fraction(0), Fraction(0), Fraction(0))
    assert total([], plan.scoring, firm=True) == nothing
    away = result(plan, "satisfaction", Status.NOT_APPLICABLE, None, None)
    assert total([away], plan.scoring, firm=True) == nothing


def test_points_are_weighted_by_the_convention(plan: Plan) -> None:
    rule = plan.scoring.rules["online_dossiers"]
    doubled = Scoring("", "", False, {"online_dossiers": replace(rule, points=Fraction(2))})
    half = result(plan, "online_dossiers", Status.MISSED, 30, 100)
    assert points(half, doubled) == exactly(1, 1, 2)
    assert points(result(plan, "satisfaction", Status.MET, 1, 1), doubled) is None


@given(st.lists(st.sampled_from([None, *Status]), max_size=12))
def test_a_range_is_within_its_maximum_and_its_width_is_the_gaps(
    plan: Plan, statuses: list[Status | None]
) -> None:
    rows = [result(plan, "online_dossiers", status, 45, 100) for status in statuses]
    score = total(rows, plan.scoring, firm=True)
    assert 0 <= score.low <= score.high <= score.maximum
    assert score.high - score.low == statuses.count(Status.NO_DATA)
    assert score.maximum == sum(status in TAKES_PART for status in statuses)
