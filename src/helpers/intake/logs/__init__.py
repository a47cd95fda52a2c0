"""Exports of other systems (CSV) in our columns: dossiers of the one-stop desk, survey answers.

How an export spells our words stands in params/mappings. Rows in question are named by line and
counted, none is dropped in silence; a file that cannot be counted is refused with all its faults.
Ids serve to find duplicates and go no further.
"""

from __future__ import annotations

from helpers.intake.logs.answers import AnswerReading, read_answers
from helpers.intake.logs.dossiers import DossierReading, count_file, read_dossiers
from helpers.intake.logs.mapping import Mapping, load_mapping, load_mappings
from helpers.intake.logs.reading import LogRefused, recognise, why_unknown

__all__ = [
    "AnswerReading",
    "DossierReading",
    "LogRefused",
    "Mapping",
    "count_file",
    "load_mapping",
    "load_mappings",
    "read_answers",
    "read_dossiers",
    "recognise",
    "why_unknown",
]
