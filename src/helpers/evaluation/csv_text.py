"""Rows as CSV text, the one way this package writes it: UTF-8 without BOM, commas, line feeds, dot
decimals, `true` and `false`, nothing for None.

A text that a spreadsheet would run as a formula is prefixed with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SIGNS = "comparison"  # the column of ≥ = ≤ and their like, which are no formulas


def csv_text(
    rows: Iterable[Mapping[str, object]], columns: Sequence[str], decimals: int | None = None
) -> str:
    """A head and a line for each row, which may have no other columns; floats with so many
    decimals, or as Python writes them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(name, value, decimals) for name, value in row.items()})
    return out.getvalue()


def _cell(column: str, value: object, decimals: int | None) -> object:
    match value:
        case bool():
            return str(value).lower()
        case float() if decimals is not None:
            return f"{value:z.{decimals}f}"  # never -0
        case str() if value.startswith(FORMULA_STARTS) and column != SIGNS:
            return f"'{value}"
    return value
