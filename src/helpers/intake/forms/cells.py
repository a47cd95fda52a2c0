"""The sheets and cells of a workbook that was sent, as the child process hands them over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from openpyxl.utils.cell import get_column_letter

from helpers import wording
from helpers.intake.files.child_answers import Doubt, FormSheet
from helpers.intake.files.legacy import font_of
from helpers.intake.forms.numbers import CellFault, CellValue, is_blank, read_count, tidy
from helpers.model import spelling
from helpers.privacy.foreign_text import quoted_value, with_value
from helpers.privacy.personal import holds_personal_data


@dataclass(frozen=True)
class Cell:
    """A cell with content."""

    row: int
    column: int
    kind: str  # one letter, as the child process gives it
    value: CellValue
    doubt: Doubt | None = None

    @property
    def name(self) -> str:
        """Its name in Excel."""
        return cell_name(self.row, self.column)

    @property
    def folded(self) -> str:
        """Its tidied text, folded for comparison."""
        return spelling.folded(tidy(str(self.value)))

    def fault(self) -> CellFault | None:
        """Why its value is not used: an error, a formula without a result of its own, or a person
        sees something else."""
        match self.kind:
            case "u":
                return CellFault(wording.cells.CELL_NOT_CALCULATED)
            case "l":
                return CellFault(wording.cells.CELL_OF_OTHER_FILE)
            case "e":
                return CellFault(with_value(wording.cells.CELL_ERROR, self.value))
        return None if self.doubt is None else self._doubted(self.doubt)

    def _doubted(self, doubt: Doubt) -> CellFault:
        if doubt.why == "shown" and doubt.shown:
            shown = quoted_value(doubt.shown)
            if isinstance(self.value, datetime):
                return CellFault(wording.cells.cell_month_first(shown, self.value))
            return CellFault(wording.cells.cell_shows_other(shown, quoted_value(self.value)))
        sentences = {
            "struck": wording.cells.CELL_STRUCK,
            "stale": wording.cells.CELL_STALE,
            "shown": wording.cells.CELL_SHOWS_NOTHING,
        }
        return CellFault(with_value(sentences[doubt.why], self.value))

    def count(self) -> int | CellFault:
        """Its whole number. One formatted as a percentage is refused: Excel shows 1 as 100 %."""
        if self.kind == "p" and isinstance(self.value, int | float):
            return CellFault(wording.cells.cell_in_percent(self.value))
        return self.fault() or read_count(self.value)

    def line(self, most: int) -> str | CellFault:
        """Its text as one line of at most `most` characters, in Unicode."""
        fault = self.fault()
        if fault is not None:
            return fault
        text = self._displayed()
        if len(text) > most:
            return CellFault(wording.cells.evidence_too_long(len(text), most))
        font = font_of(text)
        if font:
            return CellFault(wording.cells.cell_font(font))
        if holds_personal_data(text):
            return CellFault(wording.cells.CELL_PERSONAL_DATA)
        return spelling.one_line(text, most)

    def _displayed(self) -> str:
        """The text that Excel displays with Vietnamese settings."""
        match self.value:
            case datetime():
                return wording.core.day(self.value)
            case bool():
                return str(self.value).upper()
            case int() | float() if self.kind == "p":
                return f"{wording.core.plain_number(100 * self.value)} %"
            case float():
                return wording.core.plain_number(self.value)
        return str(self.value)


def cell_name(row: int, column: int) -> str:
    """The name of a place in Excel: `E5`."""
    return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Sheet(FormSheet):
    """A worksheet with its cells by place."""

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        """By row and column."""
        return {
            (row, column): Cell(row, column, kind, value, self.doubts.get(cell_name(row, column)))
            for row, column, kind, value in self.contents
        }

    def text(self, row: int, column: int) -> str:
        """The text at a place, tidied and in NFC; empty where there is none."""
        cell = self.cells.get((row, column))
        return "" if cell is None else spelling.nfc(tidy(str(cell.value)))

    def visible(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None if it shows nothing."""
        cell = self.cells.get((row, column))
        return None if cell is None or (cell.kind == "s" and is_blank(cell.value)) else cell

    def folded_texts(self) -> dict[int, dict[int, str]]:
        """The folded texts by row and by column."""
        texts: dict[int, dict[int, str]] = {}
        for row, column in sorted(self.cells):
            texts.setdefault(row, {})[column] = spelling.folded(self.text(row, column))
        return texts


def sheet_of(opened: FormSheet) -> Sheet:
    """A worksheet as the child process handed it over."""
    return Sheet(**vars(opened))
