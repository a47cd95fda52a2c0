"""Snapshots of checked Parquet in and out, and what is counted from them.

`data/store/<plan>/<period>/<snapshot>/` holds one accepted state; the file `current` in the
period's folder names the current one. A snapshot is written whole or not at all, and compared with
its digests when it is opened.
"""

from __future__ import annotations

from helpers.store.contents import (
    EARLIER,
    MAPPING,
    RECEIPTS,
    Contents,
    InputFile,
    Snapshot,
    StoreError,
)
from helpers.store.disk import write_whole
from helpers.store.rows import (
    agencies_of,
    appraisal_decisions,
    appraisals,
    evidence,
    explanations,
    facts,
    objections,
    receipts,
    remarks,
    rows_by_agency,
    rows_of,
    submissions,
    totals,
    unconfirmed,
)
from helpers.store.schemas import (
    DOSSIERS,
    EXPORT_TABLES,
    PROCEDURES,
    SUMS_OF_COLUMNS,
    TOTALS,
    answers_schema,
    questions_of,
)
from helpers.store.snapshots import (
    carry_over_source,
    current,
    earlier_snapshots,
    history,
    latest_earlier,
    legible_history,
    outdated_dependents,
    outdated_sources,
    recorded_snapshot,
    replaced_id,
    replaced_snapshot,
    snapshots_before,
)
from helpers.store.writing import exclusive_writer, restore_snapshot, write_snapshot

__all__ = [
    "DOSSIERS",
    "EARLIER",
    "EXPORT_TABLES",
    "MAPPING",
    "PROCEDURES",
    "RECEIPTS",
    "SUMS_OF_COLUMNS",
    "TOTALS",
    "Contents",
    "InputFile",
    "Snapshot",
    "StoreError",
    "agencies_of",
    "answers_schema",
    "appraisal_decisions",
    "appraisals",
    "carry_over_source",
    "current",
    "earlier_snapshots",
    "evidence",
    "exclusive_writer",
    "explanations",
    "facts",
    "history",
    "latest_earlier",
    "legible_history",
    "objections",
    "outdated_dependents",
    "outdated_sources",
    "questions_of",
    "receipts",
    "recorded_snapshot",
    "remarks",
    "replaced_id",
    "replaced_snapshot",
    "restore_snapshot",
    "rows_by_agency",
    "rows_of",
    "snapshots_before",
    "submissions",
    "totals",
    "unconfirmed",
    "write_snapshot",
    "write_whole",
]
