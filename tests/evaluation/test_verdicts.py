"""Verdicts: every threshold of the plan at its edge, every status, and roll-ups with gaps."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import display, wording
from helpers.evaluation import evaluate, results_rows, sources_rows
from helpers.formulas import value
from helpers.model import (
    Comparison,
    Evaluation,
    Judged,
    Kind,
    Level,
    Measure,
    Objection,
    Observation,
    Observations,
    Origin,
    Part,
    Plan,
    Reason,
    Result,
    Sampling,
    Source,
    Status,
    Target,
    Verdict,
)
from helpers.observations import built_targets, roll_up
from helpers.verdicts import judge
from province import PROJECT

ALL = Level.ALL
PROVINCE, DISTRICT, COMMUNE = Level.PROVINCE, Level.DISTRICT, Level.COMMUNE

# Typed from the plan, with its words, and counts around each figure worked out by hand.
GOLDEN = PROJECT / "tests" / "golden" / "thresholds.csv"
with GOLDEN.open(encoding="utf-8") as lines:
    THRESHOLDS = list(csv.DictReader(lines))
EDGES = [
    pytest.param(row, *edge.strip().split(" "), id=f"{row['target']}@{row['level']}-{edge.strip()}")
    for row in THRESHOLDS
    for edge in row["edges"].split(";")
]


def counted(words: str) -> tuple[int, int | None]:
    """`8/9`, or `-2` where there is no denominator."""
    numerator, _, denominator = words.partition("/")
    return int(numerator), int(denominator) if denominator else None


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
    return judge(the_target, observation, way, plan.periods[period], plan)


# ---------------------------------------------------------------- every threshold


def test_these_are_all_thresholds_of_the_plan(plan: Plan) -> None:
    loaded = [
        (target.clause, target.id, level, target.comparison, figure)
        for target in built_targets(plan)
        for level, figure in target.thresholds.items()
    ]
    typed = [
        (r["clause"], r["target"], r["level"], r["comparison"], Fraction(r["figure"]))
        for r in THRESHOLDS
    ]
    assert loaded == typed
    assert len(loaded) == 65


@pytest.mark.parametrize(("row", "counts", "status"), EDGES)
def test_just_under_on_and_just_over(
    plan: Plan, row: Mapping[str, str], counts: str, status: str
) -> None:
    numerator, denominator = counted(counts)
    verdict = judged(plan, row["target"], observed(numerator, denominator, Level(row["level"])))
    assert verdict.status == status
    # What is missed falls short by at least one unit of work, what is met by none.
    if verdict.margin_units is not None and status != "not_arising":
        assert (verdict.margin_units >= 0) is (status == "met")


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: f"{row['target']}@{row['level']}")
def test_the_edges_hold_the_figure_itself_and_both_sides(
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
    Reason.NOT_ASKED: Status.NO_DATA,
    Reason.REFUSED: Status.NO_DATA,
    Reason.BLANK: Status.NO_DATA,
    Reason.NO_EXPORT: Status.NO_DATA,
    Reason.NO_SURVEY: Status.NOT_DUE,
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
# These come of judging a figure, or hide one that was judged.
OF_FIGURES = {
    Reason.SMALL_SAMPLE,
    Reason.DUE_LATER,
    Reason.YEAR_END,
    Reason.YEARLY_MEAN,
    Reason.WITHHELD,
}


def test_every_reason_is_here() -> None:
    assert REASONS.keys() | OF_FIGURES == set(Reason)
    assert not REASONS.keys() & OF_FIGURES


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


SHARES = [r for r in THRESHOLDS if r["target"] not in ("par_index_rank", "recruits_to_leavers")]


@given(
    st.sampled_from(SHARES),
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from([None, *Sampling]),
)
def test_margin_and_status_say_the_same_and_more_is_never_worse(
    plan: Plan, row: Mapping[str, str], pair: tuple[int, int], sampling: Sampling
) -> None:
    target, level = row["target"], Level(row["level"])
    numerator, denominator = pair
    verdict = judged(plan, target, observed(numerator, denominator, level, sampling=sampling))
    assert verdict.margin is not None and verdict.margin_units is not None
    if verdict.status is Status.MET:
        assert verdict.margin >= 0 and verdict.margin_units >= 0
    elif verdict.reason is not Reason.SMALL_SAMPLE:
        assert verdict.margin <= 0 and verdict.margin_units < 0
    if numerator < denominator:
        more = observed(numerator + 1, denominator, level, sampling=sampling)
        rank = {Status.MISSED: 0, Status.NOT_DUE: 0, Status.INCONCLUSIVE: 1, Status.MET: 2}
        after = judged(plan, target, more).status
        assert verdict.status is not None and after is not None
        assert rank[after] >= rank[verdict.status]


# ---------------------------------------------------------------- other measures


@given(st.integers(1, 2000).flatmap(lambda d: st.tuples(st.integers(-d, d), st.just(d))))
def test_a_fall_is_met_from_three_in_a_hundred_and_a_rise_never(
    plan: Plan, pair: tuple[int, int]
) -> None:
    gone, before = pair
    verdict = judged(plan, "service_units_cut", observed(gone, before))
    assert verdict.status is (Status.MET if 100 * gone >= 3 * before else Status.MISSED)
    assert verdict.margin == Fraction(100 * gone, before) - 3


@given(st.integers(0, 300), st.integers(0, 300))
def test_recruits_hold_to_two_thirds_of_leavers_exactly(
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


def test_a_rank_that_is_not_out_yet_is_a_gap(plan: Plan) -> None:
    gap = observed(None, None, missing=Reason.NOT_PUBLISHED)
    assert judged(plan, "par_index_rank", gap) == Verdict(Status.NO_DATA, Reason.NOT_PUBLISHED)
    # Two places lost: three short of the one to be gained.
    assert judged(plan, "par_index_rank", observed(-2, None)) == Verdict(
        Status.MISSED, margin=Fraction(-3), margin_units=-3
    )


# ---------------------------------------------------------------- judged on the year


@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3"])
@pytest.mark.parametrize(
    ("target", "counts", "status"),
    [
        ("recruits_to_leavers", (1, 3), Status.NOT_DUE),  # may yet rise over two thirds
        ("recruits_to_leavers", (3, 3), Status.NOT_DUE),
        ("recruits_to_leavers", (5, 0), Status.NOT_DUE),
        ("recruits_to_leavers", (0, 0), Status.NOT_ARISING),
        ("staff_inspected", (53, 180), Status.NOT_DUE),
        ("staff_inspected", (54, 180), Status.MET),  # those inspected stay inspected
    ],
)
def test_what_the_whole_year_decides_is_not_missed_before(
    plan: Plan, target: str, counts: tuple[int, int], status: Status, period: str
) -> None:
    verdict = judged(plan, target, observed(*counts), period)
    assert verdict.status is status
    assert verdict.reason is (Reason.YEAR_END if status is Status.NOT_DUE else None)


@pytest.mark.parametrize(
    ("counts", "mean", "status", "reason"),
    [
        # 30 % of 180 is 54; of both years' 360 it is 108.
        ((53, 180), None, Status.INCONCLUSIVE, Reason.YEARLY_MEAN),
        ((53, 180), (109, 360), Status.INCONCLUSIVE, Reason.YEARLY_MEAN),
        ((53, 180), (108, 360), Status.INCONCLUSIVE, Reason.YEARLY_MEAN),
        ((53, 180), (107, 360), Status.MISSED, None),
        ((54, 180), (107, 360), Status.MET, None),
        ((54, 180), None, Status.MET, None),
    ],
)
def test_a_mean_of_years_is_missed_only_if_it_is_known_to_be_missed(
    plan: Plan,
    counts: tuple[int, int],
    mean: tuple[int, int] | None,
    status: Status,
    reason: Reason | None,
) -> None:
    average = Part("", *mean) if mean else None
    verdict = judged(plan, "staff_inspected", observed(*counts, average=average))
    assert (verdict.status, verdict.reason) == (status, reason)


# ---------------------------------------------------------------- on the way

# From 31/12/2021 the year counts 365 days, of which 14/06/2022 is the 165th; to 31/12/2025 there
# are 1461, of which 14/12/2022 is the 348th.


@pytest.mark.parametrize(
    ("numerator", "status", "done"),
    # From 0 to 20 %: 20·348/1461 % are expected, 0,95 of it is 6612/1461 % = 551/12175.
    [
        (550, Status.BEHIND, None),
        (551, Status.ON_PACE, Fraction(95, 100)),
        (580, Status.ON_PACE, Fraction(1)),
        (0, Status.BEHIND, Fraction(0)),
        (2_435, Status.MET, None),
    ],
)
def test_a_target_for_2025_is_on_pace_from_95_hundredths_of_its_way(
    plan: Plan, numerator: int, status: Status, done: Fraction | None
) -> None:
    seen = observed(numerator, 12_175, baseline=Part("", 0, 700))
    verdict = judged(plan, "self_financing_units_2025", seen)
    assert (verdict.status, verdict.reason) == (status, None)
    if done is not None:
        assert verdict.pace == done
    # Without a baseline there is no path.
    without = judged(plan, "self_financing_units_2025", replace(seen, baseline=None))
    later = (Status.NOT_DUE, Reason.DUE_LATER)
    assert (without.status, without.reason) == ((status, None) if numerator == 2_435 else later)


def test_a_way_that_starts_above_zero(plan: Plan) -> None:
    # From 10 to 20 %: 10 + 10·348/1461 = 12,38 % are expected; 12,25 % is 0,9446 of the way,
    # 12,5 % is 1,0496 of it, and 9 % is a step back.
    for numerator, status in ((49, Status.BEHIND), (50, Status.ON_PACE), (36, Status.BEHIND)):
        seen = observed(numerator, 400, baseline=Part("", 70, 700))
        assert judged(plan, "self_financing_units_2025", seen).status is status


@pytest.mark.parametrize(
    ("gone", "period", "status", "done"),
    # From 0 to 3 % by 31/12: 3·165/365 % expected; 0,95 of it is 470,25/365 % = 1881/146000.
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
def test_a_fall_within_the_year_starts_from_nothing(
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
    # From 10 to 40 %: 23,56 % are expected on 14/06; 13 of 13,56 points are 0,958 of the way,
    # 12 are 0,885.
    seen = observed(numerator, 100, COMMUNE, baseline=Part("", 10, 100))
    assert judged(plan, "digitised_results", seen, "2022-H1").status is status


observations_of_2025 = st.builds(
    lambda pair, sampling, base, gap, level: observed(
        pair[0],
        pair[1],
        level,
        sampling=sampling,
        baseline=Part("", *base) if base else None,
        asked=3,
        answered=3 - gap,
        silent=gap * 40,
    ),
    st.integers(0, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from([None, *Sampling]),
    st.none() | st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.integers(0, 2),
    st.sampled_from(list(Level)),
)


@given(observations_of_2025, st.sampled_from(list(Judged)), st.data())
def test_no_target_for_2025_is_ever_missed_in_2022(
    plan: Plan, seen: Observation, way: Judged, data: st.DataObject
) -> None:
    later = [t for t in plan.targets if t.kind is Kind.QUANTITATIVE and t.due > plan.year]
    target = data.draw(st.sampled_from(later))
    period = data.draw(st.sampled_from(list(plan.periods)))
    assert judged(plan, target, seen, period, way).status is not Status.MISSED


# ---------------------------------------------------------------- the rest of the year


def test_what_the_rest_of_the_year_must_bring(plan: Plan) -> None:
    """59 of 100 in 182 of 365 days: (60·365 - 59·182) / 183 % of the rest, if it goes on so."""
    verdict = judged(plan, "online_dossiers", observed(59, 100), "2022-H1")
    assert verdict.needed == Fraction(11_162, 183)
    # One late dossier: no rest can make 100 % of the year.
    late = judged(plan, "dossiers_on_time", observed(2_999, 3_000), "2022-H1")
    assert late.needed is not None and late.needed > 100


@pytest.mark.parametrize(
    ("target", "counts", "period", "sampling"),
    [
        ("online_dossiers", (60, 100), "2022-H1", None),  # met
        ("online_dossiers", (59, 100), "2022-FY", None),  # no rest
        ("online_dossiers", (59, 100), "2022-Q3", None),  # not the year so far
        ("satisfaction", (35, 48), "2022-H1", Sampling.RANDOM),  # a sample says nothing of later
        ("satisfaction", (35, 48), "2022-H1", Sampling.VOLUNTARY),
        ("procedures_published", (1, 2), "2022-H1", None),  # agencies, not a flow
    ],
)
def test_where_nothing_is_said_of_the_rest(
    plan: Plan, target: str, counts: tuple[int, int], period: str, sampling: Sampling | None
) -> None:
    assert judged(plan, target, observed(*counts, sampling=sampling), period).needed is None


@given(
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from(["2022-Q1", "2022-H1"]),
)
def test_reaching_what_is_needed_meets_the_year_exactly(
    plan: Plan, pair: tuple[int, int], period: str
) -> None:
    numerator, denominator = pair
    verdict = judged(plan, "online_dossiers", observed(numerator, denominator), period)
    if verdict.status is Status.MISSED:
        assert verdict.needed is not None
        days = {"2022-Q1": 90, "2022-H1": 182}[period]
        yearly = Fraction(denominator * 365, days)
        rest = yearly - denominator
        assert (100 * numerator + verdict.needed * rest) / yearly == 60


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


# ---------------------------------------------------------------- one or two persons

LEADERS = "senior_leaders_international"
DEPARTMENT = "so-noi-vu"


def evaluated(
    plan: Plan,
    seen: Observation,
    before: Observation | None = None,
    agency: str = DEPARTMENT,
) -> Evaluation:
    """An agency's evaluation from one observation, and one of the period compared with."""

    def period_of(period: str, observation: Observation) -> Observations:
        rows = {(agency, observation.level, observation.target): (observation,)}
        return Observations(period, "", Origin(False), rows, None, {})

    previous = period_of("2022-H1", before) if before else None
    return evaluate(plan, period_of("2022-FY", seen), agency, previous)


def leaders(able: int, all_of_them: int, **more: object) -> Observation:
    seen = observed(able, all_of_them, PROVINCE, evidence="Danh sách kèm tên", **more)
    return replace(seen, agency=DEPARTMENT, target=LEADERS)


@pytest.mark.parametrize("target", [LEADERS, "division_heads_international"])
@pytest.mark.parametrize(
    ("able", "all_of_them", "hidden"),
    [
        (0, 4, False),
        (1, 4, True),
        (2, 4, True),
        (3, 4, True),  # all but one
        (4, 4, False),
        (0, 1, True),  # the one who is not able
        (0, 2, True),
        (3, 7, False),
        (5, 7, True),  # all but two
        (3, 6, False),
        (2, 60, True),
        (3, 60, False),
    ],
)
def test_what_would_name_one_or_two_persons_is_withheld(
    plan: Plan, target: str, able: int, all_of_them: int, hidden: bool
) -> None:
    seen = replace(leaders(able, all_of_them), target=target)
    evaluation = evaluated(plan, seen)
    (result,) = (r for r in evaluation.results if r.target.id == target)
    shown = result.observation
    assert shown is not None
    assert (shown.numerator, shown.denominator) == ((None, None) if hidden else (able, all_of_them))
    assert shown.evidence == ("" if hidden else "Danh sách kèm tên")
    assert result.verdict == Verdict(None, Reason.WITHHELD if hidden else None)
    rows = [
        r for r in [*results_rows(evaluation), *sources_rows(evaluation)] if r["target"] == target
    ]
    assert len(rows) == 2
    for row in rows:
        named = [row["numerator"], row["denominator"], row["value"], row.get("margin_units")]
        assert (named == [None] * 4) is hidden


def test_neither_period_gives_away_the_other(plan: Plan) -> None:
    for now, then in (((0, 8), (1, 8)), ((1, 8), (0, 8))):
        evaluation = evaluated(plan, leaders(*now), leaders(*then))
        (result,) = (r for r in evaluation.results if r.target.id == LEADERS)
        assert result.observation is not None and result.previous is not None
        for seen in (result.observation, result.previous):
            assert (seen.numerator, seen.missing) == (None, Reason.WITHHELD)


def test_a_gap_stays_a_gap_beside_what_is_withheld(plan: Plan) -> None:
    gap = replace(leaders(0, 0), numerator=None, denominator=None, missing=Reason.NOT_SENT)
    evaluation = evaluated(plan, gap, leaders(1, 4))
    (result,) = (r for r in evaluation.results if r.target.id == LEADERS)
    assert result.verdict == Verdict(Status.NO_DATA, Reason.NOT_SENT)
    assert result.previous is not None and result.previous.missing is Reason.WITHHELD


def of_leaders(
    plan: Plan, now: Sequence[Observation], then: Sequence[Observation] = ()
) -> tuple[Evaluation, Result]:
    """An evaluation where an appraised figure stands before the one that it replaced."""
    opinion = Objection(
        DEPARTMENT, PROVINCE, LEADERS, "Chỉ một người", "Đã rõ", "a.xlsx", "Ý kiến", "D5"
    )

    def period_of(period: str, found: Sequence[Observation]) -> Observations:
        rows = {(DEPARTMENT, PROVINCE, LEADERS): tuple(found)}
        return Observations(period, "", Origin(False), rows, None, {}, objections=(opinion,))

    before = period_of("2022-H1", then) if then else None
    evaluation = evaluate(plan, period_of("2022-FY", now), DEPARTMENT, before)
    return evaluation, next(r for r in evaluation.results if r.target.id == LEADERS)


def appraised(able: int, all_of_them: int) -> Observation:
    words = {"by": "Sở Ngoại vụ", "why": "Hồ sơ chỉ thấy một người"}
    return replace(leaders(able, all_of_them), source=Source.APPRAISED, **words)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ([appraised(1, 25), leaders(4, 25)], []),
        ([appraised(4, 25), leaders(1, 25)], []),
        ([appraised(4, 25), leaders(23, 25)], [leaders(5, 25)]),
        ([leaders(4, 25)], [appraised(5, 25), leaders(1, 25)]),
        ([appraised(4, 25), leaders(5, 25)], [leaders(2, 25)]),
    ],
)
def test_an_appraisal_does_not_give_away_who_is_withheld(
    plan: Plan, now: list[Observation], then: list[Observation]
) -> None:
    evaluation, result = of_leaders(plan, now, then)
    assert result.verdict == Verdict(None, Reason.WITHHELD)
    for row in sources_rows(evaluation):
        assert [row["numerator"], row["denominator"], row["value"]] == [None] * 3
    for seen in (result.observation, *result.others, result.previous):
        if seen is not None:
            assert (seen.missing, seen.evidence, seen.why) == (Reason.WITHHELD, "", "")
    (opinion,) = evaluation.objections
    assert "một người" not in opinion.opinion and "Đã rõ" not in opinion.answer
    clause = display.clause(evaluation, result.target.clause)
    for part in (clause, display.differences(evaluation), display.opinion(evaluation)):
        page = str(part.html)
        assert "/25" not in page and "chỉ thấy" not in page and "một người" not in page


def test_an_appraisal_that_names_nobody_is_shown_with_what_it_replaced(plan: Plan) -> None:
    evaluation, result = of_leaders(plan, [appraised(5, 25), leaders(6, 25)])
    assert [row["numerator"] for row in sources_rows(evaluation)] == [5, 6]
    assert result.observation is not None and result.observation.why != ""
    assert evaluation.objections[0].opinion == "Chỉ một người"


def test_the_provinces_figure_and_what_names_nobody_are_not_withheld(plan: Plan) -> None:
    seen = replace(leaders(2, 100), agency=plan.province, level=ALL)
    evaluation = evaluated(plan, seen, agency=plan.province)
    (result,) = (r for r in evaluation.results if r.observation is not None)
    assert (result.observation and result.observation.numerator) == 2
    assert result.verdict.status is Status.MISSED
    # Two late dossiers an agency must be able to contest.
    late = replace(leaders(98, 100), target="dossiers_on_time")
    (result,) = (r for r in evaluated(plan, late).results if r.observation is not None)
    assert result.verdict.margin_units == -2


def test_only_what_names_persons_is_private(plan: Plan) -> None:
    assert {t.measure for t in plan.targets if t.private} == {Measure.SHARE}
    assert {t.judged[PROVINCE] for t in plan.targets if t.private} == {Judged.CONTRIBUTION}
