"""A table together with the Python that makes it, so that the two cannot differ."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from helpers.analyst.tables import PeriodTables


def called(
    ky: PeriodTables, method: str, *names: str, rows: str = "", **options: str | bool | list[str]
) -> tuple[pd.DataFrame, str]:
    """The table of a method of `ky`, and the call as an analyst writes it.

    `rows`: which rows, as `DataFrame.query` takes it. Options that are empty are left out.
    """
    given = {name: value for name, value in options.items() if value}
    make: Any = getattr(ky, method)
    table: pd.DataFrame = make(*names, **given)
    written = [*map(_literal, names), *(f"{name}={_literal(v)}" for name, v in given.items())]
    code = f"ky.{method}({', '.join(written)})"
    if rows:
        table, code = table.query(rows), f"{code}.query({_literal(rows)})"
    return table, code


def _literal(value: str | bool | list[str]) -> str:
    return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
