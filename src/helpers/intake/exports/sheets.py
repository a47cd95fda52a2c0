"""Exports in Excel: the one sheet that holds the rows, as a CSV of the same row numbers.

Workbooks are opened in a limited child only (`export_child`). Hidden rows count like others and
are named; nothing of a hidden sheet counts; merged cells among the rows refuse the file, for no
value is ever filled down. Days that an Excel of another
language has exchanged with their months refuse it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.intake.exports.heads import MOST_HEAD_ROWS, MOST_TITLES, Heads, find_heads, share
from helpers.intake.exports.mapping import DAYS, ExportMapping
from helpers.intake.exports.other_rows import other_rows
from helpers.intake.exports.remarks import ExportRefused, refusal
from helpers.intake.files import child_process, export_child
from helpers.intake.files.child_answers import ExportSheet, OpenedExport, Places
from helpers.intake.files.zip_guard import Refused
from helpers.model import spelling
from helpers.privacy.foreign_text import quoted_texts

ALL_ROWS = 1 << 20
FIRST_ROWS = MOST_TITLES + MOST_HEAD_ROWS
CHILD = child_process.command("export_child")


@dataclass(frozen=True)
class CsvSheet(ExportSheet):
    """A worksheet as CSV at `path`."""

    path: Path


def is_workbook(path: Path) -> bool:
    """Whether a file is packed as workbooks are."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def first_rows(path: Path, folder: Path) -> tuple[CsvSheet, ...]:
    """The beginnings of the sheets; none where the workbook cannot be opened."""
    try:
        return unpacked(path, folder, FIRST_ROWS)
    except ExportRefused:
        return ()


def the_sheet(
    path: Path, folder: Path, mapping: ExportMapping
) -> tuple[Path, Heads, tuple[str, ...]]:
    """The sheet with the mapping's heads as CSV, its heads, and what there is to remark.

    Raises ExportRefused where there is none or more than one, or where its cells cannot be taken.
    """
    sheets = unpacked(path, folder, ALL_ROWS)
    filled = [sheet for sheet in sheets if sheet.rows]
    shown = [(sheet, find_heads(sheet.path, mapping)) for sheet in filled if not sheet.hidden]
    fitting = [(sheet, heads) for sheet, heads in shown if share(heads, mapping) >= 0.5]
    if len(fitting) > 1:
        raise refusal(
            path, wording.exports.several_sheets(quoted_texts(s.title for s, _ in fitting))
        )
    if not shown:
        raise refusal(path, wording.rows.ROW_QUESTIONS["no_heads"])
    sheet, heads = (fitting or shown)[0]
    _refuse_cells(path, sheet, heads, mapping)
    others = [
        wording.exports.other_sheet(quoted_texts([other.title]), other.hidden)
        for other in filled
        if other is not sheet
    ]
    return sheet.path, heads, (*sheet.hidden_parts(), *others)


def _refuse_cells(path: Path, sheet: CsvSheet, heads: Heads, mapping: ExportMapping) -> None:
    """Merged cells among the rows, and cells without a value of their own."""
    below = [merged for merged in sheet.merged if merged.top > heads.lines]
    # A label over several columns of one row is how total rows are drawn.
    across = {m.top for m in below if m.top == m.bottom}
    allowed = across if mapping.kind == "totals" else _no_rows(sheet, heads, mapping, across)
    merged = [m.cells for m in below if m.bottom > m.top or m.top not in allowed]
    faults = [wording.exports.sheet_cells("merged", merged, len(merged))] if merged else []
    for name, places in sheet.without_value.items():
        if places.count:
            faults.append(wording.exports.sheet_cells(name, places.first, places.count))
    if swapped := list(_swapped_days(sheet, heads, mapping)):
        faults.append(wording.exports.swapped_days(swapped))
    if faults:
        raise refusal(path, " ".join(faults))


def _no_rows(sheet: CsvSheet, heads: Heads, mapping: ExportMapping, rows: set[int]) -> set[int]:
    """Which of some rows are no dossiers and no ballots."""
    others, width = other_rows(heads, mapping), len(heads.names)
    found: set[int] = set()
    with sheet.path.open(encoding="utf-8", newline="") as file, suppress(csv.Error):
        for row, record in enumerate(csv.reader(file, delimiter=heads.separator), 1):
            no_row = row in rows and len(record) == width
            if no_row and (others.kind(record) or others.may_be_foot(record)):
                found.add(row)
            if len(found) == len(rows):
                break
    return found


def _swapped_days(
    sheet: CsvSheet, heads: Heads, mapping: ExportMapping
) -> Iterator[tuple[str, wording.exports.DayRows, wording.exports.DayRows]]:
    """Columns of days in which an English Excel has exchanged day and month: it made cells of the
    days that could be months, and left the others as text. Head, rows of cells, rows of texts."""
    places = {spelling.folded(name): place for place, name in enumerate(heads.names, 1)}
    for column in DAYS[mapping.kind]:
        head = mapping.named.get(column, "")
        days = sheet.days.get(places.get(spelling.folded(head), 0), {})
        below = {name: _below(heads, rows) for name, rows in days.items()}
        kinds = {name for name, (_, count) in below.items() if count}
        if kinds == {"cells", "texts_no_month"}:
            yield head, below["cells"], below["texts_no_month"]


def _below(heads: Heads, rows: Places[int]) -> wording.exports.DayRows:
    """The first rows below the heads, and how many there are; titles hold days too."""
    first = [row for row in rows.first if row > heads.lines]
    return first, rows.count - (len(rows.first) - len(first))


def unpacked(path: Path, folder: Path, rows: int) -> tuple[CsvSheet, ...]:
    """The sheets as CSV in `folder`, each up to so many rows; ExportRefused where the workbook
    cannot be opened."""
    command = [*CHILD, str(folder), str(rows)]
    _, seconds = export_child.seconds_for(rows)
    (answer,) = child_process.ask(command, [(str(path),)], OpenedExport, seconds)
    if isinstance(answer, Refused):
        raise refusal(path, str(answer))
    return tuple(CsvSheet(**vars(sheet), path=folder / sheet.file) for sheet in answer.sheets)
