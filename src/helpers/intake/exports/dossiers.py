"""The one-stop log: an export of dossiers in the columns of the store."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from helpers import store, wording
from helpers.intake.exports.dossier_rows import CHECKS, DossierPass, period_checks
from helpers.intake.exports.mapping import Mapping, load_mapping
from helpers.intake.exports.reading import (
    batches,
    connected,
    file_remark,
    prepared,
    remarks_on_others,
)
from helpers.intake.exports.repeated import further_rows
from helpers.intake.exports.rowfile import RowFile, without_rows
from helpers.intake.exports.rows import Findings, answer, name_units
from helpers.intake.exports.totals import read_totals, totals_rows
from helpers.model import Period, Plan, Remark, WrongUse
from helpers.store import counting

# The levels of online service as they were named, and as Nghị định 42/2022/NĐ-CP names them.
LABELS = (("3", "4"), ("partial", "full"))

__all__ = ["CHECKS", "DossierReading", "count_file", "read_dossiers"]


@dataclass(frozen=True)
class DossierReading:
    """An export taken in. `file`: Parquet in the columns store.DOSSIERS, a row per dossier in the
    order of the export. `counts`: `rows` of the export, `dossiers` of the file, rows in question
    by check. `ids`: the hash of each usable id and its line, `lines`: the line of each row of the
    file, to find a dossier in other exports. `folder` goes when nobody holds the reading."""

    file: Path
    remarks: tuple[Remark, ...]
    counts: MappingOf[str, int]
    ids: pa.Table
    lines: np.ndarray
    folder: TemporaryDirectory[str]

    @property
    def table(self) -> pa.Table:
        """All rows at once."""
        return pq.read_table(self.file)


def read_dossiers(
    path: Path, mapping: Mapping, plan: Plan | None = None, period: Period | None = None
) -> DossierReading:
    """The dossiers of an export.

    Without a plan every competent unit stands as spelled (`unit`), and nothing is asked of units;
    without a period no row lies outside it. Rows outside the period are named and set aside.
    Raises LogRefused, with all faults, where the file is no sound export, lacks a column, has two
    different rows of one id, or a day that cannot be read.
    """
    folder = TemporaryDirectory()
    file = Path(folder.name, "dossiers.parquet")
    with prepared(path, mapping) as export, connected(mapping) as connection:
        checks = CHECKS | period_checks(period)
        through = DossierPass(connection, mapping, checks, plan, period)
        with RowFile(file, store.DOSSIERS) as out:
            for rows in batches(export):
                out.add(through.typed(rows))
        findings = Findings(path, [*export.remarks, *remarks_on_others(export)])
        ids = through.ids()
        further = further_rows(connection, export, mapping, ids, findings)
        through.forget(further)
        name_units(through.units_in_question(), through.units.matches, findings)
        answer(connection, checks, findings, mapping.dates)
    findings.refuse_if_any()
    lines = through.lines()
    if len(further):
        lines = without_rows(file, lines, further)
    old, new = (sum(through.levels[label] for label in labels) for labels in LABELS)
    if old and new:
        findings.remarks.append(file_remark(path, wording.both_labels(old, new)))
    if not through.rows:
        findings.remarks.append(file_remark(path, wording.ROW_QUESTIONS["no_rows"]))
    counts = {"rows": through.rows, "dossiers": len(lines), **findings.counts}
    return DossierReading(file, tuple(findings.remarks), counts, ids, lines, folder)


def count_file(
    log: Path, mapping: Path, start: date | None, end: date | None, by: str = "agency"
) -> tuple[list[dict[str, str | int]], tuple[Remark, ...]]:
    """Form II.06a for the days `start`–`end` (both included) of a log, without any plan: rows by
    competent unit as spelled, or by `field`, the total last; and remarks on the whole log. A table
    of totals is printed as it stands, by unit, and needs no days.

    Raises ParamsError for the mapping, LogRefused for the log, WrongUse for what it cannot tell.
    """
    spelled = load_mapping(mapping)
    if spelled.kind == "totals" and by == "agency":
        table = read_totals(log, spelled)
        return totals_rows(table.lines), table.remarks
    if spelled.kind != "dossiers":
        raise WrongUse(wording.not_a_log(spelled.label, by))
    if start is None or end is None:
        raise WrongUse(wording.LOG_OPTIONS)
    reading = read_dossiers(log, spelled)
    tallies = counting.dossier_tallies(
        reading.file, _days(start, end), by="field" if by == "field" else "unit"
    )
    return counting.dossier_table(tallies, (), by), reading.remarks


def _days(start: date, end: date) -> Period:
    """A span of days as a period of no plan."""
    label = f"{wording.day(start)}–{wording.day(end)}"
    return Period(
        id="",
        label=label,
        start=start,
        end=end,
        final=False,
        compare_with=None,
        follows=None,
        reply_by=None,
        source="",
        verified=False,
    )
