"""A snapshot's tables as records of the model.

Each function raises StoreError where its table is missing, damaged or of another shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from helpers import wording
from helpers.model import (
    Appraisal,
    AppraisalDecision,
    EvidenceFile,
    Explanation,
    Fact,
    Objection,
    Receipt,
    Remark,
    Submission,
    Unconfirmed,
)
from helpers.store.contents import Snapshot, StoreError
from helpers.store.schemas import EXPORT_TABLES, OPTIONAL_RECORDS, RECORDS

Record = TypeVar("Record")


def _reader(record: type[Record]) -> Callable[[Snapshot], tuple[Record, ...]]:
    """The function that reads a snapshot's records of one type, in the order they were written."""
    tables = {**RECORDS, **OPTIONAL_RECORDS}
    (table,) = (f"{name}.parquet" for name, kind in tables.items() if kind is record)
    may_lack = record in OPTIONAL_RECORDS.values()

    @cache
    def adapter() -> TypeAdapter[Record]:
        return TypeAdapter(record)

    def read(snapshot: Snapshot) -> tuple[Record, ...]:
        if may_lack and table not in snapshot.tables:
            return ()
        rows = _rows(snapshot, table)
        try:
            return tuple(map(adapter().validate_python, rows))
        except ValidationError as error:  # written by a version of the software with other columns
            raise _damaged(snapshot) from error

    return read


facts = _reader(Fact)
appraisals = _reader(Appraisal)
objections = _reader(Objection)
explanations = _reader(Explanation)
submissions = _reader(Submission)
remarks = _reader(Remark)
unconfirmed = _reader(Unconfirmed)
receipts = _reader(Receipt)
appraisal_decisions = _reader(AppraisalDecision)
evidence = _reader(EvidenceFile)


def totals(snapshot: Snapshot) -> dict[str, dict[str, int | None]]:
    """The reported columns of form II.06a by agency; `line` is the line of the export."""
    return {row.pop("agency"): row for row in _rows(snapshot, "totals.parquet")}


def rows_of(snapshot: Snapshot, kind: str) -> int | None:
    """The number of rows stored from the exports of a kind; None without such an export."""
    name = EXPORT_TABLES[kind]
    try:
        return pq.read_metadata(snapshot.path / name).num_rows if name in snapshot.tables else None
    except (OSError, pa.ArrowException) as error:
        raise _damaged(snapshot) from error


def refuse_damaged(snapshot: Snapshot) -> None:
    """Read every table of a snapshot."""
    of_forms = (facts, appraisals, objections, explanations, unconfirmed)
    for read in (*of_forms, submissions, remarks, receipts, appraisal_decisions, evidence):
        read(snapshot)
    try:
        for name in EXPORT_TABLES.values():
            if name in snapshot.tables:
                for _ in _portions(snapshot.path / name):
                    pass
    except (OSError, pa.ArrowException) as error:
        raise _damaged(snapshot) from error


def rows_by_agency(snapshot: Snapshot, kind: str) -> dict[str, int]:
    """How many rows stored from the exports of a kind each agency has."""
    name = EXPORT_TABLES[kind]
    try:
        return agencies_of(kind, snapshot.path / name if name in snapshot.tables else None)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(snapshot) from error


def agencies_of(kind: str, table: pa.Table | Path | None) -> dict[str, int]:
    """How many rows of a table of a kind of export (a path: of Parquet) each agency has; rows of no
    known agency are under the empty id."""
    if table is None:
        return {}
    name = "competent" if kind == "dossiers" else "agency"
    counts: Counter[str] = Counter()
    for rows in _portions(table, [name]) if isinstance(table, Path) else table.to_batches():
        for entry in pc.value_counts(rows[name]).to_pylist():
            counts[entry["values"] or ""] += entry["counts"]
    return dict(counts)


def _portions(path: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file, its pages compared with their checksums."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        yield from file.iter_batches(columns=columns)


def _rows(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    """The rows of a small table, read without starting a thread: processes may be forked after."""
    try:
        with pq.ParquetFile(
            snapshot.path / name, pre_buffer=False, page_checksum_verification=True
        ) as file:
            rows: list[dict[str, Any]] = file.read(use_threads=False).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise _damaged(snapshot) from error
    return rows


def _damaged(snapshot: Snapshot) -> StoreError:
    return StoreError(wording.store.snapshot_damaged(snapshot.path.parent.name))
