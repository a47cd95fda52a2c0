"""What the lines of forms ask, and what a fact says, in the words of the plan and of the forms."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import wording
from helpers.model import Fact, Input, InputKind, Plan


def line_labels(plan: Plan) -> dict[str, str]:
    """What the lines of forms ask, by the input (target, task) that a statement names."""
    labels = {target.id: target.label for target in plan.targets}
    labels |= {task.clause: task.label for task in plan.tasks}
    return labels | {entry.id: entry.label for entry in _inputs(plan)}


def line_kinds(plan: Plan) -> dict[str, InputKind]:
    """What kind of answer the lines of forms take, by input."""
    return {entry.id: entry.kind for entry in _inputs(plan)}


def fact_words(fact: Fact, kind: InputKind) -> str:
    """The figure, the yes or no, or the state that a fact gives."""
    if fact.judgement is not None:
        return wording.JUDGEMENT_WORDS[fact.judgement]
    if fact.value is None:
        return wording.NO_FIGURE_BEFORE
    if fact.whole is not None:
        return wording.counts(fact.value, fact.whole)
    if kind is InputKind.YES_NO:
        return wording.YES if fact.value else wording.NO
    return wording.number(fact.value)


def _inputs(plan: Plan) -> Iterator[Input]:
    for target in plan.targets:
        yield from target.inputs
    for duty in plan.duties:
        yield from duty.inputs
