"""Writes the sheets of a form: guide, agency, questions, explanations, stamp."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers import wording
from helpers.forms.layout import (
    EXPLANATION_COLUMNS,
    HEAD_ROW,
    Column,
    Role,
    columns,
    printed_text,
    shown_key,
    stamp,
)
from helpers.forms.questions import (
    Question,
    SheetKind,
    ShownFigures,
    TaskAnswer,
    choices,
    sheet_kind,
)
from helpers.forms.workbooks import COUNT_VALIDATION, PROTECTION, Workbook, fit_height
from helpers.model import Agency, Fact, InputKind, Judgement, Period, Plan

EXPLANATION_ROWS = 30
GUIDE_WIDTHS = (5, 115)
PRINTED = frozenset({Role.CLAUSE, Role.LABEL, Role.UNIT})  # columns with the form's own texts


@dataclass(frozen=True)
class Filling:
    """What is written into the fields of a form, and shown next to them."""

    answers: Mapping[str, object]  # by question key
    evidence: Mapping[str, str]  # by question key
    shown: ShownFigures
    explanations: Mapping[str, str]  # by the id of a line


class FormWriter:
    """Writes the sheets of one form into a workbook."""

    def __init__(self, workbook: Workbook, filling: Filling) -> None:
        self._workbook = workbook
        self._write = workbook.write
        self._filling = filling

    def write(
        self, plan: Plan, agency: Agency, period: Period, questions: Sequence[Question]
    ) -> None:
        """All sheets of the form of that agency."""
        self._guide(plan, agency, period, questions)
        if not plan.parent(agency):
            plan_words = f"{plan.title} ({plan.number})"
            period_words = f"{period.label} ({wording.core.span(period)})"
            self._agency((agency.name, agency.id, period_words, plan_words))
        for name in dict.fromkeys(question.sheet for question in questions):
            of_sheet = [question for question in questions if question.sheet == name]
            match sheet_kind(name):
                case SheetKind.MATRIX:
                    self._matrix(name, of_sheet, plan)
                case SheetKind.TASKS:
                    self._rows(name, of_sheet, pages_tall=0)  # too many for one page
                case SheetKind.ROWS:
                    self._rows(name, of_sheet, pages_tall=1)
        self._explanations()
        self._workbook.add_stamp(stamp(plan, agency, period) | self._shown_counts(questions))

    # ------------------------------------------------------------ sheets

    def _sheet(
        self, name: str, widths: Sequence[float], pages_tall: int = 1, heading: str = ""
    ) -> Any:
        sheet = self._workbook.add_sheet(name, heading or wording.forms.FORM_TITLE, pages_tall)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P/&N")
        sheet.protect("", PROTECTION)
        return sheet

    def _table(
        self, name: str, shape: Sequence[Column], pages_tall: int = 1, heading: str = ""
    ) -> Any:
        """A sheet with a row of heads."""
        sheet = self._sheet(name, [column.width for column in shape], pages_tall, heading)
        self._write(sheet, 1, 0, self._workbook.title, "plain")
        for place, column in enumerate(shape):
            self._write(sheet, HEAD_ROW - 1, place, column.head, "head")
        fit_height(sheet, HEAD_ROW - 1, [(column.head, column.width) for column in shape])
        return sheet

    def _guide(
        self, plan: Plan, agency: Agency, period: Period, questions: Sequence[Question]
    ) -> None:
        sheet = self._sheet(wording.forms.GUIDE_SHEET, GUIDE_WIDTHS)
        self._write(sheet, 1, 0, self._workbook.title, "plain")
        kinds = {question.input.kind for question in questions}
        sheets = {question.sheet for question in questions}
        row = 3
        for heading, lines in wording.forms.form_guide(plan, agency, period, kinds, sheets):
            if heading:
                self._write(sheet, row, 0, heading, "strong")
                row += 1
            for number, line in enumerate(lines, start=1):
                self._write(sheet, row, 0, number, "wrapped")
                self._write(sheet, row, 1, line, "wrapped")
                fit_height(sheet, row, [(line, GUIDE_WIDTHS[1])])
                row += 1

    def _agency(self, values: Sequence[str]) -> None:
        sheet = self._sheet(
            wording.forms.AGENCY_SHEET, (22, 90), heading=wording.forms.AGENCY_SHEET
        )
        rows = zip(wording.forms.FORM_AGENCY_ROWS, values, strict=True)
        for row, texts in enumerate(rows, start=2):
            for place, text in enumerate(texts):
                self._write(sheet, row, place, text, "fixed")

    def _rows(self, name: str, questions: Sequence[Question], pages_tall: int) -> None:
        """One question a row, tasks too."""
        shape = columns(name, questions)
        sheet = self._table(name, shape, pages_tall)
        sheet.repeat_rows(HEAD_ROW - 1)
        sheet.freeze_panes(HEAD_ROW, 0)
        for row, question in enumerate(questions, start=HEAD_ROW):
            for place, column in enumerate(shape):
                self._cell(sheet, row, place, column.role, question)
            texts = [(printed_text(question, c.role), c.width) for c in shape if c.role in PRINTED]
            evidence = (self._filling.evidence.get(question.key, ""), shape[-1].width)
            fit_height(sheet, row, [*texts, evidence])

    def _matrix(self, name: str, questions: Sequence[Question], plan: Plan) -> None:
        """One child a row, one input a column; the ids of the inputs are in small print below the
        heads."""
        shape = columns(name, questions)
        sheet = self._table(name, shape)
        sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        for place, column in enumerate(shape):
            input_id = column.input.id if column.input and column.role is Role.VALUE else ""
            self._text(sheet, HEAD_ROW, place, input_id, "id")
        by_field = {(question.subject, question.input.id): question for question in questions}
        children = dict.fromkeys(question.subject for question in questions)
        for row, child in enumerate(children, start=HEAD_ROW + 1):
            for place, column in enumerate(shape):
                if column.input is not None:
                    field = by_field.get((child, column.input.id))
                    self._cell(sheet, row, place, column.role, field)
            child_name = plan.agencies[child].name
            evidence = self._evidence_of(q for q in questions if q.subject == child)
            self._text(sheet, row, 0, child, "id")
            self._text(sheet, row, 1, child_name, "fixed")
            self._text(sheet, row, len(shape) - 1, evidence, "text")
            fit_height(sheet, row, [(child_name, shape[1].width), (evidence, shape[-1].width)])

    def _evidence_of(self, questions: Iterable[Question]) -> str:
        """The evidence for a child: one cell for all its answers."""
        given = [self._filling.evidence.get(question.key, "") for question in questions]
        return "; ".join(dict.fromkeys(text for text in given if text))

    def _explanations(self) -> None:
        name = wording.forms.EXPLANATION_SHEET
        sheet = self._table(name, EXPLANATION_COLUMNS, heading=name)
        sheet.freeze_panes(HEAD_ROW, 0)
        given = self._filling.explanations
        empty = [("", "")] * (EXPLANATION_ROWS - len(given))
        for row, line in enumerate([*given.items(), *empty], HEAD_ROW):
            for place, text in enumerate(line):
                self._text(sheet, row, place, text, "text")
            fit_height(sheet, row, [(line[1], EXPLANATION_COLUMNS[1].width)])

    def _shown_counts(self, questions: Sequence[Question]) -> dict[str, str]:
        """Stamp rows with the counts shown to the agency: nobody changes them by mistake."""
        counts = self._filling.shown.counts
        agreements = (q.key for q in questions if q.input.kind is InputKind.AGREEMENT)
        return {shown_key(key): "{}/{}".format(*counts[key]) for key in agreements if key in counts}

    # ------------------------------------------------------------ cells

    def _text(self, sheet: Any, row: int, place: int, text: str, style: str) -> None:
        self._write(sheet, row, place, text or None, style)

    def _cell(
        self, sheet: Any, row: int, place: int, role: Role, question: Question | None
    ) -> None:
        """The cell of a question in a column of that role; None: the child is not asked."""
        if question is None:
            self._text(sheet, row, place, wording.forms.NOT_ASKED, "shown")
            return
        match role:
            case Role.VALUE:
                self._field(sheet, row, place, question)
            case Role.BEFORE:
                earlier = self._filling.shown.earlier.get(question.key)
                self._write(sheet, row, place, _earlier(question, earlier), "shown")
            case Role.COMPUTED:
                agreement = question.input.kind is InputKind.AGREEMENT
                counts = self._filling.shown.counts.get(question.key)
                text = wording.forms.counts_shown(counts) if agreement else ""
                self._text(sheet, row, place, text, "shown")
            case Role.EVIDENCE:
                evidence = self._filling.evidence.get(question.key, "")
                self._text(sheet, row, place, evidence, "text")
            case Role.LEAD | Role.DUE:
                self._text(sheet, row, place, self._of_task(question.key, role), "text")
            case _:
                # A task's id is its clause, which readers look for.
                small = role is Role.ID and question.key != question.clause
                text = printed_text(question, role)
                self._text(sheet, row, place, text, "id" if small else "fixed")

    def _field(self, sheet: Any, row: int, place: int, question: Question) -> None:
        kind = question.input.kind
        sheet.data_validation(row, place, row, place, _validation(kind))
        answer = _spelled(kind, self._filling.answers.get(question.key))
        self._write(sheet, row, place, answer, "count" if kind is InputKind.COUNT else "text")

    def _of_task(self, key: str, role: Role) -> str:
        answer = self._filling.answers.get(key)
        if not isinstance(answer, TaskAnswer):
            return ""
        return (
            answer.lead if role is Role.LEAD else wording.core.day(answer.due) if answer.due else ""
        )


def _earlier(question: Question, fact: Fact | None) -> object:
    """An earlier answer as the field of the question would show it."""
    if fact is None:
        return None
    if fact.value is not None and fact.whole is not None:
        return wording.core.counts(fact.value, fact.whole)
    return _spelled(question.input.kind, fact.judgement or fact.value)


def _validation(kind: InputKind) -> dict[str, object]:
    if kind is InputKind.COUNT:
        return dict(COUNT_VALIDATION)
    offered = list(choices(kind))
    if kind is InputKind.AGREEMENT:
        return {
            "validate": "list",
            "source": offered,
            "show_error": False,  # an agency may type counts of its own
            "input_title": wording.forms.FORM_AGREEMENT_TITLE,
            "input_message": wording.forms.FORM_AGREEMENT_HELP,
        }
    return {
        "validate": "list",
        "source": offered,
        "error_title": wording.forms.FORM_CHOICE_TITLE,
        "error_message": wording.forms.form_choice_help(offered),
    }


def _spelled(kind: InputKind, answer: object) -> object:
    """An answer as a field of that kind spells it; anything else unchanged."""
    if isinstance(answer, TaskAnswer):
        answer = answer.state
    match kind, answer:
        case _, Judgement():
            return wording.states.JUDGEMENT_WORDS[answer]
        case InputKind.YES_NO, 0 | 1:
            return wording.states.YES if answer else wording.states.NO
        case InputKind.AGREEMENT, True:
            return wording.forms.AGREED
        case InputKind.AGREEMENT, (int() as part, int() as whole):
            return wording.core.counts(part, whole)
    return answer
