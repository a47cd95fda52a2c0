"""Verdicts: every threshold of the plan at its boundary, and every status."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plan_434
from helpers import wording
from helpers.evaluation.formulas import value
from helpers.evaluation.verdicts import judge, with_outlook
from helpers.model import (
    WHOLE,
    Comparison,
    Component,
    Judged,
    Kind,
    Level,
    Observation,
    Plan,
    Reason,
    Status,
    Verdict,
)
from judging import ALL, COMMUNE, DISTRICT, PROVINCE, counted, judged, observed
from plan_434 import with_example
from province import PROJECT

# Typed from the text of the plan; the counts around each threshold are worked out by hand.
GOLDEN = PROJECT / "tests" / "golden" / "thresholds.csv"
with GOLDEN.open(encoding="utf-8") as lines:
    THRESHOLDS = list(csv.DictReader(lines))
EDGES = [
    pytest.param(row, *edge.strip().split(" "), id=f"{row['target']}@{row['level']}-{edge.strip()}")
    for row in THRESHOLDS
    for edge in row["edges"].split(";")
]


# ---------------------------------------------------------------- every threshold


def test_these_are_all_thresholds_of_the_plan(plan: Plan) -> None:
    loaded = [
        (target.clause, target.id, level, target.comparison, figure)
        for target in plan.targets
        for level, figure in target.thresholds.items()
    ]
    typed = [
        (r["clause"], r["target"], r["level"], r["comparison"], Fraction(r["figure"]))
        for r in THRESHOLDS
    ]
    assert loaded == typed
    assert len(loaded) == plan_434.THRESHOLDS


@pytest.mark.parametrize(("row", "counts", "status"), EDGES)
def test_just_under_on_and_just_over(
    plan: Plan, row: Mapping[str, str], counts: str, status: str
) -> None:
    numerator, denominator = counted(counts)
    verdict = judged(plan, row["target"], observed(numerator, denominator, Level(row["level"])))
    assert verdict.status == status
    # A missed target is short by at least one unit of work, a met one by none.
    if verdict.margin_units is not None and status != "not_arising":
        assert (verdict.margin_units >= 0) is (status == "met")


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: f"{row['target']}@{row['level']}")
def test_the_boundary_cases_include_the_threshold_and_both_sides(
    plan: Plan, row: Mapping[str, str]
) -> None:
    target, figure = plan.target(row["target"]), Fraction(row["figure"])
    pairs = [counted(edge.split()[0]) for edge in row["edges"].split(";")]
    values = [v for pair in pairs if (v := value(target, observed(*pair))) is not None]
    assert figure in values and min(values) < figure
    assert max(values) > figure or figure == 100


@pytest.mark.parametrize("near", [8_996, 8_999])
def test_89_96_percent_is_not_90_percent(plan: Plan, near: int) -> None:
    for target in ("satisfaction", "internal_procedures"):
        assert judged(plan, target, observed(near, 10_000)).status is Status.MISSED


def test_one_late_of_3000_is_missed_and_is_not_shown_as_100_percent(plan: Plan) -> None:
    verdict = judged(plan, "dossiers_on_time", observed(2_999, 3_000))
    assert (verdict.status, verdict.margin_units) == (Status.MISSED, -1)
    assert wording.core.percent(Fraction(299_900, 3_000), Fraction(100)) == "99,97%"


def test_the_threshold_is_the_one_of_the_level(plan: Plan) -> None:
    status_by_level = {
        level: judged(with_example(plan), "digitised_results", observed(45, 100, level)).status
        for level in (PROVINCE, DISTRICT, COMMUNE)
    }
    assert status_by_level == {
        PROVINCE: Status.MISSED,
        DISTRICT: Status.MISSED,
        COMMUNE: Status.MET,
    }
    # No threshold for the three levels together: shown, not judged.
    assert judged(with_example(plan), "digitised_results", observed(45, 100, ALL)) == Verdict(None)


# ---------------------------------------------------------------- every status

REASONS = {
    Reason.NOT_SENT: Status.NO_DATA,
    Reason.NOT_ASKED: Status.NO_DATA,
    Reason.REFUSED: Status.NO_DATA,
    Reason.BLANK: Status.NO_DATA,
    Reason.NO_EXPORT: Status.NO_DATA,
    Reason.NOT_IN_EXPORT: Status.NO_DATA,
    Reason.NO_SURVEY: Status.NO_DATA,
    Reason.NOT_IN_SURVEY: Status.NO_DATA,
    Reason.NOT_SAMPLED: Status.NOT_APPLICABLE,
    Reason.NO_VALID_ANSWER: Status.NOT_APPLICABLE,
    Reason.NOT_PUBLISHED: Status.NO_DATA,
    Reason.NO_BASELINE: Status.NO_DATA,
    Reason.NOT_BOUND: Status.NOT_APPLICABLE,
    Reason.COMMON_REGISTER: Status.NOT_APPLICABLE,
    Reason.PROVINCE_ONLY: Status.NOT_APPLICABLE,
    Reason.NO_POOL: Status.NOT_APPLICABLE,
    Reason.NO_REGISTER: Status.NO_DATA,
    Reason.AGENCIES_MISSING: Status.NO_DATA,
    Reason.PART_MISSING: Status.NO_DATA,
    Reason.CONTRADICTS: Status.NO_DATA,
    Reason.PARENT_SILENT: Status.NO_DATA,
}
# These result from judging a figure, or withhold one that was judged.
OF_FIGURES = {
    Reason.NO_DUE_DAY,
    Reason.UNCONFIRMED,
    Reason.SMALL_SAMPLE,
    Reason.WITHIN_ERROR,
    Reason.DUE_LATER,
    Reason.YEAR_END,
    Reason.YEARLY_MEAN,
    Reason.WITHHELD,
    Reason.FEW_BALLOTS,
    Reason.DIFFERENCE,
}


def test_every_reason_has_an_expected_status() -> None:
    assert REASONS.keys() | OF_FIGURES == set(Reason)
    assert not REASONS.keys() & OF_FIGURES


@pytest.mark.parametrize("how", list(Judged))
@pytest.mark.parametrize(("reason", "status"), REASONS.items())
def test_without_a_figure_the_reason_decides(
    plan: Plan, reason: Reason, status: Status, how: Judged
) -> None:
    gap = observed(None, None, missing=reason)
    assert judged(plan, "satisfaction", gap, how=how) == Verdict(status, reason)


def test_zero_of_zero_is_neither_0_nor_100_percent(plan: Plan) -> None:
    assert judged(plan, "electronic_transfer", observed(0, 0)) == Verdict(Status.NOT_ARISING)
    incomplete = observed(0, 0, asked=3, answered=2)
    assert judged(plan, "electronic_transfer", incomplete) == Verdict(
        Status.NO_DATA, Reason.AGENCIES_MISSING
    )


@pytest.mark.parametrize("how", [Judged.CONTRIBUTION, Judged.INFO])
def test_figures_only_shown_have_no_status(plan: Plan, how: Judged) -> None:
    for numerator in (0, 1, 2):
        assert judged(plan, "papers_reused", observed(numerator, 2), how=how) == Verdict(None)


@pytest.mark.parametrize(
    ("period", "numerator", "status", "reason"),
    [
        ("2022-H1", 39, Status.NOT_DUE, Reason.NO_BASELINE),
        ("2022-H1", 40, Status.MET, None),
        ("2022-FY", 39, Status.MISSED, None),
        ("2022-FY", 40, Status.MET, None),
    ],
)
def test_a_stock_is_not_missed_before_the_end_of_the_year(
    plan: Plan, period: str, numerator: int, status: Status, reason: Reason | None
) -> None:
    verdict = judged(
        with_example(plan), "digitised_results", observed(numerator, 100, COMMUNE), period
    )
    assert (verdict.status, verdict.reason) == (status, reason)


@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3", "2022-FY"])
def test_a_flow_is_compared_with_the_full_threshold_in_every_period(
    plan: Plan, period: str
) -> None:
    verdict = judged(plan, "online_dossiers", observed(59, 100), period)
    assert (verdict.status, verdict.reason) == (Status.MISSED, None)


@pytest.mark.parametrize(("numerator", "status"), [(89, Status.NOT_DUE), (90, Status.MET)])
def test_a_target_for_2025_is_never_missed_in_2022(
    plan: Plan, numerator: int, status: Status
) -> None:
    verdict = judged(plan, "satisfaction_2025", observed(numerator, 100))
    assert verdict.status is status
    assert verdict.reason is (Reason.DUE_LATER if status is Status.NOT_DUE else None)


# 95% intervals of 48 ballots: 43 give 77,8–95,5% (90 lies within), 47 give 89,1–99,6%,
# 48 give 92,6–100%, 35 give 59,0–83,4%.
@pytest.mark.parametrize(
    ("satisfied", "random", "complete"),
    [
        (35, Status.MISSED, Status.MISSED),
        (43, Status.INCONCLUSIVE, Status.MISSED),
        (47, Status.INCONCLUSIVE, Status.MET),
        (48, Status.MET, Status.MET),
    ],
)
def test_only_of_a_random_sample_the_interval_can_span_the_threshold(
    plan: Plan, satisfied: int, random: Status, complete: Status
) -> None:
    drawn = observed(satisfied, 48, sampled=True)
    verdict = judged(plan, "satisfaction", drawn)
    assert verdict.status is random
    assert verdict.reason is (Reason.WITHIN_ERROR if random is Status.INCONCLUSIVE else None)
    assert verdict.low is not None and verdict.high is not None
    # The value and its margin are still shown (wording.md).
    assert verdict.margin == Fraction(100 * satisfied, 48) - 90
    free = judged(plan, "satisfaction", replace(drawn, sampled=False))
    assert (free.status, free.low, free.high) == (complete, None, None)


@pytest.mark.parametrize(
    ("ballots", "least", "reason"),
    [
        (29, 30, Reason.SMALL_SAMPLE),
        (30, 30, Reason.WITHIN_ERROR),
        (1_828, 30, Reason.WITHIN_ERROR),
        (30, 31, Reason.SMALL_SAMPLE),  # the number is the plan's
    ],
)
def test_a_sample_is_called_small_only_where_it_is(
    plan: Plan, ballots: int, least: int, reason: Reason
) -> None:
    drawn = observed(ballots * 91 // 100, ballots, sampled=True)
    verdict = judged(replace(plan, small_sample=least), "satisfaction", drawn)
    assert (verdict.status, verdict.reason) == (Status.INCONCLUSIVE, reason)


@pytest.mark.parametrize(
    ("target", "closed"),
    [
        ("satisfaction_measured", Status.MISSED),
        ("satisfaction", Status.NO_DATA),
        ("satisfaction_fields", Status.NO_DATA),
        ("health_education_satisfaction", Status.NO_DATA),
        ("satisfaction_2025", Status.NOT_DUE),  # due later
    ],
)
@pytest.mark.parametrize("reason", [Reason.NO_SURVEY, Reason.NOT_IN_SURVEY])
def test_the_period_that_closes_the_year_closes_what_is_due(
    plan: Plan, target: str, closed: Status, reason: Reason
) -> None:
    gap = observed(None, None, missing=reason)
    for period in plan.periods.values():
        status = closed if period.final else Status.NOT_DUE
        assert judged(plan, target, gap, period.id) == Verdict(status, reason)


@pytest.mark.parametrize("reason", [Reason.NOT_SAMPLED, Reason.NO_VALID_ANSWER])
def test_not_to_be_sampled_is_not_the_failing_of_an_agency(plan: Plan, reason: Reason) -> None:
    gap = observed(None, None, missing=reason)
    for period in plan.periods:
        verdict = judged(plan, "satisfaction_measured", gap, period)
        assert verdict == Verdict(Status.NOT_APPLICABLE, reason)


@pytest.mark.parametrize(
    ("counts", "undated", "status"),
    [
        ((47, 50), 0, Status.MISSED),
        ((47, 50), 3, Status.MISSED),  # three are late, whatever the others were
        ((47, 47), 3, Status.INCONCLUSIVE),
        ((0, 0), 50, Status.INCONCLUSIVE),
        ((0, 0), 0, Status.NOT_ARISING),
        ((50, 50), 0, Status.MET),
    ],
)
def test_a_verdict_on_time_is_given_only_where_undated_dossiers_could_not_turn_it(
    plan: Plan, counts: tuple[int, int], undated: int, status: Status
) -> None:
    verdict = judged(plan, "dossiers_on_time", observed(*counts, undated=undated))
    assert verdict.status is status
    assert (verdict.reason is Reason.NO_DUE_DAY) == (status is Status.INCONCLUSIVE)
    assert (verdict.margin is None) == (not counts[1])


@given(
    st.integers(0, 60).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.integers(0, 8),
    st.sampled_from(list(Comparison)),
    st.integers(0, 100),
)
def test_a_verdict_is_that_of_every_way_in_which_the_undated_may_have_ended(
    plan: Plan, counts: tuple[int, int], undated: int, comparison: Comparison, limit: int
) -> None:
    target = replace(
        plan.target("dossiers_on_time"), comparison=comparison, thresholds={ALL: Fraction(limit)}
    )
    on_time, dated = counts
    verdict = judged(plan, target, observed(on_time, dated, undated=undated))
    if dated + undated:
        ways = {
            judged(plan, target, observed(on_time + more, dated + undated)).status
            for more in range(undated + 1)
        }
        expected = {Status.INCONCLUSIVE} if len(ways) > 1 or (undated and not dated) else ways
        assert verdict.status in expected or (undated and not dated and verdict.status in ways)


def test_a_roll_up_that_undated_dossiers_and_silent_agencies_could_turn_together(
    plan: Plan,
) -> None:
    """Neither alone could: 80 of 90 stays at 78% with either ten or two more, not with twelve."""
    target = replace(plan.target("dossiers_on_time"), thresholds={ALL: Fraction(79)})
    whole = observed(80, 90, asked=2, silent=10, answered=1, undated=2)
    assert judged(plan, target, whole).reason is Reason.NO_DUE_DAY
    assert judged(plan, target, replace(whole, undated=0)).status is Status.MET
    assert judged(plan, target, replace(whole, silent=0, answered=2)).status is Status.MET


def test_at_most_is_met_on_the_threshold(plan: Plan) -> None:
    at_most = replace(
        plan.target("online_dossiers"),
        comparison=Comparison.AT_MOST,
        thresholds={ALL: Fraction(200, 3)},
    )
    verdicts = {n: judged(plan, at_most, observed(n, 3)) for n in (1, 2, 3)}
    assert {n: v.status for n, v in verdicts.items()} == {
        1: Status.MET,
        2: Status.MET,
        3: Status.MISSED,
    }
    assert {n: v.margin_units for n, v in verdicts.items()} == {1: 1, 2: 0, 3: -1}


SHARES = [r for r in THRESHOLDS if r["target"] not in ("par_index_rank", "recruits_to_leavers")]


@given(
    st.sampled_from(SHARES),
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from([False, True]),
)
def test_margin_and_status_agree_and_more_is_never_worse(
    plan: Plan, row: Mapping[str, str], pair: tuple[int, int], sampled: bool
) -> None:
    target, level = row["target"], Level(row["level"])
    numerator, denominator = pair
    verdict = judged(plan, target, observed(numerator, denominator, level, sampled=sampled))
    assert verdict.margin is not None and verdict.margin_units is not None
    if verdict.status is Status.MET:
        assert verdict.margin >= 0 and verdict.margin_units >= 0
    elif verdict.status is not Status.INCONCLUSIVE:
        assert verdict.margin <= 0 and verdict.margin_units < 0
    if numerator < denominator:
        more = observed(numerator + 1, denominator, level, sampled=sampled)
        rank = {Status.MISSED: 0, Status.NOT_DUE: 0, Status.INCONCLUSIVE: 1, Status.MET: 2}
        after = judged(plan, target, more).status
        assert verdict.status is not None and after is not None
        assert rank[after] >= rank[verdict.status]


# ---------------------------------------------------------------- other measures


@given(st.integers(1, 2000).flatmap(lambda d: st.tuples(st.integers(-d, d), st.just(d))))
def test_a_fall_is_met_from_three_percent_and_a_rise_never(
    plan: Plan, pair: tuple[int, int]
) -> None:
    gone, before = pair
    verdict = judged(plan, "service_units_cut", observed(gone, before))
    assert verdict.status is (Status.MET if 100 * gone >= 3 * before else Status.MISSED)
    assert verdict.margin == Fraction(100 * gone, before) - 3


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_limit_of_recruits_is_exactly_two_thirds_of_leavers(
    plan: Plan, recruits: int, leavers: int
) -> None:
    verdict = judged(plan, "recruits_to_leavers", observed(recruits, leavers))
    if recruits == leavers == 0:
        assert verdict == Verdict(Status.NOT_ARISING)
    else:
        kept = 3 * recruits <= 2 * leavers
        assert verdict.status is (Status.MET if kept else Status.MISSED)
        assert verdict.margin_units == 2 * leavers // 3 - recruits
        assert (verdict.margin is None) is (leavers == 0)


def test_a_rank_not_yet_published_is_a_gap(plan: Plan) -> None:
    gap = observed(None, None, missing=Reason.NOT_PUBLISHED)
    assert judged(plan, "par_index_rank", gap) == Verdict(Status.NO_DATA, Reason.NOT_PUBLISHED)
    # Two places lost: three short of the required gain of one.
    assert judged(plan, "par_index_rank", observed(-2, None)) == Verdict(
        Status.MISSED, margin=Fraction(-3), margin_units=-3
    )


# ---------------------------------------------------------------- judged on the year


@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3"])
@pytest.mark.parametrize(
    ("target", "counts", "status"),
    [
        ("recruits_to_leavers", (1, 3), Status.NOT_DUE),  # may still rise above two thirds
        ("recruits_to_leavers", (3, 3), Status.NOT_DUE),
        ("recruits_to_leavers", (5, 0), Status.NOT_DUE),
        ("recruits_to_leavers", (0, 0), Status.NOT_ARISING),
        ("staff_inspected", (53, 180), Status.NOT_DUE),
        ("staff_inspected", (54, 180), Status.MET),  # inspections cannot be undone
    ],
)
def test_targets_decided_by_the_whole_year_are_not_missed_before_its_end(
    plan: Plan, target: str, counts: tuple[int, int], status: Status, period: str
) -> None:
    verdict = judged(plan, target, observed(*counts), period)
    assert verdict.status is status
    assert verdict.reason is (Reason.YEAR_END if status is Status.NOT_DUE else None)


@pytest.mark.parametrize(
    ("counts", "mean", "status", "reason"),
    [
        # 30% of 180 is 54; of the 360 of both years it is 108.
        ((53, 180), None, Status.INCONCLUSIVE, Reason.YEARLY_MEAN),
        ((53, 180), (109, 360), Status.INCONCLUSIVE, Reason.YEARLY_MEAN),
        ((53, 180), (108, 360), Status.INCONCLUSIVE, Reason.YEARLY_MEAN),
        ((53, 180), (107, 360), Status.MISSED, None),
        ((54, 180), (107, 360), Status.MET, None),
        ((54, 180), None, Status.MET, None),
    ],
)
def test_a_mean_of_years_is_missed_only_if_both_years_are_known(
    plan: Plan,
    counts: tuple[int, int],
    mean: tuple[int, int] | None,
    status: Status,
    reason: Reason | None,
) -> None:
    average = Component("", *mean) if mean else None
    verdict = judged(plan, "staff_inspected", observed(*counts, average=average))
    assert (verdict.status, verdict.reason) == (status, reason)


# ---------------------------------------------------------------- pace


# From 31/12/2021 the year counts 365 days, of which 14/06/2022 is the 165th; to 31/12/2025 there
# are 1461, of which 14/12/2022 is the 348th.
@pytest.mark.parametrize(
    ("numerator", "status", "done"),
    # From 0 to 20%: 20·348/1461% are expected, 0,95 of it is 6612/1461% = 551/12175.
    [
        (550, Status.BEHIND, None),
        (551, Status.ON_PACE, Fraction(95, 100)),
        (580, Status.ON_PACE, Fraction(1)),
        (0, Status.BEHIND, Fraction(0)),
        (2_435, Status.MET, None),
    ],
)
def test_a_target_for_2025_is_on_pace_from_95_percent_of_the_expected_path(
    plan: Plan, numerator: int, status: Status, done: Fraction | None
) -> None:
    observation = observed(numerator, 12_175, baseline=Component("", 0, 700))
    verdict = judged(plan, "self_financing_units_2025", observation)
    assert (verdict.status, verdict.reason) == (status, None)
    if done is not None:
        assert verdict.pace == done
    # Without a baseline there is no path.
    without = judged(plan, "self_financing_units_2025", replace(observation, baseline=None))
    later = (Status.NOT_DUE, Reason.DUE_LATER)
    assert (without.status, without.reason) == ((status, None) if numerator == 2_435 else later)


def test_a_path_that_starts_above_zero(plan: Plan) -> None:
    # From 10 to 20%: 10 + 10·348/1461 = 12,38% are expected; 12,25% is 0,9446 of the path,
    # 12,5% is 1,0496 of it, and 9% is a step back.
    for numerator, status in ((49, Status.BEHIND), (50, Status.ON_PACE), (36, Status.BEHIND)):
        observation = observed(numerator, 400, baseline=Component("", 70, 700))
        assert judged(plan, "self_financing_units_2025", observation).status is status


@pytest.mark.parametrize(
    ("gone", "period", "status", "done"),
    # From 0 to 3% by 31/12: 3·165/365% expected; 0,95 of it is 470,25/365% = 1881/146000.
    [
        (1_880, "2022-H1", Status.BEHIND, None),
        (1_881, "2022-H1", Status.ON_PACE, Fraction(95, 100)),
        (1_980, "2022-H1", Status.ON_PACE, Fraction(1)),
        (0, "2022-H1", Status.BEHIND, Fraction(0)),
        (-1_980, "2022-H1", Status.BEHIND, Fraction(-1)),
        (4_379, "2022-H1", Status.ON_PACE, None),
        (4_380, "2022-H1", Status.MET, None),
        (4_379, "2022-FY", Status.MISSED, None),
        (4_380, "2022-FY", Status.MET, None),
    ],
)
def test_a_fall_within_the_year_starts_from_zero(
    plan: Plan, gone: int, period: str, status: Status, done: Fraction | None
) -> None:
    verdict = judged(plan, "service_posts_cut", observed(gone, 146_000), period)
    assert (verdict.status, verdict.reason) == (status, None)
    if done is not None:
        assert verdict.pace == done


@pytest.mark.parametrize(
    ("numerator", "status"), [(23, Status.ON_PACE), (22, Status.BEHIND), (40, Status.MET)]
)
def test_a_stock_with_a_baseline_has_a_path_within_the_year(
    plan: Plan, numerator: int, status: Status
) -> None:
    # From 10 to 40%: 23,56% are expected on 14/06; 13 of 13,56 points are 0,958 of the path,
    # 12 are 0,885.
    observation = observed(numerator, 100, COMMUNE, baseline=Component("", 10, 100))
    assert judged(with_example(plan), "digitised_results", observation, "2022-H1").status is status


observations_of_2025 = st.builds(
    lambda pair, sampled, base, gap, level: observed(
        pair[0],
        pair[1],
        level,
        sampled=sampled,
        baseline=Component("", *base) if base else None,
        asked=3,
        answered=3 - gap,
        silent=gap * 40,
    ),
    st.integers(0, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from([False, True]),
    st.none() | st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.integers(0, 2),
    st.sampled_from([*map(Level, ("province", "district", "commune")), WHOLE]),
)


@given(observations_of_2025, st.sampled_from(list(Judged)), st.data())
def test_no_target_for_2025_is_ever_missed_in_2022(
    plan: Plan, observation: Observation, how: Judged, data: st.DataObject
) -> None:
    later = [t for t in plan.targets if t.kind is Kind.QUANTITATIVE and t.due > plan.year]
    target = data.draw(st.sampled_from(later))
    period = data.draw(st.sampled_from(list(plan.periods)))
    assert judged(plan, target, observation, period, how).status is not Status.MISSED


# ---------------------------------------------------------------- the rest of the year


def test_the_rate_needed_in_the_rest_of_the_year(plan: Plan) -> None:
    """59 of 100 in 182 of 365 days: (60·365 - 59·182) / 183% of the rest, at the same volume."""
    verdict = judged(plan, "online_dossiers", observed(59, 100), "2022-H1")
    assert verdict.needed == Fraction(11_162, 183)
    assert verdict.expected == Fraction(18_300, 182)
    # Whatever the verdict is: 61 of 100 leave (60·365 - 61·182) / 183% to reach.
    ahead = judged(plan, "online_dossiers", observed(61, 100), "2022-H1")
    assert (ahead.status, ahead.needed) == (Status.MET, Fraction(10_798, 183))
    # One late dossier: 100% of the year cannot be reached.
    late = judged(plan, "dossiers_on_time", observed(2_999, 3_000), "2022-H1")
    assert late.needed is not None and late.needed > 100


@pytest.mark.parametrize(
    ("target", "counts", "period", "sampled"),
    [
        ("online_dossiers", (59, 100), "2022-FY", False),  # no days left
        ("online_dossiers", (59, 100), "2022-Q3", False),  # not the year so far
        (
            "satisfaction",
            (35, 48),
            "2022-H1",
            True,
        ),  # a sample says nothing about the future
        ("procedures_published", (1, 2), "2022-H1", False),  # counts agencies, is no flow
    ],
)
def test_cases_without_a_needed_rate(
    plan: Plan, target: str, counts: tuple[int, int], period: str, sampled: bool
) -> None:
    assert judged(plan, target, observed(*counts, sampled=sampled), period).needed is None


@given(
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
)
def test_a_later_quarter_looks_ahead_from_the_counts_of_the_year(
    plan: Plan, quarter: tuple[int, int], half: tuple[int, int]
) -> None:
    """The same as one count over the 274 days since the year began, met or not in the quarter."""
    period, target = plan.periods["2022-Q3"], plan.target("online_dossiers")
    observation = observed(*quarter)
    verdict = judge(target, observation, Judged.VERDICT, period, plan)
    total = Component("cumulative", quarter[0] + half[0], quarter[1] + half[1])
    ahead = with_outlook(verdict, target, observation, total, period, plan)
    rest = Fraction((total.denominator or 0) * 91, 274)
    assert ahead.needed is not None and ahead.expected == rest
    share = (100 * total.numerator + ahead.needed * rest) / ((total.denominator or 0) + rest)
    assert (share, ahead.status) == (60, verdict.status)


@given(
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from(["2022-Q1", "2022-H1"]),
)
def test_reaching_the_needed_rate_meets_the_threshold_of_the_year_exactly(
    plan: Plan, pair: tuple[int, int], period: str
) -> None:
    numerator, denominator = pair
    verdict = judged(plan, "online_dossiers", observed(numerator, denominator), period)
    if verdict.status in (Status.MET, Status.MISSED):
        assert verdict.needed is not None
        days = {"2022-Q1": 90, "2022-H1": 182}[period]
        yearly = Fraction(denominator * 365, days)
        rest = yearly - denominator
        assert (100 * numerator + verdict.needed * rest) / yearly == 60
