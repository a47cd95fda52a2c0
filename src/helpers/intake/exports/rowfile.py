"""Typed rows in a Parquet file, written as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TEXT, WORDS = pa.string(), pa.dictionary(pa.int32(), pa.string())


@contextmanager
def row_file(path: Path, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    """Writes a Parquet file of the schema's columns; gives a function that appends rows."""
    # Texts are written from dictionaries; the file itself says nothing of that.
    written = pa.schema([(f.name, WORDS if f.type == TEXT else f.type) for f in schema])
    with pq.ParquetWriter(path, written, compression="zstd", store_schema=False) as writer:

        def add(rows: pa.Table) -> None:
            if rows.num_rows:
                writer.write_table(rows.select(written.names).cast(written))

        yield add


def rewrite(parts: Sequence[tuple[Path, np.ndarray]], target: Path) -> None:
    """One file of several: of each the rows that its mask keeps, in order."""
    with row_file(target, pq.read_schema(parts[0][0])) as add:
        for path, kept in parts:
            first = 0
            source = pq.ParquetFile(path)
            for group in range(source.num_row_groups):
                rows = source.read_row_group(group)
                mask = kept[first : first + len(rows)]
                first += len(rows)
                add(rows if mask.all() else rows.filter(pa.array(mask)))
