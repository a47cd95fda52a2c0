"""Exports of other systems (CSV, Excel) in our columns: dossiers of the one-stop desk, tables of
totals (form II.06a), survey answers.

How an export spells our words stands in params/mappings. Rows in question are named by line and
counted, none is dropped in silence; a file that cannot be counted is refused with all its faults.
Ids serve to find duplicates and go no further.
"""

from __future__ import annotations

from helpers.intake.exports.answers import AnswerReading, read_answers
from helpers.intake.exports.dossiers import DossierReading, count_file, read_dossiers
from helpers.intake.exports.mapping import MAPPINGS, Mapping, load_mapping, load_mappings
from helpers.intake.exports.reading import LogRefused, recognise, why_unknown
from helpers.intake.exports.repeated import Part, Together, together
from helpers.intake.exports.samples import small_samples, uncounted_ballots
from helpers.intake.exports.totals import TotalsReading, differences, read_totals

__all__ = [
    "MAPPINGS",
    "AnswerReading",
    "DossierReading",
    "LogRefused",
    "Mapping",
    "Part",
    "Together",
    "TotalsReading",
    "count_file",
    "differences",
    "load_mapping",
    "load_mappings",
    "read_answers",
    "read_dossiers",
    "read_totals",
    "recognise",
    "small_samples",
    "together",
    "uncounted_ballots",
    "why_unknown",
]
