"""Parts III, IV and VI of the plan: tasks, budget, duties. Facts are shown, nothing is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from helpers import wording
from helpers.model import DutyAnswer, Evaluation, Level, LineExplanation, Plan, Task, TaskState
from helpers.packets.display.headings import is_specific
from helpers.packets.display.part import Part, part
from helpers.packets.display.rows import explanation_texts


@dataclass(frozen=True)
class TaskLine:
    """One task in words: what it is, how it stands, and whose it is where anybody says so.

    `states`: of several agencies, how many are done, under way, not begun and unknown."""

    cite: str
    label: str
    state: str
    states: tuple[int, ...]
    lead: str
    due: str
    evidence: str


@dataclass(frozen=True)
class DutyLine:
    """One question about a duty with its answer in words."""

    label: str
    answer: str
    evidence: str


def tasks(evaluation: Evaluation) -> Part:
    """The tasks of part III block by block; for the province how many agencies stand where. Who
    reports through another body gets the sentence that says so."""
    found = evaluation.tasks
    if not found:
        return part(
            "sentence", wording.TASKS_THROUGH_DISTRICT, words=wording.TASKS_THROUGH_DISTRICT
        )
    several = evaluation.agency.level is Level.ALL
    blocks = [
        (_block(evaluation.plan, block[0].task), [_task(evaluation, state) for state in block])
        for _, members in groupby(found, key=lambda state: state.task.clause.split(".")[1])
        for block in [tuple(members)]
    ]
    lead = _tally(found, several)
    return part(
        "tasks_of_all" if several else "tasks",
        lead,
        lead=lead,
        blocks=blocks,
        heads=wording.TASK_STATES,
        assigned=any(state.lead or state.due for state in found),
        asked=found[0].asked,
    )


def _block(plan: Plan, task: Task) -> str:
    """The head of a block of part III: the area's name, or that of the block on direction."""
    area = next((a for a in plan.areas if a.id == task.area), None)
    label = area.label if area and is_specific(area) else wording.DIRECTION_TASKS
    return f"{'.'.join(task.clause.split('.')[:2])} {label}"


def _tally(found: Sequence[TaskState], several: bool) -> str:
    if several:
        return wording.tasks_of_all(len(found), found[0].asked)
    counts = [sum(_states(state)[n] for state in found) for n in range(len(wording.TASK_STATES))]
    return wording.tasks_sentence(len(found), counts)


def _states(state: TaskState) -> tuple[int, ...]:
    known = state.done, state.under_way, state.not_begun
    return *known, state.asked - sum(known)


def _task(evaluation: Evaluation, state: TaskState) -> TaskLine:
    counts = _states(state)
    late = state.due is not None and state.due < evaluation.period.end and not state.done
    return TaskLine(
        cite=state.task.clause,
        label=state.task.label,
        state=wording.TASK_STATES[counts.index(max(counts))],
        states=counts,
        lead=state.lead or wording.UNASSIGNED,
        due=wording.due_words(state.due, late) if state.due else "",
        evidence=_beside(state.evidence, state.explanations),
    )


def _beside(evidence: str, explanations: Sequence[LineExplanation]) -> str:
    """Evidence, then what was explained, as one text."""
    words = "; ".join(explanation_texts(explanations))
    return "; ".join(filter(None, (evidence, words))) if evidence else wording.leading(words)


def budget(evaluation: Evaluation) -> Part:
    """The plan's one total and the names of its sources; the split is a named gap."""
    planned = evaluation.plan.budget
    total = f"{wording.number(planned.total)}{wording.NBSP}{planned.unit}"
    return part(
        "budget",
        f"Tổng kinh phí {total}",
        total=total,
        cite=wording.cite(planned.clause),
        sources=planned.sources,
        note=planned.note,
    )


def duties(evaluation: Evaluation) -> Part:
    """The duties of part VI that bind the agency: what is known of those that are asked about,
    and the words of the others."""
    found = evaluation.duties
    if not found:
        return part("sentence", wording.NO_DUTIES, words=wording.NO_DUTIES)
    several = evaluation.agency.level is Level.ALL
    asked = [
        (
            state.duty.label,
            wording.cite(state.duty.clause),
            [_duty(evaluation, answer, several) for answer in state.answers],
        )
        for state in found
        if state.answers
    ]
    others = [(s.duty.label, wording.cite(s.duty.clause)) for s in found if not s.answers]
    return part("duties", f"{len(found)} trách nhiệm", asked=asked, others=others)


def _duty(evaluation: Evaluation, answer: DutyAnswer, several: bool) -> DutyLine:
    evidence = _beside(answer.evidence, answer.explanations)
    return DutyLine(answer.input.label, _answered(evaluation, answer, several), evidence)


def _answered(evaluation: Evaluation, answer: DutyAnswer, several: bool) -> str:
    periods = evaluation.plan.periods
    if answer.input.period and periods[answer.input.period].end > evaluation.period.end:
        return wording.NOT_YET_DUE
    if several:
        return wording.answers_of_all(answer.yes, answer.no, answer.asked)
    if answer.yes:
        return wording.YES
    return wording.NO if answer.no else wording.NOT_RECORDED
