"""What the draft report of a period says: all of it from one evaluation, that of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.documents.folder import ANNEX
from helpers.documents.form import Form
from helpers.documents.report_areas import area_lines, figure_of, result_line, targets_by_area
from helpers.model import WHOLE, DossierCounts, Evaluation, Status, TaskState
from helpers.packets.display.actions import Actions, actions_of, is_late
from helpers.packets.display.first_screen import facts, tally_line
from helpers.packets.display.levers import SHOWN, levers_of
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import BELOW, assessed, own_rows
from helpers.packets.display.stated import cut
from helpers.packets.display.whole import coverage_lines
from helpers.packets.display.whole_areas import agency_differences
from helpers.privacy.masking import PERSONAL_NUMBER, without_numbers

COLUMNS = tuple(f"c{number}" for number in range(3, 14))
MOST_LATE = 10  # tasks in the text; the annex has all of them


@dataclass(frozen=True)
class Section:
    """Some paragraphs; without a title they belong to the part itself."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A numbered part of the report."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Table:
    """A table of the annexes, all of it text."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Report:
    """What the template is filled in with; the names are those between its braces."""

    above: str
    issuer: str
    number: str
    place_and_day: str
    title: str
    marks: str
    simulated: str
    draft: str
    parts: tuple[Part, ...]
    closing: str
    recipients: tuple[str, ...]
    signer: str
    blank: str
    form_title: str
    unverified: tuple[str, ...]
    results: tuple[Table, ...]
    dossiers: Table
    tasks: Table


def report(evaluation: Evaluation, form: Form) -> Report:
    """The report on a period; `evaluation`: that of the whole, with its members."""
    plan, period, terms = evaluation.plan, evaluation.period, evaluation.plan.terms
    simulated = evaluation.origin.simulated
    above, issuer = terms.issuer_head
    return Report(
        above=above,
        issuer=issuer,
        number=wording.report.number_line(),
        place_and_day=wording.brief.place_and_day(terms.place),
        title=wording.report.title(plan, period),
        marks=wording.documents.marks(simulated, draft=True),
        simulated=wording.core.SIMULATED if simulated else "",
        draft=wording.core.DRAFT,
        parts=(
            Part(wording.report.GENERAL, (_plain(_general(evaluation)),)),
            Part(wording.report.BY_AREA, tuple(_areas(evaluation))),
            Part(wording.report.TASKS, (_plain(_tasks(evaluation)),)),
            Part(wording.report.SHORTCOMINGS, _shortcomings(evaluation)),
            Part(wording.report.NEXT, (_plain(_next(evaluation)),)),
            Part(wording.report.PROPOSALS, (_plain([wording.core.LEFT_BLANK]),)),
        ),
        closing=wording.report.closing(ANNEX),
        recipients=tuple(wording.core.in_terms(each, terms) for each in form.recipients),
        signer=next((a.head for a in plan.agencies.values() if a.name == terms.desk), ""),
        blank=wording.report.BLANK_SIGNATURE,
        form_title=wording.report.FORM_TITLE,
        unverified=tuple(
            wording.report.unverified(e.name, e.source) for e in form.elements if not e.verified
        ),
        results=tuple(_result_tables(evaluation)),
        dossiers=_dossier_table(evaluation),
        tasks=_task_table(evaluation),
    )


def _plain(lines: Iterable[str]) -> Section:
    return Section("", tuple(filter(None, lines)))


# ---------------------------------------------------------------- parts of the text


def _general(evaluation: Evaluation) -> Iterator[str]:
    yield wording.report.basis(evaluation.plan, evaluation.period)
    yield tally_line(evaluation)
    yield from facts(evaluation)
    yield from coverage_lines(evaluation)


def _areas(evaluation: Evaluation) -> Iterator[Section]:
    for number, (label, targets) in enumerate(targets_by_area(evaluation), 1):
        yield Section(f"{number}. {label}", tuple(area_lines(targets)))


def _late(evaluation: Evaluation) -> dict[str, list[str]]:
    """By clause of a task the names of the agencies that have passed their own day."""
    found: dict[str, list[str]] = {}
    for member in evaluation.members:
        for state in member.tasks:
            if is_late(member, state):
                found.setdefault(state.task.clause, []).append(member.agency.name)
    return found


def _by_state(state: TaskState) -> tuple[int, ...]:
    known = state.done, state.under_way, state.not_begun
    return *known, state.asked - sum(known)


def _tasks(evaluation: Evaluation) -> Iterator[str]:
    states = evaluation.tasks
    if not states:
        yield wording.pages.NO_TASKS
        return
    sums = [sum(column) for column in zip(*map(_by_state, states), strict=True)]
    yield wording.report.tasks_in_all(len(states), states[0].asked, sums)
    late = _late(evaluation)
    if not late:
        yield wording.report.NO_LATE_TASKS
        return
    yield wording.report.late_in_all(sum(map(len, late.values())), sum(sums), len(late))
    by_most = sorted(
        (state for state in states if state.task.clause in late),
        key=lambda state: -len(late[state.task.clause]),
    )
    for state in by_most[:MOST_LATE]:
        names = late[state.task.clause]
        yield wording.report.late_task(state.task, state.done, state.asked, names)


def _shortcomings(evaluation: Evaluation) -> tuple[Section, Section]:
    lacking = tuple(filter(None, _lacking(evaluation))) or (wording.report.NOTHING_LACKS,)
    causes = tuple(_causes(evaluation)) or (wording.report.NO_CAUSES,)
    return (
        Section(wording.report.WHAT_LACKS, lacking),
        Section(wording.report.CAUSES, causes),
    )


def _lacking(evaluation: Evaluation) -> Iterator[str]:
    rows = assessed(own_rows(evaluation))
    below = [row for row in rows if row.status in BELOW]
    if below:
        areas = Counter(row.result.target.area for row in below)
        named = [(evaluation.plan.area(area).label, n) for area, n in areas.most_common()]
        yield wording.report.below(len(below), len(rows), named)
    if lacking := sum(row.status is Status.NO_DATA for row in rows):
        yield wording.report.without_data(lacking, len(rows))
    if evaluation.dossiers:
        yield wording.report.late_dossiers(evaluation.dossiers)
    if silent := actions_of(evaluation).silent:
        yield wording.report.without_form(len(silent), len(evaluation.members))
    if differences := agency_differences(evaluation):
        yield wording.report.differing(len(differences))


def _causes(evaluation: Evaluation) -> Iterator[str]:
    """The agencies' explanations, each text once: those given by most agencies first."""
    about: dict[str, dict[str, None]] = {}
    given_by: dict[str, dict[str, None]] = {}
    for member in evaluation.members:
        for text, subject in _explained(member):
            shown = without_numbers(cut(text), PERSONAL_NUMBER)
            about.setdefault(shown, {}).update({subject: None} if subject else {})
            given_by.setdefault(shown, {})[member.agency.name] = None
    for text in sorted(given_by, key=lambda each: -len(given_by[each])):
        yield wording.report.cause(text, list(about[text]), list(given_by[text]))


def _explained(member: Evaluation) -> Iterator[tuple[str, str]]:
    """The explanations of one agency, each with what it is about. None of targets about persons."""
    for result in member.results:
        if result.level == member.agency.level and not result.target.private:
            for each in result.explanations:
                yield each.text, result.target.label
    for state in member.tasks:
        for each in state.explanations:
            yield each.text, f"{state.task.clause} {state.task.label}"
    for text in member.explanations:
        yield text, ""


def _next(evaluation: Evaluation) -> tuple[str, ...]:
    return tuple(_first_actions(evaluation)) or (wording.report.NOTHING_NEXT,)


def _first_actions(evaluation: Evaluation) -> Iterator[str]:
    """The first actions of the page of the whole, then what would turn its targets."""
    wanted: Actions = actions_of(evaluation)
    if wanted.silent:
        yield wording.report.urge(wanted.silent)
    if wanted.figures:
        yield wording.report.send_figures(evaluation.plan.terms.desk, _labels(wanted.figures))
    if wanted.waiting:
        yield wording.report.wait_for(_labels(wanted.waiting))
    if late := sum(map(len, _late(evaluation).values())):
        yield wording.report.urge_tasks(late)
    for lever in levers_of(evaluation)[:SHOWN]:
        row = lever.row
        yield wording.report.lever(
            row.label, figure_of(row), row.threshold, lever.more, lever.where
        )
    yield from filter(
        None, [wording.whole.over(list(dict.fromkeys(step.row.label for step in wanted.over)))]
    )


# ---------------------------------------------------------------- annexes


def _result_tables(evaluation: Evaluation) -> Iterator[Table]:
    for label, targets in targets_by_area(evaluation):
        yield Table(
            wording.report.results_title(label),
            wording.report.RESULT_HEADS,
            tuple(result_line(number, each) for number, each in enumerate(targets, 1)),
        )


def _dossier_table(evaluation: Evaluation) -> Table:
    heads = (
        wording.report.LEVEL_HEAD,
        *(wording.documents.FORM_COLUMNS[column][0] for column in COLUMNS),
    )
    rows = () if evaluation.dossiers is None else tuple(_dossier_lines(evaluation))
    return Table(wording.report.DOSSIERS_TITLE, heads, rows, wording.report.DOSSIERS_NOTE)


def _dossier_lines(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The dossiers by level, those of no agency, and the sum."""
    plan, whole = evaluation.plan, evaluation.dossiers or DossierCounts()
    rest = {column: getattr(whole, column) for column in COLUMNS}
    for level in plan.levels:
        counted = [m.dossiers for m in evaluation.members if m.agency.level == level]
        sums = {c: sum(getattr(each, c) for each in counted if each) for c in COLUMNS}
        rest = {column: rest[column] - sums[column] for column in COLUMNS}
        yield _dossier_line(wording.core.leading(plan.label(level)), list(sums.values()))
    if any(rest.values()):
        yield _dossier_line(wording.report.REST, list(rest.values()))
    every = [getattr(whole, column) for column in COLUMNS]
    yield _dossier_line(wording.core.leading(plan.label(WHOLE)), every)


def _dossier_line(name: str, counts: Sequence[int]) -> tuple[str, ...]:
    return name, *map(wording.core.number, counts)


def _task_table(evaluation: Evaluation) -> Table:
    late = _late(evaluation)
    rows = tuple(
        (
            state.task.clause,
            state.task.label,
            *map(wording.core.number, _by_state(state)),
            wording.core.number(len(late.get(state.task.clause, ()))),
        )
        for state in evaluation.tasks
    )
    states = evaluation.tasks
    note = wording.pages.tasks_of_all(len(states), states[0].asked) if states else ""
    return Table(wording.report.TASKS_TITLE, wording.report.TASK_HEADS, rows, note)


def _labels(items: Iterable[ResultRow]) -> list[str]:
    """The targets of some rows, each once."""
    return list(dict.fromkeys(row.label for row in items))
