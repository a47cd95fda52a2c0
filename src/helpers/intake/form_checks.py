"""Checks the cells of a form: facts, or one plain sentence for each fault, out.

All faults of a file are found in one pass, and any of them refuses the file: its facts are not
used. A blank field is missing, never 0, and no fault. Rows are found by their id, columns by the
text of their head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl.utils.cell import get_column_letter

from helpers import forms, wording
from helpers.forms import Question
from helpers.intake.numbers import CellValue, NumberFault, is_blank, read_count, tidy, was_tidied
from helpers.model import Agency, Fact, InputKind, Judgement, Period, Plan, Remark, Severity

MAX_EVIDENCE = 1_000  # characters; it is printed beside the figure


@dataclass(frozen=True)
class FormReading:
    """What one file says: its agency (empty if unknown), facts if accepted, and all remarks."""

    file: str
    agency: str
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    accepted: bool


def check(file: str, answer: Mapping[str, Any], plan: Plan, period: Period) -> FormReading:
    """The reading of what `workbook_child` answered for `file`."""
    report = _Report(file)
    if "refused" in answer:
        report.file_refused(answer["refused"])
        return report.reading()
    sheets = {wording.folded(raw["title"]): _sheet(raw) for raw in answer["sheets"]}
    if len(sheets) < len(answer["sheets"]):
        report.file_refused(wording.file_damaged())
        return report.reading()
    agency = _stamped_agency(sheets, plan, period, report)
    if report.remarks:
        return report.reading()
    return report.reading(_facts(sheets, plan, agency, report))


# ---------------------------------------------------------------- what a file holds


@dataclass(frozen=True)
class _Cell:
    """A cell that holds something; kinds as `cells.sheets` gives them."""

    row: int
    column: int
    kind: str
    value: CellValue

    @property
    def name(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class _Merged:
    cells: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class _Sheet:
    title: str
    cells: Mapping[tuple[int, int], _Cell]
    merged: tuple[_Merged, ...]

    def text(self, row: int, column: int) -> str:
        """The text at a place, tidied and in NFC; empty where there is none."""
        cell = self.cells.get((row, column))
        return "" if cell is None else wording.nfc(tidy(str(cell.value)))


def _sheet(raw: Mapping[str, Any]) -> _Sheet:
    cells = [_cell(*entry) for entry in raw["cells"]]
    by_place = {(cell.row, cell.column): cell for cell in cells}
    return _Sheet(raw["title"], by_place, tuple(_Merged(*entry) for entry in raw["merged"]))


def _cell(row: int, column: int, kind: str, value: CellValue) -> _Cell:
    if kind == "d":
        value = datetime.fromisoformat(str(value))
    return _Cell(row, column, kind, value)


@dataclass
class _Report:
    """Gathers the remarks on one file."""

    file: str
    agency: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def file_refused(self, text: str) -> None:
        self._add(Severity.REFUSED_FILE, text)

    def refused(self, text: str, sheet: str, *cells: str) -> None:
        self._add(Severity.REFUSED_CELL, text, sheet, cells)

    def remark(self, text: str, sheet: str, *cells: str) -> None:
        self._add(Severity.REMARK, text, sheet, cells)

    def _add(
        self, severity: Severity, text: str, sheet: str = "", cells: Sequence[str] = ()
    ) -> None:
        place = wording.at_cells(sheet, cells) if sheet else ""
        sentence = f"{wording.at(self.file, sheet, cells)}: {text}"
        self.remarks.append(
            Remark(self.file, place, severity, sentence, self.agency, sheet, " ".join(cells))
        )

    def reading(self, facts: Sequence[Fact] = ()) -> FormReading:
        accepted = all(remark.severity is Severity.REMARK for remark in self.remarks)
        kept = tuple(facts) if accepted else ()
        return FormReading(self.file, self.agency, kept, tuple(self.remarks), accepted)


# ---------------------------------------------------------------- whose form it is


def _stamped_agency(
    sheets: Mapping[str, _Sheet], plan: Plan, period: Period, report: _Report
) -> Agency | None:
    """The agency of the stamp, None for the province form; faults go to the report."""
    stamp = _stamp(sheets)
    if not forms.stamp(plan, None, period).keys() <= stamp.keys():
        report.file_refused(wording.form_no_stamp())
        return None
    if stamp["form"] != forms.VERSION:
        report.file_refused(wording.form_version(stamp["form"], forms.VERSION))
    elif stamp["plan"] != plan.id:
        report.file_refused(wording.form_other_plan(stamp["plan"], plan.id))
    else:
        report.agency = (
            stamp["agency"] if stamp["agency"] in (plan.province, *plan.agencies) else ""
        )
        _check_period(stamp["period"], plan, period, report)
        _check_agency(stamp["agency"], plan, period, report)
    return plan.agencies.get(stamp["agency"])


def _stamp(sheets: Mapping[str, _Sheet]) -> dict[str, str]:
    sheet = sheets.get(forms.STAMP_SHEET)
    if sheet is None:
        return {}
    return {sheet.text(row, 1): sheet.text(row, 2) for row, _ in sheet.cells}


def _check_period(found: str, plan: Plan, period: Period, report: _Report) -> None:
    if found != period.id:
        label = plan.periods[found].label if found in plan.periods else found
        report.file_refused(wording.form_other_period(label, period.label))


def _check_agency(found: str, plan: Plan, period: Period, report: _Report) -> None:
    if found == plan.province:
        return
    agency = plan.agencies.get(found)
    if agency is None:
        report.file_refused(wording.unknown_agency(wording.one_line(found, 60), plan.id))
    elif not agency.exists_on(period.end):
        report.file_refused(wording.agency_not_in_period(agency, period))


# ---------------------------------------------------------------- the data sheets


@dataclass(frozen=True)
class _Columns:
    """Where the heads stand: their row, and the columns that are read."""

    head_row: int
    id: int
    value: int
    evidence: int


@dataclass(frozen=True)
class _Row:
    """Where a question is answered."""

    question: Question
    sheet: _Sheet
    row: int
    columns: _Columns

    @property
    def value(self) -> _Cell | None:
        """The cell of the figure; None if nothing can be seen in it."""
        cell = self.sheet.cells.get((self.row, self.columns.value))
        return None if cell is None or (cell.kind == "s" and is_blank(cell.value)) else cell

    @property
    def evidence(self) -> _Cell | None:
        """The cell of the evidence, if it holds anything."""
        return self.sheet.cells.get((self.row, self.columns.evidence))

    @property
    def place(self) -> str:
        """The name of the figure's cell."""
        return f"{get_column_letter(self.columns.value)}{self.row}"


def _facts(
    sheets: Mapping[str, _Sheet], plan: Plan, agency: Agency | None, report: _Report
) -> list[Fact]:
    asked = forms.questions(plan, agency)
    titles = list(dict.fromkeys(question.sheet for question in asked))
    facts: dict[str, Fact] = {}
    rows: dict[str, _Row] = {}
    for title in titles:
        sheet = sheets.get(wording.folded(title))
        if sheet is None:
            report.file_refused(wording.form_sheet_missing(title))
            continue
        columns = _columns(sheet, report)
        if columns is None:
            continue
        _check_heading(sheet, columns, plan, agency, report)
        _check_merged(sheet, columns, report)
        for row in _rows(sheet, columns, [q for q in asked if q.sheet == title], report):
            rows[row.question.key] = row
            fact = _fact(row, report)
            if fact is not None:
                facts[row.question.key] = fact
    _check_parts(rows, facts, report)
    _remark_other_sheets(sheets, titles, report)
    return list(facts.values())


def _columns(sheet: _Sheet, report: _Report) -> _Columns | None:
    """The columns found by their heads; None after a fault."""
    lines: dict[int, dict[int, str]] = {}
    for row, column in sorted(sheet.cells):
        lines.setdefault(row, {})[column] = wording.folded(sheet.text(row, column))
    known = {wording.folded(head) for head in wording.FORM_HEADS}
    head_row = max(lines, key=lambda row: len(known & set(lines[row].values())), default=0)
    heads = lines.get(head_row, {})
    needed = (wording.FORM_ID, wording.FORM_VALUE, wording.FORM_EVIDENCE)
    places = [[c for c, text in heads.items() if text == wording.folded(h)] for h in needed]
    missing = [head for head, found in zip(needed, places, strict=True) if not found]
    repeated = [head for head, found in zip(needed, places, strict=True) if len(found) > 1]
    if missing:
        report.refused(wording.form_heads_missing(missing), sheet.title)
    for head in repeated:
        report.refused(wording.form_heads_repeated(head), sheet.title)
    if missing or repeated:
        return None
    for column, text in heads.items():
        if text not in known:
            cell = sheet.cells[head_row, column]
            report.remark(wording.remark_column_unknown(cell.value), sheet.title, cell.name)
    return _Columns(head_row, *(found[0] for found in places))


def _check_heading(
    sheet: _Sheet, columns: _Columns, plan: Plan, agency: Agency | None, report: _Report
) -> None:
    """A form handed on to a neighbour, who retypes the heading, keeps the first one's stamp."""
    above = wording.folded(
        " ".join(sheet.text(*place) for place in sheet.cells if place[0] < columns.head_row)
    )
    name = forms.name_of(plan, agency)
    if wording.folded(name) in above:
        return
    others = [a.name for a in plan.agencies.values() if wording.folded(a.name) in above]
    if others:
        report.refused(wording.form_other_agency(others[0], name), sheet.title)


def _check_merged(sheet: _Sheet, columns: _Columns, report: _Report) -> None:
    """What a merged cell means for the rows it covers is never guessed."""
    read = (columns.id, columns.value, columns.evidence)
    for merged in sheet.merged:
        within = any(merged.left <= column <= merged.right for column in read)
        if merged.bottom > columns.head_row and within:
            report.refused(wording.form_merged(merged.cells), sheet.title)


def _rows(
    sheet: _Sheet, columns: _Columns, asked: Sequence[Question], report: _Report
) -> Iterator[_Row]:
    """The rows of the questions, each found once by its id below the heads."""
    found = _rows_by_id(sheet, columns, report)
    by_key = {question.key: question for question in asked}
    for row_id, rows in found.items():
        names = [sheet.cells[row, columns.id].name for row in rows]
        if row_id not in by_key:
            report.remark(wording.remark_row_unknown(row_id), sheet.title, *names)
        elif len(rows) > 1:
            report.refused(wording.form_id_repeated(row_id), sheet.title, *names)
        else:
            yield _Row(by_key[row_id], sheet, rows[0], columns)
    absent = [key for key in by_key if key not in found]
    if absent:
        report.remark(wording.remark_rows_missing(absent), sheet.title)


def _rows_by_id(sheet: _Sheet, columns: _Columns, report: _Report) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in sorted({row for row, _ in sheet.cells if row > columns.head_row}):
        row_id = sheet.text(row, columns.id)
        value = sheet.cells.get((row, columns.value))
        if row_id:
            found.setdefault(row_id, []).append(row)
        elif value is not None:
            report.refused(wording.form_id_absent(), sheet.title, value.name)
    return found


def _remark_other_sheets(
    sheets: Mapping[str, _Sheet], asked: Sequence[str], report: _Report
) -> None:
    ours = (
        *asked,
        wording.GUIDE_SHEET,
        wording.AGENCY_SHEET,
        wording.EXPLANATION_SHEET,
        wording.ANSWER_SHEET,
        forms.STAMP_SHEET,
    )
    known = {wording.folded(title) for title in ours}
    for key, sheet in sheets.items():
        if key not in known and sheet.cells:
            report.remark(wording.remark_sheet_unknown(), sheet.title)


# ---------------------------------------------------------------- one row


def _fact(row: _Row, report: _Report) -> Fact | None:
    """The fact of a row; None if it is blank or refused."""
    evidence = _evidence(row, report)
    cell = row.value
    if cell is None:
        if evidence and row.evidence is not None:
            report.remark(wording.remark_evidence_alone(), row.sheet.title, row.evidence.name)
        return None
    value = _value(row.question.input.kind, cell)
    if isinstance(value, NumberFault):
        report.refused(value.text, row.sheet.title, cell.name)
        return None
    if row.question.input.kind is InputKind.COUNT and was_tidied(cell.value):
        report.remark(wording.remark_cleaned(int(value)), row.sheet.title, cell.name)
    return Fact(
        agency=report.agency,
        level=row.question.level,
        input=row.question.input.id,
        value=None if isinstance(value, Judgement) else value,
        judgement=value if isinstance(value, Judgement) else None,
        evidence=evidence,
        file=report.file,
        sheet=row.sheet.title,
        cell=cell.name,
    )


def _value(kind: InputKind, cell: _Cell) -> int | Judgement | NumberFault:
    fault = _no_result(cell)
    if fault is not None:
        return fault
    if kind is InputKind.COUNT:
        return read_count(cell.value)
    choices = forms.CHOICES[kind]
    chosen = wording.folded(tidy(str(cell.value)))
    for words, value in choices.items():
        if wording.folded(words) == chosen:
            return value
    return NumberFault(wording.cell_not_chosen(cell.value, tuple(choices)))


def _no_result(cell: _Cell) -> NumberFault | None:
    """A formula without a saved result, or with an error for one."""
    if cell.kind == "u":
        return NumberFault(wording.cell_not_calculated())
    return NumberFault(wording.cell_error(cell.value)) if cell.kind == "e" else None


def _evidence(row: _Row, report: _Report) -> str:
    """The evidence as one line of text; empty if there is none or it is refused."""
    cell = row.evidence
    if cell is None:
        return ""
    fault = _no_result(cell)
    if fault is not None:
        report.refused(fault.text, row.sheet.title, cell.name)
        return ""
    text = wording.day(cell.value) if isinstance(cell.value, datetime) else str(cell.value)
    if len(text) > MAX_EVIDENCE:
        sentence = wording.evidence_too_long(len(text), MAX_EVIDENCE)
        report.refused(sentence, row.sheet.title, cell.name)
    return wording.one_line(text, MAX_EVIDENCE)


def _check_parts(rows: Mapping[str, _Row], facts: Mapping[str, Fact], report: _Report) -> None:
    """A part is never larger than its whole, and means nothing without it (hard-cases 13, 16)."""
    for key, part in facts.items():
        question = rows[key].question
        row = rows.get(question.whole)
        if row is None or part.value is None:
            continue
        labels = question.input.label, row.question.input.label
        whole = facts.get(question.whole)
        if row.value is None:
            sentence = wording.part_without_whole(*labels)
            report.refused(sentence, row.sheet.title, part.cell, row.place)
        elif whole is not None and whole.value is not None and part.value > whole.value:
            sentence = wording.part_exceeds(labels[0], part.value, labels[1], whole.value)
            report.refused(sentence, row.sheet.title, part.cell, row.place)
