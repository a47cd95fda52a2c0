"""The same dossier more than once: in one export, or in two.

While an export is read only a hash of each id is kept. The rows whose hashes are equal are read
again and compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.exports.checks import USABLE_ID
from helpers.intake.exports.csv_rows import batches
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import Export
from helpers.intake.exports.remarks import Findings


def further_rows(
    connection: duckdb.DuckDBPyConnection, export: Export, ids: pa.Table, findings: Findings
) -> np.ndarray:
    """The lines of all but the first row of each id; rows without a usable id are all kept.

    Repeated rows are named; rows of one id that differ refuse the file. In a log of events one id
    has many rows, which are named only where they differ.
    """
    hashes = np.asarray(ids["id"])
    found, times = np.unique(hashes, return_counts=True)
    lines = np.asarray(ids["line"])[np.isin(hashes, found[times > 1])]
    if not len(lines):
        return lines
    keep_rows(connection, export, lines, "part0")
    compare(connection, [export.mapping])
    differing = lines_of(connection, "differ")
    repeated = lines_of(connection, "line > first and not differ")
    if export.mapping.one_row_per == "event":
        if differing:
            findings.of_rows("differing_events", differing)
    else:
        if differing:
            findings.of_rows("conflicting", differing, "refuse")
        if repeated:
            findings.of_rows("repeated", repeated)
    return np.array(lines_of(connection, "line > first"), np.int64)


def keep_rows(
    connection: duckdb.DuckDBPyConnection, export: Export, lines: np.ndarray, table: str
) -> None:
    """Creates a table with these lines of an export, as they are spelled."""
    columns = ", ".join(f"{column} varchar" for column in export.cells)
    connection.execute(f"create table {table} (line bigint, {columns})")
    wanted = pa.array(lines)
    for rows in batches(export):
        connection.register("given", rows.filter(pc.is_in(rows["line"], wanted)))
        connection.execute(f"insert into {table} select * from given")
        connection.unregister("given")


def compare(connection: duckdb.DuckDBPyConnection, mappings: Sequence[ExportMapping]) -> None:
    """Creates `compared` of the tables `part0`, `part1` … that `keep_rows` made: part and line of
    each row, the part and the line of the first row of its id, and whether rows of it differ."""
    parts = " union all ".join(f"select {n} as part, * from part{n}" for n in range(len(mappings)))
    cells = ", ".join(mappings[0].cells)
    connection.execute(
        f"""create table compared as
        select part, line, min(part) over same as first_part, min(line) over same as first,
            count(distinct row({cells})) over same > 1 as differ
        from ({parts}) where {USABLE_ID} window same as (partition by id)"""
    )


def lines_of(connection: duckdb.DuckDBPyConnection, where: str) -> list[int]:
    """The lines of the compared rows of which something holds."""
    rows = connection.execute(f"select line from compared where {where} order by line").fetchall()
    return [line for (line,) in rows]
