"""The intake report as a workbook: all text is written as text, never as a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter

from helpers import wording
from helpers.forms import FIXED_TIME
from helpers.forms.writing import FIELD, FORMATS
from helpers.intake.answers.contents import Report
from helpers.intake.answers.standing import State
from helpers.model import Level

LONGEST_CELL = 32_000  # characters; Excel takes 32,767
LOOKS = {**{name: FORMATS[name] for name in ("title", "head", "fixed")}, "input": FIELD}
AGENCY_WIDTHS = (30, 28, 44, 22, 36, 36, 12, 34)
CHANGE_WIDTHS = (44, 30, 60, 44, 44, 68, 68)
Row = Sequence[str | int | None]  # None: a blank to be filled in


def workbook(report: Report) -> bytes:
    """The report as the bytes of an .xlsx file; equal reports give equal bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        title = f"{wording.REPORT_TITLE} – {report.period.label}"
        book.set_properties({"title": title, "created": FIXED_TIME})
        made = _Book(book, title, report.simulated)
        for name, heads, rows, widths in (
            (wording.SHEET_SUMMARY, wording.SUMMARY_HEADS, _summary, (44, 12)),
            (wording.SHEET_AGENCIES, wording.AGENCY_HEADS, _agencies, AGENCY_WIDTHS),
            (wording.SHEET_ANSWERS, wording.ANSWER_HEADS, _answers, (30, 44, 36, 26, 16, 90)),
            (
                wording.SHEET_EXPLANATIONS,
                wording.EXPLANATION_HEADS,
                _explanations,
                (44, 26, 60, 90, 36, 26),
            ),
            (wording.SHEET_FILES, wording.FILE_HEADS, _files, (44, 24, 28, 14, 44, 68)),
            (wording.SHEET_CHANGES, wording.CHANGE_HEADS, _changes, CHANGE_WIDTHS),
        ):
            made.sheet(name, heads, rows(report), widths)
    return buffer.getvalue()


class _Book:
    """Writes tables, each on a sheet of its own, under a title and heads that stay in view."""

    def __init__(self, book: Any, title: str, simulated: bool) -> None:
        self.book = book
        self.title = f"{wording.SIMULATED} · {title}" if simulated else title
        self.looks = {name: book.add_format(look) for name, look in LOOKS.items()}

    def sheet(
        self, name: str, heads: Sequence[str], rows: Iterable[Row], widths: Sequence[int]
    ) -> None:
        """One table."""
        sheet = self.book.add_worksheet(name)
        for column in range(len(heads)):
            sheet.set_column(column, column, widths[min(column, len(widths) - 1)])
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 0)
        sheet.write_string(0, 0, self.title, self.looks["title"])
        for column, head in enumerate(heads):
            sheet.write_string(2, column, head, self.looks["head"])
        for place, row in enumerate(rows, start=3):
            for column, value in enumerate(row):
                self._cell(sheet, place, column, value)

    def _cell(self, sheet: Any, row: int, column: int, value: str | int | None) -> None:
        if value is None:
            sheet.write_blank(row, column, None, self.looks["input"])
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.looks["fixed"])
        else:
            sheet.write_string(row, column, value[:LONGEST_CELL], self.looks["fixed"])


def _summary(report: Report) -> Iterator[Row]:
    for group in report.groups:
        yield (group.label, len(group.lines), *(group.count(state) for state in State))


def _agencies(report: Report) -> Iterator[Row]:
    for group in report.groups:
        for line in group.lines:
            copies = "; ".join(r.copy or r.why for r in report.copy_of(line))
            # The district signs for its communes; the others answer for themselves.
            sign_off = None if line.level is Level.COMMUNE else ""
            row = (group.label, line.id, line.name, line.state.value, line.files, copies)
            yield (*row, len(line.remarks), sign_off)


def _answers(report: Report) -> Iterator[Row]:
    for group in report.groups:
        for line in group.lines:
            for r in line.remarks:
                severity = wording.SEVERITY_WORDS[r.severity]
                yield (group.label, line.name, r.file, r.place, severity, r.text)
    for r in report.elsewhere:
        severity = wording.SEVERITY_WORDS[r.severity]
        yield (wording.OTHER_FILES, r.agency, r.file, r.place, severity, r.text)


def _explanations(report: Report) -> Iterator[Row]:
    for e in report.explanations:
        yield (e.name, e.line, e.label, e.text, e.file, e.place)
    if not report.explanations:
        yield (wording.NO_EXPLANATIONS,)


def _files(report: Report) -> Iterator[Row]:
    for file in report.files:
        back = report.returned.get(file.file)
        copy = (back.copy or back.why) if back else ""
        state = wording.file_state(file.kind, file.accepted)
        kind = wording.kind_words(file.kind)
        yield (file.file, kind, file.agency, state, copy, file.sha256)


def _changes(report: Report) -> Iterator[Row]:
    for c in report.changes or ():
        yield (c.name, c.input, c.label, c.before, c.after, c.file_before, c.file_after)
    if not report.changes:
        yield (wording.NO_EARLIER if report.changes is None else wording.NO_CHANGES,)
