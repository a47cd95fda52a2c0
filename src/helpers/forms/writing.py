"""The workbook that asks the questions; with answers in it where there are any."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers import wording
from helpers.forms.layout import (
    EXPLANATION_COLUMNS,
    HEAD_ROW,
    STAMP_SHEET,
    Column,
    Role,
    columns,
    shown_key,
    stamp,
    words,
)
from helpers.forms.questions import (
    Beside,
    Question,
    SheetKind,
    TaskAnswer,
    choices,
    sheet_kind,
)
from helpers.model import Agency, Fact, InputKind, Judgement, Level, Period, Plan

EXPLANATION_ROWS = 30
GUIDE_WIDTHS = (5, 115)
LINE = 16  # points; the height of a row with one line of text
FIXED = frozenset({Role.CLAUSE, Role.LABEL, Role.UNIT})  # columns with the form's own words
HEAD_FILL, INPUT_FILL, SHOWN_FILL, MARK_GREY = "#D9E2EC", "#FFF8DC", "#F2F2F2", "#8C8C8C"
FRAMED: dict[str, object] = {"text_wrap": True, "valign": "top", "border": 1}
FIELD = {**FRAMED, "bg_color": INPUT_FILL, "locked": False}
FORMATS: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {},
    "strong": {"bold": True, "valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "head": {**FRAMED, "bold": True, "align": "center", "valign": "vcenter", "bg_color": HEAD_FILL},
    "mark": {"font_size": 8, "font_color": MARK_GREY, "valign": "top", "border": 1},
    "fixed": FRAMED,
    "shown": {**FRAMED, "bg_color": SHOWN_FILL, "align": "right", "num_format": "#,##0"},
    "count": {**FIELD, "num_format": "#,##0"},
    # The text format keeps Excel from turning `04/3/2022` or `=…` into something else.
    "text": {**FIELD, "num_format": "@"},
}


@dataclass(frozen=True)
class Filling:
    """What is written into a form: answers and evidence by question key, what stands beside, and
    explanations by the id of a line."""

    answers: Mapping[str, object]
    evidence: Mapping[str, str]
    beside: Beside
    explanations: Mapping[str, str]


class FormWriter:
    """Writes the sheets of one form."""

    def __init__(self, workbook: Any, title: str, filling: Filling) -> None:
        self.workbook = workbook
        self.title = title
        self.filling = filling
        self.formats = {name: workbook.add_format(given) for name, given in FORMATS.items()}

    def write(self, plan: Plan, agency: Agency, period: Period, asked: Sequence[Question]) -> None:
        """All sheets of the form."""
        commune = agency.level is Level.COMMUNE
        marks = stamp(plan, agency, period)
        self._guide(period, asked, commune)
        if not commune:
            plan_words = f"{plan.title} ({plan.number})"
            period_words = f"{period.label} ({wording.span(period)})"
            self._agency((agency.name, marks["agency"], period_words, plan_words))
        for sheet in dict.fromkeys(question.sheet for question in asked):
            rows = [question for question in asked if question.sheet == sheet]
            match sheet_kind(sheet):
                case SheetKind.MATRIX:
                    self._matrix(sheet, rows, plan)
                case SheetKind.TASKS:
                    self._rows(sheet, rows, pages_tall=0)  # too many for one page
                case SheetKind.ROWS:
                    self._rows(sheet, rows, pages_tall=1)
        self._explanation()
        self._stamp(marks | self._shown(asked))

    # ------------------------------------------------------------ sheets

    def _sheet(self, name: str, widths: Sequence[float], heading: str, pages_tall: int) -> Any:
        sheet = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, pages_tall)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P/&N")
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.write_string(0, 0, heading, self.formats["title"])
        return sheet

    def _table(self, name: str, shape: Sequence[Column], pages_tall: int) -> Any:
        """A sheet with a row of heads."""
        widths = [column.width for column in shape]
        sheet = self._sheet(name, widths, wording.FORM_TITLE, pages_tall)
        sheet.write_string(1, 0, self.title, self.formats["plain"])
        for place, column in enumerate(shape):
            sheet.write_string(HEAD_ROW - 1, place, column.head, self.formats["head"])
        _fit_height(sheet, HEAD_ROW - 1, [(column.head, column.width) for column in shape])
        return sheet

    def _guide(self, period: Period, asked: Sequence[Question], commune: bool) -> None:
        sheet = self._sheet(wording.GUIDE_SHEET, GUIDE_WIDTHS, wording.FORM_TITLE, pages_tall=1)
        sheet.write_string(1, 0, self.title, self.formats["plain"])
        kinds = {question.input.kind for question in asked}
        sheets = {question.sheet for question in asked}
        row = 3
        for heading, lines in wording.form_guide(period, kinds, sheets, commune):
            if heading:
                sheet.write_string(row, 0, heading, self.formats["strong"])
                row += 1
            for place, line in enumerate(lines):
                sheet.write_number(row, 0, place + 1, self.formats["wrapped"])
                sheet.write_string(row, 1, line, self.formats["wrapped"])
                _fit_height(sheet, row, [(line, GUIDE_WIDTHS[1])])
                row += 1

    def _agency(self, values: Sequence[str]) -> None:
        sheet = self._sheet(wording.AGENCY_SHEET, (22, 90), wording.AGENCY_SHEET, pages_tall=1)
        for row, (label, value) in enumerate(zip(wording.FORM_AGENCY_ROWS, values, strict=True)):
            sheet.write_string(2 + row, 0, label, self.formats["fixed"])
            sheet.write_string(2 + row, 1, value, self.formats["fixed"])

    def _rows(self, name: str, asked: Sequence[Question], pages_tall: int) -> None:
        """One question a row, tasks too."""
        shape = columns(name, asked)
        sheet = self._table(name, shape, pages_tall)
        sheet.repeat_rows(HEAD_ROW - 1)
        sheet.freeze_panes(HEAD_ROW, 0)
        for row, question in enumerate(asked, start=HEAD_ROW):
            for place, column in enumerate(shape):
                self._cell(sheet, row, place, column.role, question)
            texts = [(words(question, c.role), c.width) for c in shape if c.role in FIXED]
            evidence = (self.filling.evidence.get(question.key, ""), shape[-1].width)
            _fit_height(sheet, row, [*texts, evidence])

    def _matrix(self, name: str, asked: Sequence[Question], plan: Plan) -> None:
        """One child a row, one input a column; the ids of the inputs stand small below the
        heads."""
        shape = columns(name, asked)
        sheet = self._table(name, shape, pages_tall=1)
        sheet.repeat_rows(HEAD_ROW - 1, HEAD_ROW)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        for place, column in enumerate(shape):
            mark = column.input.id if column.input and column.role is Role.VALUE else ""
            self._text(sheet, HEAD_ROW, place, mark, "mark")
        by_field = {(question.subject, question.input.id): question for question in asked}
        children = dict.fromkeys(question.subject for question in asked)
        for row, child in enumerate(children, start=HEAD_ROW + 1):
            for place, column in enumerate(shape):
                if column.input is not None:
                    field = by_field.get((child, column.input.id))
                    self._cell(sheet, row, place, column.role, field)
            own = [question for question in asked if question.subject == child]
            self._text(sheet, row, 0, child, "mark")
            self._text(sheet, row, 1, plan.agencies[child].name, "fixed")
            evidence = self._row_evidence(own)
            self._text(sheet, row, len(shape) - 1, evidence, "text")
            named = (plan.agencies[child].name, shape[1].width)
            _fit_height(sheet, row, [named, (evidence, shape[-1].width)])

    def _row_evidence(self, asked: Sequence[Question]) -> str:
        """The evidence of a child: one cell for all its answers."""
        given = [self.filling.evidence.get(question.key, "") for question in asked]
        return "; ".join(dict.fromkeys(text for text in given if text))

    def _explanation(self) -> None:
        widths = [column.width for column in EXPLANATION_COLUMNS]
        sheet = self._sheet(
            wording.EXPLANATION_SHEET, widths, wording.EXPLANATION_SHEET, pages_tall=1
        )
        sheet.write_string(1, 0, self.title, self.formats["plain"])
        for place, column in enumerate(EXPLANATION_COLUMNS):
            sheet.write_string(HEAD_ROW - 1, place, column.head, self.formats["head"])
        sheet.freeze_panes(HEAD_ROW, 0)
        blank = [("", "")] * (EXPLANATION_ROWS - len(self.filling.explanations))
        for row, line in enumerate([*self.filling.explanations.items(), *blank], HEAD_ROW):
            for place, text in enumerate(line):
                self._text(sheet, row, place, text, "text")
            _fit_height(sheet, row, [(line[1], widths[1])])

    def _shown(self, asked: Sequence[Question]) -> dict[str, str]:
        """The counts put to the agency, kept where no slip of the hand changes them."""
        computed = self.filling.beside.computed
        keys = [q.key for q in asked if q.input.kind is InputKind.AGREEMENT and q.key in computed]
        return {shown_key(key): "{}/{}".format(*computed[key]) for key in keys}

    def _stamp(self, marks: Mapping[str, str]) -> None:
        sheet = self.workbook.add_worksheet(STAMP_SHEET)
        for row, (key, value) in enumerate(marks.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        sheet.protect()
        sheet.very_hidden()

    # ------------------------------------------------------------ cells

    def _text(self, sheet: Any, row: int, place: int, text: str, look: str) -> None:
        self._write(sheet, row, place, text or None, look)

    def _cell(
        self, sheet: Any, row: int, place: int, role: Role, question: Question | None
    ) -> None:
        """The cell of a question in a column of that role; nobody is asked for None."""
        if question is None:
            self._text(sheet, row, place, wording.NOT_ASKED, "shown")
            return
        match role:
            case Role.VALUE:
                self._field(sheet, row, place, question)
            case Role.BEFORE:
                earlier = self.filling.beside.before.get(question.key)
                self._write(sheet, row, place, _earlier(question, earlier), "shown")
            case Role.COMPUTED:
                self._text(sheet, row, place, self._computed(question), "shown")
            case Role.EVIDENCE:
                text = self.filling.evidence.get(question.key, "")
                self._text(sheet, row, place, text, "text")
            case Role.LEAD | Role.DUE:
                self._text(sheet, row, place, self._of_task(question.key, role), "text")
            case _:
                # A task's id is its clause, and there to be read.
                look = "mark" if role is Role.ID and question.key != question.clause else "fixed"
                self._text(sheet, row, place, words(question, role), look)

    def _field(self, sheet: Any, row: int, place: int, question: Question) -> None:
        kind = question.input.kind
        sheet.data_validation(row, place, row, place, _validation(kind))
        answer = _spelled(kind, self.filling.answers.get(question.key))
        self._write(sheet, row, place, answer, "count" if kind is InputKind.COUNT else "text")

    def _computed(self, question: Question) -> str:
        if question.input.kind is not InputKind.AGREEMENT:
            return ""
        return wording.counts_shown(self.filling.beside.computed.get(question.key))

    def _of_task(self, key: str, role: Role) -> str:
        answer = self.filling.answers.get(key)
        if not isinstance(answer, TaskAnswer):
            return ""
        return answer.lead if role is Role.LEAD else wording.day(answer.due) if answer.due else ""

    def _write(self, sheet: Any, row: int, place: int, value: object, look: str) -> None:
        form = self.formats[look]
        match value:
            case None:
                sheet.write_blank(row, place, None, form)
            case bool():
                sheet.write_boolean(row, place, value, form)
            case int() | float():
                sheet.write_number(row, place, value, form)
            case _:
                sheet.write_string(row, place, str(value), form)


def _fit_height(sheet: Any, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Makes a row high enough for its texts in columns of these widths; not every program does
    so by itself."""
    lines = max(len(textwrap.wrap(text, int(width * 1.1))) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, LINE * lines)


def _earlier(question: Question, fact: Fact | None) -> object:
    """An earlier answer as its field would show it."""
    if fact is None:
        return None
    if fact.value is not None and fact.whole is not None:
        return wording.counts(fact.value, fact.whole)
    return _spelled(question.input.kind, fact.judgement or fact.value)


def _validation(kind: InputKind) -> dict[str, object]:
    if kind is InputKind.COUNT:
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": wording.FORM_COUNT_TITLE,
            "error_message": wording.FORM_COUNT_HELP,
        }
    offered = list(choices(kind))
    if kind is InputKind.AGREEMENT:
        return {
            "validate": "list",
            "source": offered,
            "show_error": False,  # counts of one's own are typed in
            "input_title": wording.FORM_AGREEMENT_TITLE,
            "input_message": wording.FORM_AGREEMENT_HELP,
        }
    return {
        "validate": "list",
        "source": offered,
        "error_title": wording.FORM_CHOICE_TITLE,
        "error_message": wording.form_choice_help(offered),
    }


def _spelled(kind: InputKind, answer: object) -> object:
    """The answer as its field spells it; anything else as it is."""
    if isinstance(answer, TaskAnswer):
        answer = answer.state
    match kind, answer:
        case _, Judgement():
            return wording.JUDGEMENT_WORDS[answer]
        case InputKind.YES_NO, 0 | 1:
            return wording.YES if answer else wording.NO
        case InputKind.AGREEMENT, True:
            return wording.AGREED
        case InputKind.AGREEMENT, (int() as part, int() as whole):
            return wording.counts(part, whole)
    return answer
