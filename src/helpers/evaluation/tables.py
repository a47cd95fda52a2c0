"""The tables that are published with the packets, for machines: results, sources, coverage,
packets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from helpers.evaluation.columns import (
    COVERAGE,
    DECIMALS,
    PACKETS,
    RESULTS,
    SOURCES,
    Column,
    ColumnType,
    CoverageRow,
    PacketRow,
    R,
    ResultRow,
    SourceRow,
    State,
)
from helpers.evaluation.csv_text import csv_text
from helpers.model import Evaluation, Kind

Row = dict[str, object]

WHOLE_NUMBERS = [c.name for c in RESULTS if c.type is ColumnType.WHOLE]


def _row(columns: Iterable[Column[R]], made_from: R) -> Row:
    return {column.name: column.cell(made_from) for column in columns}


def results_rows(evaluation: Evaluation) -> list[Row]:
    """The rows of the results table for one agency: targets with a figure, plan order.

    `columns.RESULTS` says what each column means, and in which unit.
    """
    return [_row(RESULTS, each) for each in with_figures(evaluation)]


def with_figures(evaluation: Evaluation) -> list[ResultRow]:
    """What the rows of the results are made from: the targets with a figure, in plan order."""
    return [
        ResultRow(evaluation, result)
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE
    ]


def sources_rows(evaluation: Evaluation) -> list[Row]:
    """Every figure by its source, the one that counts first (precedence: model.Source)."""
    return [_row(SOURCES, each) for each in by_source(evaluation)]


def by_source(evaluation: Evaluation) -> list[SourceRow]:
    """What the rows of the sources are made from."""
    return [
        SourceRow(row.result, observation)
        for row in with_figures(evaluation)
        if row.result.observation
        for observation in (row.result.observation, *row.result.others)
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
        _row(COVERAGE, CoverageRow(agency, name, state, reason))
        for agency in agencies
        for name in notebooks
        for state, reason in [states.get((agency, name), (State.NOT_RUN.value, ""))]
    ]


def packets(made: Iterable[PacketRow]) -> list[Row]:
    """The packets of a period that are up to date (`packets.csv`), each with its code."""
    return [_row(PACKETS, packet) for packet in made]


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
