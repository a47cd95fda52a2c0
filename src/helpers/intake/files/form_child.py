"""The limited child that reads forms: a path in, an `OpenedForm` out.

Runs as `python -m helpers.intake.files.form_child`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.xml.functions import fromstring

from helpers import wording
from helpers.intake.files.child_answers import (
    MOST_PLACES,
    CellContent,
    FormSheet,
    OpenedForm,
    Places,
)
from helpers.intake.files.child_process import CPU_SECONDS, WALL_SECONDS, guarded, serve
from helpers.intake.files.sheet_xml import SheetPass, Worksheet, worksheets
from helpers.intake.files.zip_guard import Refused
from helpers.privacy.foreign_text import sheet_title

MAX_ROW, MAX_COLUMN = 5_000, 50  # a form has a few dozen rows and at most twenty columns
MAX_CELLS = 20_000
MAX_TEXT = 4_000_000  # characters


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


def _comments_and_pictures(sheet: Worksheet) -> tuple[list[str], bool]:
    """The cells with comments that are not our own, and whether there are pictures."""
    relations = get_rels_path(sheet.part)
    if relations not in sheet.archive.namelist():
        return [], False
    parts = list(get_dependents(sheet.archive, relations))
    comments = {
        cell
        for part in parts
        if part.Type.endswith("/comments")
        for cell, author in _comments(sheet.archive, part.target)
        if author != wording.answers.ANSWER_SHEET
    }
    pictures = any(part.Type.endswith("/drawing") for part in parts)
    return sorted(comments), pictures


def _comments(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """The cell and the author of each comment."""
    root: Any = fromstring(archive.read(part))
    sheet: Any = CommentSheet.from_tree(root)
    for cell, comment in sheet.comments:
        yield cell, comment.author


if __name__ == "__main__":
    main()
