"""The intake report as a workbook: all text is written as text, never as a formula or a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.forms.workbooks import Workbook
from helpers.intake.answers.report import FormState, IntakeReport
from helpers.model import Remark

LONGEST_CELL = 32_000  # characters; Excel takes 32,767
Values = Sequence[str | int | None]  # of a row; None: a blank to be filled in


@dataclass(frozen=True)
class _Table:
    """One table, on a sheet of its own."""

    name: str
    heads: Sequence[str]
    rows: Callable[[IntakeReport], Iterable[Values]]
    widths: Sequence[int]  # characters; the last one also for all further columns


def report_workbook(report: IntakeReport) -> bytes:
    """The report as the bytes of an .xlsx file; equal reports give equal bytes."""
    workbook = Workbook(f"{wording.answers.REPORT_TITLE} – {report.period.label}")
    for table in (*([APPRAISED] if report.appraised else ()), *TABLES):
        _add(workbook, table, report)
    return workbook.content()


def _add(workbook: Workbook, table: _Table, report: IntakeReport) -> None:
    """Write a table under a title and heads that stay in view."""
    title = f"{wording.core.SIMULATED} · {workbook.title}" if report.simulated else workbook.title
    sheet = workbook.add_sheet(table.name, title)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    for column, head in enumerate(table.heads):
        width = table.widths[min(column, len(table.widths) - 1)]
        sheet.set_column(column, column, width)
        workbook.write(sheet, 2, column, head, "head")
    for number, values in enumerate(table.rows(report), start=3):
        for column, value in enumerate(values):
            cut = value[:LONGEST_CELL] if isinstance(value, str) else value
            workbook.write(sheet, number, column, cut, "field" if value is None else "fixed")


def _appraised(report: IntakeReport) -> Iterator[Values]:
    for a in report.appraised:
        counts = (a.reported, a.computed, a.appraised)
        yield (a.name, a.line, *counts, a.by, a.asked, a.record.file, a.place)


def _doubtful(report: IntakeReport) -> Iterator[Values]:
    for d in report.doubtful:
        yield (d.name, d.line, d.figure, d.record.text, d.record.file, d.place)
    if not report.doubtful:
        yield (wording.plausibility.NONE_UNCONFIRMED,)


def _summary(report: IntakeReport) -> Iterator[Values]:
    yield from ((sentence,) for sentence in report.not_in_force)
    for group in report.groups:
        yield (group.label, len(group.senders), *(group.count(state) for state in FormState))


def _agencies(report: IntakeReport) -> Iterator[Values]:
    for group in report.groups:
        for sender in group.senders:
            copies = "; ".join(r.copy or r.why for r in report.returned_to(sender))
            sign_off = None if sender.signed_above else ""
            values = (group.label, sender.id, sender.name, sender.state.value, sender.files)
            yield (*values, copies, len(sender.remarks), sign_off)


def _deadlines(report: IntakeReport) -> Iterator[Values]:
    for group in report.deadlines.groups if report.deadlines else ():
        for form in group.forms:
            last = form.send_by and wording.receipts.deadline(form.send_by, form.illustration)
            came = wording.core.day(form.known.day) if form.known else ""
            source = wording.receipts.source(form.known.listed) if form.known else ""
            sender = (group.label, form.sender.id, form.sender.name, form.state.value)
            yield (*sender, last or "", came, form.days_late or "", source)


def _remarks(report: IntakeReport) -> Iterator[Values]:
    for group in report.groups:
        for sender in group.senders:
            yield from (_remark(group.label, sender.name, r) for r in sender.remarks)
    yield from (_remark(wording.answers.OTHER_FILES, r.agency, r) for r in report.other_remarks)


def _remark(group: str, name: str, remark: Remark) -> Values:
    severity = wording.answers.SEVERITY_WORDS[remark.severity]
    return (group, name, remark.file, remark.place, severity, remark.text)


def _explanations(report: IntakeReport) -> Iterator[Values]:
    for e in report.explanations:
        yield (e.name, e.line, e.label, e.text, e.file, e.place)
    if not report.explanations:
        yield (wording.answers.NO_EXPLANATIONS,)


def _files(report: IntakeReport) -> Iterator[Values]:
    for file in report.files:
        back = report.returned.get(file.file)
        copy = (back.copy or back.why) if back else ""
        state = wording.answers.file_state(file.accepted, file.is_copy)
        kind = wording.answers.kind_words(file.content, file.is_copy)
        yield (file.file, kind, file.agency, state, copy, file.sha256)


def _changes(report: IntakeReport) -> Iterator[Values]:
    for c in report.changes or ():
        yield (c.name, c.input, c.label, c.before, c.after, c.file_before, c.file_after)
    if report.changes_note:
        yield (report.changes_note,)


APPRAISED = _Table(
    wording.statements.APPRAISED,
    wording.statements.APPRAISED_HEADS,
    _appraised,
    (44, 60, 18, 18, 18, 30, 60, 36, 26),
)
TABLES = (
    _Table(
        wording.plausibility.UNCONFIRMED_SHEET,
        wording.plausibility.UNCONFIRMED_HEADS,
        _doubtful,
        (44, 60, 18, 90, 36, 26),
    ),
    _Table(wording.answers.SHEET_SUMMARY, wording.answers.SUMMARY_HEADS, _summary, (44, 12)),
    _Table(
        wording.answers.SHEET_AGENCIES,
        wording.answers.AGENCY_HEADS,
        _agencies,
        (30, 28, 44, 22, 36, 36, 12, 34),
    ),
    _Table(
        wording.receipts.SHEET,
        wording.receipts.ROW_HEADS,
        _deadlines,
        (30, 28, 44, 22, 24, 14, 14, 24),
    ),
    _Table(
        wording.answers.SHEET_ANSWERS,
        wording.answers.ANSWER_HEADS,
        _remarks,
        (30, 44, 36, 26, 16, 90),
    ),
    _Table(
        wording.answers.SHEET_EXPLANATIONS,
        wording.answers.EXPLANATION_HEADS,
        _explanations,
        (44, 26, 60, 90, 36, 26),
    ),
    _Table(
        wording.answers.SHEET_FILES, wording.answers.FILE_HEADS, _files, (44, 24, 28, 14, 44, 68)
    ),
    _Table(
        wording.answers.SHEET_CHANGES,
        wording.answers.CHANGE_HEADS,
        _changes,
        (44, 30, 60, 44, 44, 68, 68),
    ),
)
