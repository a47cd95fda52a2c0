"""What the dossiers and the survey answers of a snapshot come to: one pass of DuckDB over each.

Also form II.06a, which the counts of dossiers fill, and its identities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from helpers import wording
from helpers.model import DossierCounts, Period, Sampling
from helpers.store import QUESTIONS, Snapshot, StoreError

UNATTRIBUTED = ""
CENTRAL = "central"
TOTAL = "total"
FIELDS = ("land", "construction", "investment")

Source: TypeAlias = Snapshot | Path | pa.Table  # a path: the Parquet file itself


@dataclass(frozen=True)
class SurveyTally:
    """Counts of one agency's ballots: `answers` of all, `valid` and `satisfied` on procedures,
    then `<name>_valid` and `<name>_satisfied` for each of FIELDS (on procedures of that field)
    and for each other question. `mixed`: random and voluntary ballots both came, and the weaker
    claim, voluntary, is made for all of them."""

    counts: Mapping[str, int]
    sampling: Sampling
    mixed: bool


# ---------------------------------------------------------------- the pass


# Form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP), each column as a predicate over the dossiers in
# scope. A dossier without a due day cannot be late: on time when done, in time while open.
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
# What the indicators need beside the form; all but `no_due` over dossiers done in the period.
DETAILS = {
    "online_done": "finished and online and offered_online",
    "online_service_done": "finished and offered_online",
    "new_label_done": "finished and online and online_level in ('partial', 'full')",
    "payment_dossiers": "finished and payment_opened and payments > 0",
    "papers_held": "finished and papers in ('reused', 'resubmitted')",
    "papers_reused": "finished and papers = 'reused'",
    "new_results": "finished and digitised is not null",
    "new_results_digitised": "finished and digitised",
    "no_due": "due is null",
}
SUMS = ("payments", "payments_online")
KEYS = {
    "agency": f"coalesce(competent, case when central then '{CENTRAL}' else '{UNATTRIBUTED}' end)",
    "field": "field",
    "unit": "unit",
}


def dossier_tallies(
    dossiers: Source, period: Period, by: str = "agency"
) -> dict[str, dict[str, int]]:
    """Counts of dossiers in one pass: by competent `agency`, by `field`, or by `unit` as spelled.

    Keys of a row: COLUMNS, DETAILS and SUMS. `agency` has two more lines: `central` for bodies
    that are charged to nobody, and an empty id for dossiers whose unit could not be told.
    In scope: received in the period, or before it and not done before it. A dossier that ends
    before it starts counts as done on the day it came.
    """
    counted = {**COLUMNS, **DETAILS}
    figures = [f"count(*) filter (where {rule}) as {name}" for name, rule in counted.items()]
    figures += [
        f"coalesce(sum({name}) filter (where finished and payment_opened), 0)::bigint as {name}"
        for name in SUMS
    ]
    question = f"""
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
        select {KEYS[by]} as key, {", ".join(figures)} from scoped group by all order by key
    """
    rows = _ask(_source(dossiers, "dossiers.parquet"), question, period)
    return {row.pop("key"): row for row in rows}


def survey_tallies(answers: Source) -> dict[str, SurveyTally]:
    """Survey answers by agency; an empty id where the unit could not be told."""
    procedures, *others = QUESTIONS
    counted = {"answers": "true", "valid": f"{procedures} is not null", "satisfied": procedures}
    for field in FIELDS:
        counted[f"{field}_valid"] = f"{procedures} is not null and field = '{field}'"
        counted[f"{field}_satisfied"] = f"{procedures} and field = '{field}'"
    for question in others:
        counted[f"{question}_valid"] = f"{question} is not null"
        counted[f"{question}_satisfied"] = question
    figures = [f"count(*) filter (where {rule}) as {name}" for name, rule in counted.items()]
    question = f"""
        select coalesce(agency, '{UNATTRIBUTED}') as key, {", ".join(figures)},
            bool_and(sampling = '{Sampling.RANDOM}') as random,
            count(distinct sampling) > 1 as mixed
        from source group by all order by key
    """
    return {
        row["key"]: SurveyTally(
            counts={name: row[name] for name in counted},
            sampling=Sampling.RANDOM if row["random"] else Sampling.VOLUNTARY,
            mixed=row["mixed"],
        )
        for row in _ask(_source(answers, "answers.parquet"), question)
    }


def _source(source: Source, name: str) -> pa.Table | ds.Dataset:
    """What DuckDB reads. A path goes through pyarrow, for DuckDB would expand `*` and `[` in it."""
    if isinstance(source, pa.Table):
        return source
    path = source.path / name if isinstance(source, Snapshot) else source
    try:
        return ds.dataset(path, format="parquet")
    except (OSError, pa.ArrowException) as error:
        raise StoreError(wording.snapshot_damaged(path.parent.parent.name)) from error


def _ask(
    source: pa.Table | ds.Dataset, question: str, period: Period | None = None
) -> list[dict[str, Any]]:
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
    """Form II.06a as rows `agency, c3 … c13`: `order` first (zeros where nothing came), then what
    else was counted, then the line `total`, which is the sum of all the lines above it.

    What could not be told apart stands as `unattributed`. With another head (`field`) its column
    follows `agency`, which is then empty but for the total.
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


def dossier_counts(tally: Mapping[str, int]) -> DossierCounts:
    """Columns 3-13 of one line of the tallies."""
    return DossierCounts(**{column: tally.get(column, 0) for column in COLUMNS})


def identity_breaks(
    counts: DossierCounts, previous: DossierCounts | None = None
) -> tuple[str, ...]:
    """The identities of form II.06a that do not hold, in words; `previous` is the period that
    ends the day before this one begins (domain.md 2.3)."""
    c = counts
    sums = [
        ("3 = 4 + 5 + 6", c.c3, c.c4 + c.c5 + c.c6),
        ("7 = 8 + 9 + 10", c.c7, c.c8 + c.c9 + c.c10),
        ("11 = 12 + 13", c.c11, c.c12 + c.c13),
        ("3 = 7 + 11", c.c3, c.c7 + c.c11),
    ]
    if previous is not None:
        sums.append(("6 = 11", c.c6, previous.c11))
    return tuple(wording.identity_break(*s) for s in sums if s[1] != s[2])
