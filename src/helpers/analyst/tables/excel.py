"""Tables as an Excel workbook whose every sheet says what it is of."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from helpers import wording
from helpers.analyst.tables.frames import Stamp
from helpers.model import WrongUse
from helpers.plan import Roots
from helpers.store import write_whole
from helpers.system.zips import as_on_unix

HEAD_ROW = 2  # below the stamp and an empty row
WIDEST, NARROWEST = 60, 8
FORMATS = {"head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}}
FORMATS |= {"stamp": {"bold": True}, "whole": {"num_format": "#,##0"}}
FORMATS |= {
    "year": {"num_format": "0"},
    "decimal": {"num_format": "#,##0.0#"},
    "text": {"num_format": "@"},
}
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME, LONGEST_HEADER, MOST_TEXT = 31, 255, 32_767  # characters, by Excel


def write(
    tables: Mapping[str, pd.DataFrame], path: Path, source: Stamp | None, roots: Iterable[Roots]
) -> Path:
    """Write the tables as sheets of a workbook, whole or not at all.

    Raises WrongUse for a table without a stamp if there is no `source`, for names that sheets
    cannot have, and for a place within the inbox, the store or the packets.
    """
    path = path.expanduser().absolute()
    for each in roots:
        _refuse_place(path, each)
    _refuse_names(list(tables))
    stamps = {name: _stamp(name, table, source) for name, table in tables.items()}
    content = workbook(tables, stamps)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise WrongUse(wording.tables.unwritable(path)) from error
    return path


def workbook(tables: Mapping[str, pd.DataFrame], stamps: Mapping[str, Stamp]) -> bytes:
    """The workbook as bytes: a sheet for each table, then one that says what they are of."""
    out = io.BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        styles = {name: book.add_format(style) for name, style in FORMATS.items()}
        for name, table in tables.items():
            _sheet(book.add_worksheet(name), table, stamps[name], styles)
        _sources(book.add_worksheet(wording.tables.SOURCE_SHEET), stamps, styles)
    return as_on_unix(out.getvalue())


def _stamp(name: str, table: pd.DataFrame, source: Stamp | None) -> Stamp:
    own = Stamp.of(table)
    if own is not None and source is not None and own != source:
        raise WrongUse(wording.tables.several_states(name))
    if (stamp := own or source) is None:
        raise WrongUse(wording.tables.unstamped(name))
    return stamp


def _refuse_place(path: Path, roots: Roots) -> None:
    if path.suffix.lower() != ".xlsx":
        raise WrongUse(wording.tables.no_excel_name(path))
    for folder in (roots.data / "inbox", roots.data / "store", roots.out):
        if path.resolve().is_relative_to(folder.resolve()):
            raise WrongUse(wording.tables.not_there(path.name, folder))


def _refuse_names(names: list[str]) -> None:
    if not names:
        raise WrongUse(wording.tables.no_workbook())
    taken = {wording.tables.SOURCE_SHEET.casefold()}
    for name in names:
        quoted = name[:1] == "'" or name[-1:] == "'"
        long = not 0 < len(name.strip()) <= len(name) <= LONGEST_NAME
        if long or quoted or FORBIDDEN.search(name) or name.casefold() in taken:
            raise WrongUse(wording.tables.bad_sheet(name))
        taken.add(name.casefold())


def _sheet(sheet: Any, table: pd.DataFrame, stamp: Stamp, styles: Mapping[str, Any]) -> None:
    # An index of positions says nothing, every other one is of ids.
    plain = table if isinstance(table.index, pd.RangeIndex) else _with_index(table)
    _framed(sheet, stamp, styles)
    heads = [wording.tables.HEADS.get(str(name), str(name)) for name in plain.columns]
    for column, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, head, styles["head"])
        of_column = (
            {**styles, "whole": styles["year"]} if plain.columns[column] == "due" else styles
        )
        cells = list(plain.iloc[:, column])
        for row, cell in enumerate(cells, start=HEAD_ROW + 1):
            _cell(sheet, row, column, cell, of_column)
        longest = max([len(head) // 2, *(len(str(cell)) for cell in cells)], default=0)
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest + 2)))
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(plain), max(0, len(heads) - 1))


def _with_index(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its index as columns; one that a column repeats is left out."""
    index = table.index.to_frame(index=False)
    index.columns = [str(name or "") for name in table.index.names]
    index = index[[name for name in index.columns if name not in table.columns]]
    return pd.concat([index, table.reset_index(drop=True)], axis=1)


def _framed(sheet: Any, stamp: Stamp, styles: Mapping[str, Any]) -> None:
    """The stamp in the first row and at the head of every printed page."""
    sheet.write_string(0, 0, stamp.words, styles["stamp"])
    header = stamp.words.replace("&", "&&")
    sheet.set_header("&C" + header[: LONGEST_HEADER - 2])
    sheet.set_footer("&C&P/&N")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _cell(sheet: Any, row: int, column: int, cell: Any, styles: Mapping[str, Any]) -> None:
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return  # an empty cell: there is no such figure
    if isinstance(cell, np.generic):
        cell = cell.item()
    match cell:
        case bool():
            sheet.write_boolean(row, column, cell)
        case int():
            sheet.write_number(row, column, cell, styles["whole"])
        case float():
            sheet.write_number(row, column, cell + 0, styles["decimal"])  # never -0
        case date():
            sheet.write_string(row, column, wording.core.day(cell), styles["text"])
        case _:
            sheet.write_string(row, column, str(cell)[:MOST_TEXT], styles["text"])


def _sources(sheet: Any, stamps: Mapping[str, Stamp], styles: Mapping[str, Any]) -> None:
    """What each sheet is of."""
    for stamp in dict.fromkeys(stamps.values()):
        _framed(sheet, stamp, styles)
    for column, head in enumerate(wording.tables.SOURCE_ROWS):
        sheet.write_string(HEAD_ROW, column, head, styles["head"])
        sheet.set_column(column, column, 30)
    for row, (name, stamp) in enumerate(stamps.items(), start=HEAD_ROW + 1):
        marks = wording.tables.marks(stamp.simulated, stamp.draft, stamp.supposed)
        texts = (name, stamp.plan, stamp.period, stamp.snapshot, "; ".join(marks))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, styles["text"])
