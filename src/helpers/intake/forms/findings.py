"""What reading one file gives: its records, and the remarks on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from helpers import wording
from helpers.forms.confirmations import Confirmation
from helpers.intake.forms.cells import Cell
from helpers.intake.forms.numbers import CellFault
from helpers.model import (
    FORM,
    Appraisal,
    AppraisalDecision,
    Explanation,
    Fact,
    Objection,
    Remark,
    Severity,
)
from helpers.privacy.foreign_text import sheet_title

MOST_NAMED = 20  # places in one sentence
MAX_TEXT = 1_000  # characters of a text that is printed in the packet

Value = TypeVar("Value")


@dataclass(frozen=True)
class FormReading:
    """What one file states; a refused file has no records."""

    file: str
    agency: str  # id; empty if unknown
    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...]
    accepted: bool
    kind: str = FORM  # a form, or a kind of statement
    appraisals: tuple[Appraisal, ...] = ()
    objections: tuple[Objection, ...] = ()
    answer_cells: tuple[str, ...] = ()  # where objections are answered
    explanations: tuple[Explanation, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    decisions: tuple[AppraisalDecision, ...] = ()  # of an appraising body
    simulated: bool = False  # of its workbook: the figures that it shows are simulated
    state: str = ""  # of its workbook: id of the snapshot that it shows


@dataclass
class FormFindings:
    """Collects the remarks on one file."""

    file: str
    own_sheets: frozenset[str]  # titles of the plan's sheets
    agency: str = ""  # id, once it is known
    remarks: list[Remark] = field(default_factory=list)

    def refuse_file(self, text: str) -> None:
        """Add that the whole file cannot be used."""
        self._add(Severity.REFUSED_FILE, text)

    def refuse(self, text: str, sheet: str, *cells: str) -> None:
        """Add that something in a sheet must be corrected."""
        self._add(Severity.REFUSED_CELL, text, sheet, cells)

    def remark(self, text: str, sheet: str = "", *cells: str) -> None:
        """Add something the sender should know, about a sheet or the whole file."""
        self._add(Severity.REMARK, text, sheet, cells)

    def checked(self, value: Value | CellFault, sheet: str, cell: str) -> Value | None:
        """The value of a cell; after a fault, which is added, None."""
        if isinstance(value, CellFault):
            self.refuse(value.text, sheet, cell)
            return None
        return value

    def line(self, cell: Cell | None, most: int, sheet: str) -> str:
        """The text of a cell as one line; empty if there is none or it is refused."""
        return "" if cell is None else self.checked(cell.line(most), sheet, cell.name) or ""

    def _add(
        self, severity: Severity, text: str, sheet: str = "", cells: Sequence[str] = ()
    ) -> None:
        place = wording.places.at_cells(sheet_title(sheet, self.own_sheets), cells) if sheet else ""
        sentence = wording.places.at_place(self.file, place, text)
        # Only cells can be marked in a copy; titles of unknown sheets go no further.
        marks = (sheet, " ".join(cells)) if cells else ()
        self.remarks.append(Remark(self.file, place, severity, sentence, self.agency, *marks))

    def reading(
        self, facts: Sequence[Fact] = (), explanations: Sequence[Explanation] = ()
    ) -> FormReading:
        """The result for the file; any refusal leaves it without records."""
        accepted = all(remark.severity is Severity.REMARK for remark in self.remarks)
        return FormReading(
            file=self.file,
            agency=self.agency,
            facts=tuple(facts) if accepted else (),
            remarks=tuple(self.remarks),
            accepted=accepted,
            explanations=tuple(explanations) if accepted else (),
        )
