"""Workbooks next to the forms: appraisals of an agency's figures, and its objections to them.

Each kind is a workbook of its own for one agency, stamped like a form, with one row per target.
The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from helpers import wording
from helpers.forms import layout
from helpers.forms.layout import HEAD_ROW
from helpers.forms.workbooks import PROTECTION, Workbook
from helpers.model import WHOLE, Agency, Kind, Level, Measure, Period, Plan, Rollup, Target

KIND = "kind"  # key of the stamp; a form has none


class StatementKind(StrEnum):
    """What a workbook contains; the values are written into its stamp."""

    APPRAISAL = "appraisal"
    OBJECTION = "objection"


@dataclass(frozen=True)
class StatementRow:
    """One row: a target of the agency, or one of the province's lists of it."""

    key: str  # the target's id; `id@level` for a list
    target: Target
    level: Level
    of_list: str = ""  # which of the province's lists, in words


@dataclass(frozen=True)
class StatementColumn:
    """A column of the workbook."""

    head: str
    width: int  # characters
    field: str = ""  # the field that is read from it; empty for a printed text
    number: bool = False


ID = StatementColumn(wording.statements.STATEMENT_ID, 26)
TARGET = StatementColumn(wording.statements.STATEMENT_TARGET, 44)
COLUMNS: Mapping[StatementKind, tuple[StatementColumn, ...]] = {
    StatementKind.APPRAISAL: (
        ID,
        StatementColumn(wording.statements.STATEMENT_CLAUSE, 18),
        TARGET,
        StatementColumn(wording.statements.APPRAISAL_COUNTS, 40),
        StatementColumn(wording.statements.APPRAISAL_NUMERATOR, 12, "numerator", number=True),
        StatementColumn(wording.statements.APPRAISAL_DENOMINATOR, 12, "denominator", number=True),
        StatementColumn(wording.statements.APPRAISAL_REASON, 36, "reason"),
        StatementColumn(wording.statements.APPRAISAL_EVIDENCE, 30, "evidence"),
        StatementColumn(wording.statements.APPRAISAL_BY, 24, "by"),
    ),
    StatementKind.OBJECTION: (
        ID,
        StatementColumn(wording.statements.STATEMENT_CLAUSE, 18),
        TARGET,
        StatementColumn(wording.statements.OBJECTION_TEXT, 60, "opinion"),
        StatementColumn(wording.statements.OBJECTION_ANSWER, 60, "answer"),
    ),
}


def statement_rows(plan: Plan, agency: Agency, kind: StatementKind) -> tuple[StatementRow, ...]:
    """What can be appraised of an agency's (or the province's) own figures, or objected to by it.

    Figures that an agency only shares in are appraised once, as the province's.
    """
    rows: list[StatementRow] = []
    for target in plan.targets:
        appraised = target.kind is Kind.QUANTITATIVE and target.measure is not Measure.GAIN
        own = agency.level in target.judged and not target.shares_list(agency.level)
        if kind is StatementKind.APPRAISAL and agency.level == WHOLE:
            rows += _of_province(plan, target) if appraised else ()
        elif target.binds.includes(agency) and (
            kind is StatementKind.OBJECTION or (appraised and own)
        ):
            rows.append(StatementRow(target.id, target, agency.level))
    return tuple(rows)


def _of_province(plan: Plan, target: Target) -> Iterator[StatementRow]:
    if target.rollup not in (Rollup.DIRECT, Rollup.DISTINCT):
        return
    lists = [
        level for level in (*plan.levels, WHOLE) if any(level in i.register for i in target.inputs)
    ]
    for level in lists:
        key = target.id if level == WHOLE else f"{target.id}@{level}"
        yield StatementRow(key, target, level, plan.label(level))


def stamp(plan: Plan, agency: Agency, period: Period, kind: StatementKind) -> dict[str, str]:
    """The key-value rows of the hidden sheet."""
    return {**layout.stamp(plan, agency, period), KIND: kind.value}


def write_blanks(
    plan: Plan,
    period: Period,
    agencies: Iterable[Agency],
    kind: StatementKind,
    out_dir: Path,
) -> tuple[Path, ...]:
    """Write a blank workbook for each agency that has any row; returns the files written."""
    out_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for agency in agencies:
        if not statement_rows(plan, agency, kind):
            continue
        path = out_dir / f"{agency.id}-{wording.statements.STATEMENT_FILES[kind]}.xlsx"
        path.write_bytes(filled(plan, agency, period, kind, {}))
        written.append(path)
    return tuple(written)


def filled(
    plan: Plan,
    agency: Agency,
    period: Period,
    kind: StatementKind,
    entries: Mapping[str, Mapping[str, str | int]],
) -> bytes:
    """The workbook as the bytes of an .xlsx file.

    `entries`: by the key of a row and the field of a column. Raises ValueError for an unknown row.
    """
    rows = statement_rows(plan, agency, kind)
    if unknown := set(entries) - {row.key for row in rows}:
        raise ValueError(f"not in this workbook: {', '.join(sorted(unknown))}")
    workbook = Workbook(wording.forms.form_subtitle(agency.name, period))
    sheet = workbook.add_sheet(
        wording.statements.STATEMENT_SHEETS[kind], wording.statements.STATEMENT_TITLES[kind]
    )
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.freeze_panes(HEAD_ROW, 1)
    sheet.protect("", PROTECTION)
    workbook.write(sheet, 1, 0, workbook.title, "plain")
    guide = wording.core.in_plan(wording.statements.STATEMENT_GUIDES[kind], plan)
    workbook.write(sheet, 2, 0, guide, "plain")
    for place, column in enumerate(COLUMNS[kind]):
        sheet.set_column(place, place, column.width)
        workbook.write(sheet, HEAD_ROW - 1, place, column.head, "head")
    for number, row in enumerate(rows, start=HEAD_ROW):
        for place, column in enumerate(COLUMNS[kind]):
            if column.field:
                value = entries.get(row.key, {}).get(column.field)
                style = "count" if column.number else "text"
                workbook.write(sheet, number, place, value, style)
            else:
                workbook.write(sheet, number, place, printed_text(column, row), "fixed")
    workbook.add_stamp(stamp(plan, agency, period, kind))
    return workbook.content()


def printed_text(column: StatementColumn, row: StatementRow) -> str:
    """The workbook's own text for a row in a column without a field."""
    target = row.target
    match column.head:
        case wording.statements.STATEMENT_CLAUSE:
            return wording.core.cite(target.clause)
        case wording.statements.APPRAISAL_COUNTS:
            return wording.statements.counts_named(target.numerator, target.denominator)
        case wording.statements.STATEMENT_TARGET if row.key != target.id:
            return wording.forms.form_register_label(target.label, row.of_list)
        case wording.statements.STATEMENT_TARGET:
            return target.label
        case _:
            return row.key
