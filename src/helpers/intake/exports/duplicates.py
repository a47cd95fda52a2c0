"""The same dossier more than once: in one export, or in two.

While an export is read only a hash of each id is kept, by DuckDB. The rows whose hashes are equal
are read again and compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa

from helpers.intake.exports.csv_rows import batches
from helpers.intake.exports.ids import id_keys, usable
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import Export
from helpers.intake.exports.remarks import Findings


def further_rows(
    connection: duckdb.DuckDBPyConnection, export: Export, findings: Findings
) -> np.ndarray:
    """The lines of all but the first row of each id; rows without a usable id are all kept.

    Repeated rows are named, and so are those of one id that is spelled in several ways; rows of one
    id that differ refuse the file. In a log of events one id has many rows, which are named only
    where they differ. The table `ids` is the converter's.
    """
    again = "select id from ids group by id having count(*) > 1"
    lines = lines_in(connection, "ids", f"id in ({again})")
    if not len(lines):
        return lines
    keep_rows(connection, export, lines, "part0")
    compare(connection, [export.mapping])
    differing = lines_in(connection, "compared", "differ")
    repeated = lines_in(connection, "compared", "line > first and not differ")
    spelled = lines_in(connection, "compared", "spelled_apart")
    if len(spelled):
        findings.of_rows("ids_spelled_apart", spelled)
    if export.mapping.one_row_per == "event":
        if len(differing):
            findings.of_rows("differing_events", differing)
    else:
        if len(differing):
            findings.of_rows("conflicting", differing, "refuse")
        if len(repeated):
            findings.of_rows("repeated", repeated)
    return lines_in(connection, "compared", "line > first")


def keep_rows(
    connection: duckdb.DuckDBPyConnection, export: Export, lines: np.ndarray, table: str
) -> None:
    """Creates a table with these lines of an export as they are spelled, and the ids' keys."""
    columns = ", ".join(f"{column} varchar" for column in export.cells)
    connection.execute(f"create table {table} (line bigint, {columns}, key varchar)")
    for rows in batches(export):
        chosen = rows.filter(pa.array(among(np.asarray(rows["line"]), lines)))
        keys = id_keys(chosen["id"].combine_chunks())
        connection.register("given", chosen.append_column("key", keys))
        connection.execute(f"insert into {table} select * from given")
        connection.unregister("given")


def compare(connection: duckdb.DuckDBPyConnection, mappings: Sequence[ExportMapping]) -> None:
    """Creates `compared` of the tables `part0`, `part1` … that `keep_rows` made: part and line of
    each row, the part and the line of the first row of its id, whether rows of it differ, and
    whether they spell the id in several ways.

    By groups, which DuckDB puts on disk where memory does not hold them; windows it does not."""
    parts = " union all ".join(f"select {n} as part, * from part{n}" for n in range(len(mappings)))
    cells = ", ".join(cell for cell in mappings[0].cells if cell != "id")
    connection.execute(
        f"""create view parts as select * from ({parts}) where {usable("key")};
        create table same as select key, min(part) as first_part, min(line) as first,
            min(id) <> max(id) as spelled_apart from parts group by key;
        create table differing as select key
            from (select distinct key, {cells} from parts) group by key having count(*) > 1;
        create table compared as select part, line, first_part, first, spelled_apart,
            key in (from differing) as differ from parts join same using (key)"""
    )


def lines_in(connection: duckdb.DuckDBPyConnection, table: str, where: str) -> np.ndarray:
    """The lines of the rows of a table of which something holds, ascending."""
    found = connection.sql(f"select line from {table} where {where} order by line")
    return np.asarray(found.to_arrow_table()["line"])


def among(lines: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of some lines are wanted, as a mask; both ascend. A portion's lines, of which there
    is at least one, are compared only with the wanted ones from its first to its last."""
    begin, end = np.searchsorted(wanted, [lines[0], lines[-1] + 1])
    return np.isin(lines, wanted[begin:end])
