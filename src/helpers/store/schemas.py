"""The Arrow schemas of a snapshot's tables."""

from __future__ import annotations

from dataclasses import fields

import pyarrow as pa

from helpers.model import (
    Appraisal,
    Explanation,
    Fact,
    Objection,
    Remark,
    Submission,
)

TEXT, FLAG, COUNT, DAY = pa.string(), pa.bool_(), pa.int64(), pa.date32()


DOSSIERS = pa.schema(
    {
        "receiving": TEXT,
        "competent": TEXT,
        "unit": TEXT,
        "central": FLAG,
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


# The questions of a survey; the first one stands for procedures, and is told by field too.
QUESTIONS = ("procedures", "service", "health", "education")


ANSWERS = pa.schema(
    {
        "agency": TEXT,
        "unit": TEXT,
        "field": TEXT,
        **dict.fromkeys(QUESTIONS, FLAG),  # satisfied, not satisfied, not asked or not valid
        "sampling": TEXT,
    }
)


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


NOT_TEXT = {"value": COUNT, "whole": COUNT, "due": DAY, "carried": FLAG}


FACTS = pa.schema({f.name: NOT_TEXT.get(f.name, TEXT) for f in fields(Fact)})


SUBMISSIONS = pa.schema(
    {f.name: FLAG if f.name == "accepted" else TEXT for f in fields(Submission)}
)


APPRAISALS = pa.schema(
    {f.name: COUNT if f.name.endswith("ator") else TEXT for f in fields(Appraisal)}
)


OBJECTIONS = pa.schema({f.name: TEXT for f in fields(Objection)})


EXPLANATIONS = pa.schema({f.name: TEXT for f in fields(Explanation)})


REMARKS = pa.schema({f.name: TEXT for f in fields(Remark)})


# What the exports of a kind, all together, are kept as.
EXPORT_TABLES = {
    "dossiers": "dossiers.parquet",
    "survey": "answers.parquet",
    "totals": "totals.parquet",
}
