"""Which questions a form asks, derived from the plan and the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from helpers import wording
from helpers.model import (
    WHOLE,
    Agency,
    Duty,
    Fact,
    Input,
    InputKind,
    Judgement,
    Level,
    Period,
    Plan,
    Target,
)

FactKey = tuple[str, Level, str]  # agency (or the province), level, input

# The values of a drop-down. The third choice of a yes/no refers to an earlier answer.
CHOICES: Mapping[InputKind, Mapping[str, int | Judgement]] = {
    InputKind.YES_NO: {wording.states.YES: 1, wording.states.NO: 0},
    InputKind.JUDGEMENT: {words: state for state, words in wording.states.JUDGEMENT_WORDS.items()},
}


class SheetKind(StrEnum):
    """How the questions of a sheet are laid out."""

    ROWS = "rows"  # one question a row
    MATRIX = "matrix"  # one child a row, one input a column
    TASKS = "tasks"  # one task a row, with lead and due day


@dataclass(frozen=True)
class Question:
    """One field of a form."""

    key: str  # unique within the form
    input: Input
    level: Level  # of the fact: that of the subject, or that of the province's list
    clause: str
    target: Target | None  # None for a duty or a task
    sheet: str  # its title
    subject: str  # id of the agency (or the province) that the fact is about
    of_list: str = ""  # which of the province's lists it is about, in words
    wholes: tuple[str, ...] = ()
    """The keys of the questions whose sum is the whole of this part; empty where the same form
    does not ask them all of the subject."""

    @property
    def fact_key(self) -> FactKey:
        """The key of the fact that answers it."""
        return self.subject, self.level, self.input.id


@dataclass(frozen=True)
class TaskAnswer:
    """What an agency states about a task of the plan."""

    state: Judgement | str
    lead: str = ""  # who leads it, in the agency's own plan
    due: date | None = None  # in the agency's own plan


@dataclass(frozen=True)
class ShownFigures:
    """What a form shows, locked, next to its fields."""

    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Numerator and denominator from the log by target id, where the form asks for agreement."""
    earlier: Mapping[str, Fact] = field(default_factory=dict)
    """Facts of the latest earlier period, by question key."""


def choices(kind: InputKind) -> tuple[str, ...]:
    """The choices of a drop-down."""
    if kind is InputKind.AGREEMENT:
        return (wording.forms.AGREED,)
    unchanged = (wording.forms.AS_BEFORE,) if kind is InputKind.YES_NO else ()
    return (*CHOICES.get(kind, ()), *unchanged)


def sheet_kind(title: str) -> SheetKind:
    """The layout of the sheet of that title."""
    if title == wording.forms.TASKS_SHEET:
        return SheetKind.TASKS
    return SheetKind.MATRIX if title == wording.forms.MATRIX_SHEET else SheetKind.ROWS


def facts_by_key(facts: Iterable[Fact]) -> dict[FactKey, Fact]:
    """Facts by what they are about."""
    return {(fact.agency, fact.level, fact.input): fact for fact in facts}


def earlier_facts(questions: Iterable[Question], facts: Mapping[FactKey, Fact]) -> dict[str, Fact]:
    """The facts of an earlier period by the key of the question they answered."""
    return {q.key: facts[q.fact_key] for q in questions if q.fact_key in facts}


def questions(plan: Plan, agency: Agency, period: Period) -> tuple[Question, ...]:
    """What the form of an agency, or of the province, asks, in the plan's order.

    Only targets that bind the agency and inputs of its level; what a parent answers for its
    children; tasks of part III. A shared input is asked once, and one
    about a certain period only when that period has ended.
    """
    own = _register(plan) if agency.level == WHOLE else _own(plan, agency)
    by_key: dict[str, Question] = {}
    for question in (*own, *_of_children(plan, agency, period), *_tasks(plan, agency)):
        about = question.input.period
        if not about or plan.periods[about].end <= period.end:
            by_key.setdefault(question.key, question)
    inputs = {entry.id: entry for source in _sources(plan) for entry in source.inputs}
    return tuple(replace(q, wholes=_wholes(plan, q, by_key, inputs)) for q in by_key.values())


def _sources(plan: Plan) -> tuple[Target | Duty, ...]:
    return (*plan.targets, *plan.duties)


def _own(plan: Plan, agency: Agency) -> Iterator[Question]:
    for target in plan.targets:
        if not target.binds.includes(agency):
            continue
        for entry in (*_agreement(target, agency.level), *target.inputs):
            if agency.level in entry.levels - entry.by_parent:
                sheet = _sheet(plan, target.area, agency)
                yield _question(target, entry, agency.level, sheet, agency.id)


def _question(
    source: Target | Duty, entry: Input, level: Level, sheet: str, subject: str, suffix: str = ""
) -> Question:
    return Question(
        key=entry.id + suffix,
        input=entry,
        level=level,
        clause=source.clause,
        target=source if isinstance(source, Target) else None,
        sheet=sheet,
        subject=subject,
    )


def _agreement(target: Target, level: Level) -> Iterator[Input]:
    if target.agreed:
        unit = target.thing or target.unit
        yield Input(target.id, target.label, unit, InputKind.AGREEMENT, frozenset({level}))


def _sheet(plan: Plan, area: str, agency: Agency) -> str:
    return wording.forms.ONLY_SHEET if plan.parent(agency) else plan.area(area).sheet


def _register(plan: Plan) -> Iterator[Question]:
    for target in plan.targets:
        # By list first, so that a part comes below its whole.
        for level in (*plan.levels, WHOLE):
            for entry in (i for i in target.inputs if level in i.register):
                sheet = _sheet(plan, target.area, plan.province)
                question = _question(target, entry, level, sheet, plan.province.id, f"@{level}")
                yield replace(question, of_list=plan.label(level))


def _of_children(plan: Plan, agency: Agency, period: Period) -> Iterator[Question]:
    sheet = wording.forms.MATRIX_SHEET
    for child in plan.children(agency, period):
        for source in _sources(plan):
            if not (source.binds if isinstance(source, Target) else source).includes(child):
                continue
            for entry in (i for i in source.inputs if child.level in i.levels & i.by_parent):
                yield _question(source, entry, child.level, sheet, child.id, f"@{child.id}")


def _tasks(plan: Plan, agency: Agency) -> Iterator[Question]:
    if not plan.answers_for_tasks(agency):
        return
    for task in plan.tasks:
        levels = frozenset({agency.level})
        unit = wording.forms.JUDGEMENT_UNIT
        yield Question(
            key=task.clause,
            input=Input(task.clause, task.label, unit, InputKind.JUDGEMENT, levels),
            level=agency.level,
            clause=task.clause,
            target=None,
            sheet=wording.forms.TASKS_SHEET,
            subject=agency.id,
        )


def _wholes(
    plan: Plan, question: Question, by_key: Mapping[str, Question], inputs: Mapping[str, Input]
) -> tuple[str, ...]:
    """Half of a whole would refuse a correct part, so either all of it is asked or none counts."""
    suffix = question.key.removeprefix(question.input.id)
    listed = question.subject == plan.province.id
    keys = [
        f"{whole}{suffix}"
        for whole in question.input.part_of
        if question.level in (inputs[whole].register if listed else inputs[whole].levels)
    ]
    return tuple(keys) if all(key in by_key for key in keys) else ()
