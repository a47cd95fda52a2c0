"""Who is asked what: the questions of a form, out of the plan and the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from helpers import wording
from helpers.model import (
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

Place = tuple[str, Level, str]  # whose fact it is: agency, level, input

# What a drop-down means. The third choice of yes/no stands for an earlier answer, not for a value.
CHOICES: Mapping[InputKind, Mapping[str, int | Judgement]] = {
    InputKind.YES_NO: {wording.YES: 1, wording.NO: 0},
    InputKind.JUDGEMENT: {words: state for state, words in wording.JUDGEMENT_WORDS.items()},
}


class SheetKind(StrEnum):
    """How the questions of a sheet are laid out."""

    ROWS = "rows"  # one question a row
    MATRIX = "matrix"  # one child a row, one input a column
    TASKS = "tasks"  # one task a row, with lead and due day


MATRIX_SHEETS = {wording.COMMUNES_SHEET, wording.AGENCIES_SHEET}


@dataclass(frozen=True)
class Question:
    """One field of a form. `key` names it, `subject` is whom its fact is about, at `level`.

    `wholes`: the keys that together hold the whole of which this one is a part; empty where they
    are not all asked of the subject in the same form.
    """

    key: str
    input: Input
    level: Level
    clause: str
    target: Target | None
    sheet: str
    subject: str
    wholes: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where its fact belongs."""
        return self.subject, self.level, self.input.id


@dataclass(frozen=True)
class TaskAnswer:
    """What an agency says of a task: how far, and who leads and by when in its own plan."""

    state: Judgement | str
    lead: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Beside:
    """What stands locked beside the answers: the log's two counts by target id, and what was
    accepted for the latest earlier period by question key."""

    computed: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    before: Mapping[str, Fact] = field(default_factory=dict)


def choices(kind: InputKind) -> tuple[str, ...]:
    """What a drop-down offers."""
    if kind is InputKind.AGREEMENT:
        return (wording.AGREED,)
    unchanged = (wording.AS_BEFORE,) if kind is InputKind.YES_NO else ()
    return (*CHOICES.get(kind, ()), *unchanged)


def sheet_kind(title: str) -> SheetKind:
    """How the sheet of that title is laid out."""
    if title == wording.TASKS_SHEET:
        return SheetKind.TASKS
    return SheetKind.MATRIX if title in MATRIX_SHEETS else SheetKind.ROWS


def by_place(facts: Iterable[Fact]) -> dict[Place, Fact]:
    """Facts by where they belong."""
    return {(fact.agency, fact.level, fact.input): fact for fact in facts}


def before(asked: Iterable[Question], earlier: Mapping[Place, Fact]) -> dict[str, Fact]:
    """The earlier facts of a form's questions, by question key."""
    return {q.key: earlier[q.place] for q in asked if q.place in earlier}


def questions(plan: Plan, agency: Agency, period: Period) -> tuple[Question, ...]:
    """What the form of an agency, or of the province, asks, in the plan's order.

    Only built areas, and of them only targets that bind the agency and inputs of its level; what
    a parent answers for its children; tasks of part III. A shared input is asked once, and one
    that speaks of a period only when that period has ended.
    """
    own = _register(plan) if agency.level is Level.ALL else _own(plan, agency)
    asked: dict[str, Question] = {}
    for question in (*own, *_of_children(plan, agency, period), *_tasks(plan, agency)):
        if _ended(plan, question.input, period):
            asked.setdefault(question.key, question)
    inputs = {entry.id: entry for source in _sources(plan) for entry in source.inputs}
    return tuple(replace(q, wholes=_wholes(plan, q, asked, inputs)) for q in asked.values())


def _ended(plan: Plan, entry: Input, period: Period) -> bool:
    return not entry.period or plan.periods[entry.period].end <= period.end


def _targets(plan: Plan) -> Iterator[Target]:
    return (t for area in plan.built_areas for clause in area.clauses for t in clause.targets)


def _sources(plan: Plan) -> Iterator[Target | Duty]:
    yield from _targets(plan)
    yield from plan.duties


def _own(plan: Plan, agency: Agency) -> Iterator[Question]:
    for target in _targets(plan):
        if not target.binds.includes(agency):
            continue
        for entry in (*_agreement(target, agency.level), *target.inputs):
            if agency.level in entry.levels - entry.by_parent:
                yield Question(
                    key=entry.id,
                    input=entry,
                    level=agency.level,
                    clause=target.clause,
                    target=target,
                    sheet=_sheet(target.area, agency),
                    subject=agency.id,
                )


def _agreement(target: Target, level: Level) -> Iterator[Input]:
    if target.agreed:
        unit = target.thing or target.unit
        yield Input(target.id, target.label, unit, InputKind.AGREEMENT, frozenset({level}))


def _sheet(area: str, agency: Agency) -> str:
    return wording.COMMUNE_SHEET if agency.level is Level.COMMUNE else wording.AREA_SHEETS[area]


def _register(plan: Plan) -> Iterator[Question]:
    for target in _targets(plan):
        # By list first, so that a part stands below its whole.
        for level in Level:
            for entry in (i for i in target.inputs if level in i.register):
                yield Question(
                    key=f"{entry.id}@{level}",
                    input=entry,
                    level=level,
                    clause=target.clause,
                    target=target,
                    sheet=_sheet(target.area, plan.province),
                    subject=plan.province.id,
                )


def _of_children(plan: Plan, agency: Agency, period: Period) -> Iterator[Question]:
    sheet = wording.AGENCIES_SHEET if agency.level is Level.ALL else wording.COMMUNES_SHEET
    for child in (a for a in plan.registry(period) if a.parent == agency.id):
        for source in _sources(plan):
            if not (source.binds if isinstance(source, Target) else source).includes(child):
                continue
            for entry in (i for i in source.inputs if child.level in i.levels & i.by_parent):
                yield Question(
                    key=f"{entry.id}@{child.id}",
                    input=entry,
                    level=child.level,
                    clause=source.clause,
                    target=source if isinstance(source, Target) else None,
                    sheet=sheet,
                    subject=child.id,
                )


def _tasks(plan: Plan, agency: Agency) -> Iterator[Question]:
    if not plan.answers_for_tasks(agency):
        return
    for task in plan.tasks:
        levels = frozenset({agency.level})
        unit = wording.JUDGEMENT_UNIT
        yield Question(
            key=task.clause,
            input=Input(task.clause, task.label, unit, InputKind.JUDGEMENT, levels),
            level=agency.level,
            clause=task.clause,
            target=None,
            sheet=wording.TASKS_SHEET,
            subject=agency.id,
        )


def _wholes(
    plan: Plan, question: Question, asked: Mapping[str, Question], inputs: Mapping[str, Input]
) -> tuple[str, ...]:
    """Half a whole would refuse a sound part, so all of it must be asked, or none counts."""
    suffix = question.key.removeprefix(question.input.id)
    listed = question.subject == plan.province.id
    keys = [
        f"{whole}{suffix}"
        for whole in question.input.part_of
        if question.level in (inputs[whole].register if listed else inputs[whole].levels)
    ]
    return tuple(keys) if all(key in asked for key in keys) else ()
