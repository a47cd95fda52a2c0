"""The lines of forms in words: what they ask, and what a fact states."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import wording
from helpers.model import Fact, Input, InputKind, Plan


def line_labels(plan: Plan) -> dict[str, str]:
    """The labels of all lines of forms, by the id of the input, target or task."""
    labels = {target.id: target.label for target in plan.targets}
    labels |= {task.clause: task.label for task in plan.tasks}
    return labels | {entry.id: entry.label for entry in _inputs(plan)}


def line_kinds(plan: Plan) -> dict[str, InputKind]:
    """The kinds of all inputs by their id."""
    return {entry.id: entry.kind for entry in _inputs(plan)}


def fact_words(fact: Fact, kind: InputKind) -> str:
    """The figure, the yes or no, or the state that a fact gives."""
    if fact.judgement is not None:
        return wording.states.JUDGEMENT_WORDS[fact.judgement]
    if fact.value is None:
        return wording.answers.NO_FIGURE_BEFORE
    if fact.whole is not None:
        return wording.core.counts(fact.value, fact.whole)
    if kind is InputKind.YES_NO:
        return wording.states.YES if fact.value else wording.states.NO
    return wording.core.number(fact.value)


def _inputs(plan: Plan) -> Iterator[Input]:
    for target in plan.targets:
        yield from target.inputs
    for duty in plan.duties:
        yield from duty.inputs
