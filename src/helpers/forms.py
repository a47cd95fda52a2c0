"""Excel forms: which questions apply to an agency, and the workbook that asks them.

A form carries a very hidden stamp (form version, plan, agency, period), so that intake knows it
by its content, whatever the file is called. The same arguments give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from helpers import wording
from helpers.model import (
    Agency,
    Area,
    Input,
    InputKind,
    Judgement,
    Level,
    Period,
    Plan,
    Target,
)

VERSION = "1"
STAMP_SHEET = "_cchc"
HEAD_ROW = 4  # as Excel counts
EXPLANATION_ROWS = 30
FIXED_TIME = datetime(2022, 1, 1)  # files carry no clock reading

CHOICES: Mapping[InputKind, Mapping[str, int | Judgement]] = {
    InputKind.YES_NO: {wording.YES: 1, wording.NO: 0},
    InputKind.JUDGEMENT: {words: state for state, words in wording.JUDGEMENT_WORDS.items()},
}


@dataclass(frozen=True)
class Question:
    """One row of a form: `key` is its id in column A, `level` the level of its fact."""

    key: str
    input: Input
    level: Level
    target: Target
    sheet: str

    @property
    def whole(self) -> str:
        """The key of the row that holds the whole of which this is a part; empty if none."""
        part_of = self.input.part_of
        return part_of + self.key.removeprefix(self.input.id) if part_of else ""


def questions(plan: Plan, agency: Agency | None) -> tuple[Question, ...]:
    """What the form of `agency` asks (None: the province form), in the plan's order.

    Only built areas, and of them only targets that bind the agency and inputs of its level; the
    province form asks every registered input once per list. A shared input is asked once.
    """
    asked: dict[str, Question] = {}
    for area in plan.built_areas:
        for target in (t for clause in area.clauses for t in clause.targets):
            rows = _register_rows(target) if agency is None else _agency_rows(target, agency)
            for key, entry, level in rows:
                question = Question(key, entry, level, target, _sheet(area, agency))
                asked.setdefault(key, question)
    return tuple(asked.values())


def _agency_rows(target: Target, agency: Agency) -> Iterator[tuple[str, Input, Level]]:
    if target.binds.includes(agency):
        for entry in target.inputs:
            if agency.level in entry.levels:
                yield entry.id, entry, agency.level


def _register_rows(target: Target) -> Iterator[tuple[str, Input, Level]]:
    # By list first, so that a part stands below its whole.
    for level in Level:
        for entry in target.inputs:
            if level in entry.register:
                yield f"{entry.id}@{level}", entry, level


def _sheet(area: Area, agency: Agency | None) -> str:
    if agency is not None and agency.level is Level.COMMUNE:
        return wording.COMMUNE_SHEET
    return wording.AREA_SHEETS[area.id]


def stamp(plan: Plan, agency: Agency | None, period: Period) -> dict[str, str]:
    """The key-value rows of the hidden sheet."""
    return {
        "form": VERSION,
        "plan": plan.id,
        "agency": plan.province if agency is None else agency.id,
        "period": period.id,
    }


def name_of(plan: Plan, agency: Agency | None) -> str:
    """Whose form it is, as its sheets show it."""
    return plan.province_name if agency is None else agency.name


def blank(plan: Plan, agency: Agency | None, period: Period) -> bytes:
    """The empty form as the bytes of an .xlsx file."""
    return filled(plan, agency, period, {}, {})


def filled(
    plan: Plan,
    agency: Agency | None,
    period: Period,
    answers: Mapping[str, object],
    evidence: Mapping[str, str],
) -> bytes:
    """The form with answers and evidence by question key; ValueError for a key it does not ask.

    Numbers, truth values of yes/no fields and judgements are written as the form spells them,
    text as it stands, and never as a formula or a link.
    """
    asked = questions(plan, agency)
    unknown = {*answers, *evidence} - {question.key for question in asked}
    if unknown:
        raise ValueError(f"not asked in this form: {', '.join(sorted(unknown))}")
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        title = wording.form_subtitle(name_of(plan, agency), period)
        workbook.set_properties({"title": title, "created": FIXED_TIME})
        _Form(workbook, title).write(plan, agency, period, asked, answers, evidence)
    return buffer.getvalue()


def write_blanks(
    plan: Plan, period: Period, agencies: Iterable[Agency | None], out_dir: Path
) -> tuple[Path, ...]:
    """Blank forms as `<out_dir>/<id>.zip`: one for each district with its communes, one of the
    province's id for departments and the province form (None). Returns the files written."""
    groups: dict[str, dict[str, bytes]] = {}
    for agency in agencies:
        name = plan.province if agency is None else agency.id
        own = agency is None or agency.level is Level.DISTRICT
        group = name if agency is None or own else agency.parent
        groups.setdefault(group, {})[f"{name}.xlsx"] = blank(plan, agency, period)
    out_dir.mkdir(parents=True, exist_ok=True)
    return tuple(_write_zip(out_dir / f"{group}.zip", files) for group, files in groups.items())


def _write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    path.write_bytes(buffer.getvalue())
    return path


# ---------------------------------------------------------------- the workbook

COLUMN_WIDTHS = (26, 16, 52, 13, 14, 38)
HEAD_FILL, INPUT_FILL = "#D9E2EC", "#FFF8DC"
FORMATS: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "head": {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "bg_color": HEAD_FILL,
    },
    "fixed": {"text_wrap": True, "valign": "top", "border": 1},
    "count": {
        "valign": "top",
        "border": 1,
        "bg_color": INPUT_FILL,
        "locked": False,
        "num_format": "#,##0",
    },
    # The text format keeps Excel from turning `04/3/2022` or `=…` into something else.
    "text": {
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "bg_color": INPUT_FILL,
        "locked": False,
        "num_format": "@",
    },
}


class _Form:
    """Writes the sheets of one form."""

    def __init__(self, workbook: Any, title: str) -> None:
        self.workbook = workbook
        self.title = title
        self.formats = {name: workbook.add_format(given) for name, given in FORMATS.items()}

    def write(
        self,
        plan: Plan,
        agency: Agency | None,
        period: Period,
        asked: Sequence[Question],
        answers: Mapping[str, object],
        evidence: Mapping[str, str],
    ) -> None:
        self._guide(bool(asked))
        marks = stamp(plan, agency, period)
        if agency is None or agency.level is not Level.COMMUNE:
            plan_words = f"{plan.title} ({plan.number})"
            period_words = f"{period.label} ({wording.span(period)})"
            self._agency((name_of(plan, agency), marks["agency"], period_words, plan_words))
        for sheet in dict.fromkeys(question.sheet for question in asked):
            rows = [question for question in asked if question.sheet == sheet]
            self._questions(sheet, rows, answers, evidence)
        self._explanation()
        self._stamp(marks)

    def _sheet(self, name: str, widths: Sequence[int], heading: str) -> Any:
        sheet = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P/&N")
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.write_string(0, 0, heading, self.formats["title"])
        return sheet

    def _heads(self, sheet: Any, heads: Sequence[str]) -> None:
        for column, head in enumerate(heads):
            sheet.write_string(HEAD_ROW - 1, column, head, self.formats["head"])
        sheet.repeat_rows(HEAD_ROW - 1)
        sheet.freeze_panes(HEAD_ROW, 0)

    def _guide(self, anything_asked: bool) -> None:
        sheet = self._sheet(wording.GUIDE_SHEET, (4, 110), wording.FORM_TITLE)
        sheet.write_string(1, 0, self.title, self.formats["plain"])
        lines = wording.FORM_GUIDE if anything_asked else (wording.FORM_NOTHING_ASKED,)
        for place, line in enumerate(lines):
            sheet.write_number(3 + place, 0, place + 1, self.formats["wrapped"])
            sheet.write_string(3 + place, 1, line, self.formats["wrapped"])

    def _agency(self, values: Sequence[str]) -> None:
        sheet = self._sheet(wording.AGENCY_SHEET, (22, 90), wording.AGENCY_SHEET)
        for row, (label, value) in enumerate(zip(wording.FORM_AGENCY_ROWS, values, strict=True)):
            sheet.write_string(2 + row, 0, label, self.formats["fixed"])
            sheet.write_string(2 + row, 1, value, self.formats["fixed"])

    def _questions(
        self,
        name: str,
        rows: Sequence[Question],
        answers: Mapping[str, object],
        evidence: Mapping[str, str],
    ) -> None:
        sheet = self._sheet(name, COLUMN_WIDTHS, wording.FORM_TITLE)
        sheet.write_string(1, 0, self.title, self.formats["plain"])
        self._heads(sheet, wording.FORM_HEADS)
        for row, question in enumerate(rows, start=HEAD_ROW):
            for column, text in enumerate(_row_words(question)):
                sheet.write_string(row, column, text, self.formats["fixed"])
            kind = question.input.kind
            look = self.formats["count" if kind is InputKind.COUNT else "text"]
            sheet.data_validation(row, 4, row, 4, _validation(kind))
            _write_answer(sheet, row, _spelled(question, answers.get(question.key)), look)
            text = evidence.get(question.key, "")
            if text:
                sheet.write_string(row, 5, text, self.formats["text"])
            else:
                sheet.write_blank(row, 5, None, self.formats["text"])

    def _explanation(self) -> None:
        sheet = self._sheet(wording.EXPLANATION_SHEET, (26, 120), wording.EXPLANATION_SHEET)
        sheet.write_string(1, 0, self.title, self.formats["plain"])
        self._heads(sheet, wording.FORM_EXPLANATION_HEADS)
        for row in range(HEAD_ROW, HEAD_ROW + EXPLANATION_ROWS):
            sheet.write_blank(row, 0, None, self.formats["text"])
            sheet.write_blank(row, 1, None, self.formats["text"])

    def _stamp(self, marks: Mapping[str, str]) -> None:
        sheet = self.workbook.add_worksheet(STAMP_SHEET)
        for row, (key, value) in enumerate(marks.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        sheet.protect()
        sheet.very_hidden()


def _row_words(question: Question) -> tuple[str, str, str, str]:
    label = question.input.label
    if question.key != question.input.id:
        label = wording.form_register_label(label, question.level)
    clause = wording.cite(question.target.clause)
    return question.key, clause, label, question.input.unit


def _validation(kind: InputKind) -> dict[str, object]:
    if kind is InputKind.COUNT:
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": wording.FORM_COUNT_TITLE,
            "error_message": wording.FORM_COUNT_HELP,
        }
    choices = list(CHOICES[kind])
    return {
        "validate": "list",
        "source": choices,
        "error_title": wording.FORM_CHOICE_TITLE,
        "error_message": wording.form_choice_help(choices),
    }


def _spelled(question: Question, answer: object) -> object:
    """The answer as its drop-down spells it; anything else as it is."""
    if isinstance(answer, Judgement):
        return wording.JUDGEMENT_WORDS[answer]
    if question.input.kind is InputKind.YES_NO and answer in (0, 1):
        return wording.YES if answer else wording.NO
    return answer


def _write_answer(sheet: Any, row: int, answer: object, look: Any) -> None:
    match answer:
        case None:
            sheet.write_blank(row, 4, None, look)
        case bool():
            sheet.write_boolean(row, 4, answer, look)
        case int() | float():
            sheet.write_number(row, 4, answer, look)
        case _:
            sheet.write_string(row, 4, str(answer), look)
