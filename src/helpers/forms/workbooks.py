"""What all workbooks written here share: formats, pages, cells, the hidden stamp."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import xlsxwriter

from helpers.system.zips import as_on_unix

STAMP_SHEET = "_cchc"
FIXED_TIME = datetime(2000, 1, 1)  # files carry no clock reading
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
PROTECTION = {"format_columns": True, "format_rows": True}  # what a reader may still change
HEAD_FILL, INPUT_FILL, SHOWN_FILL, MARK_GREY = "#D9E2EC", "#FFF8DC", "#F2F2F2", "#8C8C8C"
FRAMED: dict[str, object] = {"text_wrap": True, "valign": "top", "border": 1}
FIELD = {**FRAMED, "bg_color": INPUT_FILL, "locked": False}
FORMATS: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {},
    "strong": {"bold": True, "valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "head": {**FRAMED, "bold": True, "align": "center", "valign": "vcenter", "bg_color": HEAD_FILL},
    "id": {"font_size": 8, "font_color": MARK_GREY, "valign": "top", "border": 1},
    "fixed": FRAMED,
    "shown": {**FRAMED, "bg_color": SHOWN_FILL, "align": "right", "num_format": "#,##0"},
    "count": {**FIELD, "num_format": "#,##0"},
    # The text format keeps Excel from turning `04/3/2022` or `=…` into something else.
    "text": {**FIELD, "num_format": "@"},
    "field": FIELD,
}


class Workbook:
    """An Excel file made in memory; the same calls give the same bytes."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, OPTIONS)
        self._book.set_properties({"title": title, "created": FIXED_TIME})
        self._formats = {name: self._book.add_format(given) for name, given in FORMATS.items()}

    def add_sheet(self, name: str, heading: str, pages_tall: int = 0) -> Any:
        """A worksheet for A4 across, one page wide and so many tall (0: any number)."""
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, pages_tall)
        self.write(sheet, 0, 0, heading, "title")
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: object, style: str) -> None:
        """A cell in the format of that name: text as text, never as a formula or a link; None as
        a blank."""
        cell_format = self._formats[style]
        match value:
            case None:
                sheet.write_blank(row, column, None, cell_format)
            case bool():
                sheet.write_boolean(row, column, value, cell_format)
            case int() | float():
                sheet.write_number(row, column, value, cell_format)
            case _:
                sheet.write_string(row, column, str(value), cell_format)

    def add_stamp(self, stamp: Mapping[str, str]) -> None:
        """The very hidden sheet by which intake recognises the workbook."""
        sheet = self._book.add_worksheet(STAMP_SHEET)
        for row, entry in enumerate(stamp.items()):
            for column, text in enumerate(entry):
                sheet.write_string(row, column, text)
        sheet.protect()
        sheet.very_hidden()

    def content(self) -> bytes:
        """The finished file; nothing can be added to it afterwards."""
        self._book.close()
        return as_on_unix(self._buffer.getvalue())
