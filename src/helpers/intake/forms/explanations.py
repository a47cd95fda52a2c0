"""Reads the explanations in a form: texts about single lines of it, or about all of it.

Nothing is counted from them; a text that cannot be read refuses the form, like any other cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from helpers import wording
from helpers.forms import FactKey, Question, SheetKind, sheet_kind
from helpers.forms.layout import EXPLANATION_COLUMNS, Role
from helpers.intake.forms.cells import Cell, Sheet
from helpers.intake.forms.fields import rows_below
from helpers.intake.forms.findings import MAX_TEXT, FormFindings
from helpers.model import Explanation, Level, spelling
from helpers.privacy.foreign_text import with_value

MOST = 100  # texts; the form has room for thirty


def explanations(
    sheet: Sheet, questions: Sequence[Question], level: Level, findings: FormFindings
) -> list[Explanation]:
    """The texts of the sheet, one for each fact they are about.

    `level`: that of the sender, for texts that name no line. Faults are added to `findings`.
    """
    keys_by_line = _keys_by_line(questions)
    result: list[Explanation] = []
    texts = 0
    heads = {column.role: column.head for column in EXPLANATION_COLUMNS}
    for row, columns in rows_below(sheet, heads, findings):
        _remark_other_cells(sheet, row, columns.values(), findings)
        cell, line = (sheet.visible(row, columns[role]) for role in (Role.VALUE, Role.ID))
        text = findings.line(cell, MAX_TEXT, sheet.title)
        general = (findings.agency, level, "")
        keys = [general] if line is None else _keys(line, keys_by_line, sheet, findings)
        if cell is None or not text:
            continue
        texts += 1
        if line is None:
            findings.remark(wording.form_faults.REMARK_EXPLAINS_NO_LINE, sheet.title, cell.name)
        for agency, at, input_id in keys:
            result.append(
                Explanation(
                    agency=agency,
                    level=at,
                    input=input_id,
                    text=text,
                    by=findings.agency,
                    file=findings.file,
                    sheet=sheet.title,
                    cell=cell.name,
                )
            )
    if texts > MOST:
        findings.refuse(wording.form_faults.too_many_explanations(texts, MOST), sheet.title)
    return result


def _keys_by_line(questions: Sequence[Question]) -> dict[str, list[FactKey]]:
    """The facts that the ids of a form's lines name; that of a child names all asked about it."""
    result: dict[str, list[FactKey]] = {}
    for question in questions:
        matrix = sheet_kind(question.sheet) is SheetKind.MATRIX
        for line in (question.key, question.subject) if matrix else (question.key,):
            result.setdefault(spelling.folded(line), []).append(question.fact_key)
    return result


def _keys(
    line: Cell, keys_by_line: Mapping[str, Sequence[FactKey]], sheet: Sheet, findings: FormFindings
) -> Sequence[FactKey]:
    """The facts of the line that a cell names; none where there is no such line."""
    fault = line.fault()
    if fault is not None:
        findings.refuse(fault.text, sheet.title, line.name)
        return ()
    keys = keys_by_line.get(line.folded, ())
    if not keys:
        text = with_value(wording.form_faults.REMARK_LINE_UNKNOWN, line.value)
        findings.remark(text, sheet.title, line.name)
    return keys


def _remark_other_cells(
    sheet: Sheet, row: int, columns: Iterable[int], findings: FormFindings
) -> None:
    """Remark on content outside the two columns: it is not read."""
    read = set(columns)
    others = sorted(c for r, c in sheet.cells if r == row and c not in read)
    names = [cell.name for c in others if (cell := sheet.visible(row, c))]
    if names:
        findings.remark(wording.form_faults.REMARK_BESIDE_EXPLANATION, sheet.title, *names)
