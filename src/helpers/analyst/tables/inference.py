"""Whether counts of small groups can be worked out from several tables together.

Two dossiers of different rows and columns that are alike in all else can change their columns, and
no total of the tables changes: where that can be done with a hidden cell, nothing gives its size.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

Cell = tuple[str, ...]


def can_be_inferred(
    table: pd.DataFrame,
    names: tuple[str, str],
    alike: Sequence[str],
    hidden: Collection[Cell],
    small: Collection[Cell],
    number: str,
) -> bool:
    """Whether the size of any of the cells `small` may follow from the tables that are shown.

    `table`: counts (`number`) of which `names` are the rows and the columns, and `alike` the
    characteristics that are shown by row and by column too. `hidden`: the cells that are not shown.
    """
    if not small:
        return False
    table = table[table[number] > 0]
    places = [table[name].cat.codes for name in names]
    kinds = table.groupby(list(alike), observed=True).ngroup() if alike else [0] * len(table)
    rows, columns = (list(table[name].cat.categories.astype(str)) for name in names)
    there: Any = np.zeros((len(rows), len(columns), max(kinds, default=0) + 1), dtype=bool)
    there[(*places, kinds)] = True
    free: Any = ~there.any(axis=2)
    for row, column in hidden:
        free[rows.index(row), columns.index(column)] = True
    return not all(_changes(there, free, rows.index(r), columns.index(c)) for r, c in small)


def _changes(there: Any, free: Any, row: int, column: int) -> bool:
    """Whether a dossier of this cell can change columns with one of another cell, or two others
    such that one more is in it; `there`: whether a cell has any of a kind, `free`: it is not
    shown."""
    corners = free & free[row][None, :] & free[:, column][:, None]
    corners[row, :] = corners[:, column] = False
    away = (there & there[row, column]).any(axis=2)
    into = (there[row][None, :, :] & there[:, column][:, None, :]).any(axis=2)
    return bool((corners & (away | into)).any())
