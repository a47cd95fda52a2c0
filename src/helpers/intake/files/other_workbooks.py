"""Exports as `.xls` and `.ods`: their values by python-calamine, with what it does not tell of them
(`sheet_marks`). In a child process only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from helpers import wording
from helpers.intake.files.ods_marks import ods_marks
from helpers.intake.files.sheet_marks import SheetMarks, merged
from helpers.intake.files.xls_marks import MAGIC, xls_marks
from helpers.intake.files.zip_guard import Refused

Value = str | int | float | bool | datetime


@dataclass(frozen=True)
class OtherSheet:
    """A worksheet; `rows`: from its first row with a value, each with its number and the columns,
    kinds and values of its cells (kinds as in `SheetPass.take`)."""

    title: str
    hidden: bool
    marks: SheetMarks
    rows: Iterator[tuple[int, list[tuple[int, str, Value]]]]


def other_sheets(content: bytes, most_columns: int) -> Iterator[OtherSheet]:
    """The worksheets of an `.xls` or `.ods` that was guarded. Raises Refused."""
    # Not imported where workbooks of other kinds are read: it costs their start.
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    is_xls = content.startswith(MAGIC)
    marks: Sequence[SheetMarks | None]
    marks = xls_marks(content) if is_xls else ods_marks(content, most_columns)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as locked:
        raise Refused(wording.files.FILE_LOCKED) from locked
    if len(book.sheets_metadata) != len(marks):
        raise Refused(wording.files.FILE_UNREADABLE)
    for number, (about, its) in enumerate(zip(book.sheets_metadata, marks, strict=True)):
        if its is None or about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            its.merged.append(merged(left + 1, top + 1, right + 1, bottom + 1))
        hidden = about.visible != SheetVisibleEnum.Visible
        yield OtherSheet(about.name, hidden, its, _rows(sheet, its))


def _rows(sheet: Any, marks: SheetMarks) -> Iterator[tuple[int, list[tuple[int, str, Value]]]]:
    """The rows with a value or a mark."""
    top, left = sheet.start or (0, 0)
    last = 0
    for row, values in enumerate(sheet.iter_rows(), top + 1):
        marked = marks.cells.get(row, {})
        cells = [
            (column, *_cell(value, marked.get(column, "")))
            for column, value in enumerate(values, left + 1)
            if value != "" or column in marked
        ]
        beyond = [column for column in marked if not left < column <= left + len(values)]
        cells += [(column, marked[column], "") for column in beyond]
        last = row
        if cells:
            yield row, sorted(cells, key=lambda cell: cell[0])
    # Cells without a value count for nothing in the extent that calamine gives.
    for row in sorted(row for row in marks.cells if row > last or row <= top):
        yield row, [(column, kind, "") for column, kind in sorted(marks.cells[row].items())]


def _cell(value: Any, mark: str) -> tuple[str, Value]:
    """The kind and the value of a cell."""
    if mark in ("e", "u", "l"):
        return mark, ""
    if mark == "b" or isinstance(value, bool):
        return "b", bool(value)
    if isinstance(value, int | float):
        return ("p" if mark == "p" else "n"), value
    if isinstance(value, datetime):
        return "d", value
    if isinstance(value, date):
        return "d", datetime.combine(value, time())
    return "s", str(value)
