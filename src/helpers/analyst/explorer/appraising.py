"""Appraisals before they are written: what can be appraised, by whom, and what an intake would
answer to a draft. The draft is checked by the code of the intake, as a workbook."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.forms import statements
from helpers.forms.layout import HEAD_ROW
from helpers.forms.statements import COLUMNS, StatementKind, StatementRow, statement_rows
from helpers.intake.forms.findings import FormReading
from helpers.intake.forms.statement import may_appraise
from helpers.intake.forms.workbook import read_forms
from helpers.model import Agency, Appraisal, Period, Plan, Severity, Target

KIND = StatementKind.APPRAISAL
FIELDS = tuple(column.field for column in COLUMNS[KIND] if column.field)
LONGEST_FIELD = 2_000  # characters that are looked at: more than an intake takes
Entries = Mapping[str, Mapping[str, str | int]]


@dataclass(frozen=True)
class Subject:
    """What the appraisals of a workbook are of."""

    plan: Plan
    period: Period
    agency: Agency

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """The figures that can be appraised, in the plan's order."""
        return statement_rows(self.plan, self.agency, KIND)

    def row(self, key: str) -> StatementRow | None:
        """The figure of that key."""
        return next((row for row in self.rows if row.key == key), None)

    def appraisers(self, target: Target) -> tuple[Agency, ...]:
        """The agencies of the period that may appraise it; never the appraised one."""
        registry = self.plan.registry(self.period)
        return tuple(a for a in registry if may_appraise(a, self.agency, target))

    @property
    def file(self) -> str:
        """The name of the workbook."""
        return f"{wording.statements.STATEMENT_FILES[KIND]}-{self.agency.id}.xlsx"


@dataclass(frozen=True)
class Checked:
    """A draft as an intake would take it; `faults`: by field, empty for one of the whole."""

    appraisal: Appraisal | None
    faults: tuple[tuple[str, str], ...]


def workbook(subject: Subject, entries: Entries) -> bytes:
    """The workbook of the appraisals."""
    return statements.filled(subject.plan, subject.agency, subject.period, KIND, entries)


def reading(subject: Subject, content: bytes) -> FormReading:
    """What an intake reads in a workbook, opened where it opens one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / subject.file
        path.write_bytes(content)
        (read,) = read_forms([path], subject.plan, subject.period)
        return read


def entries_of(subject: Subject, read: FormReading) -> Entries:
    """The appraisals of a workbook by the keys of its rows."""
    keys = {(row.target.id, row.level): row.key for row in subject.rows}
    return {keys[each.target, each.level]: entry(subject, each) for each in read.appraisals}


def entry(subject: Subject, each: Appraisal) -> Mapping[str, str | int]:
    """The cells of an appraisal, as somebody fills them in by hand."""
    cells: dict[str, str | int] = {
        "numerator": each.numerator,
        "denominator": each.denominator,
        "reason": each.reason,
        "evidence": each.evidence,
        "by": subject.plan.agencies[each.by].name,
    }
    return {name: value for name, value in cells.items() if value != ""}


def checked(subject: Subject, key: str, typed: Mapping[str, str]) -> Checked:
    """The draft of one row, or what an intake would answer to it, in its own sentences."""
    row = subject.row(key)
    if row is None:
        return Checked(None, (("", wording.tabs.NOT_APPRAISED),))
    texts = {name: _plain(typed.get(name, "")) for name in FIELDS}
    if texts["by"] in subject.plan.agencies:
        texts["by"] = subject.plan.agencies[texts["by"]].name
    cells = {name: text for name, text in texts.items() if text}
    if not cells:
        return Checked(None, (("", wording.tabs.NOTHING_TYPED),))
    read = reading(subject, workbook(subject, {key: cells}))
    refused = [remark for remark in read.remarks if remark.severity is not Severity.REMARK]
    faults = tuple((_field(remark.cells), remark.text) for remark in refused)
    if read.accepted and len(read.appraisals) == 1 and not faults:
        return Checked(read.appraisals[0], ())
    return Checked(None, faults or (("", wording.tabs.NOT_APPRAISED),))


def _plain(text: str) -> str:
    """Without halves of characters, which no workbook can hold."""
    return text[:LONGEST_FIELD].encode("utf-8", "replace").decode("utf-8").strip()


def _field(cells: str) -> str:
    """The field of the first cell that a remark names."""
    match = re.match(r"([A-Z])([0-9]+)", cells)
    if match is None or int(match[2]) <= HEAD_ROW:
        return ""
    place = ord(match[1]) - ord("A")
    return COLUMNS[KIND][place].field if place < len(COLUMNS[KIND]) else ""
