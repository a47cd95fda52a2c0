"""The class of an agency and the ceiling of its head's rating (III.1.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import evaluations
from helpers.evaluation.classes import classed, too_open
from helpers.model import (
    Basis,
    Ceiling,
    ClassConvention,
    Classed,
    Classes,
    Grade,
    NoClass,
    Origin,
    Plan,
    Score,
    TypedClass,
    Unclassed,
)
from plans import small_plan

GOOD, FAIR, WEAK = (
    Grade(Fraction(80), "Tốt", "Hoàn thành tốt nhiệm vụ"),
    Grade(Fraction(50), "Khá", "Hoàn thành nhiệm vụ"),
    Grade(Fraction(0), "Yếu", None),
)
OFFICIAL = ClassConvention("1/QĐ-UBND", date(2022, 3, 1), "Quyết định", True, (GOOD, FAIR, WEAK))
MADE_UP = ClassConvention("", None, "Giả định", False, (FAIR, WEAK))
REAL, SIMULATED = Origin(simulated=False), Origin(simulated=True)
AGENCY, PERIOD = "so-noi-vu", "2022-FY"
TYPED = TypedClass("9/QĐ-UBND", date(2023, 2, 1), "Quyết định", True, AGENCY, PERIOD, "Khá", "")


def of(
    low: int,
    high: int,
    maximum: int = 100,
    origin: Origin = REAL,
    period: str = PERIOD,
    agency: str = AGENCY,
    **classes: Any,
) -> Classed | Unclassed | None:
    plan = _plan(**classes)
    score = Score(Fraction(low), Fraction(high), Fraction(maximum))
    none = Score(Fraction(0), Fraction(0), Fraction(0))
    return classed(plan, plan.senders_by_id[agency], plan.periods[period], origin, score, none)


def _plan(**classes: Any) -> Plan:
    plan = small_plan()
    scoring = replace(plan.scoring, classes=Classes(**classes))
    return replace(plan, scoring=scoring, ceiling=Ceiling("III.1.2", "không cao hơn"))


@pytest.mark.parametrize(
    ("points", "grade"), [(100, GOOD), (80, GOOD), (79, FAIR), (50, FAIR), (49, WEAK), (0, WEAK)]
)
def test_a_class_is_given_from_its_lowest_score_on(points: int, grade: Grade) -> None:
    given = of(points, points, convention=OFFICIAL)
    basis = Basis("1/QĐ-UBND", date(2022, 3, 1), "Quyết định", True)
    assert given == Classed(grade.name, grade.ceiling, basis, illustration=False)


def test_the_points_of_both_scores_count_in_percent_of_their_maximum() -> None:
    plan = _plan(convention=OFFICIAL)
    agency, period = plan.agencies[AGENCY], plan.periods[PERIOD]
    firm, aspired = Score(*map(Fraction, (9, 9, 10))), Score(*map(Fraction, (6, 6, 10)))
    given = classed(plan, agency, period, REAL, firm, aspired)
    assert isinstance(given, Classed) and given.name == "Khá"
    alone = classed(plan, agency, period, REAL, firm)
    assert isinstance(alone, Classed) and alone.name == "Tốt"


def test_of_a_score_open_between_two_classes_both_are_named() -> None:
    given = of(70, 85, convention=OFFICIAL)
    assert isinstance(given, Classed)
    assert (given.name, given.ceiling, given.highest) == ("Khá", FAIR.ceiling, GOOD)
    within = of(80, 99, convention=OFFICIAL)
    assert isinstance(within, Classed) and within.highest is None


def test_a_score_open_by_more_than_a_fifth_has_no_class() -> None:
    assert isinstance(of(80, 100, convention=OFFICIAL), Classed)
    assert of(799, 1000, 1000, convention=OFFICIAL) == Unclassed(NoClass.TOO_OPEN)
    assert not too_open(Score(Fraction(0), Fraction(0), Fraction(0)))


def test_without_a_convention_the_reason_is_that_of_the_plan_folder() -> None:
    none = Unclassed(NoClass.NO_CONVENTION, "chưa có quy định")
    assert of(90, 90, reason=none.words, illustration=MADE_UP) == none
    assert of(90, 90, origin=SIMULATED, reason=none.words) == none


def test_made_up_classes_are_for_simulated_data_alone_and_marked() -> None:
    given = of(90, 90, origin=SIMULATED, reason="chưa có", illustration=MADE_UP)
    basis = Basis("", None, "Giả định", False)
    assert given == Classed("Khá", FAIR.ceiling, basis, illustration=True)
    official = of(90, 90, origin=SIMULATED, convention=OFFICIAL, illustration=MADE_UP)
    assert isinstance(official, Classed) and (official.name, official.illustration) == ("Tốt", True)


def test_a_class_typed_in_counts_first_and_takes_the_ceiling_of_the_convention() -> None:
    typed = {(AGENCY, PERIOD): TYPED}
    given = of(90, 90, convention=OFFICIAL, typed=typed)
    assert given == Classed(
        "Khá", FAIR.ceiling, Basis("9/QĐ-UBND", date(2023, 2, 1), "Quyết định", True), False
    )
    own = {(AGENCY, PERIOD): replace(TYPED, ceiling="Hoàn thành tốt nhiệm vụ")}
    assert getattr(of(0, 100, typed=own), "ceiling", "") == "Hoàn thành tốt nhiệm vụ"
    assert getattr(of(0, 100, typed=typed), "ceiling", "") is None


def test_a_class_typed_in_is_not_shown_for_simulated_data_nor_for_another_period() -> None:
    typed = {(AGENCY, PERIOD): TYPED}
    none = Unclassed(NoClass.NO_CONVENTION)
    assert of(90, 90, origin=SIMULATED, typed=typed) == none
    assert of(90, 90, period="2022-H1", typed=typed) == none
    assert of(90, 90, agency="088-thi-xa-sa-pa", typed=typed) == none


def test_scores_are_classed_for_the_whole_year_and_where_there_are_points() -> None:
    half = of(90, 90, period="2022-H1", convention=OFFICIAL)
    assert half == Unclassed(NoClass.PART_OF_YEAR)
    assert of(0, 0, 0, convention=OFFICIAL) == Unclassed(NoClass.NO_POINTS)


def test_the_province_and_a_plan_without_the_rule_have_no_class() -> None:
    assert of(90, 90, agency="lao-cai", convention=OFFICIAL) is None
    plan = replace(_plan(convention=OFFICIAL), ceiling=None)
    score = Score(Fraction(9), Fraction(9), Fraction(10))
    agency, period = plan.agencies[AGENCY], plan.periods[PERIOD]
    assert classed(plan, agency, period, REAL, score) is None


def test_an_evaluation_says_why_it_has_no_class_and_its_digest_counts_it() -> None:
    evaluation = evaluations.few("02779-xa-thanh-binh", {"digitised_results": (400, 950)})
    classes = evaluation.plan.scoring.classes
    assert classes.reason
    assert evaluation.classed == Unclassed(NoClass.NO_CONVENTION, classes.reason)
    other = replace(evaluation, classed=Unclassed(NoClass.NO_POINTS))
    assert other.digest != evaluation.digest
    assert evaluations.few("lao-cai", {}).classed is None
