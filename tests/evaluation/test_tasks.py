"""States of the tasks of part III and the duties of part VI, from answers made by hand."""

from __future__ import annotations

from datetime import date

import pytest

import plan_434
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.tasks import duties_of, tasks_of
from helpers.model import (
    DutyState,
    Fact,
    Judgement,
    Level,
    Observations,
    Origin,
    Plan,
    TaskState,
)

DEPARTMENT, DISTRICT, COMMUNE = "so-noi-vu", "088-thi-xa-sa-pa", "03022-xa-thanh-binh"
FINANCE, TOURISM = "so-tai-chinh", "so-du-lich"
YEAR = "2022-FY"
Answers = dict[tuple[str, str], Fact]


def stated(
    agency: str,
    clause: str,
    state: Judgement,
    evidence: str = "",
    lead: str = "",
    due: date | None = None,
) -> Answers:
    """An agency's answer on a task."""
    fact = Fact(
        agency, Level("province"), clause, None, state, evidence, None, lead, due, "f", "s", "C5"
    )
    return {(agency, clause): fact}


def answered(agency: str, question: str, value: int | None, evidence: str = "") -> Answers:
    """The province's answer on a duty of an agency."""
    fact = Fact(
        agency, Level("province"), question, value, None, evidence, None, "", None, "f", "s", "C5"
    )
    return {(agency, question): fact}


def tasks(plan: Plan, agency: str, answers: Answers, period: str = YEAR) -> dict[str, TaskState]:
    states = tasks_of(plan, plan.periods[period], plan.senders_by_id[agency], answers)
    return {state.task.clause: state for state in states}


def duties(plan: Plan, agency: str, answers: Answers, period: str = YEAR) -> dict[str, DutyState]:
    states = duties_of(plan, plan.periods[period], plan.senders_by_id[agency], answers)
    return {state.duty.clause: state for state in states}


def tally(state: TaskState) -> tuple[int, int, int, int]:
    return state.asked, state.done, state.under_way, state.not_begun


# ---------------------------------------------------------------- tasks


@pytest.mark.parametrize("agency", [DEPARTMENT, DISTRICT, "lao-cai"])
def test_departments_districts_and_the_province_answer_for_all_48_tasks(
    plan: Plan, agency: str
) -> None:
    assert list(tasks(plan, agency, {})) == [task.clause for task in plan.tasks]
    assert len(tasks(plan, agency, {})) == plan_434.TASKS


def test_communes_report_through_their_district(plan: Plan) -> None:
    """VI.3 binds departments and districts; communes owe no plan of their own."""
    said = stated(COMMUNE, "III.1.1", Judgement.DONE)
    assert tasks(plan, COMMUNE, said) == {}
    assert tally(tasks(plan, "lao-cai", said)["III.1.1"]) == (29, 0, 0, 0)


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (Judgement.DONE, (1, 1, 0, 0)),
        (Judgement.UNDER_WAY, (1, 0, 1, 0)),
        (Judgement.NOT_BEGUN, (1, 0, 0, 1)),
    ],
)
def test_a_task_has_one_state_with_lead_and_date_of_the_agencys_own_plan(
    plan: Plan, state: Judgement, counts: tuple[int, int, int, int]
) -> None:
    day = date(2022, 11, 30)
    said = stated(DEPARTMENT, "III.5.2", state, "Báo cáo số 5", "Phòng Công chức", day)
    states = tasks(plan, DEPARTMENT, said)
    assert tally(states["III.5.2"]) == counts
    own = states["III.5.2"]
    assert (own.evidence, own.lead, own.due) == ("Báo cáo số 5", "Phòng Công chức", day)
    # Not answered: asked, state unknown. The plan itself names neither lead nor date.
    silent = states["III.5.3"]
    assert tally(silent) == (1, 0, 0, 0)
    assert (silent.evidence, silent.lead, silent.due) == ("", "", None)
    # It has no details of other agencies.
    assert tally(tasks(plan, DISTRICT, said)["III.5.2"]) == (1, 0, 0, 0)


def test_the_province_counts_its_agencies_without_naming_any(plan: Plan) -> None:
    said = {
        **stated(DEPARTMENT, "III.7.2", Judgement.DONE, "Báo cáo số 5", "Văn phòng"),
        **stated(FINANCE, "III.7.2", Judgement.DONE),
        **stated(DISTRICT, "III.7.2", Judgement.NOT_BEGUN),
        **stated(DISTRICT, "III.7.3", Judgement.UNDER_WAY),
    }
    states = tasks(plan, "lao-cai", said)
    assert tally(states["III.7.2"]) == (29, 2, 0, 1)
    assert tally(states["III.7.3"]) == (29, 0, 1, 0)
    assert tally(states["III.7.4"]) == (29, 0, 0, 0)
    assert {(s.evidence, s.lead, s.due) for s in states.values()} == {("", "", None)}


def test_only_agencies_existing_in_the_period_are_asked(plan: Plan) -> None:
    """Sở Du lịch began on 21/4/2022; its predecessor is no longer asked."""
    assert tally(tasks(plan, "lao-cai", {}, "2022-Q1")["III.1.1"])[0] == 28
    assert tally(tasks(plan, "lao-cai", {}, "2022-H1")["III.1.1"])[0] == 29
    gone = stated("so-van-hoa-the-thao-va-du-lich", "III.1.1", Judgement.DONE)
    assert tally(tasks(plan, "lao-cai", gone)["III.1.1"]) == (29, 0, 0, 0)


# ---------------------------------------------------------------- duties

OF_ALL = ["VI.3.1", "VI.3.2", "VI.3.3"]


@pytest.mark.parametrize(
    ("agency", "clauses"),
    [
        (DEPARTMENT, ["VI.1.1", "VI.1.2", "VI.1.3", "VI.1.4", "VI.1.5", *OF_ALL]),
        (FINANCE, ["VI.2", *OF_ALL]),
        ("so-ke-hoach-va-dau-tu", ["VI.2", *OF_ALL]),
        (TOURISM, OF_ALL),
        (DISTRICT, OF_ALL),
        (COMMUNE, []),
        (
            "lao-cai",
            ["VI.1.1", "VI.1.2", "VI.1.3", "VI.1.4", "VI.1.5", "VI.2", *OF_ALL],
        ),
    ],
)
def test_which_duties_bind_an_agency(plan: Plan, agency: str, clauses: list[str]) -> None:
    assert list(duties(plan, agency, {})) == clauses


def test_a_duty_without_a_question_has_no_answer(plan: Plan) -> None:
    assert duties(plan, DEPARTMENT, {})["VI.1.1"].answers == ()


@pytest.mark.parametrize(("value", "yes", "no"), [(1, 1, 0), (0, 0, 1), (None, 0, 0)])
def test_the_answer_on_a_duty_of_one_agency(
    plan: Plan, value: int | None, yes: int, no: int
) -> None:
    said = answered(DISTRICT, "own_plan", value, "12/KH-UBND")
    plans, estimate = duties(plan, DISTRICT, said)["VI.3.2"].answers
    assert (plans.asked, plans.yes, plans.no, plans.evidence) == (1, yes, no, "12/KH-UBND")
    assert (estimate.asked, estimate.yes, estimate.no, estimate.evidence) == (1, 0, 0, "")


def test_the_province_counts_plans_and_reports_over_all_bound_agencies(plan: Plan) -> None:
    said = {
        **answered("van-phong-ubnd-tinh", "report_q1", 1, "5/BC"),  # the first of the registry
        **answered(FINANCE, "report_q1", 1),
        **answered(DISTRICT, "report_q1", 0),
        **answered(DISTRICT, "report_year", 1),
        **answered(COMMUNE, "report_q1", 1),  # communes are not bound
    }
    reports = duties(plan, "lao-cai", said)["VI.3.3"].answers
    assert [(a.asked, a.yes, a.no, a.evidence) for a in reports] == [
        (29, 2, 1, ""),
        (29, 0, 0, ""),
        (29, 0, 0, ""),
        (29, 1, 0, ""),
    ]


def test_the_evaluation_has_tasks_and_duties(plan: Plan) -> None:
    said = stated(DEPARTMENT, "III.1.1", Judgement.DONE) | answered(DEPARTMENT, "own_plan", 1)
    observations = Observations(YEAR, "", Origin(False), {}, None, {}, answers=said)
    own, whole, commune = (
        evaluate(plan, observations, a) for a in (DEPARTMENT, "lao-cai", COMMUNE)
    )
    assert (len(own.tasks), len(own.duties)) == (plan_434.TASKS, 8)
    assert (len(whole.tasks), len(whole.duties)) == (plan_434.TASKS, 9)
    assert (commune.tasks, commune.duties) == ((), ())
    assert own.tasks[0].done == whole.tasks[0].done == 1
    assert own.duties[-2].answers[0].yes == whole.duties[-2].answers[0].yes == 1
