"""The satisfaction survey: an export of answers in the columns of the store."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from helpers import store, wording
from helpers.intake.logs.mapping import ANSWER, Mapping
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

SPELLED = [f"{question}_spelled" for question in store.QUESTIONS]
# A ballot's first answer that is not on the scale.
UNKNOWN = "coalesce({})".format(
    ", ".join(
        f"case when {question} is null then {question}_spelled end" for question in store.QUESTIONS
    )
)
CHECKS: dict[str, Check] = {
    "unreadable_answered": Check("answered is null and answered_spelled is not null", "refuse"),
    **IDS,
    "no_answer": Check(f"coalesce({', '.join(SPELLED)}) is null"),
    "unknown_answer": Check(f"{UNKNOWN} is not null", "cell", UNKNOWN),
    "unknown_sampling": Check("sampling is null", "cell", "sampling_spelled"),
    "no_unit": Check("agency is null and not central and unit = ''"),
    "unit_not_in_being_at_answer": Check("first_day > answered or last_day < answered"),
}


@dataclass(frozen=True)
class AnswerReading:
    """A survey taken in. `table`: the columns store.ANSWERS, a row per ballot in the order of the
    file. `counts`: `rows` of the file, `answers` of the table, and rows in question by check."""

    table: pa.Table
    remarks: tuple[Remark, ...]
    counts: MappingOf[str, int]


def read_answers(
    path: Path, mapping: Mapping, plan: Plan | None = None, period: Period | None = None
) -> AnswerReading:
    """The answers of a survey; a blank one is a question not asked, an unknown one not valid:
    both are null. Ballots without a single answer stay.

    Answers outside the period are named and set aside. Raises LogRefused as `read_dossiers` does.
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
    counts = {"rows": rows, "answers": table.num_rows, **findings.counts}
    return AnswerReading(table, tuple(findings.remarks), counts)


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
        match_units(connection, ("code", "unit"), units, "asked", findings),
        *(
            translate(connection, column, word_of(mapping.words(column)))
            for column in ("field", "sampling")
        ),
        *(
            translate(connection, question, word_of(mapping.words(ANSWER)))
            for question in store.QUESTIONS
        ),
    ]
    answers = ", ".join(
        f"word_{q}.ours = 'satisfied' as {q}, rows.{q} as {q}_spelled" for q in store.QUESTIONS
    )
    keep_lifespans(connection, plan)
    connection.execute(
        f"""create view typed as
        with read as (
            select rows.line, rows.id, {instant("rows.answered", mapping.dates)} as answered_at,
                rows.answered as answered_spelled,
                unit_asked.agency, unit_asked.unit, unit_asked.central,
                coalesce(word_field.ours, 'other') as field,
                {answers},
                word_sampling.ours as sampling, rows.sampling as sampling_spelled
            from rows {" ".join(joins)}
        ), dated as (
            select *, {local_day("answered_at", mapping.dates)} as answered from read
        )
        select dated.*, first_day, last_day
        from dated left join lifespans using (agency)"""
    )


def _period_checks(period: Period | None) -> dict[str, Check]:
    if period is None:
        return {}
    outside = f"answered < date '{period.start}' or answered > date '{period.end}'"
    return {"answered_outside_period": Check(outside, "aside")}


def _table(connection: duckdb.DuckDBPyConnection, checks: MappingOf[str, Check]) -> pa.Table:
    """The columns of the store. Sampling that is not known is voluntary, the weaker claim."""
    aside = [f"coalesce({c.where}, false)" for c in checks.values() if c.then == "aside"]
    table = arrow(
        connection,
        f"""select * replace (coalesce(sampling, 'voluntary') as sampling)
        from typed where not ({" or ".join(aside) or "false"}) order by line""",
    )
    return table.select(store.ANSWERS.names).cast(store.ANSWERS)
