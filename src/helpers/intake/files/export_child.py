"""The limited child that turns the worksheets of an export into CSV, row for row.

Runs as `python -m helpers.intake.files.export_child FOLDER ROWS`; a path in, an
`OpenedExport` out, and in FOLDER the sheets' first ROWS rows.
"""

from __future__ import annotations

import csv
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from helpers import wording
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import (
    DayKind,
    ExportSheet,
    OpenedExport,
    Places,
    WithoutValue,
)
from helpers.intake.files.other_workbooks import OtherSheet, other_sheets
from helpers.intake.files.sheet_xml import SheetPass, Worksheet, worksheets
from helpers.intake.files.zip_guard import Refused, is_packed_workbook
from helpers.privacy.foreign_text import sheet_title

CPU_SECONDS, WALL_SECONDS = 180, 600
MANY_ROWS = 1_000  # fewer are given the time of a form
MAX_UNPACKED = 1 << 30
MAX_COLUMNS = 200
MAX_GAP = 1_000  # blank rows in a row
# A day as written; what may follow it is a time.
TEXT_DAY = re.compile(r"([0-9]{1,2})[/.-][0-9]{1,2}[/.-][0-9]{4}(?: .*)?")
MONTHS = 12
MOST_KNOWN = 1 << 16  # spellings remembered: the same ones come again and again
MOST_WHOLE = 10**15
MIDNIGHT = "00:00:00"
NO_VALUE: dict[str, WithoutValue] = {"e": "errors", "u": "uncounted", "l": "linked"}


class EnoughRows(Exception):
    """The rows asked for are there."""


def main() -> None:
    """Serve until the parent closes the socket."""
    folder, rows = Path(sys.argv[1]), int(sys.argv[2])
    child_process.serve(
        lambda path: OpenedExport(list(_sheets(Path(path), folder, rows))), *seconds_for(rows)
    )


def seconds_for(rows: int) -> tuple[int, int]:
    """The seconds of processor time and of time in which so many rows must be read."""
    if rows < MANY_ROWS:
        return child_process.CPU_SECONDS, child_process.WALL_SECONDS
    return CPU_SECONDS, WALL_SECONDS


def _sheets(workbook: Path, folder: Path, rows: int) -> Iterator[ExportSheet]:
    content = child_process.guarded(workbook, MAX_UNPACKED, of_others=True)
    if is_packed_workbook(content):
        passes: Iterator[RowPass] = (RowPass(sheet, rows) for sheet in worksheets(content))
    else:
        passes = (OtherRowPass(sheet, rows) for sheet in other_sheets(content, MAX_COLUMNS))
    for number, sheet in enumerate(passes):
        yield sheet.written(folder / f"{number}.csv")


class RowPass(SheetPass):
    """Writes the first rows of a sheet as they come; keeps no cell."""

    most_columns = MAX_COLUMNS

    def __init__(self, sheet: Worksheet, rows: int) -> None:
        super().__init__(sheet)
        self.most = rows
        self.widths = array("H")
        self.current: dict[int, str] = {}
        self.began = 0
        self.hidden_rows: Places[int] = Places()
        self.without_value: dict[WithoutValue, Places[str]] = {
            n: Places() for n in NO_VALUE.values()
        }
        self.days: dict[int, defaultdict[DayKind, Places[int]]] = {}

    def written(self, path: Path) -> ExportSheet:
        """Reads the sheet and writes its rows, all as long as the longest."""
        ragged = path.with_suffix(".rows")
        with ragged.open("w", encoding="utf-8", newline="") as out:
            self.writer = csv.writer(out, lineterminator="\n")
            with suppress(EnoughRows):
                self.read_sheet()
            self.flush()
        most = max(self.widths, default=0)
        with (
            ragged.open(encoding="utf-8", newline="") as rows,
            path.open("w", encoding="utf-8", newline="\n") as out,
        ):
            for line, width in zip(rows, self.widths, strict=True):
                out.write(line.rstrip("\n") + "," * (most - max(width, 1)) + "\n")
        ragged.unlink()
        return ExportSheet(
            title=self.sheet.title,
            hidden=self.sheet.hidden,
            filtered=self.filtered,
            merged=self.merged,
            hidden_columns=self.hidden_columns(),
            file=path.name,
            rows=sum(width > 0 for width in self.widths),
            hidden_rows=self.hidden_rows,
            without_value=self.without_value,
            days=self.days,
        )

    def start_row(self, attributes: dict[str, str]) -> None:
        """The row before it has ended."""
        self.flush()
        super().start_row(attributes)
        if self.row <= len(self.widths):
            raise Refused(wording.files.FILE_DAMAGED)
        if len(self.widths) >= self.most:
            raise EnoughRows

    def take(self, kind: str, value: Any) -> None:
        """Keep a cell's value as text until its row ends."""
        if kind == "s" and not value:
            return
        if not self.current:
            self._begin_row()
        if self.column > MAX_COLUMNS:
            raise Refused(
                wording.files.file_far_cell(sheet_title(self.sheet.title), self.reference())
            )
        if self.row != self.began or self.column in self.current:
            raise Refused(wording.files.FILE_DAMAGED)
        if kind in NO_VALUE:
            self.without_value[NO_VALUE[kind]].add(self.reference())
        text, day = _spelled(kind, value)
        self.current[self.column] = text
        if day:
            self._note_day(kind == "d", day)

    def _begin_row(self) -> None:
        self.began = self.row
        if self.row - len(self.widths) > MAX_GAP:
            raise Refused(
                wording.files.file_far_cell(sheet_title(self.sheet.title), self.reference())
            )
        if self.row <= len(self.widths):
            raise Refused(wording.files.FILE_DAMAGED)

    def flush(self) -> None:
        """Write the row that has ended, and the blank ones before it."""
        if not self.current:
            return
        while len(self.widths) < self.row - 1:
            self.writer.writerow([""])
            self.widths.append(0)
        if self.row_hidden:
            self.hidden_rows.add(self.row)
        self.columns_used.update(self.current)
        width = max(self.current)
        self.writer.writerow([self.current.get(column, "") for column in range(1, width + 1)])
        self.widths.append(width)
        self.current = {}

    def _note_day(self, is_cell: bool, day: int) -> None:
        """Rows of a column with a day in a cell of its own or in a text, separately for days that
        could be months."""
        kind: DayKind
        if day <= MONTHS:
            kind = "cells" if is_cell else "texts"
        else:
            kind = "cells_no_month" if is_cell else "texts_no_month"
        self.days.setdefault(self.column, defaultdict(Places))[kind].add(self.row)


class OtherRowPass(RowPass):
    """The same of a sheet that is no .xlsx."""

    def __init__(self, sheet: OtherSheet, rows: int) -> None:
        # Of a worksheet its title and whether it is hidden are used: the rows are read here.
        super().__init__(cast("Worksheet", sheet), rows)
        self.other = sheet
        self.merged = sheet.marks.merged
        self.filtered = sheet.marks.filtered
        self.columns_hidden = sheet.marks.columns_hidden

    def read_sheet(self) -> None:
        """Take every cell with a value."""
        hidden = self.other.marks.hidden()
        next_hidden = next(hidden, 0)
        for row, cells in self.other.rows:
            while next_hidden and next_hidden < row:
                next_hidden = next(hidden, 0)
            self.start_row({"r": str(row), "hidden": "1" if next_hidden == row else "0"})
            for self.column, kind, value in cells:
                self.take(kind, value)


@lru_cache(MOST_KNOWN)
def _spelled(kind: str, value: Any) -> tuple[str, int]:
    """The text of a cell, and the day of the month if it is a day; else 0."""
    text = _text(kind, value)
    day = TEXT_DAY.fullmatch(text) if kind in "ds" else None
    return text, int(day[1]) if day else 0


def _text(kind: str, value: Any) -> str:
    """A cell as an export in CSV would spell it: days dd/mm/yyyy, numbers with a comma. Of a
    number Excel keeps fifteen figures: a longer one is spelled as Excel shows it."""
    if kind == "d":
        return _moment(value)
    if kind == "n":
        return _number(value)
    if kind == "p":
        return f"{_decimal(value * 100)}%"
    if kind in "ul":
        return ""
    return " ".join(str(value).split())


def _moment(value: datetime) -> str:
    clock = f"{value:%H:%M:%S}"
    return wording.core.day(value) + ("" if clock == MIDNIGHT else f" {clock}")


def _number(value: int | float) -> str:
    if not (isinstance(value, int) or value.is_integer()):
        return _decimal(value)
    spoiled = abs(value) >= MOST_WHOLE
    return format(Decimal(value), ".14e").replace(".", ",") if spoiled else str(int(value))


def _decimal(value: float) -> str:
    return format(value, "z.15g").replace(".", ",")


if __name__ == "__main__":
    main()
