"""Figures that would identify one or two persons are withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.tables import results_rows, sources_rows
from helpers.model import (
    Evaluation,
    Judged,
    Measure,
    Objection,
    Observation,
    Observations,
    Origin,
    Plan,
    Reason,
    Result,
    Source,
    Status,
    Verdict,
)
from helpers.packets import display
from judging import ALL, PROVINCE, observed

LEADERS = "senior_leaders_international"
DEPARTMENT = "so-noi-vu"


def evaluated(
    plan: Plan,
    observation: Observation,
    before: Observation | None = None,
    agency: str = DEPARTMENT,
) -> Evaluation:
    """An agency's evaluation from one observation and one of the comparison period."""

    def period_of(period: str, observation: Observation) -> Observations:
        rows = {(agency, observation.level, observation.target): (observation,)}
        return Observations(period, "", Origin(False), rows, None, {})

    previous = period_of("2022-H1", before) if before else None
    return evaluate(plan, period_of("2022-FY", observation), agency, previous)


def leaders(able: int, all_of_them: int, **more: object) -> Observation:
    observation = observed(able, all_of_them, PROVINCE, evidence="Danh sách kèm tên", **more)
    return replace(observation, agency=DEPARTMENT, target=LEADERS)


@pytest.mark.parametrize("target", [LEADERS, "division_heads_international"])
@pytest.mark.parametrize(
    ("able", "all_of_them", "hidden"),
    [
        (0, 4, True),  # none of so few, and below all of them
        (0, 5, False),
        (1, 4, True),
        (2, 4, True),
        (3, 4, True),  # all but one
        (4, 4, True),
        (5, 5, False),
        (0, 1, True),  # the one who is not able
        (0, 2, True),
        (3, 7, False),
        (5, 7, True),  # all but two
        (3, 6, False),
        (2, 60, True),
        (3, 60, False),
    ],
)
def test_counts_that_identify_one_or_two_persons_are_withheld(
    plan: Plan, target: str, able: int, all_of_them: int, hidden: bool
) -> None:
    observation = replace(leaders(able, all_of_them), target=target)
    evaluation = evaluated(plan, observation)
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


def test_neither_period_reveals_the_other(plan: Plan) -> None:
    for now, then in (((0, 8), (1, 8)), ((1, 8), (0, 8))):
        evaluation = evaluated(plan, leaders(*now), leaders(*then))
        (result,) = (r for r in evaluation.results if r.target.id == LEADERS)
        assert result.observation is not None and result.previous is not None
        for observation in (result.observation, result.previous):
            assert (observation.numerator, observation.missing) == (None, Reason.WITHHELD)


def test_a_gap_stays_a_gap_if_the_other_period_is_withheld(plan: Plan) -> None:
    gap = replace(leaders(0, 0), numerator=None, denominator=None, missing=Reason.NOT_SENT)
    evaluation = evaluated(plan, gap, leaders(1, 4))
    (result,) = (r for r in evaluation.results if r.target.id == LEADERS)
    assert result.verdict == Verdict(Status.NO_DATA, Reason.NOT_SENT)
    assert result.previous is not None and result.previous.missing is Reason.WITHHELD


def of_leaders(
    plan: Plan, now: Sequence[Observation], then: Sequence[Observation] = ()
) -> tuple[Evaluation, Result]:
    """An evaluation with an appraised figure and the one that it replaced."""
    opinion = Objection(
        DEPARTMENT, PROVINCE, LEADERS, "Chỉ một người", "Đã rõ", "a.xlsx", "Ý kiến", "D5"
    )

    def period_of(period: str, observations: Sequence[Observation]) -> Observations:
        rows = {(DEPARTMENT, PROVINCE, LEADERS): tuple(observations)}
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
def test_an_appraisal_does_not_reveal_a_withheld_figure(
    plan: Plan, now: list[Observation], then: list[Observation]
) -> None:
    evaluation, result = of_leaders(plan, now, then)
    assert result.verdict == Verdict(None, Reason.WITHHELD)
    for row in sources_rows(evaluation):
        assert [row["numerator"], row["denominator"], row["value"]] == [None] * 3
    for observation in (result.observation, *result.others, result.previous):
        if observation is not None:
            assert (observation.missing, observation.evidence, observation.why) == (
                Reason.WITHHELD,
                "",
                "",
            )
    (opinion,) = evaluation.objections
    assert "một người" not in opinion.opinion and "Đã rõ" not in opinion.answer
    clause = display.clause(evaluation, result.target.clause)
    for part in (clause, display.differences(evaluation), display.opinion(evaluation)):
        page = str(part.html)
        assert "/25" not in page and "chỉ thấy" not in page and "một người" not in page


def test_an_appraisal_that_identifies_no_person_is_shown_with_the_replaced_figure(
    plan: Plan,
) -> None:
    evaluation, result = of_leaders(plan, [appraised(5, 25), leaders(6, 25)])
    assert [row["numerator"] for row in sources_rows(evaluation)] == [5, 6]
    assert result.observation is not None and result.observation.why != ""
    assert evaluation.objections[0].opinion == "Chỉ một người"


def test_figures_of_the_province_and_of_things_are_not_withheld(plan: Plan) -> None:
    observation = replace(leaders(2, 100), agency=plan.province.id, level=ALL)
    evaluation = evaluated(plan, observation, agency=plan.province.id)
    (result,) = (r for r in evaluation.results if r.observation is not None)
    assert (result.observation and result.observation.numerator) == 2
    assert result.verdict.status is Status.MISSED
    # Two late dossiers an agency must be able to contest.
    late = replace(leaders(98, 100), target="dossiers_on_time")
    (result,) = (r for r in evaluated(plan, late).results if r.observation is not None)
    assert result.verdict.margin_units == -2


def test_only_counts_of_persons_are_private(plan: Plan) -> None:
    assert {t.measure for t in plan.targets if t.private} == {Measure.SHARE}
    assert {t.judged[PROVINCE] for t in plan.targets if t.private} == {Judged.CONTRIBUTION}


@pytest.mark.parametrize(
    ("least", "ballots", "hidden"), [(5, 4, True), (5, 5, False), (10, 9, True), (10, 10, False)]
)
def test_few_ballots_have_no_figure_no_verdict_and_no_points(
    plan: Plan, least: int, ballots: int, hidden: bool
) -> None:
    plan = replace(plan, disclosure=replace(plan.disclosure, least_ballots=least))
    drawn = replace(leaders(0, ballots), target="satisfaction", sampled=True, surveyed=True)
    replaced = replace(drawn, source=Source.APPRAISED, numerator=50, denominator=60)
    for sources in ((drawn,), (replaced, drawn)):
        rows = {(DEPARTMENT, PROVINCE, "satisfaction"): sources}
        now = Observations("2022-FY", "", Origin(False), rows, None, {})
        (result,) = (r for r in evaluate(plan, now, DEPARTMENT).results if r.observation)
        assert result.observation is not None
        assert (result.observation.missing is Reason.FEW_BALLOTS) is hidden
        assert (result.verdict == Verdict(None, Reason.FEW_BALLOTS)) is hidden
        assert (result.points is None and result.max_points is None) is hidden
        assert all((o.numerator is None) is hidden for o in result.others)
