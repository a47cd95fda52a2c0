"""The one-stop log: an export of dossiers in the columns of the store."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from helpers import store, wording
from helpers.intake.logs.mapping import TRUTHS, Mapping, load_mapping
from helpers.intake.logs.reading import file_remark, opened
from helpers.intake.logs.rows import (
    IDS,
    Check,
    Findings,
    arrow,
    ask,
    instant,
    keep_lifespans,
    local_day,
    match_units,
    single_rows,
    translate,
    word_of,
)
from helpers.intake.logs.units import units_of
from helpers.model import Period, Plan, Remark

DAYS = ("received", "due", "done")

# Every question is put to every row; none of them drops a row in silence.
CHECKS: dict[str, Check] = {
    "unreadable_received": Check("received is null", "refuse"),
    "unreadable_due": Check("due is null and due_spelled is not null", "refuse"),
    "unreadable_done": Check("done is null and done_spelled is not null", "refuse"),
    **IDS,
    "ends_before_it_starts": Check("done_at < received_at"),
    "due_before_received": Check("due < received"),
    "no_due_day": Check("due is null and due_spelled is null"),
    "unknown_channel": Check("channel = 'unknown'", spelled="channel_spelled"),
    "unknown_online_level": Check(
        "online_level = '' and online_level_spelled is not null", spelled="online_level_spelled"
    ),
    "unknown_yes_no": Check(
        "(payment_opened is null and payment_opened_spelled is not null)"
        " or (digitised is null and digitised_spelled is not null)",
        "cell",
        "case when payment_opened is null and payment_opened_spelled is not null"
        " then payment_opened_spelled else digitised_spelled end",
    ),
    "unknown_papers": Check("papers = '' and papers_spelled is not null", "cell", "papers_spelled"),
    "unreadable_payments": Check("payments is null or payments_online is null", "cell"),
    "more_online_than_payments": Check("payments_online > payments", "cell"),
    "no_unit": Check("competent is null and not central and unit = ''"),
    "unknown_receiving_unit": Check("receiving_questioned"),
    "unit_not_in_being": Check("first_day > coalesce(done_day, last_asked) or last_day < received"),
}


@dataclass(frozen=True)
class DossierReading:
    """An export taken in. `table`: the columns store.DOSSIERS, a row per dossier in the order of
    the file. `counts`: `rows` of the file, `dossiers` of the table, rows in question by check."""

    table: pa.Table
    remarks: tuple[Remark, ...]
    counts: MappingOf[str, int]


def read_dossiers(
    path: Path, mapping: Mapping, plan: Plan | None = None, period: Period | None = None
) -> DossierReading:
    """The dossiers of an export.

    Without a plan every competent unit stands as spelled (`unit`), and nothing is asked of units;
    without a period no row lies outside it. Rows outside the period are named and set aside.
    Raises LogRefused, with all faults, where the file is no sound CSV, lacks a column, has two
    different rows of one id, or a day that cannot be read.
    """
    with opened(path, mapping) as (connection, remarks):
        findings = Findings(path, remarks)
        single_rows(connection, mapping, findings)
        _type(connection, mapping, plan, period, findings)
        checks = CHECKS | _period_checks(period)
        ask(connection, checks, findings)
        findings.refuse_if_any()
        rows = connection.execute("select count(*) from export").fetchall()[0][0]
        table = _table(connection, checks)
    if not rows:
        findings.remarks.append(file_remark(path, wording.ROW_QUESTIONS["no_rows"]))
    counts = {"rows": rows, "dossiers": table.num_rows, **findings.counts}
    return DossierReading(table, tuple(findings.remarks), counts)


def count_file(
    log: Path, mapping: Path, start: date, end: date, by: str = "agency"
) -> tuple[list[dict[str, str | int]], tuple[Remark, ...]]:
    """Form II.06a for the days `start`–`end` (both included) of a log, without any plan: rows by
    competent unit as spelled, or by `field`, the total last; and remarks on the whole log.

    Raises ParamsError for the mapping, LogRefused for the log.
    """
    reading = read_dossiers(log, load_mapping(mapping))
    tallies = store.dossier_tallies(
        reading.table, _days(start, end), by="field" if by == "field" else "unit"
    )
    return store.dossier_table(tallies, (), by), reading.remarks


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


# ---------------------------------------------------------------- the typed table


def _type(
    connection: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    plan: Plan | None,
    period: Period | None,
    findings: Findings,
) -> None:
    """Creates `typed`: line, the columns of the store, and what the checks look at."""
    units = None if plan is None else units_of(plan, period)
    joins = [
        match_units(connection, ("competent_code", "competent_unit"), units, "competent", findings),
        match_units(connection, ("receiving_code", "receiving_unit"), units, "receiving", None),
        translate(connection, "field", wording.discreet),
        *(
            translate(connection, column, word_of(mapping.words(column)))
            for column in ("channel", "online_level", "papers")
        ),
        *(translate(connection, column, word_of(mapping.truths())) for column in TRUTHS),
    ]
    keep_lifespans(connection, plan)
    last = f"date '{period.end}'" if period else "null::date"
    days = mapping.dates
    instants = ", ".join(f"{instant(f'rows.{day}', days)} as {day}_at" for day in DAYS)
    local = ", ".join(f"{local_day(f'{day}_at', days)} as {day}" for day in DAYS)
    connection.execute(
        f"""create view typed as
        with read as (
            select rows.line, rows.id, {instants},
                rows.due as due_spelled, rows.done as done_spelled,
                unit_receiving.agency as receiving,
                unit_receiving.questioned as receiving_questioned,
                unit_competent.agency as competent, unit_competent.unit,
                unit_competent.central,
                coalesce(word_field.ours, '') as field,
                coalesce(word_channel.ours, 'unknown') as channel, rows.channel as channel_spelled,
                coalesce(word_online_level.ours, '') as online_level,
                rows.online_level as online_level_spelled,
                coalesce(word_papers.ours, '') as papers, rows.papers as papers_spelled,
                word_payment_opened.ours = 'true' as payment_opened,
                rows.payment_opened as payment_opened_spelled,
                word_digitised.ours = 'true' as digitised, rows.digitised as digitised_spelled,
                {_count("payments")} as payments, {_count("payments_online")} as payments_online
            from rows {" ".join(joins)}
        ), dated as (
            select *, {local} from read
        )
        select dated.*, first_day, last_day, {last} as last_asked,
            case when done is not null then greatest(done, received) end as done_day
        from dated left join lifespans on dated.competent = lifespans.agency"""
    )


def _count(column: str) -> str:
    """SQL for a whole number, with or without dots for thousands; blank is none at all, and what
    is no such number gives NULL."""
    plain = f"replace(rows.{column}, '.', '')"
    whole = r"[0-9]{1,9}|[0-9]{1,3}([.][0-9]{3}){1,2}"
    return f"""case when rows.{column} is null then 0
        when regexp_full_match(rows.{column}, '{whole}') then {plain}::bigint end"""


def _period_checks(period: Period | None) -> dict[str, Check]:
    if period is None:
        return {}
    return {
        "received_after_period": Check(f"received > date '{period.end}'", "aside"),
        "done_before_period": Check(f"done_day < date '{period.start}'", "aside"),
    }


def _table(connection: duckdb.DuckDBPyConnection, checks: MappingOf[str, Check]) -> pa.Table:
    """The columns of the store. Payments that contradict themselves count as none: an agency's
    online payments never exceed its payments."""
    aside = [f"coalesce({c.where}, false)" for c in checks.values() if c.then == "aside"]
    sound = "coalesce(payments_online <= payments, false)"
    table = arrow(
        connection,
        f"""select * replace (
                coalesce(payment_opened, false) as payment_opened,
                case when {sound} then payments else 0 end as payments,
                case when {sound} then payments_online else 0 end as payments_online
            )
        from typed where not ({" or ".join(aside) or "false"}) order by line""",
    )
    return table.select(store.DOSSIERS.names).cast(store.DOSSIERS)
