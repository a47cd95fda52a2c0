"""The tables that are published with the packets, for machines: results, sources, coverage."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from helpers.evaluation.csv_text import csv_text
from helpers.evaluation.formulas import value
from helpers.model import Evaluation, Kind, Result, rounding

Row = dict[str, object]

WHOLE_NUMBERS = ("numerator", "denominator", "margin_units", "due")
DECIMALS = 6


def results_rows(evaluation: Evaluation) -> list[Row]:
    """The rows of the results table for one agency: targets with a figure, plan order.

    The codebook, `rendered/README.md`, says what each column means; a test compares the two.
    Value, threshold, margin and interval in the target's unit (percent 0-100), 6 decimals.
    """
    return [
        _results_row(evaluation, result)
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE
    ]


def _results_row(evaluation: Evaluation, result: Result) -> Row:
    target, verdict, observation = result.target, result.verdict, result.observation
    return {
        "plan": evaluation.plan.id,
        "period": evaluation.period.id,
        "agency": result.agency,
        "level": result.level,
        "area": target.area,
        "clause": target.clause,
        "target": target.id,
        "source": observation.source.value if observation else None,
        "numerator": observation.numerator if observation else None,
        "denominator": observation.denominator if observation else None,
        "value": _decimal(value(target, observation)),
        "comparison": target.comparison.value if target.comparison else None,
        "threshold": _decimal(target.threshold(result.level)),
        "due": target.due,
        "status": verdict.status.value if verdict.status else None,
        "margin": _decimal(verdict.margin),
        "margin_units": verdict.margin_units,
        "low": _decimal(verdict.low),
        "high": _decimal(verdict.high),
        "points": _decimal(result.points),
        "max_points": _decimal(result.max_points),
    }


def _decimal(value: Fraction | float | None) -> float | None:
    return None if value is None else float(rounding.rounded(Fraction(value), DECIMALS))


def sources_rows(evaluation: Evaluation) -> list[Row]:
    """Every figure by its source, the one that counts first (precedence: model.Source)."""
    return [
        {
            "agency": result.agency,
            "level": result.level,
            "target": result.target.id,
            "source": observation.source.value,
            "numerator": observation.numerator,
            "denominator": observation.denominator,
            "value": _decimal(value(result.target, observation)),
        }
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE and result.observation
        for observation in (result.observation, *result.others)
    ]


def results(evaluations: Iterable[Evaluation]) -> list[Row]:
    """The results table (`results.csv`): one row per agency, level and target with a figure."""
    return [row for evaluation in evaluations for row in results_rows(evaluation)]


def sources(evaluations: Iterable[Evaluation]) -> list[Row]:
    """Every figure by its source (`sources.csv`)."""
    return [row for evaluation in evaluations for row in sources_rows(evaluation)]


def coverage(
    agencies: Sequence[str],
    notebooks: Sequence[str],
    states: Mapping[tuple[str, str], tuple[str, str]],
) -> list[Row]:
    """Agency x notebook exactly as the registry, each with its state and reason."""
    return [
        {"agency": agency, "notebook": name, "state": state, "reason": reason}
        for agency in agencies
        for name in notebooks
        for state, reason in [states.get((agency, name), ("not_run", ""))]
    ]


def columns(table: Sequence[Row]) -> list[str]:
    """The names of the columns, which all rows have; none without a row."""
    return list(table[0]) if table else []


def csv(table: Sequence[Row]) -> bytes:
    """A table as a CSV file; figures with 6 decimals, whole numbers as such."""
    return csv_text(table, columns(table), DECIMALS).encode()


def parquet(table: Sequence[Row]) -> bytes:
    """A table as a Parquet file."""
    import pandas as pd

    frame = pd.DataFrame(table)
    frame = frame.astype({name: "Int64" for name in WHOLE_NUMBERS if name in frame.columns})
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()
