"""Compares the printed labels of a sheet with those that were handed out.

A row that was sorted or pasted over without its id leaves a number next to the id of another; only
its label shows which it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers import wording
from helpers.intake.forms.cells import Sheet, cell_name
from helpers.intake.forms.findings import MOST_NAMED, FormFindings
from helpers.model import spelling

Place = tuple[int, int]  # row and column


@dataclass
class LabelCheck:
    """Collects the labels of one sheet that differ, for one remark on all of them."""

    sheet: Sheet
    printed: Mapping[str, str]  # the labels as handed out, by id
    findings: FormFindings
    moved: list[str] = field(default_factory=list)  # names of cells: the id, then the label
    changed: list[str] = field(default_factory=list)  # names of cells

    def matches(self, key: str, id_place: Place, label_place: Place) -> bool:
        """Whether the label may be that of the id, and not another's; a deleted one may."""
        cell = self.sheet.visible(*label_place)
        label = "" if cell is None else cell.folded
        if label in ("", spelling.folded(self.printed[key])):
            return True
        moved = label in {spelling.folded(words) for words in self.printed.values()}
        if moved:
            self.moved += (cell_name(*id_place), cell_name(*label_place))
        else:
            self.changed.append(cell_name(*label_place))
        return not moved

    def report(self) -> None:
        """Refuse labels of other ids; remark on other texts."""
        if self.moved:
            text = wording.form_faults.form_words_moved(len(self.moved) // 2)
            self.findings.refuse(text, self.sheet.title, *self.moved[:MOST_NAMED])
        if self.changed:
            text = wording.form_faults.REMARK_WORDS_CHANGED
            self.findings.remark(text, self.sheet.title, *self.changed[:MOST_NAMED])
