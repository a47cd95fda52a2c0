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

from helpers.intake.exports.csv_rows import batches
from helpers.intake.exports.ids import id_keys, usable
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import Export
from helpers.intake.exports.remarks import Findings


def further_rows(
    connection: duckdb.DuckDBPyConnection, export: Export, ids: pa.Table, findings: Findings
) -> np.ndarray:
    """The lines of all but the first row of each id; rows without a usable id are all kept.

    Repeated rows are named, and so are those of one id that is spelled in several ways; rows of one
    id that differ refuse the file. In a log of events one id has many rows, which are named only
    where they differ.
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
    if spelled := lines_of(connection, "spelled_apart"):
        findings.of_rows("ids_spelled_apart", spelled)
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
    """Creates a table with these lines of an export as they are spelled, and the ids' keys."""
    columns = ", ".join(f"{column} varchar" for column in export.cells)
    connection.execute(f"create table {table} (line bigint, {columns}, key varchar)")
    wanted = pa.array(lines)
    for rows in batches(export):
        chosen = rows.filter(pc.is_in(rows["line"], wanted))
        keys = id_keys(chosen["id"].combine_chunks())
        connection.register("given", chosen.append_column("key", keys))
        connection.execute(f"insert into {table} select * from given")
        connection.unregister("given")


def compare(connection: duckdb.DuckDBPyConnection, mappings: Sequence[ExportMapping]) -> None:
    """Creates `compared` of the tables `part0`, `part1` … that `keep_rows` made: part and line of
    each row, the part and the line of the first row of its id, whether rows of it differ, and
    whether they spell the id in several ways."""
    parts = " union all ".join(f"select {n} as part, * from part{n}" for n in range(len(mappings)))
    cells = ", ".join(cell for cell in mappings[0].cells if cell != "id")
    connection.execute(
        f"""create table compared as
        select part, line, min(part) over same as first_part, min(line) over same as first,
            count(distinct row({cells})) over same > 1 as differ,
            count(distinct id) over same > 1 as spelled_apart
        from ({parts}) where {usable("key")} window same as (partition by key)"""
    )


def lines_of(connection: duckdb.DuckDBPyConnection, where: str) -> list[int]:
    """The lines of the compared rows of which something holds."""
    rows = connection.execute(f"select line from compared where {where} order by line").fetchall()
    return [line for (line,) in rows]
