"""A small table that a clerk keeps, as CSV or as the one filled sheet of a workbook: all its cells
as text."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.intake.exports.heads import read_heads
from helpers.intake.exports.remarks import refusal
from helpers.intake.exports.sheets import CsvSheet, is_workbook, unpacked
from helpers.intake.exports.texts import as_text
from helpers.intake.files.zip_guard import why_no_text
from helpers.model import spelling
from helpers.privacy.foreign_text import quoted_texts

MOST_ROWS = 5_000


@dataclass(frozen=True)
class SmallTable:
    """The rows from the first one on, blank ones included, and sentences on what its writer may not
    have seen."""

    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


def read_small_table(path: Path) -> SmallTable:
    """The table in a file. Raises ExportRefused for what cannot be read as it is shown."""
    with tempfile.TemporaryDirectory() as folder:
        if is_workbook(path):
            sheet = _one_sheet(path, Path(folder))
            return SmallTable(_rows(path, sheet.path, ","), tuple(sheet.hidden_parts()))
        if kind := why_no_text(path):
            raise refusal(path, kind)
        text = as_text(path, Path(folder))
        return SmallTable(_rows(path, text, read_heads(text).separator))


def _one_sheet(path: Path, folder: Path) -> CsvSheet:
    """The only sheet that is shown and filled, without cells that show what they do not hold."""
    sheets = [s for s in unpacked(path, folder, MOST_ROWS + 1) if s.rows and not s.hidden]
    if not sheets:
        raise refusal(path, wording.rows.ROW_QUESTIONS["no_heads"])
    if len(sheets) > 1:
        raise refusal(path, wording.exports.several_sheets(quoted_texts(s.title for s in sheets)))
    (sheet,) = sheets
    merged = [each.cells for each in sheet.merged if each.bottom > each.top]
    faults = [wording.exports.sheet_cells("merged", merged, len(merged))] if merged else []
    for name, places in sheet.without_value.items():
        if places.count:
            faults.append(wording.exports.sheet_cells(name, places.first, places.count))
    # An Excel of another language makes cells of the days that could be months, turned round.
    if any(set(days) == {"cells", "texts_no_month"} for days in sheet.days.values()):
        faults.append(wording.receipts.DAYS_SWAPPED)
    if faults:
        raise refusal(path, " ".join(faults))
    return sheet


def _rows(path: Path, text: Path, separator: str) -> tuple[tuple[str, ...], ...]:
    rows = []
    try:
        with text.open(encoding="utf-8-sig", newline="") as file:
            for record in csv.reader(file, delimiter=separator, strict=True):
                rows.append(tuple(spelling.nfc(cell).strip() for cell in record))
                if len(rows) > MOST_ROWS:
                    raise refusal(path, wording.receipts.too_many_rows(MOST_ROWS))
    except csv.Error:
        raise refusal(path, wording.receipts.BROKEN_QUOTES) from None
    return tuple(rows)
