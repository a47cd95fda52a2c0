"""Checks the cells of an appraisal or of objections: records, or one sentence for each fault.

As with forms, all faults are found in one pass and any of them refuses the file; rows are found
by the target's id, columns by their heads. A row left blank states nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers import forms, wording
from helpers.forms.statements import COLUMNS, ID, KIND, TARGET, StatementKind, Topic, topics, words
from helpers.intake.forms.form_checks import stamped
from helpers.intake.forms.form_fields import rows_below
from helpers.intake.forms.form_report import Cell, FormReading, Report, Sheet, cell_name, sheet_of
from helpers.intake.forms.form_words import OwnWords
from helpers.intake.forms.numbers import NumberFault
from helpers.model import (
    Agency,
    Appraisal,
    Comparison,
    Judged,
    Level,
    Measure,
    Objection,
    Period,
    Plan,
    spelling,
)
from helpers.privacy.foreign_text import quoted_value

MAX_TEXT = 1_000  # characters; it is printed in the packet
KINDS = {kind.value: kind for kind in StatementKind}


def kind_of(answer: Mapping[str, Any]) -> StatementKind | None:
    """What the workbook that `form_child` answered for states; None for a form."""
    for raw in answer.get("sheets", ()):
        if spelling.folded(raw["title"]) == forms.STAMP_SHEET:
            sheet = sheet_of(raw)
            marks = {sheet.text(row, 1): sheet.text(row, 2) for row, _ in sheet.cells}
            return KINDS.get(marks.get(KIND, ""))
    return None


def check(
    file: str, kind: StatementKind, answer: Mapping[str, Any], plan: Plan, period: Period
) -> FormReading:
    """The reading of what `form_child` answered for an appraisal or objections."""
    report = Report(file)
    stamp, sheets = stamped(answer, plan, period, report)
    found = []
    if not report.remarks:
        agency = plan.senders_by_id[stamp["agency"]]
        title = wording.STATEMENT_SHEETS[kind]
        sheet = sheets.get(spelling.folded(title))
        if sheet is None:
            report.file_refused(wording.form_sheet_missing(title))
        else:
            found = list(_records(_Table(kind, sheet, plan, period, agency, report)))
    reading = report.reading()
    kept = found if reading.accepted else []
    return replace(
        reading,
        kind=kind.value,
        appraisals=tuple(record for record in kept if isinstance(record, Appraisal)),
        objections=tuple(record for record in kept if isinstance(record, Objection)),
    )


@dataclass(frozen=True)
class _Table:
    """What is being read, and for whom."""

    kind: StatementKind
    sheet: Sheet
    plan: Plan
    period: Period
    agency: Agency
    report: Report

    def refused(self, text: str, *cells: str) -> None:
        self.report.refused(text, self.sheet.title, *cells)


@dataclass(frozen=True)
class _Row:
    """One row with anything in it, its cells by field."""

    table: _Table
    topic: Topic
    row: int
    places: Mapping[str, int]

    def cell(self, field: str) -> Cell | None:
        return self.table.sheet.seen(self.row, self.places[field])

    def name(self, field: str) -> str:
        return cell_name(self.row, self.places[field])

    def text(self, field: str) -> str:
        """One line of text; a fault is reported and leaves it empty."""
        cell = self.cell(field)
        if cell is None:
            return ""
        text = cell.line(MAX_TEXT)
        if isinstance(text, NumberFault):
            self.table.refused(text.text, self.name(field))
            return ""
        return text

    def count(self, field: str) -> int | None:
        """A whole number; a fault is reported."""
        cell = self.cell(field)
        if cell is None:
            return None
        value = cell.count()
        if isinstance(value, NumberFault):
            self.table.refused(value.text, self.name(field))
            return None
        return value

    def complete(self, fields: Sequence[str]) -> bool:
        """Whether all of these are there; if not, the absent ones are named."""
        absent = [field for field in fields if self.cell(field) is None]
        if absent:
            heads = [c.head for c in COLUMNS[self.table.kind] if c.field in absent]
            names = [self.name(field) for field in absent]
            self.table.refused(wording.statement_incomplete(heads), *names)
        return not absent


def _records(table: _Table) -> Iterator[Appraisal | Objection]:
    read = _appraisal if table.kind is StatementKind.APPRAISAL else _objection
    for row in _rows(table):
        record = read(row)
        if record is not None:
            yield record


def _rows(table: _Table) -> Iterator[_Row]:
    columns = {c.head: c.head for c in COLUMNS[table.kind] if c.field or c in (ID, TARGET)}
    known = {topic.key: topic for topic in topics(table.plan, table.agency, table.kind)}
    said = {key: words(TARGET, topic) for key, topic in known.items()}
    own_words = OwnWords(table.sheet, said, table.report)
    seen: set[str] = set()
    for number, places in rows_below(table.sheet, columns, table.report):
        fields = {c.field: places[c.head] for c in COLUMNS[table.kind] if c.field}
        if all(table.sheet.seen(number, place) is None for place in fields.values()):
            continue
        key = table.sheet.text(number, places[ID.head])
        name = cell_name(number, places[ID.head])
        if not key:
            table.refused(wording.form_id_absent(), name)
        elif key not in known:
            table.refused(wording.statement_target_unknown(quoted_value(key)), name)
        elif key in seen:
            table.refused(wording.form_id_repeated(key), name)
        else:
            seen.add(key)
            own_words.look(key, (number, places[ID.head]), (number, places[TARGET.head]))
            yield _Row(table, known[key], number, fields)
    own_words.say()


# ---------------------------------------------------------------- one row


def _appraisal(row: _Row) -> Appraisal | None:
    table = row.table
    numerator, denominator = row.count("numerator"), row.count("denominator")
    reason, evidence, by = row.text("reason"), row.text("evidence"), _appraiser(row)
    whole = row.complete(("numerator", "denominator", "reason", "by"))
    if numerator is None or denominator is None:
        return None
    fault = _impossible(row.topic, numerator, denominator, own=table.agency.level is not Level.ALL)
    if fault:
        table.refused(fault, row.name("numerator"), row.name("denominator"))
        return None
    if not whole or by is None:
        return None
    return Appraisal(
        agency=table.report.agency,
        level=row.topic.level,
        target=row.topic.target.id,
        numerator=numerator,
        denominator=denominator,
        reason=reason,
        evidence=evidence,
        by=by,
        file=table.report.file,
        sheet=table.sheet.title,
        cell=row.name("numerator"),
    )


def _impossible(topic: Topic, numerator: int, denominator: int, *, own: bool) -> str:
    """Why these counts cannot be; empty if they can. `own`: those of one agency, which does what
    a target asks or does not."""
    target = topic.target
    if own and target.judged.get(topic.level) is Judged.YES_NO:
        yes_or_no = denominator == 1 and numerator in (0, 1)
        return "" if yes_or_no else wording.appraisal_yes_no(numerator, denominator)
    share = target.measure is Measure.SHARE and target.comparison is not Comparison.AT_MOST
    part = share or target.measure is Measure.FALL or not denominator
    exceeds = numerator > denominator and part
    return wording.appraisal_part_exceeds(numerator, denominator) if exceeds else ""


def _appraiser(row: _Row) -> str | None:
    """The id of the appraising agency; a fault is reported. Nobody appraises its own figures."""
    written = spelling.folded(row.text("by"))
    if not written:
        return None
    there = row.table.plan.registry(row.table.period)
    found = [a for a in there if written in (a.id, spelling.folded(a.name))]
    if len(found) != 1:
        row.table.refused(wording.appraiser_unknown(), row.name("by"))
        return None
    if found[0] == row.table.agency:
        row.table.refused(wording.appraiser_is_appraised(found[0]), row.name("by"))
        return None
    return found[0].id


def _objection(row: _Row) -> Objection | None:
    if not row.complete(("opinion",)):
        return None
    table = row.table
    return Objection(
        agency=table.report.agency,
        level=row.topic.level,
        target=row.topic.target.id,
        opinion=row.text("opinion"),
        answer=row.text("answer"),
        file=table.report.file,
        sheet=table.sheet.title,
        cell=row.name("opinion"),
    )
