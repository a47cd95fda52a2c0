"""What a snapshot is and holds, and what intake hands over to be stored.

A snapshot proves itself: its id is a digest of its record `snapshot.json`, and the record holds the
plan, the period, the inputs and a digest of each table.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from helpers import wording
from helpers.model import (
    Appraisal,
    AppraisalDecision,
    EvidenceFile,
    Explanation,
    Fact,
    Objection,
    Origin,
    PlainFault,
    Receipt,
    Remark,
    Submission,
    Unconfirmed,
)
from helpers.store.disk import file_sha256
from helpers.store.schemas import EXPORT_TABLES

SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")
RECORD = "snapshot.json"
HISTORY = "history"  # the file that lists all snapshots that were ever current
# Kinds of InputFile besides the kinds of files that come in:
MAPPING = "mapping"  # the mapping by which exports were read
RECEIPTS = "receipts"  # the clerk's list of the days of receipt
EARLIER = "earlier"  # a snapshot of an earlier period that this intake was checked against


class StoreError(PlainFault):
    """The store cannot be written or read as asked; one plain Vietnamese sentence."""


@dataclass(frozen=True)
class InputFile:
    """One input behind a snapshot: a file that came in, the mapping by which exports were read, or
    the snapshot of an earlier period from which answers could be carried over."""

    file: str  # a file name, or the earlier period's id
    sha256: str  # of an earlier snapshot its id
    kind: str


@dataclass(frozen=True)
class Snapshot:
    """One accepted state of a period's data."""

    path: Path
    id: str
    origin: Origin
    files: tuple[InputFile, ...]
    tables: Mapping[str, str] = field(hash=False)  # sha256 of each Parquet file by its name

    @property
    def has_dossiers(self) -> bool:
        """Whether there was an export of dossiers."""
        return EXPORT_TABLES["dossiers"] in self.tables

    @property
    def has_survey(self) -> bool:
        """Whether there was an export of a survey."""
        return EXPORT_TABLES["survey"] in self.tables

    @property
    def has_totals(self) -> bool:
        """Whether there was an export of totals."""
        return EXPORT_TABLES["totals"] in self.tables


@dataclass(frozen=True)
class Contents:
    """What intake hands over to be stored."""

    dossiers: pa.Table | Path | None  # schema DOSSIERS, a path is Parquet; None without an export
    answers: pa.Table | None  # schema of `answers_schema`
    facts: Sequence[Fact]
    submissions: Sequence[Submission]
    remarks: Sequence[Remark]
    origin: Origin
    files: Sequence[InputFile]  # every file that the contents depend on
    totals: pa.Table | None = None  # schema TOTALS
    appraisals: Sequence[Appraisal] = ()
    objections: Sequence[Objection] = ()
    explanations: Sequence[Explanation] = ()
    unconfirmed: Sequence[Unconfirmed] = ()
    receipts: Sequence[Receipt] = ()  # none without a clerk's list of the days of receipt
    appraisal_decisions: Sequence[AppraisalDecision] = ()
    evidence: Sequence[EvidenceFile] = ()


def snapshot_id(record: bytes) -> str:
    """The id of the snapshot that has this record."""
    return hashlib.sha256(record).hexdigest()[:16]


def history_of(path: Path) -> tuple[str, ...]:
    """The snapshot ids of a history file, oldest first; none if there is no file. What is no id is
    passed over."""
    return tuple(word for word in history_words(path) if SNAPSHOT_ID.fullmatch(word))


def history_words(path: Path) -> list[str]:
    """What a history file holds, ids or not."""
    try:
        return path.read_bytes().decode("ascii", "replace").split()
    except FileNotFoundError:
        return []


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot in a folder; StoreError if it is missing, damaged or of another place.

    Every file is read and compared with its digest, once in a process as long as none is touched.
    """
    try:
        with os.scandir(path) as entries:
            found = {e.name: e.stat() for e in entries if e.name == RECORD or _is_table(e.name)}
    except OSError as error:
        raise StoreError(wording.store.snapshot_damaged(path.parent.name)) from error
    stats = ((n, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for n, s in sorted(found.items()))
    return _read_whole(path, tuple(stats))


@lru_cache(maxsize=64)
def _read_whole(path: Path, _: tuple[object, ...]) -> Snapshot:
    snapshot = read_record(path)
    for name in changed_tables(snapshot):
        raise StoreError(wording.store.snapshot_damaged(path.parent.name, name))
    return snapshot


def read_record(path: Path) -> Snapshot:
    """The snapshot in a folder by its record alone; StoreError if that is missing, damaged, of
    another place, or without digests, as earlier versions of the software wrote it."""
    plan, period = path.parents[1].name, path.parent.name
    if not (path / RECORD).is_file():
        raise StoreError(wording.store.snapshot_damaged(period, RECORD))
    try:
        content = (path / RECORD).read_bytes()
        record = json.loads(content)
        if "tables" not in record and record["id"] == path.name:
            raise StoreError(wording.store.snapshot_without_digests(period))
        if snapshot_id(content) != path.name:
            raise StoreError(wording.store.snapshot_damaged(period, RECORD))
        if (record["plan"], record["period"]) != (plan, period):
            raise StoreError(wording.store.snapshot_of_another_place(period, path.name))
        return Snapshot(
            path=path,
            id=path.name,
            origin=Origin(**record["origin"]),
            files=tuple(InputFile(**f) for f in record["files"]),
            tables=dict(record["tables"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(wording.store.snapshot_damaged(period, RECORD)) from error


def changed_tables(snapshot: Snapshot) -> Iterator[str]:
    """The tables of a snapshot that are missing, damaged or not its own, by file name."""
    there = {path.name for path in snapshot.path.iterdir() if _is_table(path.name)}
    for name in sorted(there | set(snapshot.tables)):
        path = snapshot.path / name
        try:
            if path.is_file() and file_sha256(path) == snapshot.tables.get(name):
                continue
        except OSError:
            pass
        yield name


def _is_table(name: str) -> bool:
    return name.endswith(".parquet")
