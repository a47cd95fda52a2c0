"""The limited child that reads forms: a path in, an `OpenedForm` out.

Runs as `python -m helpers.intake.files.form_child`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from helpers import wording
from helpers.intake.files.child_answers import (
    MOST_PLACES,
    CellContent,
    Doubt,
    FormSheet,
    OpenedForm,
    Places,
)
from helpers.intake.files.child_process import CPU_SECONDS, WALL_SECONDS, guarded, serve
from helpers.intake.files.sheet_xml import SheetPass, Worksheet, worksheets
from helpers.intake.files.workbook_parts import Parts, elements
from helpers.intake.files.zip_guard import Refused
from helpers.privacy.foreign_text import sheet_title

MAX_ROW, MAX_COLUMN = 5_000, 50  # a form has a few dozen rows and at most twenty columns
MAX_CELLS = 100_000  # an appraising body has a row for each agency and target
MAX_TEXT = 4_000_000  # characters
NO_VALUE = ("e", "u", "l")
SHOWN_BY_FORMAT = ("n", "s", "d")


def main() -> None:
    """Serve until the parent closes the socket."""
    serve(opened_form, CPU_SECONDS, WALL_SECONDS)


def opened_form(path: str) -> OpenedForm:
    """Every worksheet of the workbook at `path`."""
    return OpenedForm(list(_sheets(guarded(Path(path)))))


def _sheets(content: bytes) -> Iterator[FormSheet]:
    room = Room()
    for sheet in worksheets(content):
        cells = CellsPass(sheet, room)
        cells.read_sheet()
        comments, pictures = _comments_and_pictures(sheet)
        yield FormSheet(
            title=sheet.title,
            hidden=sheet.hidden,
            filtered=cells.filtered,
            merged=cells.merged,
            hidden_columns=cells.hidden_columns(),
            contents=cells.cells,
            hidden_rows=Places(sorted(cells.hidden_rows)[:MOST_PLACES], len(cells.hidden_rows)),
            comments=comments,
            pictures=pictures,
            doubts=cells.doubts,
        )


class Room:
    """How much a file may still hold, over all its sheets."""

    def __init__(self) -> None:
        self.cells, self.text = MAX_CELLS, MAX_TEXT

    def take(self, value: object) -> None:
        """Room for one more cell; Refused where there is none."""
        self.cells -= 1
        self.text -= len(value) if isinstance(value, str) else 0
        if self.cells < 0 or self.text < 0:
            raise Refused(wording.files.FILE_TOO_LARGE)


class CellsPass(SheetPass):
    """Keeps the cells of a sheet, within the limits of a form."""

    most_columns = MAX_COLUMN

    def __init__(self, sheet: Worksheet, room: Room) -> None:
        super().__init__(sheet)
        self.room = room
        self.cells: list[CellContent] = []
        self.hidden_rows: set[int] = set()
        self.filled: set[tuple[int, int]] = set()
        self.doubts: dict[str, Doubt] = {}

    def take(self, kind: str, value: Any) -> None:
        """Keep a cell."""
        place = (self.row, self.column)
        if kind == "s" and not value:
            return
        if self.row > MAX_ROW or self.column > MAX_COLUMN:
            raise Refused(
                wording.files.file_far_cell(sheet_title(self.sheet.title), self.reference())
            )
        if place in self.filled:
            raise Refused(wording.files.FILE_DAMAGED)
        self.filled.add(place)
        self.room.take(value)
        self.columns_used.add(self.column)
        if self.row_hidden:
            self.hidden_rows.add(self.row)
        self.cells.append(cast(CellContent, (*place, kind, value)))
        if doubt := self._doubt(kind, value):
            self.doubts[self.reference()] = doubt

    def _doubt(self, kind: str, value: object) -> Doubt | None:
        style = self.sheet.style(self.style_place())
        if style.struck:
            return Doubt("struck")
        if self.formula and self.sheet.stale and kind not in NO_VALUE:
            return Doubt("stale")
        shown = style.shown(value) if kind in SHOWN_BY_FORMAT else None
        if shown is None and kind == "n" and value == 0 and self.zeros_hidden:
            shown = ""
        return None if shown is None else Doubt("shown", shown)


def _comments_and_pictures(sheet: Worksheet) -> tuple[list[str], bool]:
    """The cells with comments that are not our own, and whether there are pictures."""
    comments = {
        cell
        for part in sheet.parts.related(sheet.part, "comments")
        for cell, author in _comments(sheet.parts, part)
        if author != wording.answers.ANSWER_SHEET
    }
    drawings = sheet.parts.related(sheet.part, "drawing")
    # Google Sheets adds an empty drawing to every sheet.
    return sorted(comments), any(len(sheet.parts.tree(part)) for part in drawings)


def _comments(parts: Parts, part: str) -> Iterator[tuple[str, str]]:
    """The cell and the author of each comment."""
    root = parts.tree(part)
    authors = [each.text or "" for each in elements(root, "author")]
    for comment in elements(root, "comment"):
        yield comment.get("ref", ""), authors[int(comment.get("authorId", "0"))]


if __name__ == "__main__":
    main()
