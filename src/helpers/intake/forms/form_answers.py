"""Reads one answer of a form: a fact, nothing, or one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpers import forms, wording
from helpers.forms import Place, Question, Role
from helpers.intake.files.legacy import font_giving
from helpers.intake.forms.form_fields import Field
from helpers.intake.forms.form_report import Cell, Report
from helpers.intake.forms.numbers import NumberFault, read_counts, read_day, tidy, was_tidied
from helpers.model import Fact, InputKind, Judgement, Measure, spelling

MAX_EVIDENCE = 1_000  # characters; it is printed beside the figure
MAX_LEAD = 200


@dataclass(frozen=True)
class Known:
    """What a form may refer to: the counts its stamp says were shown, by target id, the facts
    accepted for the latest earlier period, and the first and last day of the plan's periods."""

    shown: Mapping[str, tuple[int, int]]
    earlier: Mapping[Place, Fact]
    days: tuple[date, date]


@dataclass(frozen=True)
class _Answer:
    """What an answer says; `evidence` only where it is carried over from an earlier period."""

    value: int | None = None
    whole: int | None = None
    judgement: Judgement | None = None
    evidence: str = ""
    carried: bool = False


def facts_of_row(row: Sequence[Field], known: Known, report: Report) -> list[Fact]:
    """The facts of the fields that share a row; none of those that are blank or refused."""
    evidence = _text(row[0], Role.EVIDENCE, MAX_EVIDENCE, report)
    if all(field.cell(Role.VALUE) is None for field in row):
        _remark_unanswered(row[0], evidence, known, report)
        return []
    found = [_fact(field, evidence, known, report) for field in row]
    return [fact for fact in found if fact is not None]


def _remark_unanswered(field: Field, evidence: str, known: Known, report: Report) -> None:
    """What stands beside an empty field is no answer, and its sender is told so."""
    shown, cell = known.shown.get(field.question.key), field.cell(Role.COMPUTED)
    if cell is not None and _folded(cell) != spelling.folded(wording.counts_shown(shown)):
        report.remark(wording.remark_in_shown_column(), field.sheet.title, cell.name)
    if evidence:
        name = field.name(Role.EVIDENCE)
        report.remark(wording.remark_evidence_alone(), field.sheet.title, name)
    for role in (Role.LEAD, Role.DUE):
        if field.cell(role) is not None:
            report.remark(wording.remark_task_unstated(), field.sheet.title, field.name(role))


def _fact(field: Field, evidence: str, known: Known, report: Report) -> Fact | None:
    cell = field.cell(Role.VALUE)
    if cell is None:
        return None
    answer = cell.no_value() or _answer(field, cell, evidence, known)
    lead = _text(field, Role.LEAD, MAX_LEAD, report)
    due = _due(field, known.days, report)
    if isinstance(answer, NumberFault):
        report.refused(answer.text, field.sheet.title, cell.name)
        return None
    if answer.value is not None and was_tidied(cell.value):
        _remark_cleaned(field, cell, answer, report)
    question = field.question
    return Fact(
        agency=question.subject,
        level=question.level,
        input=question.input.id,
        value=answer.value,
        judgement=answer.judgement,
        evidence=evidence or answer.evidence,
        whole=answer.whole,
        lead=lead,
        due=due,
        file=report.file,
        sheet=field.sheet.title,
        cell=cell.name,
        carried=answer.carried,
    )


def _remark_cleaned(field: Field, cell: Cell, answer: _Answer, report: Report) -> None:
    if field.question.input.kind is InputKind.COUNT and answer.value is not None:
        read = wording.number(answer.value)
        report.remark(wording.remark_cleaned(read), field.sheet.title, cell.name)


# ---------------------------------------------------------------- by kind


def _answer(field: Field, cell: Cell, evidence: str, known: Known) -> _Answer | NumberFault:
    question = field.question
    match question.input.kind:
        case InputKind.COUNT:
            count = cell.count()
            return count if isinstance(count, NumberFault) else _Answer(count)
        case InputKind.AGREEMENT:
            return _agreement(field, cell, evidence, known.shown.get(question.key))
        case InputKind.YES_NO if _folded(cell) == spelling.folded(wording.AS_BEFORE):
            return _unchanged(question, known)
    return _chosen(question, cell)


def _folded(cell: Cell) -> str:
    return spelling.folded(tidy(str(cell.value)))


def _chosen(question: Question, cell: Cell) -> _Answer | NumberFault:
    kind = question.input.kind
    offered = {spelling.folded(words): value for words, value in forms.CHOICES[kind].items()}
    value = offered.get(_folded(cell))
    if value is None:
        font = font_giving(str(cell.value), lambda meant: spelling.folded(meant) in offered)
        if font:
            return NumberFault(wording.cell_font(font))
        return NumberFault(wording.cell_not_chosen(cell.value, forms.choices(kind)))
    return _Answer(judgement=value) if isinstance(value, Judgement) else _Answer(value)


def _unchanged(question: Question, known: Known) -> _Answer | NumberFault:
    """The answer of the latest earlier period, with its evidence."""
    earlier = known.earlier.get(question.place)
    if earlier is None or earlier.value is None:
        return NumberFault(wording.cell_nothing_before())
    return _Answer(earlier.value, evidence=earlier.evidence, carried=True)


def _agreement(
    field: Field, cell: Cell, evidence: str, shown: tuple[int, int] | None
) -> _Answer | NumberFault:
    """The counts that were shown, or two counts of the agency's own with a reason."""
    if _folded(cell) == spelling.folded(wording.AGREED):
        return _agreed(field, shown)
    counts = read_counts(cell.value)
    if isinstance(counts, NumberFault):
        return counts
    part, whole = counts
    target = field.question.target
    faults = []
    if part > whole and target is not None and target.measure is Measure.SHARE:
        faults.append(wording.counts_exceed(cell.value))
    if shown is not None and counts != shown and not evidence:
        faults.append(wording.counts_without_reason(cell.value))
    return NumberFault(" ".join(faults)) if faults else _Answer(part, whole)


def _agreed(field: Field, shown: tuple[int, int] | None) -> _Answer | NumberFault:
    if shown is None:
        return NumberFault(wording.cell_nothing_shown())
    cell = field.cell(Role.COMPUTED)
    found = "" if cell is None else tidy(str(cell.value))
    if found != wording.counts(*shown):
        return NumberFault(wording.cell_shown_changed(found, field.name(Role.COMPUTED), *shown))
    return _Answer(*shown)


# ---------------------------------------------------------------- texts and days


def _text(field: Field, role: Role, most: int, report: Report) -> str:
    """A cell as one line of text; empty if there is none or it is refused."""
    cell = field.cell(role)
    text = "" if cell is None else cell.line(most)
    if isinstance(text, NumberFault):
        report.refused(text.text, field.sheet.title, field.name(role))
        return ""
    return text


def _due(field: Field, days: tuple[date, date], report: Report) -> date | None:
    """The day by which a task is due; None if there is none or it is refused. Before the plan
    begins nothing can be due; what lies behind its end may be meant so."""
    cell = field.cell(Role.DUE)
    if cell is None:
        return None
    day = cell.no_value() or read_day(cell.value)
    if isinstance(day, NumberFault):
        report.refused(day.text, field.sheet.title, cell.name)
        return None
    first, last = days
    if day < first:
        report.refused(wording.due_before_plan(day, first), field.sheet.title, cell.name)
        return None
    if day.year > last.year:
        report.remark(wording.due_behind_plan(day, last.year), field.sheet.title, cell.name)
    return day


# ---------------------------------------------------------------- parts and wholes


def check_parts(fields: Mapping[str, Field], facts: Mapping[str, Fact], report: Report) -> None:
    """A part is never larger than its whole, and means nothing without it (hard-cases 13, 16).

    `fields` and `facts` by question key. The whole may be the sum of several fields.
    """
    for key, part in facts.items():
        wholes = [fields[whole] for whole in fields[key].question.wholes if whole in fields]
        if part.value is None or len(wholes) < max(1, len(fields[key].question.wholes)):
            continue
        blank = [field for field in wholes if field.cell(Role.VALUE) is None]
        label = fields[key].question.input.label
        if blank:
            sentence = wording.part_without_whole(label, _labels(blank, part.sheet))
            report.refused(sentence, part.sheet, part.cell, *_names(blank, part.sheet))
            continue
        values = [facts[f.question.key].value for f in wholes if f.question.key in facts]
        total = sum(value or 0 for value in values)
        if len(values) == len(wholes) and part.value > total:
            sentence = wording.part_exceeds(label, part.value, _labels(wholes, part.sheet), total)
            report.refused(sentence, part.sheet, part.cell, *_names(wholes, part.sheet))


def _labels(fields: Sequence[Field], sheet: str) -> list[str]:
    """What the fields ask; with their place where that is another sheet."""
    return [
        f"«{f.question.input.label}»"
        if f.sheet.title == sheet
        else wording.label_elsewhere(f.question.input.label, f.sheet.title, f.name(Role.VALUE))
        for f in fields
    ]


def _names(fields: Sequence[Field], sheet: str) -> list[str]:
    return [f.name(Role.VALUE) for f in fields if f.sheet.title == sheet]
