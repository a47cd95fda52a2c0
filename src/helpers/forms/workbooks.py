"""What all workbooks written here share: formats, pages, cells, the hidden stamp."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.url import Url

from helpers import wording
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
    "link": {**FRAMED, "font_color": "#0563C1", "underline": 1},
}
LINE_HEIGHT = 16  # points
COUNT_VALIDATION: Mapping[str, object] = {
    "validate": "integer",
    "criteria": ">=",
    "value": 0,
    "error_title": wording.forms.FORM_COUNT_TITLE,
    "error_message": wording.forms.FORM_COUNT_HELP,
}


def fit_height(sheet: Any, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row high enough for its texts in columns of these widths: not every program does so
    by itself."""
    lines = max(len(textwrap.wrap(text, int(width * 1.1))) for text, width in texts)
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines)


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

    def link(self, sheet: Any, row: int, column: int, target: str, text: str) -> None:
        """A cell that leads to a file by its path relative to the workbook."""
        url = Url(f"external:{target}")
        url._relationship_link = target  # with `/`, as Excel writes it and every program reads it
        url.text = text
        sheet.write_url(row, column, url, self._formats["link"])

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
