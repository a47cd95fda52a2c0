"""The tables beside the packets, for machines: results, sources, coverage.

CSV: UTF-8 without BOM, commas, dot decimals; a text cell that a spreadsheet would run as a
formula is prefixed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from helpers.evaluation.formulas import value
from helpers.model import (
    Evaluation,
    Kind,
    Result,
    rounding,
)


def results_rows(evaluation: Evaluation) -> list[dict[str, object]]:
    """The rows of the results table for one agency: targets with a figure, plan order.

    Value, threshold, margin and interval in the target's unit (percent 0-100), 6 decimals.
    """
    return [
        _results_row(evaluation, result)
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE
    ]


def _results_row(evaluation: Evaluation, result: Result) -> dict[str, object]:
    target, verdict, observation = result.target, result.verdict, result.observation
    return {
        "plan": evaluation.plan.id,
        "period": evaluation.period.id,
        "agency": result.agency,
        "level": result.level.value,
        "area": target.area,
        "clause": target.clause,
        "target": target.id,
        "source": observation.source.value if observation else None,
        "numerator": observation.numerator if observation else None,
        "denominator": observation.denominator if observation else None,
        "value": _six(value(target, observation)),
        "comparison": target.comparison.value if target.comparison else None,
        "threshold": _six(target.threshold(result.level)),
        "due": target.due,
        "status": verdict.status.value if verdict.status else None,
        "margin": _six(verdict.margin),
        "margin_units": verdict.margin_units,
        "low": _six(verdict.low),
        "high": _six(verdict.high),
        "points": _six(result.points),
        "max_points": _six(result.max_points),
    }


def _six(value: Fraction | float | None) -> float | None:
    return None if value is None else float(rounding.rounded(Fraction(value), 6))


def sources_rows(evaluation: Evaluation) -> list[dict[str, object]]:
    """Every figure by its source, the one that counts first (precedence: model.Source)."""
    return [
        {
            "agency": result.agency,
            "level": result.level.value,
            "target": result.target.id,
            "source": observation.source.value,
            "numerator": observation.numerator,
            "denominator": observation.denominator,
            "value": _six(value(result.target, observation)),
        }
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE and result.observation
        for observation in (result.observation, *result.others)
    ]


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
