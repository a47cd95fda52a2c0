"""Tables as sheets of an Excel workbook: typed cells, no formulas, ready to be printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import xlsxwriter

from helpers import wording
from helpers.evaluation.csv_text import FORMULA_STARTS
from helpers.forms.workbooks import FIXED_TIME, FRAMED, HEAD_FILL, OPTIONS
from helpers.system.zips import as_on_unix

R = TypeVar("R")
HEAD_ROW = 3  # below title, stamp and note
LONGEST_CELL, LONGEST_HEADER = 32_000, 255  # characters; Excel takes 32,767 in a cell
MOST_DECIMALS = 6
A4 = 9


@dataclass(frozen=True)
class Figure:
    """A decimal number, and with how many decimals it is shown."""

    value: float
    decimals: int


Cell = str | int | Figure | date | None


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a sheet whose rows are made from `R`."""

    words: tuple[str, str]  # head, meaning
    kind: str  # as `wording.documents` names it
    width: int  # characters
    cell: Callable[[R], Cell]
    unit: str = ""

    @property
    def head(self) -> str:
        """The lines above it."""
        return self.words[0]


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """One table. `groups`: heads above several columns, each with the first and the last of them;
    `last`: rows below the table, in no filter."""

    name: str
    title: str
    columns: Sequence[Column[R]]
    rows: Sequence[R]
    note: str = ""
    groups: Sequence[tuple[str, int, int]] = ()
    last: Sequence[R] = ()
    frozen: int = 0  # columns that stay in view


def workbook(title: str, stamp: str, sheets: Sequence[Sheet[Any]]) -> bytes:
    """The bytes of a workbook; equal tables give equal bytes. `stamp`: on every sheet and page."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": title, "comments": stamp, "created": FIXED_TIME})
        styles = _styles(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, stamp, styles)
    return as_on_unix(out.getvalue())


def _styles(book: Any) -> dict[str, Any]:
    head = {**FRAMED, "bold": True, "align": "center", "valign": "vcenter", "bg_color": HEAD_FILL}
    given: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 14},
        "stamp": {"bold": True},
        "note": {"italic": True},
        "head": head,
        "text": FRAMED,
        # The mark by which a spreadsheet keeps a text that looks like a formula as text.
        "inert": {**FRAMED, "quote_prefix": True},
        "whole": {**FRAMED, "num_format": "#,##0"},
        "day": {**FRAMED, "num_format": "dd/mm/yyyy", "align": "left"},
    }
    for decimals in range(1, MOST_DECIMALS + 1):
        given[f"decimal{decimals}"] = {**FRAMED, "num_format": f"#,##0.{'0' * decimals}"}
    return {name: book.add_format(style) for name, style in given.items()}


def _write(page: Any, sheet: Sheet[Any], stamp: str, styles: dict[str, Any]) -> None:
    page.write_string(0, 0, sheet.title, styles["title"])
    page.write_string(1, 0, stamp, styles["stamp"])
    if sheet.note:
        page.write_string(2, 0, sheet.note, styles["note"])
    head = HEAD_ROW + bool(sheet.groups)
    for words, first, last in sheet.groups:
        page.merge_range(HEAD_ROW, first, HEAD_ROW, last, words, styles["head"])
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(head, place, column.head, styles["head"])
    for number, row in enumerate((*sheet.rows, *sheet.last), start=head + 1):
        for place, column in enumerate(sheet.columns):
            _cell(page, number, place, column.cell(row), styles)
    if sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    page.freeze_panes(head + 1, sheet.frozen)
    _for_print(page, stamp, head)


def _for_print(page: Any, stamp: str, head: int) -> None:
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.6)
    page.repeat_rows(HEAD_ROW, head)
    page.set_header("&C" + stamp.replace("&", "&&")[: LONGEST_HEADER - 2])
    page.set_footer("&L&A&R&P/&N")


def _cell(page: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    match cell:
        case None | "":
            page.write_blank(row, column, None, styles["text"])
        case int():
            page.write_number(row, column, cell, styles["whole"])
        case Figure(value, 0):
            page.write_number(row, column, value, styles["whole"])
        case Figure(value, decimals):
            page.write_number(row, column, value, styles[f"decimal{decimals}"])
        case date():
            at = datetime(cell.year, cell.month, cell.day)
            page.write_datetime(row, column, at, styles["day"])
        case str():
            style = styles["inert" if cell.startswith(FORMULA_STARTS) else "text"]
            page.write_string(row, column, cell[:LONGEST_CELL], style)


def dictionary(sheets: Sequence[Sheet[Any]]) -> Sheet[Any]:
    """The sheet that says what each column of the others means."""
    words = wording.documents.DICTIONARY_COLUMNS
    text = wording.documents.TEXT
    columns: tuple[Column[tuple[str, Column[Any]]], ...] = (
        Column(words["sheet"], text, 24, lambda r: r[0]),
        Column(words["head"], text, 28, lambda r: r[1].head),
        Column(words["meaning"], text, 80, lambda r: r[1].words[1]),
        Column(words["kind"], text, 16, lambda r: r[1].kind),
        Column(words["unit"], text, 26, lambda r: r[1].unit),
    )
    name, title = wording.documents.DICTIONARY_SHEET, wording.documents.DICTIONARY_TITLE
    return Sheet(name, title, columns, list(_described(sheets)))


def _described(sheets: Sequence[Sheet[Any]]) -> Iterator[tuple[str, Column[Any]]]:
    """Every column once; of sheets with the same columns under the names of all of them."""
    names: dict[tuple[str, ...], list[Sheet[Any]]] = {}
    for sheet in sheets:
        names.setdefault(tuple(column.head for column in sheet.columns), []).append(sheet)
    for alike in names.values():
        for column in alike[0].columns:
            yield "; ".join(sheet.name for sheet in alike), column
