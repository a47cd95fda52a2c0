"""The same dossier more than once: in one export, or in two.

Rows are first told apart by a hash of their ids, which is all that is kept of an id while an
export is read. Only where two hashes agree the rows themselves are read again and compared.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.logs.mapping import Mapping
from helpers.intake.logs.reading import Export, add_rows, batches
from helpers.intake.logs.rows import Findings, single_rows


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


def _shared(ids: pa.Table) -> np.ndarray:
    """The lines whose id's hash another line has too."""
    hashes = np.asarray(ids["id"])
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    found = order[np.union1d(same, same + 1)]
    return np.sort(np.asarray(ids["line"])[found])
