"""Repeated dossiers are found where memory does not hold them; a full disk is not their fault."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import duckdb
import numpy as np
import pytest

from export_files import ONE_STOP
from helpers.intake.exports import csv_rows
from helpers.intake.exports.duplicates import compare, lines_in
from helpers.wording.command import file_fault

pytestmark = pytest.mark.intake

ROWS, WIDTH = 30_000, 2_000  # 60 MB an export


@pytest.fixture(autouse=True)
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MEMORY", "48MB")


def kept(connection: duckdb.DuckDBPyConnection, part: int) -> None:
    """The rows of an export as they are kept to be compared: ids from 10,000 times `part` on, every
    300th in another spelling in the second export, and every 7,000th with another channel."""
    cells = [cell for cell in ONE_STOP.cells if cell not in ("id", "channel", "field")]
    columns = ", ".join(f"'' as {cell}" for cell in cells)
    connection.execute(
        f"""create table part{part} as select * from (select i as line, {columns},
            repeat(chr(97 + (n % 20)::int), {WIDTH}) as field,
            if({part} = 1 and n % 7000 = 0, 'online', 'other') as channel,
            if({part} = 1 and n % 300 = 0, ' ', '') || 'H' || n as id, 'H' || n as key
        from (select i, i + 10000 * {part} as n from range({ROWS}) numbers(i)))"""
    )
    order = ", ".join(["line", *ONE_STOP.cells, "key"])
    connection.execute(f"create or replace table part{part} as select {order} from part{part}")


def test_rows_of_two_exports_are_compared_on_disk() -> None:
    with csv_rows.connected(ONE_STOP) as connection:
        kept(connection, 0)
        kept(connection, 1)
        compare(connection, [ONE_STOP, ONE_STOP])
        ((spilled,),) = connection.sql("select sum(size) from duckdb_temporary_files()").fetchall()
        repeated = lines_in(connection, "compared", "part = 1 and first_part < 1")
        differing = lines_in(connection, "compared", "part = 1 and differ")
        spelled = lines_in(connection, "compared", "part = 0 and spelled_apart")
    assert spilled > 1 << 20
    assert np.array_equal(repeated, np.arange(20_000))
    assert differing.tolist() == [4_000, 11_000, 18_000]
    assert spelled.tolist() == list(range(10_200, 30_000, 300))


def test_without_room_the_machine_is_at_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    nowhere = SimpleNamespace(gettempdir=lambda: str(tmp_path / "file" / "below"))
    monkeypatch.setattr(csv_rows, "tempfile", nowhere)
    with pytest.raises(OSError) as fault, csv_rows.connected(ONE_STOP) as connection:
        kept(connection, 0)
        kept(connection, 0)
    assert "không đủ chỗ trống trên ổ đĩa" in file_fault(fault.value)
