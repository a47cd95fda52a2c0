"""Exports of other systems (CSV, Excel) in our columns: dossiers of the one-stop desk, tables of
totals (form II.06a), survey answers.

params/mappings say how an export spells our words. Rows in question are named by line and counted,
none is dropped in silence; a file that cannot be counted is refused with all its faults. Ids serve
to find duplicates and go no further.
"""

from __future__ import annotations

from helpers.intake.exports.coverage import earlier_exports as earlier_exports
from helpers.intake.exports.mapping import ExportMapping as ExportMapping
from helpers.intake.exports.mapping import load_mapping as load_mapping
from helpers.intake.exports.mapping import load_mappings as load_mappings
from helpers.intake.exports.opening import recognise as recognise
from helpers.intake.exports.opening import why_unknown as why_unknown
from helpers.intake.exports.period import DOSSIERS as DOSSIERS
from helpers.intake.exports.period import SURVEY as SURVEY
from helpers.intake.exports.period import TOTALS as TOTALS
from helpers.intake.exports.period import Reading as Reading
from helpers.intake.exports.period import count_file as count_file
from helpers.intake.exports.period import merged_dossiers as merged_dossiers
from helpers.intake.exports.period import merged_totals as merged_totals
from helpers.intake.exports.period import preceding as preceding
from helpers.intake.exports.period import read_export as read_export
from helpers.intake.exports.period import remarks_between as remarks_between
from helpers.intake.exports.proposal import Proposal as Proposal
from helpers.intake.exports.proposal import propose as propose
from helpers.intake.exports.remarks import ExportRefused as ExportRefused
from helpers.intake.exports.row_reading import MergedDossiers as MergedDossiers
from helpers.intake.exports.row_reading import RowReading as RowReading
from helpers.intake.exports.row_reading import read_rows as read_rows
from helpers.intake.exports.totals import TotalsReading as TotalsReading
from helpers.intake.exports.totals import read_totals as read_totals
