"""What a snapshot is and holds, and what intake hands over to be stored."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from helpers import wording
from helpers.model import (
    Appraisal,
    Explanation,
    Fact,
    Objection,
    Origin,
    PlainFault,
    Plan,
    Remark,
    Submission,
    Unconfirmed,
)

SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")
HISTORY = "history"  # the file that lists all snapshots that were ever current
# Kinds of InputFile besides the kinds of files that come in:
MAPPING = "mapping"  # the mapping by which exports were read
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
    has_dossiers: bool
    has_survey: bool
    files: tuple[InputFile, ...] = ()
    has_totals: bool = False


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


def snapshot_id(files: Iterable[InputFile], plan: Plan) -> str:
    """The id of the snapshot these files give under this plan; their order does not matter."""
    named = sorted((f.file, f.sha256) for f in files)
    return hashlib.sha256(json.dumps([named, plan.digest]).encode()).hexdigest()[:16]


def history_of(path: Path) -> tuple[str, ...]:
    """The snapshot ids of a history file, oldest first; none if there is no file."""
    try:
        lines = path.read_bytes().decode("ascii", "replace").split()
    except FileNotFoundError:
        return ()
    return tuple(line for line in lines if SNAPSHOT_ID.fullmatch(line))


def read_snapshot(path: Path) -> Snapshot:
    """The snapshot in a folder; StoreError if it is missing or damaged."""
    try:
        record = json.loads((path / "snapshot.json").read_text("utf-8"))
        return Snapshot(
            path=path,
            id=record["id"],
            origin=Origin(**record["origin"]),
            has_dossiers=record["has_dossiers"],
            has_survey=record["has_survey"],
            has_totals=record["has_totals"],
            files=tuple(InputFile(**f) for f in record["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(wording.store.snapshot_damaged(path.parent.name)) from error
