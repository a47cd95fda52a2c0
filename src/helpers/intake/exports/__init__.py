"""Exports of other systems (CSV, Excel) in our columns: dossiers of the one-stop desk, tables of
totals (form II.06a), survey answers.

params/mappings say how an export spells our words. Rows in question are named by line and counted,
none is dropped in silence; a file that cannot be counted is refused with all its faults. Ids serve
to find duplicates and go no further.
"""

from __future__ import annotations

from helpers.intake.exports.mapping import MAPPINGS, ExportMapping, load_mapping, load_mappings
from helpers.intake.exports.opening import recognise, why_unknown
from helpers.intake.exports.period import (
    DOSSIERS,
    SURVEY,
    TOTALS,
    Reading,
    count_file,
    merged_dossiers,
    preceding,
    read_export,
    remarks_between,
)
from helpers.intake.exports.remarks import ExportRefused
from helpers.intake.exports.row_reading import MergedDossiers, RowReading, read_rows
from helpers.intake.exports.totals import TotalsReading, read_totals

__all__ = [
    "DOSSIERS",
    "MAPPINGS",
    "SURVEY",
    "TOTALS",
    "ExportMapping",
    "ExportRefused",
    "MergedDossiers",
    "Reading",
    "RowReading",
    "TotalsReading",
    "count_file",
    "load_mapping",
    "load_mappings",
    "merged_dossiers",
    "preceding",
    "read_export",
    "read_rows",
    "read_totals",
    "recognise",
    "remarks_between",
    "why_unknown",
]
