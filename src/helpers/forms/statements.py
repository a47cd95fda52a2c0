"""Workbooks beside the forms: appraisals of an agency's figures, and its objections to them.

Each kind is a workbook of its own for one agency, stamped like a form, with one row per target.
The same arguments give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import xlsxwriter

from helpers import forms, wording
from helpers.forms.writing import FORMATS
from helpers.model import Agency, Judged, Kind, Level, Measure, Period, Plan, Rollup, Target

KIND = "kind"  # the key of the stamp that a form does not have
HEAD_ROW = 4  # as Excel counts


class StatementKind(StrEnum):
    """What a workbook states; the values stand in its stamp."""

    APPRAISAL = "appraisal"
    OBJECTION = "objection"


@dataclass(frozen=True)
class Topic:
    """One row: a target of the agency, or of one of the province's lists (`id@level`)."""

    key: str
    target: Target
    level: Level


@dataclass(frozen=True)
class Column:
    """A column: `field` is what is read from it; without one it holds our own words."""

    head: str
    width: int
    field: str = ""
    number: bool = False


ID = Column(wording.STATEMENT_ID, 26)
TARGET = Column(wording.STATEMENT_TARGET, 44)
COLUMNS: Mapping[StatementKind, tuple[Column, ...]] = {
    StatementKind.APPRAISAL: (
        ID,
        Column(wording.STATEMENT_CLAUSE, 18),
        TARGET,
        Column(wording.APPRAISAL_COUNTS, 40),
        Column(wording.APPRAISAL_NUMERATOR, 12, "numerator", number=True),
        Column(wording.APPRAISAL_DENOMINATOR, 12, "denominator", number=True),
        Column(wording.APPRAISAL_REASON, 36, "reason"),
        Column(wording.APPRAISAL_EVIDENCE, 30, "evidence"),
        Column(wording.APPRAISAL_BY, 24, "by"),
    ),
    StatementKind.OBJECTION: (
        ID,
        Column(wording.STATEMENT_CLAUSE, 18),
        TARGET,
        Column(wording.OBJECTION_TEXT, 60, "opinion"),
        Column(wording.OBJECTION_ANSWER, 60, "answer"),
    ),
}


def topics(plan: Plan, agency: Agency, kind: StatementKind) -> tuple[Topic, ...]:
    """What can be appraised of an agency's (or the province's) own figures, or objected to by it.

    Figures that an agency only shares in are appraised once, as the province's.
    """
    found: list[Topic] = []
    for target in (t for area in plan.built_areas for c in area.clauses for t in c.targets):
        if kind is StatementKind.OBJECTION:
            found += _bound(target, agency)
        elif target.kind is Kind.QUANTITATIVE and target.measure is not Measure.GAIN:
            found += _of_province(target) if agency.level is Level.ALL else _own(target, agency)
    return tuple(found)


def _bound(target: Target, agency: Agency) -> Iterator[Topic]:
    if target.binds.includes(agency):
        yield Topic(target.id, target, agency.level)


def _own(target: Target, agency: Agency) -> Iterator[Topic]:
    shared = target.rollup is Rollup.DISTINCT and target.judged.get(agency.level) is Judged.INFO
    if agency.level in target.judged and not shared:
        yield from _bound(target, agency)


def _of_province(target: Target) -> Iterator[Topic]:
    if target.rollup not in (Rollup.DIRECT, Rollup.DISTINCT):
        return
    lists = [level for level in Level if any(level in i.register for i in target.inputs)]
    for level in lists:
        key = target.id if level is Level.ALL else f"{target.id}@{level}"
        yield Topic(key, target, level)


def stamp(plan: Plan, agency: Agency, period: Period, kind: StatementKind) -> dict[str, str]:
    """The key-value rows of the hidden sheet."""
    return {**forms.stamp(plan, agency, period), KIND: kind.value}


def write_blanks(
    plan: Plan,
    period: Period,
    agencies: Iterable[Agency],
    kind: StatementKind,
    out_dir: Path,
) -> tuple[Path, ...]:
    """A blank workbook for each agency of which there is anything to state; the files written."""
    out_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for agency in agencies:
        if not topics(plan, agency, kind):
            continue
        path = out_dir / f"{agency.id}-{wording.STATEMENT_FILES[kind]}.xlsx"
        path.write_bytes(filled(plan, agency, period, kind, {}))
        written.append(path)
    return tuple(written)


def filled(
    plan: Plan,
    agency: Agency,
    period: Period,
    kind: StatementKind,
    answers: Mapping[str, Mapping[str, str | int]],
) -> bytes:
    """The workbook with what is stated, by topic key and field; ValueError for a key it lacks."""
    rows = topics(plan, agency, kind)
    if unknown := set(answers) - {topic.key for topic in rows}:
        raise ValueError(f"not in this workbook: {', '.join(sorted(unknown))}")
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        title = wording.form_subtitle(agency.name, period)
        book.set_properties({"title": title, "created": forms.FIXED_TIME})
        _write(book, title, kind, rows, answers)
        _write_stamp(book, stamp(plan, agency, period, kind))
    return buffer.getvalue()


# ---------------------------------------------------------------- the workbook


def _write(
    book: Any,
    title: str,
    kind: StatementKind,
    rows: Sequence[Topic],
    answers: Mapping[str, Mapping[str, str | int]],
) -> None:
    looks = {name: book.add_format(look) for name, look in FORMATS.items()}
    sheet = book.add_worksheet(wording.STATEMENT_SHEETS[kind])
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.freeze_panes(HEAD_ROW, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.write_string(0, 0, wording.STATEMENT_TITLES[kind], looks["title"])
    sheet.write_string(1, 0, title, looks["plain"])
    sheet.write_string(2, 0, wording.STATEMENT_GUIDES[kind], looks["plain"])
    for place, column in enumerate(COLUMNS[kind]):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEAD_ROW - 1, place, column.head, looks["head"])
    for row, topic in enumerate(rows, start=HEAD_ROW):
        stated = answers.get(topic.key, {})
        for place, column in enumerate(COLUMNS[kind]):
            if not column.field:
                sheet.write_string(row, place, words(column, topic), looks["fixed"])
                continue
            look = looks["count" if column.number else "text"]
            value = stated.get(column.field)
            if value is None:
                sheet.write_blank(row, place, None, look)
            elif isinstance(value, int):
                sheet.write_number(row, place, value, look)
            else:
                sheet.write_string(row, place, value, look)


def words(column: Column, topic: Topic) -> str:
    """What the workbook itself says in a column without a field."""
    target = topic.target
    match column.head:
        case wording.STATEMENT_CLAUSE:
            return wording.cite(target.clause)
        case wording.APPRAISAL_COUNTS:
            return wording.counts_named(target.numerator, target.denominator)
        case wording.STATEMENT_TARGET if topic.key != target.id:
            return wording.form_register_label(target.label, topic.level)
        case wording.STATEMENT_TARGET:
            return target.label
        case _:
            return topic.key


def _write_stamp(book: Any, marks: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(forms.STAMP_SHEET)
    for row, (key, value) in enumerate(marks.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()
