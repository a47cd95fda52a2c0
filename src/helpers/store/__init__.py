"""Snapshots of checked Parquet in and out, and what is counted from them.

`data/store/<plan>/<period>/<snapshot>/` holds one accepted state; the file `current` beside the
snapshots names the one in force. A snapshot is written whole or not at all.
"""

from __future__ import annotations

from helpers.store.contents import (
    EARLIER,
    HISTORY,
    MAPPING,
    SNAPSHOT_ID,
    Contents,
    InputFile,
    Snapshot,
    StoreError,
    snapshot_id,
)
from helpers.store.disk import code_digest, write_whole
from helpers.store.rows import (
    appraisals,
    explanations,
    facts,
    objections,
    remarks,
    rows_of,
    submissions,
    totals,
)
from helpers.store.schemas import (
    ANSWERS,
    APPRAISALS,
    COUNT,
    DAY,
    DOSSIERS,
    EXPLANATIONS,
    EXPORT_TABLES,
    FACTS,
    FLAG,
    NOT_TEXT,
    OBJECTIONS,
    QUESTIONS,
    REMARKS,
    SUBMISSIONS,
    SUMS_OF_COLUMNS,
    TEXT,
    TOTALS,
)
from helpers.store.snapshots import (
    before,
    current,
    earlier,
    history,
    looked_at,
    resting_on_others,
    snapshot,
)
from helpers.store.writing import only_writer, write_snapshot

__all__ = [
    "ANSWERS",
    "APPRAISALS",
    "COUNT",
    "DAY",
    "DOSSIERS",
    "EARLIER",
    "EXPLANATIONS",
    "EXPORT_TABLES",
    "FACTS",
    "FLAG",
    "HISTORY",
    "MAPPING",
    "NOT_TEXT",
    "OBJECTIONS",
    "QUESTIONS",
    "REMARKS",
    "SNAPSHOT_ID",
    "SUBMISSIONS",
    "SUMS_OF_COLUMNS",
    "TEXT",
    "TOTALS",
    "Contents",
    "InputFile",
    "Snapshot",
    "StoreError",
    "appraisals",
    "before",
    "code_digest",
    "current",
    "earlier",
    "explanations",
    "facts",
    "history",
    "looked_at",
    "objections",
    "only_writer",
    "remarks",
    "resting_on_others",
    "rows_of",
    "snapshot",
    "snapshot_id",
    "submissions",
    "totals",
    "write_snapshot",
    "write_whole",
]
