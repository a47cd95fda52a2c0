"""What python-calamine does not tell of a sheet: which cells are errors, percentages or without a
result, and what is hidden, filtered or merged. In a child process only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.utils.cell import get_column_letter

from helpers.intake.files.child_answers import Merged

# e error value, p percentage, b truth value, u formula without a result, l result of another file.
Mark = Literal["e", "p", "b", "u", "l"]


@dataclass
class SheetMarks:
    """Of one sheet; rows and columns count from 1."""

    cells: dict[int, dict[int, Mark]] = field(default_factory=dict)  # by row and column
    rows_hidden: list[range] = field(default_factory=list)
    columns_hidden: list[range] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    filtered: bool = False

    def mark(self, row: int, column: int, kind: Mark) -> None:
        """Remember what a cell is."""
        self.cells.setdefault(row, {})[column] = kind

    def hidden(self) -> Iterator[int]:
        """The hidden rows, in rising order."""
        for rows in self.rows_hidden:
            yield from rows


def merged(left: int, top: int, right: int, bottom: int) -> Merged:
    """A merged range by its corners."""
    first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return Merged(f"{first}:{last}", left, top, right, bottom)
