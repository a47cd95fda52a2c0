"""Finds the fields of a form: rows by their id, columns by the text of their head or, in a matrix,
by the id of their input; wherever they have been moved to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from helpers import forms, wording
from helpers.forms import Question, Role, SheetKind
from helpers.intake.forms.form_report import MOST_NAMED, Cell, Report, Sheet, cell_name
from helpers.intake.forms.form_words import OwnWords
from helpers.intake.forms.numbers import tidy
from helpers.model import spelling

Key = TypeVar("Key")


@dataclass(frozen=True)
class Field:
    """Where a question is answered."""

    question: Question
    sheet: Sheet
    row: int
    columns: Mapping[Role, int]

    def cell(self, role: Role) -> Cell | None:
        """The cell of that role; None if nothing can be seen in it."""
        column = self.columns.get(role)
        return None if column is None else self.sheet.seen(self.row, column)

    def name(self, role: Role) -> str:
        """The name of the cell of that role."""
        return cell_name(self.row, self.columns[role])


@dataclass(frozen=True)
class _Shape:
    """Where the columns of a sheet were found: by role, in a matrix the values by input. The
    heads stand in rows `top` to `bottom`."""

    top: int
    bottom: int
    columns: Mapping[Role, int]
    inputs: Mapping[str, int]

    @property
    def values(self) -> tuple[int, ...]:
        """The columns that hold answers."""
        return tuple(self.inputs.values()) or (self.columns[Role.VALUE],)


def heading(sheet: Sheet, asked: Sequence[Question]) -> str:
    """The folded text above the table."""
    top = _head_row(sheet.lines(), (c.head for c in forms.columns(asked[0].sheet, asked)))
    return spelling.folded(" ".join(sheet.text(*place) for place in sheet.cells if place[0] < top))


def fields(
    sheet: Sheet, asked: Sequence[Question], names: Mapping[str, str], report: Report
) -> Iterator[list[Field]]:
    """The fields of a sheet's questions row by row; faults and oddities go to the report. `names`:
    those of the agencies that have rows of their own, by id."""
    matrix = forms.sheet_kind(asked[0].sheet) is SheetKind.MATRIX
    shape = _matrix_shape(sheet, asked, report) if matrix else _shape(sheet, asked, report)
    if shape is None:
        return
    read = (*shape.columns.values(), *shape.inputs.values())
    _check_merged(sheet, shape.bottom, read, report)
    _remark_strays(sheet, shape, report)
    if matrix:
        yield from _matrix_rows(sheet, shape, asked, names, report)
    else:
        yield from _rows(sheet, shape, asked, report)


def rows_below(
    sheet: Sheet, heads: Mapping[Key, str], report: Report
) -> Iterator[tuple[int, Mapping[Key, int]]]:
    """The rows below these heads that hold anything, with the columns by the keys of the heads;
    faults go to the report. For a sheet that has no questions."""
    lines = sheet.lines()
    top = _head_row(lines, heads.values())
    columns = _needed(lines.get(top, {}), heads, sheet, report)
    if columns is None:
        return
    _check_merged(sheet, top, columns.values(), report)
    yield from ((row, columns) for row in sorted({r for r, _ in sheet.cells if r > top}))


# ---------------------------------------------------------------- heads


def _head_row(lines: Mapping[int, Mapping[int, str]], heads: Iterable[str]) -> int:
    """The row that holds most of these texts; 0 if none does."""
    known = {spelling.folded(head) for head in heads}
    counts = {row: len(known & set(texts.values())) for row, texts in lines.items()}
    best = max(counts, key=counts.__getitem__, default=0)
    return best if counts.get(best) else 0


def _needed(
    texts: Mapping[int, str], needed: Mapping[Key, str], sheet: Sheet, report: Report
) -> dict[Key, int] | None:
    """The columns of these heads; None after a fault."""
    found = {
        role: [c for c, text in texts.items() if text == spelling.folded(head)]
        for role, head in needed.items()
    }
    missing = [needed[role] for role, places in found.items() if not places]
    repeated = [needed[role] for role, places in found.items() if len(places) > 1]
    if missing:
        report.refused(wording.form_heads_missing(missing), sheet.title)
    for head in repeated:
        report.refused(wording.form_heads_repeated(head), sheet.title)
    return None if missing or repeated else {role: at[0] for role, at in found.items()}


def _shape(sheet: Sheet, asked: Sequence[Question], report: Report) -> _Shape | None:
    """The columns of a sheet with one question a row; None after a fault."""
    heads = {column.role: column.head for column in forms.columns(asked[0].sheet, asked)}
    lines = sheet.lines()
    row = _head_row(lines, heads.values())
    texts = lines.get(row, {})
    needed = {role: head for role, head in heads.items() if role in forms.READ}
    columns = _needed(texts, needed, sheet, report)
    if columns is None:
        return None
    known = {spelling.folded(head) for head in heads.values()}
    _remark_columns(sheet, row, [c for c, text in texts.items() if text not in known], report)
    return _Shape(row, row, columns, {})


def _matrix_shape(sheet: Sheet, asked: Sequence[Question], report: Report) -> _Shape | None:
    """The columns of a matrix: its heads, and below them the ids of the inputs."""
    shape = forms.columns(asked[0].sheet, asked)
    heads = {column.role: column.head for column in shape if column.input is None}
    labels = {column.input.id: column.head for column in shape if column.input}
    labels |= {c.input.id: c.head for c in shape if c.input and c.role is Role.VALUE}
    lines = sheet.lines()
    head_row, id_row = _head_row(lines, heads.values()), _head_row(lines, labels)
    needed = {role: head for role, head in heads.items() if role in forms.READ}
    columns = _needed(lines.get(head_row, {}), needed, sheet, report)
    if not id_row:
        report.refused(wording.form_heads_missing(list(labels.values())), sheet.title)
    if columns is None or not id_row:
        return None
    places: dict[str, list[int]] = {}
    for column in sorted(lines[id_row]):
        places.setdefault(sheet.text(id_row, column), []).append(column)
    for input_id, found in places.items():
        if input_id in labels and len(found) > 1:
            names = [cell_name(id_row, column) for column in found]
            report.refused(wording.form_column_repeated(input_id), sheet.title, *names)
    absent = [input_id for input_id in labels if input_id not in places]
    if absent:
        report.remark(wording.remark_columns_missing(absent), sheet.title)
    ours = {*heads.values(), *(column.head for column in shape)}
    _remark_matrix_columns(sheet, head_row, id_row, ours, labels, report)
    inputs = {input_id: found[0] for input_id, found in places.items() if input_id in labels}
    words = OwnWords(sheet, labels, report)
    for input_id, column in inputs.items():
        words.look(input_id, (id_row, column), (head_row, column))
    words.say()
    return _Shape(min(head_row, id_row), max(head_row, id_row), columns, inputs)


def _remark_matrix_columns(
    sheet: Sheet,
    head_row: int,
    id_row: int,
    heads: Iterable[str],
    labels: Iterable[str],
    report: Report,
) -> None:
    """Columns of another input, or without an id and with a head of their own."""
    known, ids = {spelling.folded(head) for head in heads}, set(labels)
    lines = sheet.lines()
    foreign = [c for c in lines[id_row] if sheet.text(id_row, c) not in ids and id_row != head_row]
    _remark_columns(sheet, id_row, [c for c in foreign if sheet.text(id_row, c)], report)
    bare = [c for c, text in lines[head_row].items() if text not in known and c not in foreign]
    _remark_columns(sheet, head_row, [c for c in bare if not sheet.text(id_row, c)], report)


def _remark_columns(sheet: Sheet, row: int, columns: Iterable[int], report: Report) -> None:
    for column in columns:
        cell = sheet.cells[row, column]
        report.remark(wording.remark_column_unknown(cell.value), sheet.title, cell.name)


def _remark_strays(sheet: Sheet, shape: _Shape, report: Report) -> None:
    """What was written where the form has nothing: beside the table, or below it."""
    lines = sheet.lines()
    headed = {c for row in (shape.top, shape.bottom) for c, text in lines[row].items() if text}
    strays = [
        cell_name(row, column)
        for row, column in sorted(sheet.cells)
        if row > shape.bottom and sheet.seen(row, column) is not None
        if column not in headed or _is_below(sheet, row, shape)
    ]
    if strays:
        report.remark(wording.remark_strays(), sheet.title, *strays[:MOST_NAMED])


def _is_below(sheet: Sheet, row: int, shape: _Shape) -> bool:
    """Whether a row is none of the table's. (A figure without an id is a question of its own.)"""
    read = (shape.columns[Role.ID], *shape.values)
    return all(sheet.seen(row, column) is None for column in read)


def _check_merged(sheet: Sheet, heads: int, read: Iterable[int], report: Report) -> None:
    """What a merged cell means for the rows it covers, below row `heads`, is never guessed."""
    columns = set(read)
    for merged in sheet.merged:
        within = any(merged.left <= column <= merged.right for column in columns)
        if merged.bottom > heads and within:
            report.refused(wording.form_merged(merged.cells), sheet.title)


# ---------------------------------------------------------------- rows


def _rows(
    sheet: Sheet, shape: _Shape, asked: Sequence[Question], report: Report
) -> Iterator[list[Field]]:
    by_key = {question.key: question for question in asked}
    said = {key: forms.words(question, Role.LABEL) for key, question in by_key.items()}
    words = OwnWords(sheet, said, report)
    for key, row in _found(sheet, shape, by_key, report):
        field = Field(by_key[key], sheet, row, shape.columns)
        at, beside = ((row, shape.columns[role]) for role in (Role.ID, Role.LABEL))
        if words.look(key, at, beside):
            _check_unit(field, report)
        yield [field]
    words.say()


def _check_unit(field: Field, report: Report) -> None:
    """A figure in another unit is another figure."""
    cell, unit = field.cell(Role.UNIT), field.question.input.unit
    if cell is not None and spelling.folded(tidy(str(cell.value))) != spelling.folded(unit):
        report.refused(wording.form_unit_changed(unit), field.sheet.title, cell.name)


def _matrix_rows(
    sheet: Sheet,
    shape: _Shape,
    asked: Sequence[Question],
    names: Mapping[str, str],
    report: Report,
) -> Iterator[list[Field]]:
    children: dict[str, dict[str, Question]] = {}
    for question in asked:
        children.setdefault(question.subject, {})[question.input.id] = question
    words = OwnWords(sheet, {child: names[child] for child in children}, report)
    for child, row in _found(sheet, shape, children, report):
        words.look(child, (row, shape.columns[Role.ID]), (row, shape.columns[Role.LABEL]))
        own = children[child]
        _remark_not_asked(sheet, row, [c for i, c in shape.inputs.items() if i not in own], report)
        yield [
            Field(own[input_id], sheet, row, {**shape.columns, Role.VALUE: column})
            for input_id, column in shape.inputs.items()
            if input_id in own
        ]
    words.say()


def _remark_not_asked(sheet: Sheet, row: int, columns: Iterable[int], report: Report) -> None:
    for column in columns:
        cell = sheet.seen(row, column)
        if cell is not None and tidy(str(cell.value)) != wording.NOT_ASKED:
            report.remark(wording.remark_not_asked(cell.value), sheet.title, cell.name)


def _found(
    sheet: Sheet, shape: _Shape, wanted: Iterable[str], report: Report
) -> Iterator[tuple[str, int]]:
    """The wanted ids below the heads, each with the one row it stands in."""
    known = list(wanted)
    found = _rows_by_id(sheet, shape, report)
    for row_id, rows in found.items():
        names = [cell_name(row, shape.columns[Role.ID]) for row in rows]
        if row_id not in known:
            report.remark(wording.remark_row_unknown(row_id), sheet.title, *names)
        elif len(rows) > 1:
            report.refused(wording.form_id_repeated(row_id), sheet.title, *names)
        else:
            yield row_id, rows[0]
    absent = [row_id for row_id in known if row_id not in found]
    if absent:
        report.remark(wording.remark_rows_missing(absent), sheet.title)


def _rows_by_id(sheet: Sheet, shape: _Shape, report: Report) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in sorted({row for row, _ in sheet.cells if row > shape.bottom}):
        row_id = sheet.text(row, shape.columns[Role.ID])
        if row_id:
            found.setdefault(row_id, []).append(row)
            continue
        given = [cell for column in shape.values if (cell := sheet.seen(row, column))]
        if given:
            names = [cell.name for cell in given]
            report.refused(wording.form_id_absent(), sheet.title, *names)
    return found
