"""A snapshot's tables as records of the model."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from helpers import wording
from helpers.model import (
    Appraisal,
    Explanation,
    Fact,
    Judgement,
    Level,
    Objection,
    Remark,
    Severity,
    Submission,
)
from helpers.store.contents import Snapshot, StoreError
from helpers.store.schemas import EXPORT_TABLES


def facts(snapshot: Snapshot) -> tuple[Fact, ...]:
    """The accepted form records, in the order they were handed over."""
    try:
        return tuple(
            Fact(
                **{
                    **row,
                    "level": Level(row["level"]),
                    "judgement": Judgement(row["judgement"]) if row["judgement"] else None,
                }
            )
            for row in _rows(snapshot, "facts.parquet")
        )
    except (TypeError, ValueError, KeyError) as error:
        # Written by a version of the software that knew fewer columns.
        raise StoreError(wording.snapshot_damaged(snapshot.path.parent.name)) from error


def appraisals(snapshot: Snapshot) -> tuple[Appraisal, ...]:
    """The appraised figures."""
    rows = _rows(snapshot, "appraisals.parquet")
    return tuple(Appraisal(**{**row, "level": Level(row["level"])}) for row in rows)


def objections(snapshot: Snapshot) -> tuple[Objection, ...]:
    """What agencies say of their results, with the answers."""
    rows = _rows(snapshot, "objections.parquet")
    return tuple(Objection(**{**row, "level": Level(row["level"])}) for row in rows)


def explanations(snapshot: Snapshot) -> tuple[Explanation, ...]:
    """What forms say beside their figures."""
    rows = _rows(snapshot, "explanations.parquet")
    return tuple(Explanation(**{**row, "level": Level(row["level"])}) for row in rows)


def submissions(snapshot: Snapshot) -> tuple[Submission, ...]:
    """The files taken in or refused."""
    return tuple(Submission(**row) for row in _rows(snapshot, "submissions.parquet"))


def remarks(snapshot: Snapshot) -> tuple[Remark, ...]:
    """What intake had to say."""
    rows = _rows(snapshot, "remarks.parquet")
    return tuple(Remark(**{**row, "severity": Severity(row["severity"])}) for row in rows)


def totals(snapshot: Snapshot) -> dict[str, dict[str, int | None]]:
    """What agencies report of their dossiers, by column of form II.06a; `line` is its place."""
    return {row.pop("agency"): row for row in _rows(snapshot, "totals.parquet")}


def rows_of(snapshot: Snapshot, kind: str) -> int | None:
    """How many rows came in by the exports of a kind; None without any."""
    path = snapshot.path / EXPORT_TABLES[kind]
    try:
        return pq.read_metadata(path).num_rows if path.is_file() else None
    except (OSError, pa.ArrowException) as error:
        raise StoreError(wording.snapshot_damaged(snapshot.path.parent.name)) from error


def _rows(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = pq.read_table(snapshot.path / name).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise StoreError(wording.snapshot_damaged(snapshot.path.parent.name)) from error
    return rows
