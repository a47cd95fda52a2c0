"""The limited child that turns the worksheets of an export into CSV, a row for a row.

Runs as `python -m helpers.intake.files.sheets_child WORKBOOK FOLDER ROWS` and prints what it found
as one JSON line. Kernel limits on memory and processor time end it when a file asks for too much.
"""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import get_column_letter

from helpers import wording
from helpers.intake.files import cells, workbook_child
from helpers.intake.files.zip_guard import Refused, zip_guard

CPU_SECONDS = 180
MANY_ROWS = 1_000  # a look at fewer is given the time of a form
MAX_UNPACKED = 1 << 30
MAX_COLUMNS = 200
MAX_GAP = 1_000  # blank rows in a row
MOST_NAMED = 20
NAMED = ("hidden_rows", "errors", "uncounted", "linked")
# A day written as text; what may stand behind it is a time.
TEXT_DAY = re.compile(r"([0-9]{1,2})[/.-][0-9]{1,2}[/.-][0-9]{4}(?: .*)?")
MONTHS = 12
MOST_WHOLE = 10**15
MIDNIGHT = "00:00:00"
NO_VALUE = {"e": "errors", "u": "uncounted", "l": "linked"}


class EnoughRows(Exception):
    """The rows asked for are there."""


def main() -> None:
    """Convert one workbook."""
    memory = workbook_child.data_now() + workbook_child.MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    workbook, folder, rows = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    seconds = workbook_child.CPU_SECONDS if rows < MANY_ROWS else CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    print(json.dumps(answer(workbook, folder, rows)))


def answer(workbook: Path, folder: Path, rows: int) -> dict[str, object]:
    """`{"sheets": […]}`, or `{"refused": sentence}`."""
    try:
        content = workbook.read_bytes()
        zip_guard(content, MAX_UNPACKED)
        return {"sheets": list(_sheets(content, folder, rows))}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": wording.file_too_large()}
    except Exception:
        # Whatever a hostile file breaks in a parser, the reader gets one plain sentence.
        return {"refused": wording.file_unreadable()}


def _sheets(content: bytes, folder: Path, rows: int) -> Iterator[dict[str, object]]:
    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    strings = cells.shared_strings(reader)
    formats = cells.special_formats(reader.archive)
    for number, (sheet, relation) in enumerate(reader.parser.find_sheets()):
        if not relation.Type.endswith("/worksheet"):
            continue
        path = folder / f"{number}.csv"
        with path.with_suffix(".rows").open("w", encoding="utf-8", newline="") as out:
            parsed = RowPass(sheet.name, strings, formats, reader.wb.epoch, rows, out)
            try:
                with reader.archive.open(relation.target) as source:
                    parsed.read(source)
            except EnoughRows:
                pass
            parsed.flush()
        _pad(path, parsed.widths)
        yield {
            "title": sheet.name,
            "hidden": sheet.state != "visible",
            "file": path.name,
            **parsed.notes(),
        }


def _pad(path: Path, widths: Sequence[int]) -> None:
    """Makes all rows as long as the longest."""
    most = max(widths, default=0)
    rows = path.with_suffix(".rows")
    with rows.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8") as out:
        for line, width in zip(source, widths, strict=True):
            out.write(line.rstrip("\n") + "," * (most - max(width, 1)) + "\n")
    rows.unlink()


class RowPass(cells.SheetPass):
    """Writes the rows of a sheet as they come; keeps no cell."""

    most_columns = MAX_COLUMNS

    def __init__(
        self,
        title: str,
        strings: Sequence[str],
        formats: Mapping[int, str],
        epoch: datetime,
        rows: int,
        out: Any,
    ) -> None:
        super().__init__(title, strings, formats, epoch, cells.Room())
        self.most, self.writer = rows, csv.writer(out, lineterminator="\n")
        self.widths = array("H")
        self.current: dict[int, str] = {}
        self.began = 0
        self.named: Mapping[str, list[object]] = {name: [] for name in NAMED}
        self.counts = dict.fromkeys(self.named, 0)
        self.days: dict[int, dict[str, dict[str, Any]]] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Rows begin with `row`, hidden ones with a mark."""
        if name == "row":
            self.flush()
            before = len(self.widths)
            super().opened(name, attributes)
            if self.row <= before:
                raise Refused(wording.file_damaged())
            if len(self.widths) >= self.most:
                raise EnoughRows
            return
        super().opened(name, attributes)

    def take(self, kind: str, value: Any) -> None:
        """Keep a cell's value as text until its row ends."""
        if kind == "s" and not value:
            return
        cell = f"{get_column_letter(self.column)}{self.row}"
        if self.column > MAX_COLUMNS or self.row - len(self.widths) > MAX_GAP:
            raise Refused(wording.file_far_cell(self.title, cell))
        self.began = self.began if self.current else self.row
        if not len(self.widths) < self.row == self.began or self.column in self.current:
            raise Refused(wording.file_damaged())
        if kind in NO_VALUE:
            self._name(NO_VALUE[kind], cell)
        self.current[self.column] = text = _text(kind, value)
        if kind == "d":
            self._note_day("cells", int(value[8:10]))
        elif kind == "s" and (day := TEXT_DAY.fullmatch(text)):
            self._note_day("texts", int(day[1]))
        self.columns_used.add(self.column)

    def flush(self) -> None:
        """Write the row that has ended, and the blank ones before it."""
        if not self.current:
            return
        while len(self.widths) < self.row - 1:
            self.writer.writerow([""])
            self.widths.append(0)
        if self.row_hidden:
            self._name("hidden_rows", self.row)
        width = max(self.current)
        self.writer.writerow([self.current.get(column, "") for column in range(1, width + 1)])
        self.widths.append(width)
        self.current = {}

    def notes(self) -> dict[str, object]:
        """What is to be said of the sheet."""
        return {
            "rows": sum(width > 0 for width in self.widths),
            "filtered": self.filtered,
            "hidden_columns": self.hidden_columns(),
            "merged": [[cells, top, bottom] for cells, _, top, _, bottom in self.merged],
            "named": self.named,
            "counts": self.counts,
            "days": self.days,
        }

    def _note_day(self, how: str, day: int) -> None:
        """Rows of a column with a day in a cell of its own or in a text, told apart by whether
        the day could be a month: the first ones, and how many there are."""
        name = how if day <= MONTHS else f"{how}_no_month"
        column = self.days.setdefault(self.column, {})
        seen = column.setdefault(name, {"count": 0, "first": []})
        seen["count"] += 1
        if len(seen["first"]) < MOST_NAMED:
            seen["first"].append(self.row)

    def _name(self, what: str, place: object) -> None:
        self.counts[what] += 1
        if len(self.named[what]) < MOST_NAMED:
            self.named[what].append(place)


def _text(kind: str, value: Any) -> str:
    """A cell as an export in CSV would spell it: days dd/mm/yyyy, numbers with a comma. Of a
    number Excel keeps fifteen figures: a longer one is spelled as Excel shows it."""
    if kind == "d":
        return _moment(datetime.fromisoformat(value))
    if kind == "n":
        return _number(value)
    if kind == "p":
        return f"{_decimal(value * 100)}%"
    if kind in "ul":
        return ""
    return " ".join(str(value).split())


def _moment(value: datetime) -> str:
    clock = f"{value:%H:%M:%S}"
    return wording.day(value) + ("" if clock == MIDNIGHT else f" {clock}")


def _number(value: int | float) -> str:
    if not (isinstance(value, int) or value.is_integer()):
        return _decimal(value)
    spoiled = abs(value) >= MOST_WHOLE
    return format(Decimal(value), ".14e").replace(".", ",") if spoiled else str(int(value))


def _decimal(value: float) -> str:
    return format(value, ".15g").replace(".", ",")


if __name__ == "__main__":
    main()
