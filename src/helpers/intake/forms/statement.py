"""Checks an appraisal or objections: records, or one plain sentence for each fault.

As with forms, all faults are found in one pass and any of them refuses the file; rows are found
by the target's id, columns by their heads. A row left blank states nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers import wording
from helpers.forms import statements
from helpers.forms.statements import COLUMNS, ID, KIND, TARGET, StatementKind, StatementRow
from helpers.forms.workbooks import STAMP_SHEET
from helpers.intake.files.child_answers import OpenedForm
from helpers.intake.files.zip_guard import Refused
from helpers.intake.forms.cells import Cell, Sheet, cell_name, sheet_of
from helpers.intake.forms.fields import rows_below
from helpers.intake.forms.findings import MAX_TEXT, FormFindings, FormReading
from helpers.intake.forms.form import stamp_of, stamped_sheets
from helpers.intake.forms.labels import LabelCheck
from helpers.model import (
    WHOLE,
    Agency,
    Appraisal,
    Comparison,
    Judged,
    Measure,
    Objection,
    Period,
    Plan,
    Target,
    spelling,
)
from helpers.privacy.foreign_text import with_value


def stamped_kind(answer: OpenedForm | Refused) -> str:
    """The kind in the stamp of a workbook that the child process opened; a form has none."""
    for opened in answer.sheets if isinstance(answer, OpenedForm) else ():
        if spelling.folded(opened.title) == STAMP_SHEET:
            return stamp_of(sheet_of(opened)).get(KIND, "")
    return ""


def statement_reading(
    file: str, kind: StatementKind, answer: OpenedForm | Refused, plan: Plan, period: Period
) -> FormReading:
    """The reading of an appraisal or of objections; `answer`: of the child process that opened
    the file."""
    findings = FormFindings(file, plan.sheets)
    stamp, sheets = stamped_sheets(answer, plan, period, findings)
    records, answers = [], []
    if not findings.remarks:
        agency = plan.senders_by_id[stamp["agency"]]
        title = wording.statements.STATEMENT_SHEETS[kind]
        sheet = sheets.get(spelling.folded(title))
        if sheet is None:
            findings.refuse_file(wording.form_faults.form_sheet_missing(title))
        else:
            entries = [*_entries(_Context(kind, sheet, plan, period, agency, findings))]
            read = _appraisal if kind is StatementKind.APPRAISAL else _objection
            records = [record for entry in entries if (record := read(entry)) is not None]
            answers = [
                e.name("answer") for e in entries if "answer" in e.columns and e.cell("answer")
            ]
    reading = findings.reading()
    accepted = records if reading.accepted else []
    return replace(
        reading,
        kind=kind.value,
        appraisals=tuple(record for record in accepted if isinstance(record, Appraisal)),
        objections=tuple(record for record in accepted if isinstance(record, Objection)),
        answer_cells=tuple(answers),
    )


@dataclass(frozen=True)
class _Context:
    """The sheet that is read, and what it is checked against."""

    kind: StatementKind
    sheet: Sheet
    plan: Plan
    period: Period
    agency: Agency
    findings: FormFindings

    def refuse(self, text: str, *cells: str) -> None:
        self.findings.refuse(text, self.sheet.title, *cells)


@dataclass(frozen=True)
class _Entry:
    """A row of the sheet that is not blank."""

    context: _Context
    row: StatementRow
    number: int  # of the row in the sheet
    columns: Mapping[str, int]  # by field

    def cell(self, field: str) -> Cell | None:
        return self.context.sheet.visible(self.number, self.columns[field])

    def name(self, field: str) -> str:
        return cell_name(self.number, self.columns[field])

    def text(self, field: str) -> str:
        """One line of text; empty if there is none or it is refused."""
        context = self.context
        return context.findings.line(self.cell(field), MAX_TEXT, context.sheet.title)

    def count(self, field: str) -> int | None:
        """A whole number; None if there is none or it is refused."""
        cell, context = self.cell(field), self.context
        if cell is None:
            return None
        return context.findings.checked(cell.count(), context.sheet.title, cell.name)

    def is_complete(self, fields: Sequence[str]) -> bool:
        """Whether all of these are given; if not, the absent ones are reported."""
        absent = [field for field in fields if self.cell(field) is None]
        if absent:
            heads = [c.head for c in COLUMNS[self.context.kind] if c.field in absent]
            names = [self.name(field) for field in absent]
            self.context.refuse(wording.statements.statement_incomplete(heads), *names)
        return not absent


def _entries(context: _Context) -> Iterator[_Entry]:
    sheet, columns = context.sheet, COLUMNS[context.kind]
    heads = {c.head: c.head for c in columns if c.field or c in (ID, TARGET)}
    rows = statements.statement_rows(context.plan, context.agency, context.kind)
    known = {row.key: row for row in rows}
    labels = {key: statements.printed_text(TARGET, row) for key, row in known.items()}
    label_check = LabelCheck(sheet, labels, context.findings)
    seen: set[str] = set()
    for number, places in rows_below(sheet, heads, context.findings):
        by_field = {c.field: places[c.head] for c in columns if c.field}
        if all(sheet.visible(number, place) is None for place in by_field.values()):
            continue
        key = sheet.text(number, places[ID.head])
        name = cell_name(number, places[ID.head])
        if not key:
            context.refuse(wording.form_faults.FORM_ID_ABSENT, name)
        elif key not in known:
            context.refuse(
                with_value(wording.statements.STATEMENT_TARGET_UNKNOWN, key),
                name,
            )
        elif key in seen:
            context.refuse(wording.form_faults.form_id_repeated(key), name)
        else:
            seen.add(key)
            label_check.matches(key, (number, places[ID.head]), (number, places[TARGET.head]))
            yield _Entry(context, known[key], number, by_field)
    label_check.report()


# ---------------------------------------------------------------- one row


def _appraisal(entry: _Entry) -> Appraisal | None:
    context, findings = entry.context, entry.context.findings
    numerator, denominator = entry.count("numerator"), entry.count("denominator")
    reason, evidence, by = entry.text("reason"), entry.text("evidence"), _appraiser(entry)
    complete = entry.is_complete(("numerator", "denominator", "reason", "by"))
    if numerator is None or denominator is None:
        return None
    own = context.agency.level != WHOLE
    fault = impossible(entry.row, numerator, denominator, own=own)
    if fault:
        context.refuse(fault, entry.name("numerator"), entry.name("denominator"))
        return None
    if not complete or by is None:
        return None
    return Appraisal(
        agency=findings.agency,
        level=entry.row.level,
        target=entry.row.target.id,
        numerator=numerator,
        denominator=denominator,
        reason=reason,
        evidence=evidence,
        by=by,
        file=findings.file,
        sheet=context.sheet.title,
        cell=entry.name("numerator"),
    )


def impossible(row: StatementRow, numerator: int, denominator: int, *, own: bool) -> str:
    """Why these counts are impossible; empty if they are not. `own`: they are those of one agency,
    which either does what a target asks or does not."""
    target = row.target
    if own and target.judged.get(row.level) is Judged.YES_NO:
        yes_or_no = denominator == 1 and numerator in (0, 1)
        return "" if yes_or_no else wording.statements.appraisal_yes_no(numerator, denominator)
    share = target.measure is Measure.SHARE and target.comparison is not Comparison.AT_MOST
    part = share or target.measure is Measure.FALL or not denominator
    exceeds = numerator > denominator and part
    return wording.statements.appraisal_part_exceeds(numerator, denominator) if exceeds else ""


def may_appraise(appraiser: Agency, appraised: Agency, target: Target) -> bool:
    """Whether the plan lets one agency appraise another's figure of a target; never its own."""
    if appraiser == appraised:
        return False
    above = appraised.parent == appraiser.id and appraiser.level in target.appraised_by
    return appraiser.id in target.appraised_by or above


def _appraiser(entry: _Entry) -> str | None:
    """The id of the appraising agency; None if there is none or it is refused: the plan says who
    appraises, and no agency appraises its own figures."""
    written, context = spelling.folded(entry.text("by")), entry.context
    if not written:
        return None
    registry = context.plan.registry(context.period)
    named = [a for a in registry if written in (a.id, spelling.folded(a.name))]
    if len(named) != 1:
        context.refuse(wording.statements.APPRAISER_UNKNOWN, entry.name("by"))
        return None
    (appraiser,) = named
    if appraiser == context.agency:
        context.refuse(wording.statements.appraiser_is_appraised(appraiser), entry.name("by"))
        return None
    target = entry.row.target
    if not may_appraise(appraiser, context.agency, target):
        text = wording.statements.appraiser_not_named(appraiser, context.plan, target.appraised_by)
        context.refuse(text, entry.name("by"))
        return None
    return appraiser.id


def _objection(entry: _Entry) -> Objection | None:
    if not entry.is_complete(("opinion",)):
        return None
    findings = entry.context.findings
    return Objection(
        agency=findings.agency,
        level=entry.row.level,
        target=entry.row.target.id,
        opinion=entry.text("opinion"),
        answer=entry.text("answer"),
        file=findings.file,
        sheet=entry.context.sheet.title,
        cell=entry.name("opinion"),
    )
