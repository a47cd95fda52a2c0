"""The results of a period as DataFrames, for analysts: `from helpers import tables`.

    ky = tables.open("2022-FY")
    ky.rank("dossiers_on_time", level="commune", district="088-thi-xa-sa-pa")

`docs/tables.md` says what every column means. Everything is made from what packets show: what they
withhold is in no table.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers import wording
from helpers.analyst.tables import excel
from helpers.analyst.tables.frames import Stamp
from helpers.analyst.tables.period import PeriodTables
from helpers.plan import Roots, chosen_plan_id, find_roots

__all__ = ["PeriodTables", "Stamp", "open", "to_excel"]

_ROOTS: dict[Roots, None] = {}  # of the periods opened: among their data nothing is written


def open(period: str, plan: str = "", data: str | Path | None = None) -> PeriodTables:
    """The tables of a period, pinned to its present state.

    `plan`: not needed where there is only one. `data`: the folder with the store, else that of
    CCHC_DATA or of the project. Raises WrongUse for an unknown plan or period, or one without data.
    """
    roots = find_roots(None if data is None else str(data))
    _ROOTS[roots] = None
    plan_id = chosen_plan_id(plan, roots.root, wording.tables.unknown_plan)
    return PeriodTables(roots, plan_id, period)


def to_excel(
    tables: Mapping[str, pd.DataFrame],
    path: str | Path,
    source: PeriodTables | pd.DataFrame | None = None,
) -> Path:
    """Write tables as the sheets of a workbook, each with what it is of, and return its path.

    A table that pandas has left without its stamp (`df.attrs["cchc"]`) is refused, unless `source`
    says what it is of: the period, or a table of it.
    """
    if isinstance(source, pd.DataFrame):
        stamp = Stamp.of(source)
    else:
        stamp = source.stamp if source else None
    return excel.write(tables, Path(path), stamp, [find_roots(), *_ROOTS])
