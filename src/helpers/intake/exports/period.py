"""Exports of a period: dossiers put together, totals and samples compared; and form II.06a of one
file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from helpers import store, wording
from helpers.intake.exports.coverage import Earlier, coverage_remarks
from helpers.intake.exports.mapping import ExportMapping, load_mapping
from helpers.intake.exports.remarks import file_remark
from helpers.intake.exports.row_reading import MergedDossiers, RowReading, merge, read_rows
from helpers.intake.exports.samples import small_samples, unclear_ballots, uncounted_ballots
from helpers.intake.exports.totals import TotalsReading, differences, read_totals, totals_rows
from helpers.model import Period, Plan, Remark, Severity, WrongUse
from helpers.model.spelling import visible
from helpers.store import Snapshot, counting

DOSSIERS, SURVEY, TOTALS = "dossiers", "survey", "totals"
Reading = RowReading | TotalsReading
# Rows below the heads of a sheet that is full, in the old and the new format of Excel.
EXCEL_ROWS = (65_535, 1_048_575)


def read_export(path: Path, mapping: ExportMapping, plan: Plan, period: Period) -> Reading:
    """An export of any kind; raises ExportRefused."""
    read = read_totals if mapping.kind == TOTALS else read_rows
    return read(path, mapping, plan, period)


def merged_dossiers(
    exports: Sequence[Reading], in_force: Collection[Path] = ()
) -> MergedDossiers | None:
    """All dossiers of a period as one, each counted once; None without an export of them.
    `in_force`: the paths of exports that are in force already."""
    readings = [e for e in exports if isinstance(e, RowReading) and e.mapping.kind == DOSSIERS]
    if not readings:
        return None
    return merge(readings, [n for n, each in enumerate(readings) if each.path in in_force])


def merged_totals(exports: Sequence[Reading]) -> pa.Table | None:
    """All tables of totals of a period as one; None without any. An agency that several give the
    same figures is there once; one that they give different figures is not there."""
    tables = [export.table for export in exports if isinstance(export, TotalsReading)]
    if not tables:
        return None
    differing = {agency for agency, _ in _differing(exports)}
    rows: dict[str, dict[str, Any]] = {}
    for row in pa.concat_tables(tables).to_pylist():
        if row["agency"] not in differing:
            rows.setdefault(row["agency"], row)
    return pa.Table.from_pylist(list(rows.values()), store.TOTALS)


def _differing(exports: Sequence[Reading]) -> Iterator[tuple[str, list[Path]]]:
    """The agencies with different figures in several tables of totals, and the files."""
    found: dict[str, list[tuple[Path, dict[str, Any]]]] = {}
    for export in exports:
        if isinstance(export, TotalsReading):
            for row in export.table.drop_columns(["line"]).to_pylist():
                found.setdefault(row["agency"], []).append((export.path, row))
    for agency, rows in found.items():
        if any(row != rows[0][1] for _, row in rows):
            yield agency, [path for path, _ in rows]


def preceding(
    exports: Sequence[Reading], data: Path, plan: Plan, period: Period
) -> Snapshot | None:
    """The snapshot of the period that ends the day before this one begins, if there is a table of
    totals to compare with it."""
    if period.follows is None or not any(isinstance(export, TotalsReading) for export in exports):
        return None
    return store.current(data, plan.id, period.follows)


def remarks_between(
    exports: Sequence[Reading],
    dossiers: Path | None,
    before: Snapshot | None,
    earlier: Sequence[Earlier],
    stated_none: Collection[str],
    plan: Plan,
    period: Period,
) -> Iterator[Remark]:
    """What one export shows of another: totals against the dossiers and against the period before,
    samples against the dossiers they are drawn from, dossiers against the registry and against the
    `earlier` exports of the same days. `stated_none`: agencies that state that they had none."""
    tallies = None if dossiers is None else counting.dossier_tallies(dossiers, period)
    logs = [e for e in exports if isinstance(e, RowReading) and e.mapping.kind == DOSSIERS]
    if dossiers is not None and tallies is not None and logs:
        yield from coverage_remarks(
            logs[0].path, dossiers, tallies, stated_none, earlier, plan, period
        )
    for agency, paths in _differing(exports):
        text = wording.exports.totals_differ(
            plan.agencies[agency].name, [visible(path.name) for path in paths]
        )
        for path in paths:
            yield file_remark(path, text, Severity.REFUSED_CELL, agency)
    for export in exports:
        if export.counts.get("rows") in EXCEL_ROWS:
            text = wording.rows.ROWS_AT_LIMIT.format(
                rows=wording.core.number(export.counts["rows"])
            )
            yield file_remark(export.path, text)
        if isinstance(export, TotalsReading):
            yield from differences(export, tallies, _carried(before, plan, period))
        elif export.mapping.kind == SURVEY:
            surveys = counting.survey_tallies(export.table)
            yield from unclear_ballots(export.path, plan, period, surveys)
            yield from uncounted_ballots(export.path, export.mapping, plan, period, surveys)
            if tallies is not None:
                yield from small_samples(export.path, plan, period, surveys, tallies)


def _carried(before: Snapshot | None, plan: Plan, period: Period) -> Mapping[str, int]:
    """Column 11 of the period before, by agency: as reported, else as counted."""
    if before is None or period.follows is None:
        return {}
    carried: dict[str, int] = {}
    if before.has_dossiers:
        tallies = counting.dossier_tallies(before, plan.periods[period.follows])
        carried |= {agency: tally["c11"] for agency, tally in tallies.items()}
    if before.has_totals:
        reported = {agency: row["c11"] for agency, row in store.totals(before).items()}
        carried |= {agency: open_ for agency, open_ in reported.items() if open_ is not None}
    return carried


# ---------------------------------------------------------------- one file, without any plan


def count_file(
    log: Path, mapping: Path, start: date | None, end: date | None, by: str = "agency"
) -> tuple[list[dict[str, str | int]], tuple[Remark, ...]]:
    """Form II.06a for the days `start`–`end` (both included) of a log, without any plan: rows by
    competent unit as spelled, or by `field`, the total last; and remarks on the whole log. A table
    of totals is printed unchanged, by unit, and needs no days.

    Raises ParamsError for the mapping, ExportRefused for the log, WrongUse for what it cannot tell.
    """
    spelled = load_mapping(mapping)
    if spelled.kind == "totals" and by == "agency":
        table = read_totals(log, spelled)
        return totals_rows(table.lines), table.remarks
    if spelled.kind != "dossiers":
        raise WrongUse(wording.exports.not_a_log(spelled.label, by))
    if start is None or end is None:
        raise WrongUse(wording.command.LOG_OPTIONS)
    reading = read_rows(log, spelled)
    unit = "field" if by == "field" else "unit"
    tallies = counting.dossier_tallies(reading.file, counting.Days(start, end), by=unit)
    return counting.dossier_table(tallies, (), by), reading.remarks
