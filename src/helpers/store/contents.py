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
)

SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")


HISTORY = "history"


MAPPING = "mapping"  # the kind of a mapping that exports were read by


EARLIER = "earlier"  # the kind of a snapshot of an earlier period that this one looked at


class StoreError(PlainFault):
    """The store cannot be written or read as asked; one plain Vietnamese sentence."""


@dataclass(frozen=True)
class InputFile:
    """One file behind a snapshot, a mapping it was read by, or the snapshot of an earlier period
    whose answers it could carry over or whose open dossiers it was held against."""

    file: str
    sha256: str
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
    """What intake hands over. `dossiers`, `answers` and `totals` follow the schemas DOSSIERS,
    ANSWERS and TOTALS, a path is Parquet; None where no export came. `files`: every file the
    contents depend on."""

    dossiers: pa.Table | Path | None
    answers: pa.Table | None
    facts: Sequence[Fact]
    submissions: Sequence[Submission]
    remarks: Sequence[Remark]
    origin: Origin
    files: Sequence[InputFile]
    totals: pa.Table | None = None
    appraisals: Sequence[Appraisal] = ()
    objections: Sequence[Objection] = ()
    explanations: Sequence[Explanation] = ()


def snapshot_id(files: Iterable[InputFile], plan: Plan) -> str:
    """The id of the snapshot these files give under this plan; their order does not matter."""
    named = sorted((f.file, f.sha256) for f in files)
    return hashlib.sha256(json.dumps([named, plan.digest]).encode()).hexdigest()[:16]


def history_of(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_bytes().decode("ascii", "replace").split()
    except FileNotFoundError:
        return ()
    return tuple(line for line in lines if SNAPSHOT_ID.fullmatch(line))


def read_snapshot(path: Path) -> Snapshot:
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
        raise StoreError(wording.snapshot_damaged(path.parent.name)) from error
