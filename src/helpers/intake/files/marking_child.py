"""The limited child that marks a refused form: the same workbook, its faulty cells filled and
commented, a sheet of all answers in front.

Runs as `python -m helpers.intake.files.marking_child`. The
copy holds values only: no formula, link, name or author of the sender goes back with it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedNameDict

from helpers import wording
from helpers.intake.files.child_answers import MarkedCopy
from helpers.intake.files.child_process import CPU_SECONDS, WALL_SECONDS, guarded, serve
from helpers.model import spelling

FILL = PatternFill("solid", fgColor="F8B4AE")
COMMENT_WIDTH, LINE_HEIGHT, LINE_LENGTH = 340, 18, 46  # pixels; letters on a line


def main() -> None:
    """Serve until the parent closes the socket."""
    serve(marked, CPU_SECONDS, WALL_SECONDS)


def marked(path: str, answers: Sequence[tuple[str, str, str]]) -> MarkedCopy:
    """A copy of the workbook at `path`; `answers`: sheet, cells and sentence of each."""
    content = guarded(Path(path))
    book = load_workbook(io.BytesIO(content), data_only=True)
    _keep_uncalculated(book, load_workbook(io.BytesIO(content)))
    _without_traces(book)
    for title, cells, text in answers:
        for name in cells.split():
            _mark(book, title, name, text)
    marked_here = any(cells for _, cells, _ in answers)
    note = wording.answers.ANSWER_NOTE if marked_here else wording.answers.ANSWER_NOTE_NO_CELLS
    _front_sheet(book, note, [text for _, _, text in answers])
    buffer = io.BytesIO()
    book.save(buffer)
    return MarkedCopy(base64.b64encode(buffer.getvalue()).decode())


def _keep_uncalculated(book: Any, formulas: Any) -> None:
    """A formula without a result in the file is kept as its own text, visible and not counted: an
    empty cell would come back as a missing figure."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                formula = formulas[sheet.title][cell.coordinate]
                if isinstance(cell, Cell) and cell.value is None and formula.data_type == "f":
                    cell.value = str(getattr(formula.value, "text", formula.value))
                    cell.data_type = "s"


def _without_traces(book: Any) -> None:
    book.properties = DocumentProperties(creator="", title=wording.answers.ANSWER_SHEET)
    book.custom_doc_props.props.clear()
    book.defined_names = DefinedNameDict()
    for sheet in book.worksheets:
        sheet.defined_names = DefinedNameDict()
        sheet._images, sheet._charts = [], []
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and (cell.comment or cell.hyperlink):
                    cell.comment = cell.hyperlink = None
        sheet._hyperlinks = []


def _mark(book: Any, title: str, name: str, text: str) -> None:
    sheet = next((s for s in book.worksheets if s.title == title), None)
    cell = sheet[name] if sheet else None
    if not isinstance(cell, Cell):
        return  # covered by a merged cell: the front sheet says what is to be done
    cell.fill = FILL
    earlier = [cell.comment.text] if cell.comment else []
    comment = Comment("\n\n".join([*earlier, text]), wording.answers.ANSWER_SHEET)
    lines = sum(1 + len(part) // LINE_LENGTH for part in comment.text.split("\n"))
    comment.width, comment.height = COMMENT_WIDTH, LINE_HEIGHT * (lines + 1)
    cell.comment = comment


def _front_sheet(book: Any, note: str, texts: list[str]) -> None:
    earlier = spelling.folded(wording.answers.ANSWER_SHEET)
    for sheet in book.worksheets:
        if spelling.folded(sheet.title) == earlier:
            book.remove(sheet)
    sheet = book.create_sheet(wording.answers.ANSWER_SHEET, 0)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 5, 110
    sheet["A1"].value, sheet["A1"].font = wording.answers.ANSWER_TITLE, Font(bold=True, size=14)
    sheet["A2"].value = note
    for row, text in enumerate(texts, start=4):
        sheet.cell(row, 1, row - 3)
        cell = sheet.cell(row, 2)
        cell.value, cell.data_type = text, "s"  # never a formula, however it begins
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for each in book.worksheets:
        each.sheet_view.tabSelected = False
    book.active = 0


if __name__ == "__main__":
    main()
