"""Reads the sheet «Giải trình» of a form: what is said beside its figures, each text with the line
it speaks of. Nothing is counted from it; text that cannot be read refuses the form as elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers import forms, wording
from helpers.forms import Place, Question, Role, SheetKind
from helpers.intake.forms.form_fields import rows_below
from helpers.intake.forms.form_report import Cell, Report, Sheet
from helpers.intake.forms.numbers import NumberFault, tidy
from helpers.model import Explanation, Level, spelling

MAX_TEXT = 1_000  # characters; it is printed beside the figure
MOST = 100  # texts; the form has room for thirty


def explanations(
    sheet: Sheet, asked: Sequence[Question], level: Level, report: Report
) -> list[Explanation]:
    """What the sheet says; `level`: that of the sender, for texts that name no line."""
    lines = _lines(asked)
    texts: list[Cell] = []
    found: list[Explanation] = []
    heads = {column.role: column.head for column in forms.EXPLANATION_COLUMNS}
    for row, columns in rows_below(sheet, heads, report):
        _remark_beside(sheet, row, columns, report)
        cell, line = (sheet.seen(row, columns[role]) for role in (Role.VALUE, Role.ID))
        text = "" if cell is None else _text(cell, sheet, report)
        places = _places(line, lines, (report.agency, level, ""), sheet, report)
        if cell is None or not text:
            continue
        texts.append(cell)
        if line is None:
            report.remark(wording.remark_explains_no_line(), sheet.title, cell.name)
        for agency, at, input_id in places:
            found.append(
                Explanation(
                    agency=agency,
                    level=at,
                    input=input_id,
                    text=text,
                    by=report.agency,
                    file=report.file,
                    sheet=sheet.title,
                    cell=cell.name,
                )
            )
    if len(texts) > MOST:
        report.refused(wording.too_many_explanations(len(texts), MOST), sheet.title)
    return found


def _lines(asked: Sequence[Question]) -> dict[str, list[Place]]:
    """What the ids of a form's lines stand for; that of a child, for all it is asked there."""
    found: dict[str, list[Place]] = {}
    for question in asked:
        matrix = forms.sheet_kind(question.sheet) is SheetKind.MATRIX
        for key in (question.key, question.subject) if matrix else (question.key,):
            found.setdefault(spelling.folded(key), []).append(question.place)
    return found


def _places(
    line: Cell | None,
    lines: Mapping[str, Sequence[Place]],
    general: Place,
    sheet: Sheet,
    report: Report,
) -> Sequence[Place]:
    """Which facts a text speaks of: those of the line that is named, or none in particular."""
    if line is None:
        return (general,)
    fault = line.no_value()
    if fault is not None:
        report.refused(fault.text, sheet.title, line.name)
        return ()
    places = lines.get(spelling.folded(tidy(str(line.value))), ())
    if not places:
        report.remark(wording.remark_line_unknown(line.value), sheet.title, line.name)
    return places


def _text(cell: Cell, sheet: Sheet, report: Report) -> str:
    """One line of text; empty where it is refused."""
    text = cell.line(MAX_TEXT)
    if isinstance(text, NumberFault):
        report.refused(text.text, sheet.title, cell.name)
        return ""
    return text


def _remark_beside(sheet: Sheet, row: int, columns: Mapping[Role, int], report: Report) -> None:
    """What stands beside the two columns is not read, and its sender is told so."""
    read = set(columns.values())
    beside = sorted(c for r, c in sheet.cells if r == row and c not in read)
    names = [cell.name for c in beside if (cell := sheet.seen(row, c))]
    if names:
        report.remark(wording.remark_beside_explanation(), sheet.title, *names)
