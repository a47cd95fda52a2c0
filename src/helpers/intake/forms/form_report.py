"""What one form says: the cells it holds as handed over by the child, and the remarks on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openpyxl.utils.cell import get_column_letter

from helpers import wording
from helpers.intake.files.legacy import font_of
from helpers.intake.forms.numbers import CellValue, NumberFault, is_blank, read_count, tidy
from helpers.model import FORM, Appraisal, Explanation, Fact, Objection, Remark, Severity, spelling
from helpers.privacy.personal import holds_personal_number

MOST_NAMED = 20  # places in one sentence


@dataclass(frozen=True)
class FormReading:
    """What one file says: its agency (empty if unknown), facts and explanations if accepted, and
    all remarks.

    `kind`: a form, or an appraisal or objections, which bring their own records.
    """

    file: str
    agency: str
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    accepted: bool
    kind: str = FORM
    appraisals: tuple[Appraisal, ...] = ()
    objections: tuple[Objection, ...] = ()
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell that holds something; kinds as `cells.sheets` gives them."""

    row: int
    column: int
    kind: str
    value: CellValue

    @property
    def name(self) -> str:
        """Its name in Excel."""
        return cell_name(self.row, self.column)

    def no_value(self) -> NumberFault | None:
        """Why nothing can be taken from it: an error, or a formula with no result of its own."""
        match self.kind:
            case "u":
                return NumberFault(wording.cell_not_calculated())
            case "l":
                return NumberFault(wording.cell_of_other_file())
            case "e":
                return NumberFault(wording.cell_error(self.value))
        return None

    def count(self) -> int | NumberFault:
        """The whole number it holds. One shown in per cent is none: 1 would be seen as 100 %."""
        if self.kind == "p" and isinstance(self.value, int | float):
            return NumberFault(wording.cell_in_percent(self.value))
        return self.no_value() or read_count(self.value)

    def _as_shown(self) -> str:
        """What Excel shows of it with Vietnamese settings."""
        match self.value:
            case datetime():
                return wording.day(self.value)
            case bool():
                return str(self.value).upper()
            case int() | float() if self.kind == "p":
                return f"{wording.plain_number(100 * self.value)} %"
            case float():
                return wording.plain_number(self.value)
        return str(self.value)

    def line(self, most: int) -> str | NumberFault:
        """Its text as one line of at most `most` characters, in Unicode."""
        fault = self.no_value()
        if fault is not None:
            return fault
        text = self._as_shown()
        if len(text) > most:
            return NumberFault(wording.evidence_too_long(len(text), most))
        font = font_of(text)
        if font:
            return NumberFault(wording.cell_font(font))
        if holds_personal_number(text):
            return NumberFault(wording.cell_personal_number())
        return wording.one_line(text, most)


def cell_name(row: int, column: int) -> str:
    """The name of a place in Excel: `E5`."""
    return f"{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class Merged:
    """A merged range."""

    cells: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Sheet:
    """A worksheet: what it holds, by row and column."""

    title: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Merged, ...]
    hidden: bool
    filtered: bool
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    comments: tuple[str, ...]
    pictures: bool

    def text(self, row: int, column: int) -> str:
        """The text at a place, tidied and in NFC; empty where there is none."""
        cell = self.cells.get((row, column))
        return "" if cell is None else spelling.nfc(tidy(str(cell.value)))

    def seen(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None if nothing can be seen in it."""
        cell = self.cells.get((row, column))
        return None if cell is None or (cell.kind == "s" and is_blank(cell.value)) else cell

    def lines(self) -> dict[int, dict[int, str]]:
        """The folded texts of all rows, by column."""
        found: dict[int, dict[int, str]] = {}
        for row, column in sorted(self.cells):
            found.setdefault(row, {})[column] = spelling.folded(self.text(row, column))
        return found


def sheet_of(raw: Mapping[str, Any]) -> Sheet:
    """A worksheet as `cells.sheets` gives it."""
    cells = [_cell(*entry) for entry in raw["cells"]]
    by_place = {(cell.row, cell.column): cell for cell in cells}
    return Sheet(
        title=raw["title"],
        cells=by_place,
        merged=tuple(Merged(*entry) for entry in raw["merged"]),
        hidden=raw["hidden"],
        filtered=raw["filtered"],
        hidden_rows=tuple(raw["hidden_rows"]),
        hidden_columns=tuple(raw["hidden_columns"]),
        comments=tuple(raw["comments"]),
        pictures=raw["pictures"],
    )


def _cell(row: int, column: int, kind: str, value: CellValue) -> Cell:
    if kind == "d":
        value = datetime.fromisoformat(str(value))
    return Cell(row, column, kind, value)


@dataclass
class Report:
    """Gathers the remarks on one file."""

    file: str
    agency: str = ""
    remarks: list[Remark] = field(default_factory=list)

    def file_refused(self, text: str) -> None:
        """The whole file cannot be used."""
        self._add(Severity.REFUSED_FILE, text)

    def refused(self, text: str, sheet: str, *cells: str) -> None:
        """Something in it has to be put right."""
        self._add(Severity.REFUSED_CELL, text, sheet, cells)

    def remark(self, text: str, sheet: str = "", *cells: str) -> None:
        """Something the sender should know, of a sheet or of the whole file."""
        self._add(Severity.REMARK, text, sheet, cells)

    def _add(
        self, severity: Severity, text: str, sheet: str = "", cells: Sequence[str] = ()
    ) -> None:
        place = wording.at_cells(sheet, cells) if sheet else ""
        sentence = f"{wording.at(self.file, sheet, cells)}: {text}"
        # Only our own sheets have cells to be marked; what others are called goes no further.
        marks = (sheet, " ".join(cells)) if cells else ()
        self.remarks.append(Remark(self.file, place, severity, sentence, self.agency, *marks))

    def reading(self, facts: Sequence[Fact] = ()) -> FormReading:
        """The answer to the file; any refusal leaves it without facts."""
        accepted = all(remark.severity is Severity.REMARK for remark in self.remarks)
        kept = tuple(facts) if accepted else ()
        return FormReading(self.file, self.agency, kept, tuple(self.remarks), accepted)
