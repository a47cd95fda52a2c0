"""Reads the answers in the fields of a form: each gives a fact, nothing, or a fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpers import wording
from helpers.forms import FactKey, Question
from helpers.forms.layout import Role
from helpers.forms.questions import CHOICES, choices
from helpers.intake.files.legacy import font_giving
from helpers.intake.forms.cells import Cell
from helpers.intake.forms.fields import Field
from helpers.intake.forms.findings import MAX_TEXT, MOST_NAMED, FormFindings
from helpers.intake.forms.numbers import CellFault, read_counts, read_day, tidy, was_tidied
from helpers.model import Fact, InputKind, Judgement, Measure, spelling
from helpers.privacy.foreign_text import quoted_value, sheet_title, with_value

MAX_LEAD = 200  # characters
MONTHS = 12


@dataclass(frozen=True)
class Known:
    """What is known before the form is read, and its answers may refer to."""

    shown: Mapping[str, tuple[int, int]]  # counts that the form shows, by target id
    earlier: Mapping[FactKey, Fact]  # accepted for the latest earlier period
    days: tuple[date, date]  # first and last day of the plan's periods


@dataclass(frozen=True)
class _Answer:
    """The value of a field."""

    value: int | None = None
    whole: int | None = None
    judgement: Judgement | None = None
    evidence: str = ""  # only where carried over
    carried: bool = False  # taken over from an earlier period


def facts_of_row(row: Sequence[Field], known: Known, findings: FormFindings) -> list[Fact]:
    """The facts of the fields of a row, without those that are blank or refused."""
    evidence = findings.line(row[0].cell(Role.EVIDENCE), MAX_TEXT, row[0].sheet.title)
    if all(field.cell(Role.VALUE) is None for field in row):
        _remark_unanswered(row[0], evidence, known, findings)
        return []
    facts = [_fact(field, evidence, known, findings) for field in row]
    return [fact for fact in facts if fact is not None]


def _remark_unanswered(field: Field, evidence: str, known: Known, findings: FormFindings) -> None:
    """Remark on what was written next to an empty field: it is no answer."""
    sheet = field.sheet.title
    shown, cell = known.shown.get(field.question.key), field.cell(Role.COMPUTED)
    if cell is not None and cell.folded != spelling.folded(wording.forms.counts_shown(shown)):
        findings.remark(wording.form_faults.REMARK_IN_SHOWN_COLUMN, sheet, cell.name)
    if evidence:
        findings.remark(wording.form_faults.REMARK_EVIDENCE_ALONE, sheet, field.name(Role.EVIDENCE))
    for role in (Role.LEAD, Role.DUE):
        if field.cell(role) is not None:
            findings.remark(wording.form_faults.REMARK_TASK_UNSTATED, sheet, field.name(role))


def _fact(field: Field, evidence: str, known: Known, findings: FormFindings) -> Fact | None:
    cell = field.cell(Role.VALUE)
    if cell is None:
        return None
    sheet, question = field.sheet.title, field.question
    read = cell.fault() or _answer(field, cell, evidence, known)
    lead = findings.line(field.cell(Role.LEAD), MAX_LEAD, sheet)
    due = _due(field, known.days, findings)
    answer = findings.checked(read, sheet, cell.name)
    if answer is None:
        return None
    counted = question.input.kind is InputKind.COUNT
    if counted and answer.value is not None and was_tidied(cell.value):
        text = wording.cells.remark_cleaned(wording.core.number(answer.value))
        findings.remark(text, sheet, cell.name)
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
        file=findings.file,
        sheet=sheet,
        cell=cell.name,
        carried=answer.carried,
    )


# ---------------------------------------------------------------- by kind


def _answer(field: Field, cell: Cell, evidence: str, known: Known) -> _Answer | CellFault:
    question = field.question
    match question.input.kind:
        case InputKind.COUNT:
            count = cell.count()
            return count if isinstance(count, CellFault) else _Answer(count)
        case InputKind.AGREEMENT:
            return _agreement(field, cell, evidence, known.shown.get(question.key))
        case InputKind.YES_NO if cell.folded == spelling.folded(wording.forms.AS_BEFORE):
            return _unchanged(question, known)
    return _choice(question, cell)


def _choice(question: Question, cell: Cell) -> _Answer | CellFault:
    kind = question.input.kind
    offered = {spelling.folded(words): value for words, value in CHOICES[kind].items()}
    value = offered.get(cell.folded)
    if value is None:
        font = font_giving(str(cell.value), lambda meant: spelling.folded(meant) in offered)
        if font:
            return CellFault(wording.cells.cell_font(font))
        return CellFault(wording.cells.cell_not_chosen(quoted_value(cell.value), choices(kind)))
    return _Answer(judgement=value) if isinstance(value, Judgement) else _Answer(value)


def _unchanged(question: Question, known: Known) -> _Answer | CellFault:
    """The answer of the latest earlier period, with its evidence."""
    earlier = known.earlier.get(question.fact_key)
    if earlier is None or earlier.value is None:
        return CellFault(wording.cells.CELL_NOTHING_BEFORE)
    return _Answer(earlier.value, evidence=earlier.evidence, carried=True)


def _agreement(
    field: Field, cell: Cell, evidence: str, shown: tuple[int, int] | None
) -> _Answer | CellFault:
    """The counts that were shown, or two counts of the agency's own with a reason."""
    if cell.folded == spelling.folded(wording.forms.AGREED):
        return _agreed(field, shown)
    counts = read_counts(cell.value)
    if isinstance(counts, CellFault):
        return counts
    part, whole = counts
    target = field.question.target
    faults = []
    if part > whole and target is not None and target.measure is Measure.SHARE:
        faults.append(with_value(wording.cells.COUNTS_EXCEED, cell.value))
    if shown is not None and counts != shown and not evidence:
        faults.append(with_value(wording.cells.COUNTS_WITHOUT_REASON, cell.value))
    return CellFault(" ".join(faults)) if faults else _Answer(part, whole)


def _agreed(field: Field, shown: tuple[int, int] | None) -> _Answer | CellFault:
    if shown is None:
        return CellFault(wording.cells.CELL_NOTHING_SHOWN)
    cell = field.cell(Role.COMPUTED)
    text = "" if cell is None else tidy(str(cell.value))
    if text != wording.core.counts(*shown):
        name = field.name(Role.COMPUTED)
        return CellFault(wording.cells.cell_shown_changed(quoted_value(text), name, *shown))
    return _Answer(*shown)


# ---------------------------------------------------------------- days


def _due(field: Field, days: tuple[date, date], findings: FormFindings) -> date | None:
    """The day by which a task is due; None if there is none or it is refused. Nothing can be due
    before the plan begins; a day after its end may be intended."""
    cell = field.cell(Role.DUE)
    if cell is None:
        return None
    sheet = field.sheet.title
    day = findings.checked(cell.fault() or read_day(cell.value), sheet, cell.name)
    if day is None:
        return None
    first, last = days
    if day < first:
        findings.refuse(wording.form_faults.due_before_plan(day, first), sheet, cell.name)
        return None
    if day.year > last.year:
        findings.remark(wording.form_faults.due_behind_plan(day, last.year), sheet, cell.name)
    return day


def refuse_swapped_days(rows: Sequence[Sequence[Field]], findings: FormFindings) -> None:
    """Refuse the days of a sheet as an English Excel leaves them: it made cells, month first, of
    those that could be months, and left the others as text."""
    dues = [cell for row in rows if (cell := row[0].cell(Role.DUE))]
    read = [(cell, read_day(cell.value)) for cell in dues]
    cells = [(c, day) for c, day in read if isinstance(day, date) and c.kind == "d"]
    texts = [day for c, day in read if isinstance(day, date) and c.kind == "s"]
    names = [c.name for c, day in cells if day.day != day.month and c.doubt is None]
    could_be_months = all(day.day <= MONTHS for _, day in cells)
    if names and texts and could_be_months and all(day.day > MONTHS for day in texts):
        findings.refuse(
            wording.form_faults.DUE_SWAPPED, rows[0][0].sheet.title, *names[:MOST_NAMED]
        )


# ---------------------------------------------------------------- parts and wholes


def check_parts(
    fields: Mapping[str, Field], facts: Mapping[str, Fact], findings: FormFindings
) -> None:
    """Refuse a part that is larger than its whole, or whose whole is blank (hard-cases 13, 16).

    `fields` and `facts` by question key. The whole may be the sum of several fields.
    """
    for key, part in facts.items():
        question = fields[key].question
        wholes = [fields[whole] for whole in question.wholes if whole in fields]
        if part.value is None or len(wholes) < max(1, len(question.wholes)):
            continue
        label, blank = question.input.label, [f for f in wholes if f.cell(Role.VALUE) is None]
        if blank:
            sentence = wording.cells.part_without_whole(label, _labels(blank, part.sheet))
            findings.refuse(sentence, part.sheet, part.cell, *_names(blank, part.sheet))
            continue
        values = [facts[f.question.key].value for f in wholes if f.question.key in facts]
        total = sum(value or 0 for value in values)
        if len(values) == len(wholes) and part.value > total:
            sentence = wording.cells.part_exceeds(
                label, part.value, _labels(wholes, part.sheet), total
            )
            findings.refuse(sentence, part.sheet, part.cell, *_names(wholes, part.sheet))


def _labels(fields: Sequence[Field], sheet: str) -> list[str]:
    """The labels of the fields; with their place where that is another sheet."""
    return [
        f"«{f.question.input.label}»"
        if f.sheet.title == sheet
        else wording.places.label_elsewhere(f.question.input.label, _place(f))
        for f in fields
    ]


def _place(field: Field) -> str:
    title = sheet_title(field.sheet.title, {field.question.sheet})
    return wording.places.at_cells(title, [field.name(Role.VALUE)])


def _names(fields: Sequence[Field], sheet: str) -> list[str]:
    return [f.name(Role.VALUE) for f in fields if f.sheet.title == sheet]
