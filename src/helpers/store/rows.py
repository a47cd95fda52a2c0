"""A snapshot's tables as records of the model.

Each function raises StoreError where its table is missing, damaged or of another shape.
"""

from __future__ import annotations

from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from helpers import wording
from helpers.model import Appraisal, Explanation, Fact, Objection, Remark, Submission
from helpers.store.contents import Snapshot, StoreError
from helpers.store.schemas import EXPORT_TABLES

Record = TypeVar("Record")


def facts(snapshot: Snapshot) -> tuple[Fact, ...]:
    """The accepted form records, in the order they were written."""
    return _records(snapshot, "facts", Fact)


def appraisals(snapshot: Snapshot) -> tuple[Appraisal, ...]:
    """The appraised figures."""
    return _records(snapshot, "appraisals", Appraisal)


def objections(snapshot: Snapshot) -> tuple[Objection, ...]:
    """The agencies' objections to their results, with the answers."""
    return _records(snapshot, "objections", Objection)


def explanations(snapshot: Snapshot) -> tuple[Explanation, ...]:
    """The explanations («Giải trình») that came with the forms."""
    return _records(snapshot, "explanations", Explanation)


def submissions(snapshot: Snapshot) -> tuple[Submission, ...]:
    """The files accepted or refused."""
    return _records(snapshot, "submissions", Submission)


def remarks(snapshot: Snapshot) -> tuple[Remark, ...]:
    """The remarks of the intake."""
    return _records(snapshot, "remarks", Remark)


def totals(snapshot: Snapshot) -> dict[str, dict[str, int | None]]:
    """The reported columns of form II.06a by agency; `line` is the line of the export."""
    return {row.pop("agency"): row for row in _rows(snapshot, "totals.parquet")}


def rows_of(snapshot: Snapshot, kind: str) -> int | None:
    """The number of rows stored from the exports of a kind; None without such an export."""
    path = snapshot.path / EXPORT_TABLES[kind]
    try:
        return pq.read_metadata(path).num_rows if path.is_file() else None
    except (OSError, pa.ArrowException) as error:
        raise _damaged(snapshot) from error


def _records(snapshot: Snapshot, name: str, record: type[Record]) -> tuple[Record, ...]:
    rows = _rows(snapshot, f"{name}.parquet")
    try:
        return tuple(map(TypeAdapter(record).validate_python, rows))
    except ValidationError as error:  # written by a version of the software with other columns
        raise _damaged(snapshot) from error


def _rows(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = pq.read_table(snapshot.path / name).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise _damaged(snapshot) from error
    return rows


def _damaged(snapshot: Snapshot) -> StoreError:
    return StoreError(wording.store.snapshot_damaged(snapshot.path.parent.name))
