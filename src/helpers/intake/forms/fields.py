"""Finds the fields of a form: rows by their id, columns by the text of their head or, in a matrix,
by the id of their input; wherever they have been moved to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from helpers import wording
from helpers.forms import Question, SheetKind, sheet_kind
from helpers.forms.layout import READ, Role, columns, printed_text
from helpers.intake.forms.cells import Cell, Sheet, cell_name
from helpers.intake.forms.findings import MOST_NAMED, FormFindings
from helpers.intake.forms.labels import LabelCheck
from helpers.intake.forms.numbers import tidy
from helpers.model import spelling
from helpers.privacy.foreign_text import with_value

Key = TypeVar("Key")


@dataclass(frozen=True)
class Field:
    """The row and columns in which a question is answered."""

    question: Question
    sheet: Sheet
    row: int
    columns: Mapping[Role, int]

    def cell(self, role: Role) -> Cell | None:
        """The cell in the column of that role; None if it shows nothing."""
        column = self.columns.get(role)
        return None if column is None else self.sheet.visible(self.row, column)

    def name(self, role: Role) -> str:
        """The name of the cell in the column of that role."""
        return cell_name(self.row, self.columns[role])


@dataclass(frozen=True)
class _Table:
    """Where a table of the sheet has its heads and columns."""

    top: int  # first row of the heads
    bottom: int  # last row of the heads
    by_role: Mapping[Role, int]
    by_input: Mapping[str, int]  # of a matrix: those of the answers

    @property
    def answers(self) -> tuple[int, ...]:
        """The columns that contain answers."""
        return tuple(self.by_input.values()) or (self.by_role[Role.VALUE],)


def heading(sheet: Sheet, questions: Sequence[Question]) -> str:
    """The folded text above the table."""
    heads = (column.head for column in columns(questions[0].sheet, questions))
    top = _head_row(sheet.folded_texts(), heads)
    return spelling.folded(" ".join(sheet.text(*place) for place in sheet.cells if place[0] < top))


def fields(
    sheet: Sheet, questions: Sequence[Question], names: Mapping[str, str], findings: FormFindings
) -> Iterator[list[Field]]:
    """The fields of a sheet's questions row by row; faults and oddities are added to `findings`.

    `names`: the names of agencies by id, for sheets with a row for each child.
    """
    matrix = sheet_kind(questions[0].sheet) is SheetKind.MATRIX
    table = (_matrix_table if matrix else _row_table)(sheet, questions, findings)
    if table is None:
        return
    read = (*table.by_role.values(), *table.by_input.values())
    _refuse_merged(sheet, table.bottom, read, findings)
    _remark_strays(sheet, table, findings)
    if matrix:
        yield from _matrix_rows(sheet, table, questions, names, findings)
    else:
        yield from _rows(sheet, table, questions, findings)


def rows_below(
    sheet: Sheet, heads: Mapping[Key, str], findings: FormFindings
) -> Iterator[tuple[int, Mapping[Key, int]]]:
    """The rows with content below these heads, with the columns by the keys of the heads; for a
    sheet without questions. Faults are added to `findings`."""
    texts = sheet.folded_texts()
    top = _head_row(texts, heads.values())
    by_head = _columns_of(texts.get(top, {}), heads, sheet, findings)
    if by_head is None:
        return
    _refuse_merged(sheet, top, by_head.values(), findings)
    yield from ((row, by_head) for row in sorted({r for r, _ in sheet.cells if r > top}))


# ---------------------------------------------------------------- heads


def _head_row(texts: Mapping[int, Mapping[int, str]], heads: Iterable[str]) -> int:
    """The row that contains most of these heads; 0 if none does."""
    known = {spelling.folded(head) for head in heads}
    counts = {row: len(known & set(by_column.values())) for row, by_column in texts.items()}
    best = max(counts, key=counts.__getitem__, default=0)
    return best if counts.get(best) else 0


def _columns_of(
    texts: Mapping[int, str], heads: Mapping[Key, str], sheet: Sheet, findings: FormFindings
) -> dict[Key, int] | None:
    """The columns of these heads; None if one is missing or repeated."""
    places = {
        key: [column for column, text in texts.items() if text == spelling.folded(head)]
        for key, head in heads.items()
    }
    missing = [heads[key] for key, at in places.items() if not at]
    repeated = [heads[key] for key, at in places.items() if len(at) > 1]
    if missing:
        findings.refuse(wording.form_faults.form_heads_missing(missing), sheet.title)
    for head in repeated:
        findings.refuse(wording.form_faults.form_heads_repeated(head), sheet.title)
    return None if missing or repeated else {key: at[0] for key, at in places.items()}


def _row_table(
    sheet: Sheet, questions: Sequence[Question], findings: FormFindings
) -> _Table | None:
    """The columns of a sheet with one question a row; None after a fault."""
    heads = {column.role: column.head for column in columns(questions[0].sheet, questions)}
    lines = sheet.folded_texts()
    row = _head_row(lines, heads.values())
    texts = lines.get(row, {})
    needed = {role: head for role, head in heads.items() if role in READ}
    by_role = _columns_of(texts, needed, sheet, findings)
    if by_role is None:
        return None
    known = {spelling.folded(head) for head in heads.values()}
    _remark_columns(sheet, row, [c for c, text in texts.items() if text not in known], findings)
    return _Table(row, row, by_role, {})


def _matrix_table(
    sheet: Sheet, questions: Sequence[Question], findings: FormFindings
) -> _Table | None:
    """The columns of a matrix, by heads and by the ids of inputs below; None after a fault."""
    shape = columns(questions[0].sheet, questions)
    heads = {column.role: column.head for column in shape if column.input is None}
    labels = {column.input.id: column.head for column in shape if column.input}
    labels |= {c.input.id: c.head for c in shape if c.input and c.role is Role.VALUE}
    texts = sheet.folded_texts()
    head_row, id_row = _head_row(texts, heads.values()), _head_row(texts, labels)
    needed = {role: head for role, head in heads.items() if role in READ}
    by_role = _columns_of(texts.get(head_row, {}), needed, sheet, findings)
    if not id_row:
        findings.refuse(wording.form_faults.form_heads_missing(list(labels.values())), sheet.title)
    if by_role is None or not id_row:
        return None
    by_input = _input_columns(sheet, id_row, labels, findings)
    printed = {*heads.values(), *(column.head for column in shape)}
    _remark_matrix_columns(sheet, head_row, id_row, printed, labels, findings)
    label_check = LabelCheck(sheet, labels, findings)
    for input_id, column in by_input.items():
        label_check.matches(input_id, (id_row, column), (head_row, column))
    label_check.report()
    return _Table(min(head_row, id_row), max(head_row, id_row), by_role, by_input)


def _input_columns(
    sheet: Sheet, id_row: int, labels: Mapping[str, str], findings: FormFindings
) -> dict[str, int]:
    """The first column of each input that has one, by the ids in a row."""
    columns_by_id: dict[str, list[int]] = {}
    for column in sorted(column for row, column in sheet.cells if row == id_row):
        columns_by_id.setdefault(sheet.text(id_row, column), []).append(column)
    for input_id, at in columns_by_id.items():
        if input_id in labels and len(at) > 1:
            names = [cell_name(id_row, column) for column in at]
            findings.refuse(wording.form_faults.form_column_repeated(input_id), sheet.title, *names)
    absent = [input_id for input_id in labels if input_id not in columns_by_id]
    if absent:
        findings.remark(wording.form_faults.remark_columns_missing(absent), sheet.title)
    return {input_id: at[0] for input_id, at in columns_by_id.items() if input_id in labels}


def _remark_matrix_columns(
    sheet: Sheet,
    head_row: int,
    id_row: int,
    heads: Iterable[str],
    labels: Iterable[str],
    findings: FormFindings,
) -> None:
    """Remark on columns of an unknown input, or without an id and with an unknown head."""
    known, ids = {spelling.folded(head) for head in heads}, set(labels)
    texts = sheet.folded_texts()
    foreign = [c for c in texts[id_row] if sheet.text(id_row, c) not in ids and id_row != head_row]
    _remark_columns(sheet, id_row, [c for c in foreign if sheet.text(id_row, c)], findings)
    bare = [c for c, text in texts[head_row].items() if text not in known and c not in foreign]
    _remark_columns(sheet, head_row, [c for c in bare if not sheet.text(id_row, c)], findings)


def _remark_columns(sheet: Sheet, row: int, at: Iterable[int], findings: FormFindings) -> None:
    for column in at:
        cell = sheet.cells[row, column]
        text = with_value(wording.form_faults.REMARK_COLUMN_UNKNOWN, cell.value)
        findings.remark(text, sheet.title, cell.name)


def _remark_strays(sheet: Sheet, table: _Table, findings: FormFindings) -> None:
    """Remark on content where the form has nothing: to the right of the table, or below it."""
    texts = sheet.folded_texts()
    headed = {c for row in (table.top, table.bottom) for c, text in texts[row].items() if text}
    strays = [
        cell_name(row, column)
        for row, column in sorted(sheet.cells)
        if row > table.bottom and sheet.visible(row, column) is not None
        if column not in headed or _is_below(sheet, row, table)
    ]
    if strays:
        findings.remark(wording.form_faults.REMARK_STRAYS, sheet.title, *strays[:MOST_NAMED])


def _is_below(sheet: Sheet, row: int, table: _Table) -> bool:
    """Whether a row has neither an id nor an answer. (An answer without an id is refused.)"""
    read = (table.by_role[Role.ID], *table.answers)
    return all(sheet.visible(row, column) is None for column in read)


def _refuse_merged(
    sheet: Sheet, head_row: int, read: Iterable[int], findings: FormFindings
) -> None:
    """Refuse merged cells below the heads in columns that are read: which of the rows they are
    about is never guessed."""
    at = set(read)
    for merged in sheet.merged:
        within = any(merged.left <= column <= merged.right for column in at)
        if merged.bottom > head_row and within:
            findings.refuse(wording.form_faults.form_merged(merged.cells), sheet.title)


# ---------------------------------------------------------------- rows


def _rows(
    sheet: Sheet, table: _Table, questions: Sequence[Question], findings: FormFindings
) -> Iterator[list[Field]]:
    by_key = {question.key: question for question in questions}
    labels = {key: printed_text(question, Role.LABEL) for key, question in by_key.items()}
    label_check = LabelCheck(sheet, labels, findings)
    for key, row in _rows_by_id(sheet, table, by_key, findings):
        field = Field(by_key[key], sheet, row, table.by_role)
        id_place, label_place = ((row, table.by_role[role]) for role in (Role.ID, Role.LABEL))
        matches = label_check.matches(key, id_place, label_place)
        cell, unit = field.cell(Role.UNIT), field.question.input.unit
        # A number in another unit is another number.
        if matches and cell is not None and cell.folded != spelling.folded(unit):
            findings.refuse(wording.form_faults.form_unit_changed(unit), sheet.title, cell.name)
        yield [field]
    label_check.report()


def _matrix_rows(
    sheet: Sheet,
    table: _Table,
    questions: Sequence[Question],
    names: Mapping[str, str],
    findings: FormFindings,
) -> Iterator[list[Field]]:
    children: dict[str, dict[str, Question]] = {}
    for question in questions:
        children.setdefault(question.subject, {})[question.input.id] = question
    label_check = LabelCheck(sheet, {child: names[child] for child in children}, findings)
    id_column, label_column = table.by_role[Role.ID], table.by_role[Role.LABEL]
    for child, row in _rows_by_id(sheet, table, children, findings):
        label_check.matches(child, (row, id_column), (row, label_column))
        own = children[child]
        other = [column for name, column in table.by_input.items() if name not in own]
        _remark_not_asked(sheet, row, other, findings)
        yield [
            Field(own[input_id], sheet, row, {**table.by_role, Role.VALUE: column})
            for input_id, column in table.by_input.items()
            if input_id in own
        ]
    label_check.report()


def _remark_not_asked(sheet: Sheet, row: int, at: Iterable[int], findings: FormFindings) -> None:
    for column in at:
        cell = sheet.visible(row, column)
        if cell is not None and tidy(str(cell.value)) != wording.forms.NOT_ASKED:
            text = with_value(wording.form_faults.REMARK_NOT_ASKED, cell.value)
            findings.remark(text, sheet.title, cell.name)


def _rows_by_id(
    sheet: Sheet, table: _Table, ids: Iterable[str], findings: FormFindings
) -> Iterator[tuple[str, int]]:
    """The row of each of these ids that has exactly one."""
    known = list(ids)
    rows_by_id = _all_rows_by_id(sheet, table, findings)
    for row_id, rows in rows_by_id.items():
        names = [cell_name(row, table.by_role[Role.ID]) for row in rows]
        if row_id not in known:
            text = with_value(wording.form_faults.REMARK_ROW_UNKNOWN, row_id)
            findings.remark(text, sheet.title, *names)
        elif len(rows) > 1:
            findings.refuse(wording.form_faults.form_id_repeated(row_id), sheet.title, *names)
        else:
            yield row_id, rows[0]
    absent = [row_id for row_id in known if row_id not in rows_by_id]
    if absent:
        findings.remark(wording.form_faults.remark_rows_missing(absent), sheet.title)


def _all_rows_by_id(sheet: Sheet, table: _Table, findings: FormFindings) -> dict[str, list[int]]:
    """The rows below the heads by the id they have; one with an answer and no id is refused."""
    rows_by_id: dict[str, list[int]] = {}
    for row in sorted({row for row, _ in sheet.cells if row > table.bottom}):
        row_id = sheet.text(row, table.by_role[Role.ID])
        if row_id:
            rows_by_id.setdefault(row_id, []).append(row)
            continue
        given = [cell for column in table.answers if (cell := sheet.visible(row, column))]
        if given:
            names = [cell.name for cell in given]
            findings.refuse(wording.form_faults.FORM_ID_ABSENT, sheet.title, *names)
    return rows_by_id
