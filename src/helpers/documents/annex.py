"""The annex of a period: its results by area, form II.06a, who has sent, differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helpers import wording
from helpers.documents.annex_coverage import Arrival, coverage_sheet
from helpers.documents.annex_form import Dossiers, form_sheets
from helpers.documents.annex_results import difference_sheet, result_sheets
from helpers.documents.workbook import Sheet, dictionary, workbook
from helpers.model import Evaluation


def annex(
    evaluations: Sequence[Evaluation],
    snapshot: str,
    dossiers: Dossiers | None,
    arrivals: Mapping[str, Arrival],
) -> tuple[bytes, int]:
    """The annex as the bytes of an .xlsx file, and how many sheets it has.

    `evaluations`: of all subjects, the whole first; `arrivals`: by agency.
    """
    first = evaluations[0]
    sheets: list[Sheet[Any]] = [
        *result_sheets(evaluations),
        *form_sheets(evaluations, dossiers),
        coverage_sheet(evaluations, arrivals),
        difference_sheet(evaluations),
    ]
    sheets.append(dictionary(sheets))
    title = wording.documents.annex_title(first.plan, first.period)
    return workbook(title, wording.documents.stamp(first, snapshot), sheets), len(sheets)
