"""Typed rows in a Parquet file, written as they come."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TEXT, WORDS = pa.string(), pa.dictionary(pa.int32(), pa.string())


class RowFile:
    """A Parquet file that takes tables one after another; each is a row group."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        # Texts are written from dictionaries; the file itself says nothing of that.
        self._schema = pa.schema([(f.name, WORDS if f.type == TEXT else f.type) for f in schema])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", store_schema=False)
        self._thread = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None

    def __enter__(self) -> RowFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown()
        self._writer.close()
        if self._pending is not None and error is None:
            self._pending.result()

    def add(self, rows: pa.Table) -> None:
        """Appends rows of the schema's columns; they are written while the caller goes on."""
        if self._pending is not None:
            self._pending.result()
        self._pending = self._thread.submit(self._write, rows) if rows.num_rows else None

    def _write(self, rows: pa.Table) -> None:
        self._writer.write_table(rows.select(self._schema.names).cast(self._schema))


def without_rows(path: Path, lines: np.ndarray, gone: np.ndarray) -> np.ndarray:
    """Takes the rows of some lines out of a file; `lines`: the line of each row. The lines left."""
    kept = np.isin(lines, gone, invert=True)
    fresh = path.with_suffix(".fresh")
    rewrite([(path, kept)], fresh)
    fresh.replace(path)
    return lines[kept]


def rewrite(parts: Iterable[tuple[Path, np.ndarray]], target: Path) -> None:
    """One file of several: of each the rows that its mask keeps, in order."""
    parts = list(parts)
    with RowFile(target, pq.read_schema(parts[0][0])) as out:
        for path, kept in parts:
            first = 0
            source = pq.ParquetFile(path)
            for group in range(source.num_row_groups):
                rows = source.read_row_group(group)
                mask = kept[first : first + len(rows)]
                first += len(rows)
                out.add(rows if mask.all() else rows.filter(pa.array(mask)))
