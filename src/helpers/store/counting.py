"""Counts of the dossiers and the survey answers of a snapshot, and form II.06a filled with them.

One pass of DuckDB over each table. DuckDB is imported where it counts: most processes read
observations that were counted before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from helpers import wording
from helpers.model import CENTRAL, UNATTRIBUTED, MonthCounts, Period, Sampling
from helpers.store import PROCEDURES, Snapshot, StoreError, questions_of
from helpers.store.disk import literal_path

TOTAL = "total"
FIELDS = ("land", "construction", "investment")

Source: TypeAlias = Snapshot | Path | pa.Table  # a path: the Parquet file itself


class Days(NamedTuple):
    """A span of days, both included, that is a period of no plan."""

    start: date
    end: date


@dataclass(frozen=True)
class SurveyTally:
    """Counts of one agency's ballots, apart by how they were gathered.

    `random` and `voluntary` have the same names. `answers`: ballots; `valid`, `satisfied`: on
    procedures; `<name>_valid`, `<name>_satisfied`: for each of FIELDS (procedures of that field)
    and each other question.
    """

    random: Mapping[str, int]
    voluntary: Mapping[str, int]
    unclear: int = 0  # ballots that do not say how they were gathered: they are in no other count


# ---------------------------------------------------------------- the pass


# Form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP), each column as a predicate over the dossiers in
# scope. The form has no column for dossiers without a due day: so that its sums hold they are in 9
# when done and in 12 while open. No share counts them there, see UNDATED.
COLUMNS = {
    "c3": "true",
    "c4": "fresh and online",
    "c5": "fresh and not online",
    "c6": "not fresh",
    "c7": "finished",
    "c8": "finished and done_day < due",
    "c9": "finished and coalesce(done_day = due, true)",
    "c10": "finished and done_day > due",
    "c11": "not finished",
    "c12": "not finished and coalesce(due > $end, true)",
    "c13": "not finished and due <= $end",
}
# What the indicators need besides the form; all but `no_due_open` over dossiers done in the period.
DETAILS = {
    "online_done": "finished and online and offered_online",
    "online_service_done": "finished and offered_online",
    "new_label_done": "finished and online and online_level in ('partial', 'full')",
    "payment_dossiers": "finished and payment_opened and payments > 0",
    "papers_held": "finished and papers in ('reused', 'resubmitted')",
    "papers_reused": "finished and papers = 'reused'",
    "new_results": "finished and digitised is not null",
    "new_results_digitised": "finished and digitised",
    "no_due_done": "finished and due is null",
    "no_due_open": "not finished and due is null",
}
# Dossiers without a due day, by their count: the columns that a due day decides, and the columns
# that hold these dossiers all the same.
UNDATED: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "no_due_done": (frozenset({"c8", "c9", "c10"}), frozenset({"c3", "c7", "c9"})),
    "no_due_open": (frozenset({"c12", "c13"}), frozenset({"c3", "c11", "c12"})),
}
SUMS = ("payments", "payments_online")
DOSSIER_COUNTS = (*COLUMNS, *DETAILS, *SUMS)


def answer_counts(questions: Iterable[str]) -> dict[str, str]:
    """Each count of the answers to these questions as a predicate over ballots; see
    SurveyTally."""
    counted = {"answers": "true", "valid": f"{PROCEDURES} is not null", "satisfied": PROCEDURES}
    for field in FIELDS:
        counted[f"{field}_valid"] = f"{PROCEDURES} is not null and field = '{field}'"
        counted[f"{field}_satisfied"] = f"{PROCEDURES} and field = '{field}'"
    for question in questions:
        if question != PROCEDURES:
            counted[f"{question}_valid"] = f'"{question}" is not null'
            counted[f"{question}_satisfied"] = f'"{question}"'
    return counted


def question_of(count: str) -> str:
    """The question whose answers a count is of."""
    name = count.removesuffix("_valid").removesuffix("_satisfied")
    return PROCEDURES if name in (*answer_counts(()), *FIELDS) else name


def valid_count(question: str) -> str:
    """The count of valid answers to a question."""
    return "valid" if question == PROCEDURES else f"{question}_valid"


def satisfied_count(question: str) -> str:
    """The count of satisfied answers to a question."""
    return "satisfied" if question == PROCEDURES else f"{question}_satisfied"


# In scope: received in the period, or before it and not done before it. A dossier that is done
# before it was received counts as done on the day it was received.
SCOPED = """
    with placed as (
        select *, case when done is not null then greatest(done, received) end as done_day
        from source
    ), scoped as (
        select *,
            received >= $start as fresh,
            channel = 'online' as online,
            online_level in ('3', '4', 'partial', 'full') as offered_online,
            coalesce(done_day <= $end, false) as finished
        from placed
        where received <= $end and coalesce(done_day >= $start, true)
    )
"""
KEYS = {
    "agency": f"coalesce(competent, case when central then '{CENTRAL}' else '{UNATTRIBUTED}' end)",
    "field": "field",
    "unit": "unit",
}


def dossier_tallies(
    dossiers: Source, period: Period | Days, by: str = "agency"
) -> dict[str, dict[str, int]]:
    """Counts of dossiers in one pass: by competent `agency`, by `field`, or by `unit` as spelled.

    Keys of a row: COLUMNS, DETAILS and SUMS. By `agency` there are two more rows: CENTRAL for
    central bodies, which are charged to no agency, and UNATTRIBUTED for dossiers whose unit is
    not known.
    """
    counted = {**COLUMNS, **DETAILS}
    figures = [f"count(*) filter (where {rule}) as {name}" for name, rule in counted.items()]
    figures += [
        f"coalesce(sum({name}) filter (where finished and payment_opened), 0)::bigint as {name}"
        for name in SUMS
    ]
    question = f"""
        {SCOPED}
        select {KEYS[by]} as key, {", ".join(figures)} from scoped group by all order by key
    """
    rows = _ask(_source(dossiers, "dossiers.parquet"), question, period)
    return {row.pop("key"): row for row in rows}


def month_counts(dossiers: Source, period: Period | Days) -> dict[str, tuple[MonthCounts, ...]]:
    """The dossiers received, resolved and resolved late in each month of a period, by agency as in
    `dossier_tallies`. Every month is there, the first and the last as far as they are in the
    period."""
    question = f"""
        {SCOPED}
        select {KEYS["agency"]} as key,
            case when fresh then date_trunc('month', received)::date end as came,
            case when finished then date_trunc('month', done_day)::date end as went,
            count(*) as number,
            count(*) filter (where {COLUMNS["c10"]}) as late
        from scoped group by all order by key
    """
    spans = {start.replace(day=1): (start, end) for start, end in _months(period)}
    counts: dict[str, dict[date, list[int]]] = {}
    for row in _ask(_source(dossiers, "dossiers.parquet"), question, period):
        months = counts.setdefault(row["key"], {month: [0, 0, 0] for month in spans})
        if row["came"]:
            months[row["came"]][0] += row["number"]
        if row["went"]:
            months[row["went"]][1] += row["number"]
            months[row["went"]][2] += row["late"]
    return {
        key: tuple(MonthCounts(*spans[month], *each) for month, each in months.items())
        for key, months in counts.items()
    }


# What became of a dossier, and how long before or after its due day; over all of them the counts
# are those of COLUMNS.
STATES = {
    "done_no_due": "finished and due is null",
    "on_time": "finished and done_day <= due",
    "late": "finished and done_day > due",
    "open_no_due": "due is null",
    "open": "due > $end",
    "open_late": "true",
}
DAYS_LATE = {
    "none": "due is null or (not finished and due > $end)",
    "early": "finished and done_day < due",
    "on_day": "finished and done_day = due",
    "up_to_5": "overdue <= 5",
    "6_to_10": "overdue <= 10",
    "11_to_30": "overdue <= 30",
    "over_30": "true",
}
CUBE = ("agency", "field", "channel", "carried", "month", "state", "days_late")


def dossier_cube(dossiers: Path, period: Period | Days) -> dict[str, list[Any]]:
    """The dossiers of a period by all of CUBE at once, as columns, with their number as `dossiers`.

    `agency` as in `dossier_tallies`; `carried`: received before the period; `month` (`2022-03`):
    in which it was done, None while it is open; `days_late`: an open dossier counts to the end of
    the period.
    """
    question = f"""
        {SCOPED}, dated as (
            select *, date_diff('day', due, case when finished then done_day else $end end)
                as overdue
            from scoped
        )
        select {KEYS["agency"]} as agency, field, channel, not fresh as carried,
            case when finished then strftime(done_day, '%Y-%m') end as month,
            {_first_of(STATES)} as state, {_first_of(DAYS_LATE)} as days_late,
            count(*) as dossiers
        from dated group by all order by all
    """
    return _columns_of(dossiers, question, {"start": period.start, "end": period.end})


def _first_of(rules: Mapping[str, str]) -> str:
    """The name of the first rule that holds."""
    cases = " ".join(f"when {rule} then '{name}'" for name, rule in rules.items())
    return f"case {cases} end"


def _columns_of(parquet: Path, question: str, values: Mapping[str, date]) -> dict[str, list[Any]]:
    """The answer to a question about a Parquet file by columns. DuckDB reads the file itself,
    several times faster than through pyarrow."""
    import duckdb

    try:
        with duckdb.connect() as connection:
            connection.read_parquet(literal_path(parquet)).create_view("source")
            answer = connection.sql(question, params=values).to_arrow_table()
    except (duckdb.Error, OSError) as error:
        raise StoreError(wording.store.snapshot_damaged(parquet.parent.parent.name)) from error
    columns: dict[str, list[Any]] = answer.to_pydict()
    return columns


def _months(period: Period | Days) -> Iterator[tuple[date, date]]:
    """The first and the last day of each month of a period."""
    start = period.start
    while start <= period.end:
        following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield start, min(following - timedelta(days=1), period.end)
        start = following


def survey_tallies(answers: Source) -> dict[str, SurveyTally]:
    """Counts of ballots by agency; UNATTRIBUTED where the unit is not known."""
    source = _source(answers, "answers.parquet")
    counted = answer_counts(questions_of(source.schema))
    figures = [
        f"""count(*) filter (where sampling = '{sampling}' and {rule}) as "{sampling}.{name}\""""
        for sampling in Sampling
        for name, rule in counted.items()
    ]
    question = f"""
        select coalesce(agency, '{UNATTRIBUTED}') as key, {", ".join(figures)},
            count(*) filter (where sampling is null) as unclear
        from source group by all order by key
    """
    return {
        row["key"]: SurveyTally(
            random={name: row[f"{Sampling.RANDOM}.{name}"] for name in counted},
            voluntary={name: row[f"{Sampling.VOLUNTARY}.{name}"] for name in counted},
            unclear=row["unclear"],
        )
        for row in _ask(source, question)
    }


def _source(source: Source, name: str) -> pa.Table | pa.RecordBatchReader:
    """A table for DuckDB; of a file its rows once, in portions, so that many take no more memory
    than few. They are read by pyarrow, for DuckDB does not compare pages with their checksums."""
    if isinstance(source, pa.Table):
        return source
    path = source.path / name if isinstance(source, Snapshot) else source
    try:
        texts = [field.name for field in pq.read_schema(path) if field.type == pa.string()]
        file = pq.ParquetFile(path, read_dictionary=texts, page_checksum_verification=True)
        return pa.RecordBatchReader.from_batches(file.schema_arrow, file.iter_batches())
    except (OSError, pa.ArrowException) as error:
        raise StoreError(wording.store.snapshot_damaged(path.parent.parent.name)) from error


def _ask(
    source: pa.Table | pa.RecordBatchReader, question: str, period: Period | Days | None = None
) -> list[dict[str, Any]]:
    import duckdb

    span = {} if period is None else {"start": period.start, "end": period.end}
    with duckdb.connect() as connection:
        connection.register("source", source)
        answer = connection.execute(question, span)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


# ---------------------------------------------------------------- the form


def dossier_table(
    tallies: Mapping[str, Mapping[str, int]], order: Sequence[str], head: str = "agency"
) -> list[dict[str, str | int]]:
    """Form II.06a as rows `agency, c3 … c13`: `order` first (zeros where there is no dossier), then
    all other keys of the counts, then `total`, the sum of all rows above it.

    UNATTRIBUTED is written `unattributed`. With another `head` (`field`) its column follows
    `agency`, which is then empty except in the total.
    """
    known = set(order)
    keys = [*order, *(key for key in tallies if key not in known)]
    lines = [(key, {c: tallies.get(key, {}).get(c, 0) for c in COLUMNS}) for key in keys]
    total = {c: sum(line[c] for _, line in lines) for c in COLUMNS}
    if head == "agency":
        rows: list[dict[str, str | int]] = [
            {"agency": key or "unattributed", **line} for key, line in lines
        ]
        return [*rows, {"agency": TOTAL, **total}]
    rows = [{"agency": "", head: key, **line} for key, line in lines]
    return [*rows, {"agency": TOTAL, head: "", **total}]
