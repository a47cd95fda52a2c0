"""Parts III, IV and VI of the plan: tasks, budget, duties. They are shown, not scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers import wording
from helpers.model import (
    WHOLE,
    DutyAnswer,
    Evaluation,
    LineExplanation,
    Plan,
    Task,
    TaskState,
)
from helpers.packets.display.fragment import Fragment, fragment, joined
from helpers.packets.display.stated import explanation_texts


@dataclass(frozen=True)
class TaskLine:
    """One task in words."""

    cite: str
    label: str
    state: str
    states: tuple[int, ...]  # agencies by state, in the order of `wording.states.TASK_STATES`
    led_by: str  # who is in charge, as the plan names it
    lead: str  # the same, as the agency's own plan names it
    due: str
    evidence: str


@dataclass(frozen=True)
class DutyLine:
    """One question about a duty, with its answer in words."""

    label: str
    answer: str
    evidence: str


def direction(evaluation: Evaluation) -> Fragment:
    """Tasks and duties, and for the province the budget, which the plan does not split."""
    whole = evaluation.agency.level == WHOLE
    of_all = (budget(evaluation),) if whole else ()
    return joined(tasks(evaluation), *of_all, duties(evaluation))


def tasks(evaluation: Evaluation) -> Fragment:
    """The tasks of part III by block, each with its state, or for the province with the number of
    agencies by state; a sentence for an agency that reports through its district."""
    states = evaluation.tasks
    if not states:
        if not evaluation.plan.tasks:
            return _sentence(wording.pages.NO_TASKS)
        return _about_parent(evaluation, wording.pages.TASKS_THROUGH_PARENT)
    several = evaluation.agency.level == WHOLE
    blocks = [
        (_block(evaluation.plan, block[0].task), [_task(evaluation, state) for state in block])
        for _, members in groupby(states, key=lambda state: state.task.clause.split(".")[1])
        for block in [tuple(members)]
    ]
    lead = _tally(states, several)
    return fragment(
        "tasks_of_all" if several else "tasks",
        lead,
        lead=lead,
        blocks=blocks,
        heads=wording.states.TASK_STATES,
        assigned=any(state.lead or state.due for state in states),
        led=any(state.task.lead for state in states),
    )


def _about_parent(evaluation: Evaluation, sentence: str) -> Fragment:
    """A sentence that names who is above the agency."""
    return _sentence(wording.core.in_plan(sentence, evaluation.plan, evaluation.agency.level))


def _sentence(words: str) -> Fragment:
    return fragment("sentence", words, words=words)


def _block(plan: Plan, task: Task) -> str:
    """The head of a block of tasks: the name of their area."""
    return f"{'.'.join(task.clause.split('.')[:2])} {plan.area(task.area).label}"


def _tally(states: Sequence[TaskState], several: bool) -> str:
    if several:
        return wording.pages.tasks_of_all(len(states), states[0].asked)
    counts = [sum(column) for column in zip(*map(_agencies_by_state, states), strict=True)]
    return wording.pages.tasks_sentence(len(states), counts)


def _agencies_by_state(state: TaskState) -> tuple[int, ...]:
    known = state.done, state.under_way, state.not_begun
    return *known, state.asked - sum(known)


def _task(evaluation: Evaluation, state: TaskState) -> TaskLine:
    counts = _agencies_by_state(state)
    late = state.due is not None and state.due < evaluation.period.end and not state.done
    nobody = wording.pages.NOT_STATED if state.task.lead else wording.pages.UNASSIGNED
    return TaskLine(
        cite=state.task.clause,
        label=state.task.label,
        state=wording.states.TASK_STATES[counts.index(max(counts))],
        states=counts,
        led_by=wording.pages.led_by(state.task.lead) if state.task.lead else "",
        lead=state.lead or nobody,
        due=wording.pages.due_words(state.due, late) if state.due else "",
        evidence=_evidence_and_explanations(state.evidence, state.explanations),
    )


def _evidence_and_explanations(evidence: str, explanations: Sequence[LineExplanation]) -> str:
    """Both as one text."""
    words = "; ".join(explanation_texts(explanations))
    return "; ".join(filter(None, (evidence, words))) if evidence else wording.core.leading(words)


def budget(evaluation: Evaluation) -> Fragment:
    """The plan's total and the names of its sources, and that the plan does not split it; a
    sentence where it names no total."""
    planned = evaluation.plan.budget
    if planned is None:
        return _sentence(wording.pages.NO_BUDGET)
    total = f"{wording.core.number(planned.total)}{wording.core.NBSP}{planned.unit}"
    return fragment(
        "budget",
        wording.results.budget_total(total),
        total=total,
        cite=wording.core.cite(planned.clause),
        sources=planned.sources,
        note=planned.note,
    )


def duties(evaluation: Evaluation) -> Fragment:
    """The duties of part VI that bind the agency: the answers to questions about them, then those
    without a question; a sentence for an agency without duties."""
    states = evaluation.duties
    if not states:
        if not evaluation.plan.duties:
            return _sentence(wording.pages.NO_DUTIES_AT_ALL)
        return _about_parent(evaluation, wording.pages.NO_DUTIES)
    several = evaluation.agency.level == WHOLE
    answered = [
        (
            state.duty.label,
            wording.core.cite(state.duty.clause),
            [_duty(evaluation, answer, several) for answer in state.answers],
        )
        for state in states
        if state.answers
    ]
    others = [(s.duty.label, wording.core.cite(s.duty.clause)) for s in states if not s.answers]
    return fragment(
        "duties",
        wording.results.counted(len(states), wording.results.DUTIES),
        answered=answered,
        others=others,
    )


def _duty(evaluation: Evaluation, answer: DutyAnswer, several: bool) -> DutyLine:
    evidence = _evidence_and_explanations(answer.evidence, answer.explanations)
    return DutyLine(answer.input.label, _answer(evaluation, answer, several), evidence)


def _answer(evaluation: Evaluation, answer: DutyAnswer, several: bool) -> str:
    periods = evaluation.plan.periods
    if answer.input.period and periods[answer.input.period].end > evaluation.period.end:
        return wording.states.NOT_YET_DUE
    if several:
        return wording.pages.answers_of_all(answer.yes, answer.no, answer.asked)
    if answer.yes:
        return wording.states.YES
    return wording.states.NO if answer.no else wording.states.NOT_RECORDED
