"""Reads a file of confirmations: which figures are confirmed, or one plain sentence for each fault.

As with forms, all faults are found in one pass and any of them refuses the file. A row left blank
confirms nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from helpers import wording
from helpers.forms import FactKey
from helpers.forms.confirmations import CONFIRMATION, HEADS, READ, Confirmation, row_key
from helpers.forms.lines import line_labels
from helpers.intake.files.child_answers import OpenedForm
from helpers.intake.files.zip_guard import Refused
from helpers.intake.forms.cells import Cell, Sheet, cell_name
from helpers.intake.forms.fields import rows_below
from helpers.intake.forms.findings import MAX_TEXT, FormFindings, FormReading
from helpers.intake.forms.form import stamped_sheets
from helpers.model import WHOLE, Period, Plan, spelling
from helpers.privacy.foreign_text import with_value

MARK = "x"
NOT_OF_FIGURES = re.compile(r"[^0-9/]")  # such as the dots between thousands


def confirmation_reading(
    file: str, answer: OpenedForm | Refused, plan: Plan, period: Period
) -> FormReading:
    """The reading of a file of confirmations; `answer`: of the child process that opened it."""
    findings = FormFindings(file, plan.sheets)
    _, sheets = stamped_sheets(answer, plan, period, findings)
    confirmations: list[Confirmation] = []
    if not findings.remarks:
        title = wording.plausibility.CONFIRMATION_SHEET
        sheet = sheets.get(spelling.folded(title))
        if sheet is None:
            findings.refuse_file(wording.form_faults.form_sheet_missing(title))
        else:
            confirmations = _confirmations(_Context(sheet, plan, period, findings))
    reading = findings.reading()
    accepted = tuple(confirmations) if reading.accepted else ()
    return replace(reading, kind=CONFIRMATION, confirmations=accepted)


@dataclass(frozen=True)
class _Context:
    """The sheet that is read, and what it is checked against."""

    sheet: Sheet
    plan: Plan
    period: Period
    findings: FormFindings

    def refuse(self, text: str, cell: str) -> None:
        self.findings.refuse(text, self.sheet.title, cell)


def _confirmations(context: _Context) -> list[Confirmation]:
    heads = {name: HEADS[name] for name in READ}
    confirmed: dict[FactKey, Confirmation] = {}
    for row, columns in rows_below(context.sheet, heads, context.findings):
        mark = context.sheet.visible(row, columns["mark"])
        by = context.sheet.visible(row, columns["by"])
        if mark is None and by is None:
            continue
        read = _confirmation(context, row, columns, mark, by)
        if read is not None and read.key in confirmed:
            name = cell_name(row, columns["id"])
            context.refuse(wording.form_faults.form_id_repeated("|".join(read.key)), name)
        elif read is not None:
            confirmed[read.key] = read
    return list(confirmed.values())


def _confirmation(
    context: _Context, row: int, columns: Mapping[str, int], mark: Cell | None, by: Cell | None
) -> Confirmation | None:
    """The row of a figure; None where anything in it is refused."""
    names = {name: cell_name(row, column) for name, column in columns.items()}
    if mark is None or by is None:
        absent = names["mark"] if mark is None else names["by"]
        context.refuse(wording.plausibility.CONFIRMATION_INCOMPLETE, absent)
        return None
    if mark.folded != MARK:
        text = with_value(wording.plausibility.CONFIRMATION_NOT_MARKED, mark.value)
        context.refuse(text, names["mark"])
        return None
    key = row_key(context.sheet.text(row, columns["id"]))
    if key is None or not _is_known(context, key):
        text = with_value(
            wording.plausibility.CONFIRMATION_UNKNOWN, context.sheet.text(row, columns["id"])
        )
        context.refuse(text, names["id"])
        return None
    figure = _figure(context.sheet.visible(row, columns["figure"]))
    if not figure:
        context.refuse(wording.plausibility.CONFIRMATION_FIGURE_GONE, names["figure"])
        return None
    agency = _confirming(context, by)
    if agency is None:
        return None
    findings = context.findings
    return Confirmation(key, figure, agency, findings.file, context.sheet.title, names["mark"])


def _figure(cell: Cell | None) -> str:
    """The figure of a row as it is compared; somebody may have typed it again, as a number."""
    if cell is None:
        return ""
    count = cell.count()
    return str(count) if isinstance(count, int) else NOT_OF_FIGURES.sub("", str(cell.value))


def _is_known(context: _Context, key: FactKey) -> bool:
    agency, level, name = key
    plan = context.plan
    senders = {each.id: each for each in plan.senders(context.period)}
    sender = senders.get(agency)
    levels = (*plan.levels, WHOLE) if sender == plan.province else [sender.level] if sender else []
    return level in levels and name in line_labels(plan)


def _confirming(context: _Context, cell: Cell) -> str | None:
    """The id of the agency that confirms; None if it is refused."""
    text = context.findings.line(cell, MAX_TEXT, context.sheet.title)
    if not text:
        return None
    written = spelling.folded(text)
    senders = context.plan.senders(context.period)
    named = [each for each in senders if written in (each.id, spelling.folded(each.name))]
    if len(named) != 1:
        context.refuse(wording.plausibility.CONFIRMATION_BY_UNKNOWN, cell.name)
        return None
    return named[0].id
