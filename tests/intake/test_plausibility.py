"""Each kind of comparison on its own: at, below and above its mark, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.plausibility import Implausible, implausible
from helpers.model import (
    WHOLE,
    ComparedWith,
    Fact,
    Level,
    Outcome,
    Period,
    Plan,
    PlausibilityRule,
)
from plans import small_plan

COMMUNE, OTHER = "02779-xa-thanh-binh", "03022-xa-thanh-binh"
LEVEL, PROVINCE = Level("commune"), "lao-cai"
IN_FORCE, SCOPE, DIGITISED = "results_in_force", "one_stop_scope", "results_digitised"
START = date(2021, 12, 15)
Figures = Mapping[str, int]  # by input


def period(name: str, start: date, end: date) -> Period:
    return Period(name, name, start, end, False, None, None, "", False)


Q1 = period("2022-Q1", START, date(2022, 3, 14))
H1 = period("2022-H1", START, date(2022, 6, 14))
Q3 = period("2022-Q3", date(2022, 6, 15), date(2022, 9, 14))
FY = period("2022-FY", START, date(2022, 12, 14))


def rule(kind: str, outcome: Outcome = Outcome.CONFIRM, **given: object) -> PlausibilityRule:
    known = ComparedWith(kind)
    return replace(PlausibilityRule(kind, known, outcome, f"vì {kind}", "Quy ước", False), **given)


def a_plan(*rules: PlausibilityRule) -> Plan:
    return replace(small_plan(), plausibility=rules)


def fact(name: str, value: int, agency: str = COMMUNE, level: Level = LEVEL) -> Fact:
    place = {"file": f"{agency}.xlsx", "sheet": "Số liệu", "cell": "E5"}
    return Fact(agency, level, name, value, None, "", None, "", None, **place)


def facts(figures: Figures) -> list[Fact]:
    return [fact(name, value) for name, value in figures.items()]


def found(
    plan: Plan,
    now: Sequence[Fact],
    *earlier: tuple[Period, Figures],
    at: Period = FY,
) -> list[Implausible]:
    before = [
        (period, {(f.agency, f.level, f.input): f for f in facts(figures)})
        for period, figures in earlier
    ]
    return list(implausible(plan, at, now, before))


# ---------------------------------------------------------------- the same agency, earlier

GROWS = a_plan(rule("earlier_part", Outcome.REFUSE, inputs=(SCOPE,)))


@pytest.mark.parametrize(("value", "refused"), [(25, True), (26, False), (27, False)])
def test_a_count_is_not_below_that_of_a_period_within_it(value: int, refused: bool) -> None:
    outcomes = [each.outcome for each in found(GROWS, facts({SCOPE: value}), (H1, {SCOPE: 26}))]
    assert outcomes == [Outcome.REFUSE] * refused


def test_a_quarter_that_counts_alone_may_be_below_the_half_year() -> None:
    now = facts({SCOPE: 1})
    assert found(GROWS, now, (Q1, {SCOPE: 20}), (H1, {SCOPE: 26}), at=Q3) == []
    # The year includes the quarter, and is compared with the largest of its parts.
    (each,) = found(GROWS, facts({SCOPE: 30}), (H1, {SCOPE: 26}), (Q3, {SCOPE: 31}))
    assert "ít hơn 31 đã nhận của kỳ «2022-Q3»" in each.text
    assert "«TTHC phải qua Một cửa» ghi 30" in each.text and each.text.endswith("vì earlier_part")


def test_other_inputs_may_fall_and_a_new_agency_has_nothing_before() -> None:
    assert found(GROWS, facts({IN_FORCE: 1}), (H1, {IN_FORCE: 900})) == []
    now = [fact(SCOPE, 1, OTHER)]
    assert found(GROWS, now, (H1, {SCOPE: 26})) == []


JUMPS = a_plan(rule("jump", factor=10, at_least=20))


@pytest.mark.parametrize(
    ("before", "value", "asked"),
    [
        (30, 299, False),
        (30, 300, True),
        (30, 301, True),
        # small figures count as 20
        (19, 199, False),
        (1, 199, False),
        (1, 200, True),
        (20, 200, True),
        # nothing is many times nothing
        (0, 99_999_999, False),
    ],
)
def test_a_jump_from_the_largest_earlier_figure_is_asked_about(
    before: int, value: int, asked: bool
) -> None:
    assert bool(found(JUMPS, facts({IN_FORCE: value}), (H1, {IN_FORCE: before}))) == asked
    # The largest counts: the quarter alone is no measure of the year.
    earlier = ((H1, {IN_FORCE: before}), (Q3, {IN_FORCE: min(before, 1)}))
    assert bool(found(JUMPS, facts({IN_FORCE: value}), *earlier)) == asked


def test_a_part_may_grow_up_to_its_whole() -> None:
    assert found(JUMPS, facts({DIGITISED: 900}), (H1, {DIGITISED: 30})) == []
    named = a_plan(rule("jump", factor=10, at_least=20, inputs=(DIGITISED,)))
    assert len(found(named, facts({DIGITISED: 900}), (H1, {DIGITISED: 30}))) == 1


FALLS = a_plan(rule("fall", factor=5, at_least=10, inputs=(IN_FORCE,)))


@pytest.mark.parametrize(
    ("before", "value", "asked"),
    [
        (50, 11, False),
        (50, 10, True),
        (50, 9, True),
        (11, 1, True),
        (10, 2, True),
        (9, 0, False),
        (142, 140, False),
    ],
)
def test_a_stock_that_falls_far_is_asked_about(before: int, value: int, asked: bool) -> None:
    assert bool(found(FALLS, facts({IN_FORCE: value}), (H1, {IN_FORCE: before}))) == asked


# ---------------------------------------------------------------- other figures of the intake

LISTS = a_plan(rule("register", Outcome.REFUSE, inputs=(SCOPE,)))


@pytest.mark.parametrize(("value", "refused"), [(141, False), (142, False), (143, True)])
def test_an_agency_has_no_more_than_the_list_of_its_level(value: int, refused: bool) -> None:
    listed = fact(SCOPE, 142, PROVINCE)
    now = [fact(SCOPE, value), fact(SCOPE, 142, OTHER), listed]
    outcomes = [(each.fact.agency, each.outcome) for each in found(LISTS, now)]
    assert outcomes == [(COMMUNE, Outcome.REFUSE)] * refused


def test_a_list_that_most_agencies_exceed_is_asked_about_itself() -> None:
    now = [fact(SCOPE, 142), fact(SCOPE, 142, OTHER), fact(SCOPE, 14, PROVINCE)]
    (each,) = found(LISTS, now)
    assert (each.fact.agency, each.outcome) == (PROVINCE, Outcome.CONFIRM)
    assert "ít hơn số của 2 trong 2 đơn vị" in each.text


def test_without_a_list_of_the_level_nothing_is_compared() -> None:
    assert found(LISTS, [fact(SCOPE, 14_200), fact(SCOPE, 142, PROVINCE, WHOLE)]) == []


SUMS = a_plan(rule("whole", inputs=(SCOPE, DIGITISED), whole=(IN_FORCE,)))


@pytest.mark.parametrize(("value", "asked"), [(59, False), (60, False), (61, True)])
def test_parts_together_are_not_above_their_whole(value: int, asked: bool) -> None:
    now = facts({SCOPE: 40, DIGITISED: value, IN_FORCE: 100})
    now[-1] = replace(now[-1], file="another.xlsx")
    texts = [each.text for each in found(SUMS, now)]
    assert len(texts) == asked
    assert all("nhiều hơn 100 của «Tổng số kết quả còn hiệu lực»" in text for text in texts)


def test_half_of_a_whole_refuses_no_part() -> None:
    plan = a_plan(rule("whole", inputs=(DIGITISED,), whole=(IN_FORCE, SCOPE)))
    assert found(plan, facts({DIGITISED: 500, IN_FORCE: 100})) == []
    assert len(found(plan, facts({DIGITISED: 500, IN_FORCE: 100, SCOPE: 1}))) == 1
    # What the agency is not asked is no part of its whole.
    department, level = "so-noi-vu", Level("province")
    now = [fact(DIGITISED, 500, department, level), fact(IN_FORCE, 100, department, level)]
    assert len(found(plan, now)) == 1


MEDIANS = a_plan(rule("median", factor=50, at_least=20, figures=5, levels=frozenset({LEVEL})))


@pytest.mark.parametrize(
    ("others", "value", "asked"),
    [
        ([100] * 4, 4_999, False),
        ([100] * 4, 5_000, True),
        ([100] * 4, 5_001, True),
        ([100] * 3, 5_000, False),  # too few figures
        ([2] * 4, 999, False),
        ([2] * 4, 1_000, True),
        ([0] * 4, 99_999, False),
    ],
)
def test_a_figure_unlike_its_level_is_asked_about(
    others: list[int], value: int, asked: bool
) -> None:
    now = [fact(IN_FORCE, figure, f"{n}") for n, figure in enumerate(others)]
    assert bool(found(MEDIANS, [*now, fact(IN_FORCE, value)])) == asked
    departments = [replace(each, level=Level("province")) for each in now]
    assert found(MEDIANS, [*departments, fact(IN_FORCE, value, level=Level("province"))]) == []


OTHERS = a_plan(rule("others", factor=10, at_least=20, figures=4))


@pytest.mark.parametrize(
    ("others", "value", "asked"),
    [
        ([1_033, 350, 470], 18_529, False),
        ([1_033, 350, 470], 18_530, True),
        ([1_033, 350, 470], 99_999_999, True),
        ([1_033, 350], 99_999_999, False),  # too few figures
        ([1, 0, 0], 199, False),
        ([1, 0, 0], 200, True),
        ([0, 0, 0], 99_999_999, False),
    ],
)
def test_a_figure_far_above_all_others_together_is_asked_about(
    others: list[int], value: int, asked: bool
) -> None:
    now = [
        replace(fact(IN_FORCE, figure, f"{n}"), level=Level("province"))
        for n, figure in enumerate(others)
    ]
    listed = fact(IN_FORCE, 10**9, PROVINCE, WHOLE)  # the whole is no agency
    assert bool(found(OTHERS, [*now, fact(IN_FORCE, value), listed])) == asked


@pytest.mark.parametrize(
    ("plan", "before", "asked"),
    [
        (MEDIANS, 400, True),
        (MEDIANS, 401, False),
        (OTHERS, 2_000, True),
        (OTHERS, 2_001, False),
        (OTHERS, 0, True),
    ],
)
def test_an_agency_that_had_nearly_as_much_before_is_not_asked(
    plan: Plan, before: int, asked: bool
) -> None:
    now = [fact(IN_FORCE, 100, f"{n}") for n in range(4)]
    told = found(plan, [*now, fact(IN_FORCE, 20_000)], (H1, {IN_FORCE: before}))
    assert bool(told) == asked


# ---------------------------------------------------------------- all rules


def test_a_figure_is_named_once_by_the_rule_that_refuses_it() -> None:
    asked, refused = rule("fall", factor=2, at_least=1, inputs=(SCOPE,)), GROWS.plausibility[0]
    for rules in ((asked, refused), (refused, asked)):
        (each,) = found(a_plan(*rules), facts({SCOPE: 1}), (H1, {SCOPE: 26}))
        assert each.outcome is Outcome.REFUSE


@given(
    st.dictionaries(st.sampled_from([SCOPE, IN_FORCE, DIGITISED]), st.integers(0, 10**9)),
    st.floats(1, 2),
)
def test_figures_that_grow_by_less_than_the_factors_are_left_alone(
    before: dict[str, int], growth: float
) -> None:
    rules = (GROWS, JUMPS, FALLS)
    plan = a_plan(*(r for each in rules for r in each.plausibility))
    now = {name: max(value, int(value * growth)) for name, value in before.items()}
    assert found(plan, facts(now), (H1, before)) == []
