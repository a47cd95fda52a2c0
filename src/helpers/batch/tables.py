"""The tables beside the packets, for machines: results, sources, coverage.

CSV: UTF-8 without BOM, commas, dot decimals; a text cell that a spreadsheet would run as a
formula is prefixed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from helpers.evaluation import results_rows, sources_rows
from helpers.model import Evaluation

WHOLE_NUMBERS = ("numerator", "denominator", "margin_units", "due")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def results(evaluations: Iterable[Evaluation]) -> pd.DataFrame:
    """The results table (`results.csv`): one row per agency, level and target with a figure."""
    return _typed(row for evaluation in evaluations for row in results_rows(evaluation))


def sources(evaluations: Iterable[Evaluation]) -> pd.DataFrame:
    """Every figure by its source (`sources.csv`)."""
    return _typed(row for evaluation in evaluations for row in sources_rows(evaluation))


def coverage(
    agencies: Sequence[str],
    notebooks: Sequence[str],
    states: Mapping[tuple[str, str], tuple[str, str]],
) -> pd.DataFrame:
    """Agency x notebook exactly as the registry, each with its state and reason."""
    rows = [
        {"agency": agency, "notebook": name, "state": state, "reason": reason}
        for agency in agencies
        for name in notebooks
        for state, reason in [states.get((agency, name), ("not_run", ""))]
    ]
    return pd.DataFrame(rows, columns=["agency", "notebook", "state", "reason"])


def _typed(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows))
    for name in WHOLE_NUMBERS:
        if name in table:
            table[name] = table[name].astype("Int64")
    return table


def csv(table: pd.DataFrame) -> bytes:
    """A table as CSV bytes; figures with 6 decimals, whole numbers as such."""
    return _safe(table).to_csv(index=False, lineterminator="\n", float_format="%.6f").encode()


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    texts = table.select_dtypes(include=["object", "str"]).columns
    return table.assign(
        **{
            name: table[name].map(
                lambda v: f"'{v}" if isinstance(v, str) and v.startswith(FORMULA_STARTS) else v
            )
            for name in texts
            if name != "comparison"
        }
    )


def parquet(table: pd.DataFrame) -> bytes:
    """A table as Parquet bytes."""
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()
