"""The workbook in which unlikely figures are confirmed: one row a figure, one file for a period.

A row confirms exactly the figure it shows. The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers import wording
from helpers.forms import layout
from helpers.forms.layout import HEAD_ROW
from helpers.forms.questions import FactKey
from helpers.forms.statements import KIND
from helpers.forms.workbooks import PROTECTION, Workbook
from helpers.model import Level, Period, Plan, Unconfirmed

CONFIRMATION = "confirmation"  # kind of the stamp
SEPARATOR = "|"  # between the parts of a row's id


@dataclass(frozen=True)
class Confirmation:
    """One confirmed figure."""

    key: FactKey
    figure: str  # as `figure_key`
    by: str  # id of the agency that confirms it
    file: str
    sheet: str
    cell: str  # of the mark


HEADS = {
    "id": wording.plausibility.CONFIRMATION_ID,
    "agency": wording.plausibility.CONFIRMATION_AGENCY,
    "line": wording.plausibility.CONFIRMATION_LINE,
    "figure": wording.plausibility.CONFIRMATION_FIGURE,
    "compared": wording.plausibility.CONFIRMATION_COMPARED,
    "mark": wording.plausibility.CONFIRMATION_MARK,
    "by": wording.plausibility.CONFIRMATION_BY,
}
READ = ("id", "figure", "mark", "by")
WIDTHS = (30, 34, 44, 16, 60, 12, 30)


def figure_key(value: int, whole: int | None) -> str:
    """A figure as it is compared: `142`, `133/142`."""
    return str(value) if whole is None else f"{value}/{whole}"


def row_id(key: FactKey) -> str:
    """The id of a row."""
    return SEPARATOR.join(key)


def row_key(text: str) -> FactKey | None:
    """What the id of a row names; None if it is not one."""
    match text.split(SEPARATOR):
        case [agency, level, name]:
            return agency, Level(level), name
    return None


@dataclass(frozen=True)
class ConfirmationRow:
    """An unlikely figure as its row shows it."""

    record: Unconfirmed
    agency: str  # its name
    line: str  # the label of the line
    figure: str  # in words


def workbook(plan: Plan, period: Period, rows: Iterable[ConfirmationRow]) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    book = Workbook(f"{wording.plausibility.CONFIRMATION_TITLE} – {period.label}")
    sheet = book.add_sheet(wording.plausibility.CONFIRMATION_SHEET, book.title)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.freeze_panes(HEAD_ROW, 0)
    sheet.protect("", PROTECTION)
    guide = wording.core.in_plan(wording.plausibility.CONFIRMATION_GUIDE, plan)
    book.write(sheet, 1, 0, guide, "plain")
    for place, (head, width) in enumerate(zip(HEADS.values(), WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        book.write(sheet, HEAD_ROW - 1, place, head, "head")
    for number, row in enumerate(rows, start=HEAD_ROW):
        each = row.record
        key = row_id((each.agency, each.level, each.input))
        for place, text in enumerate((key, row.agency, row.line, row.figure, each.text)):
            book.write(sheet, number, place, text, "fixed")
        for place in range(len(HEADS) - 2, len(HEADS)):
            book.write(sheet, number, place, None, "text")
    book.add_stamp({**layout.stamp(plan, plan.province, period), KIND: CONFIRMATION})
    return book.content()
