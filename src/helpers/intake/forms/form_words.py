"""The words a form was handed out with, beside the ids that its figures are read by.

A row that was sorted or pasted over without its id keeps a number under somebody else's id; only
the words beside it show whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers import wording
from helpers.intake.forms.form_report import MOST_NAMED, Report, Sheet, cell_name
from helpers.intake.forms.numbers import tidy
from helpers.model import spelling

Place = tuple[int, int]  # row and column


@dataclass
class OwnWords:
    """What one sheet says beside its ids, held against `handed_out`, the words by id; said once
    for all cells of a sheet."""

    sheet: Sheet
    handed_out: Mapping[str, str]
    report: Report
    moved: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def look(self, key: str, at: Place, beside: Place) -> bool:
        """Whether the words `beside` the id that stands `at` may be its own; deleted words say
        nothing."""
        cell = self.sheet.seen(*beside)
        found = "" if cell is None else spelling.folded(tidy(str(cell.value)))
        if found in ("", spelling.folded(self.handed_out[key])):
            return True
        moved = found in {spelling.folded(words) for words in self.handed_out.values()}
        if moved:
            self.moved += (cell_name(*at), cell_name(*beside))
        else:
            self.changed.append(cell_name(*beside))
        return not moved

    def say(self) -> None:
        """Words of another id are a question, other words only a remark."""
        if self.moved:
            text = wording.form_words_moved(len(self.moved) // 2)
            self.report.refused(text, self.sheet.title, *self.moved[:MOST_NAMED])
        if self.changed:
            named = self.changed[:MOST_NAMED]
            self.report.remark(wording.remark_words_changed(), self.sheet.title, *named)
