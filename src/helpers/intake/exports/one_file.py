"""Form II.06a of one file, without any plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpers import wording
from helpers.intake.exports.mapping import load_mapping
from helpers.intake.exports.row_reading import read_rows
from helpers.intake.exports.totals import read_totals, totals_rows
from helpers.model import Period, Remark, WrongUse
from helpers.store import counting


def count_file(
    log: Path, mapping: Path, start: date | None, end: date | None, by: str = "agency"
) -> tuple[list[dict[str, str | int]], tuple[Remark, ...]]:
    """Form II.06a for the days `start`–`end` (both included) of a log, without any plan: rows by
    competent unit as spelled, or by `field`, the total last; and remarks on the whole log. A table
    of totals is printed as it stands, by unit, and needs no days.

    Raises ParamsError for the mapping, ExportRefused for the log, WrongUse for what it cannot tell.
    """
    spelled = load_mapping(mapping)
    if spelled.kind == "totals" and by == "agency":
        table = read_totals(log, spelled)
        return totals_rows(table.lines), table.remarks
    if spelled.kind != "dossiers":
        raise WrongUse(wording.not_a_log(spelled.label, by))
    if start is None or end is None:
        raise WrongUse(wording.LOG_OPTIONS)
    reading = read_rows(log, spelled)
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
