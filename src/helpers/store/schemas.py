"""The Arrow schemas of a snapshot's tables: exports column by column, records by their fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import NoneType
from typing import get_args, get_type_hints

import pyarrow as pa

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

TEXT, FLAG, COUNT, DAY = pa.string(), pa.bool_(), pa.int64(), pa.date32()

# One row a dossier of the one-stop desk. Ids of dossiers are not stored.
DOSSIERS = pa.schema(
    {
        "receiving": TEXT,  # agency id
        "competent": TEXT,  # agency id; NULL where the unit is not known
        "unit": TEXT,  # as spelled in the export
        "central": FLAG,  # a central body served at the one-stop desk
        "field": TEXT,
        "channel": TEXT,
        "online_level": TEXT,
        "received": DAY,
        "due": DAY,
        "done": DAY,
        "payment_opened": FLAG,
        "payments": COUNT,
        "payments_online": COUNT,
        "digitised": FLAG,
        "papers": TEXT,
    }
)

PROCEDURES = "procedures"  # the question that every survey asks; also counted by field


def answers_schema(questions: Iterable[str]) -> pa.Schema:
    """One row a ballot, a column for each question of its survey; NULL where a question was not
    asked or its answer is not valid."""
    asked = dict.fromkeys(questions, FLAG)
    return pa.schema({"agency": TEXT, "unit": TEXT, "field": TEXT, **asked, "sampling": TEXT})


def questions_of(ballots: pa.Schema) -> tuple[str, ...]:
    """The questions of stored ballots."""
    return tuple(column.name for column in ballots if column.type == FLAG)


# Columns that some layouts of form II.06a give only together.
SUMS_OF_COLUMNS = {"fresh": ("c4", "c5"), "in_time": ("c8", "c9")}

# What an agency reports of its dossiers: one line of a table of totals; NULL is not reported.
TOTALS = pa.schema(
    {
        "agency": TEXT,
        "line": COUNT,
        **{f"c{column}": COUNT for column in range(3, 14)},
        **dict.fromkeys(SUMS_OF_COLUMNS, COUNT),
    }
)

# The table of each kind of export; all exports of one kind are stored together.
EXPORT_TABLES = {
    "dossiers": "dossiers.parquet",
    "survey": "answers.parquet",
    "totals": "totals.parquet",
}

# The table of each kind of record (`<name>.parquet`), and of what.
RECORDS = {
    "facts": Fact,
    "submissions": Submission,
    "remarks": Remark,
    "appraisals": Appraisal,
    "objections": Objection,
    "explanations": Explanation,
    "unconfirmed": Unconfirmed,
}

# Records that a snapshot may be without: then it has no table of them, and the same id as before
# there were any such tables.
OPTIONAL_RECORDS = {
    "receipts": Receipt,
    "appraisal_decisions": AppraisalDecision,
    "evidence": EvidenceFile,
}


def schema_of(record: type) -> pa.Schema:
    """The schema of a table of records: one column a field, enums as text."""
    types = {int: COUNT, bool: FLAG, date: DAY}
    columns = {}
    for name, hint in get_type_hints(record).items():
        (kind,) = set(get_args(hint) or (hint,)) - {NoneType}
        columns[name] = types.get(kind, TEXT)
    return pa.schema(columns)
