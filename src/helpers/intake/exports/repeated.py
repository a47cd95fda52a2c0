"""The same dossier more than once: in one export, or in two.

Rows are first told apart by a hash of their ids, which is all that is kept of an id while an
export is read. Only where two hashes agree the rows themselves are read again and compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.exports.lines import MOST_LINES
from helpers.intake.exports.mapping import COLUMNS, Mapping
from helpers.intake.exports.reading import Export, add_rows, batches, connected, prepared
from helpers.intake.exports.rowfile import rewrite
from helpers.intake.exports.rows import USABLE_ID, Findings, single_rows
from helpers.model import Remark, Severity


def further_rows(
    connection: duckdb.DuckDBPyConnection,
    export: Export,
    mapping: Mapping,
    ids: pa.Table,
    findings: Findings,
) -> np.ndarray:
    """The lines of all but the first row of each id, named as `single_rows` does."""
    lines = _shared(ids)
    if not len(lines):
        return lines
    keep_rows(connection, export, lines, "export")
    single_rows(connection, mapping, findings)
    found = connection.execute("select line from further").fetchall()
    return np.array([line for (line,) in found], np.int64)


def keep_rows(
    connection: duckdb.DuckDBPyConnection, export: Export, lines: np.ndarray, table: str
) -> None:
    """Creates a table with these lines of an export, as they are spelled."""
    columns = ", ".join(f"{column} varchar" for column in export.cells)
    connection.execute(f"create table {table} (line bigint, {columns})")
    wanted = pa.array(lines)
    for rows in batches(export):
        add_rows(connection, table, rows.filter(pc.is_in(rows["line"], wanted)))


# ---------------------------------------------------------------- in two exports


@dataclass(frozen=True)
class Part:
    """One of several exports of a period: the file as sent, its mapping, what was read of it."""

    path: Path
    mapping: Mapping
    ids: pa.Table
    lines: np.ndarray
    rows: Path


@dataclass(frozen=True)
class Together:
    """Several exports as one. `rows`: Parquet of all, each dossier once; None where they
    contradict each other. `remarks`: for each export; those that refuse it end the intake of it.
    """

    rows: Path | None
    remarks: tuple[tuple[Remark, ...], ...]
    folder: TemporaryDirectory[str]


def together(parts: Sequence[Part]) -> Together:
    """Exports of one period put together. A dossier that stands equal in two of them counts once,
    by the first; where two differ in it nobody knows which is right, and both are refused."""
    findings = [Findings(part.path, []) for part in parts]
    gone = _compared(parts, findings)
    folder = TemporaryDirectory()
    refused = any(r.severity is Severity.REFUSED_FILE for f in findings for r in f.remarks)
    rows = None if refused else Path(folder.name, "dossiers.parquet")
    if rows is not None:
        kept = [np.isin(p.lines, g, invert=True) for p, g in zip(parts, gone, strict=True)]
        rewrite([(p.rows, mask) for p, mask in zip(parts, kept, strict=True)], rows)
    return Together(rows, tuple(tuple(f.remarks) for f in findings), folder)


def _compared(parts: Sequence[Part], findings: Sequence[Findings]) -> list[np.ndarray]:
    """The lines of each export that repeat an earlier one; what is found is said."""
    owners = [np.unique(np.asarray(part.ids["id"])) for part in parts]
    hashes, times = np.unique(np.concatenate(owners), return_counts=True)
    shared = pa.array(hashes[times > 1])
    gone = [np.array([], np.int64) for _ in parts]
    if not len(shared):
        return gone
    columns = COLUMNS[parts[0].mapping.kind]
    with connected(parts[0].mapping) as connection:
        for number, part in enumerate(parts):
            lines = np.asarray(part.ids.filter(pc.is_in(part.ids["id"], shared))["line"])
            with prepared(part.path, part.mapping) as export:
                keep_rows(connection, export, lines, f"part{number}")
        union = " union all ".join(f"select {n} as part, * from part{n}" for n in range(len(parts)))
        connection.execute(
            f"""create table shared as
            select part, line, min(part) over same as kept,
                count(distinct row({", ".join(columns)})) over same > 1 as differ
            from ({union}) where {USABLE_ID} window same as (partition by id)"""
        )
        events = any(part.mapping.one_row_per == "event" for part in parts)
        for number, found in enumerate(findings):
            repeated = _lines_of(connection, f"part = {number} and kept < {number}")
            differing = _lines_of(connection, f"part = {number} and differ")
            if differing and not events:
                found.add("differs_elsewhere", differing[:MOST_LINES], len(differing), "refuse")
            elif repeated:
                found.add("repeated_elsewhere", repeated[:MOST_LINES], len(repeated))
            gone[number] = np.array(repeated, np.int64)
    return gone


def _lines_of(connection: duckdb.DuckDBPyConnection, where: str) -> list[int]:
    rows = connection.execute(f"select line from shared where {where} order by line").fetchall()
    return [line for (line,) in rows]


def _shared(ids: pa.Table) -> np.ndarray:
    """The lines whose id's hash another line has too."""
    hashes = np.asarray(ids["id"])
    ordered = np.sort(hashes)
    shared = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return np.sort(np.asarray(ids["line"])[np.isin(hashes, shared)])
