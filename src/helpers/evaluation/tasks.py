"""States of the tasks of part III and the duties of part VI, for one agency or the province."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.model import (
    WHOLE,
    Agency,
    Duty,
    DutyAnswer,
    DutyState,
    Fact,
    Input,
    Judgement,
    Period,
    Plan,
    Task,
    TaskState,
)

Answers = Mapping[tuple[str, str], Fact]


def tasks_of(plan: Plan, period: Period, agency: Agency, answers: Answers) -> tuple[TaskState, ...]:
    """The tasks of part III as the agency states them, or counted for the province; none
    for an agency that does not answer for tasks."""
    if agency.level == WHOLE:
        asked = [a for a in plan.registry(period) if plan.answers_for_tasks(a)]
        return tuple(_counted(task, asked, answers) for task in plan.tasks)
    if not plan.answers_for_tasks(agency):
        return ()
    return tuple(_own(task, agency, answers) for task in plan.tasks)


def _counted(task: Task, asked: Sequence[Agency], answers: Answers) -> TaskState:
    facts = [answers.get((agency.id, task.clause)) for agency in asked]
    states = [fact.judgement for fact in facts if fact]
    return TaskState(
        task,
        len(asked),
        done=states.count(Judgement.DONE),
        under_way=states.count(Judgement.UNDER_WAY),
        not_begun=states.count(Judgement.NOT_BEGUN),
    )


def _own(task: Task, agency: Agency, answers: Answers) -> TaskState:
    state, fact = _counted(task, [agency], answers), answers.get((agency.id, task.clause))
    if fact is None:
        return state
    return replace(state, evidence=fact.evidence, lead=fact.lead, due=fact.due)


def duties_of(
    plan: Plan, period: Period, agency: Agency, answers: Answers
) -> tuple[DutyState, ...]:
    """The duties of part VI that bind the agency, with the answers about them; for the province all
    duties, counted over the agencies bound."""
    registry = plan.registry(period) if agency.level == WHOLE else (agency,)
    states = []
    for duty in plan.duties:
        bound = [a for a in registry if duty.includes(a)]
        if bound:
            asked = tuple(_answer(entry, duty, bound, answers) for entry in duty.inputs)
            states.append(DutyState(duty, asked))
    return tuple(states)


def _answer(entry: Input, duty: Duty, bound: Sequence[Agency], answers: Answers) -> DutyAnswer:
    facts = [answers.get((agency.id, entry.id)) for agency in bound]
    values = [fact.value for fact in facts if fact]
    evidence = facts[0].evidence if len(bound) == 1 and facts[0] else ""
    return DutyAnswer(entry, len(bound), values.count(1), values.count(0), evidence)
