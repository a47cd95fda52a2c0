"""The rows of an opened export: each as long as the heads, with its line.

Rows come in tables of bearable size, so that an export of any length takes the same memory.
"""

from __future__ import annotations

import csv
import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from helpers import wording
from helpers.intake.exports.heads import BLANK, Heads
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import Export
from helpers.intake.exports.remarks import Findings
from helpers.intake.exports.texts import LONGEST_LINE, whole_lines
from helpers.intake.files.child_answers import Places

PORTION = 8 << 20  # bytes of rows proved and parsed at a time
MEMORY, THREADS = "256MB", 2  # of DuckDB, whatever the machine has: each thread needs its share
SLOW_ROWS = 50_000  # rows of the slower reader in a table
NEW_LINE, RETURN, QUOTE = b'\n\r"'
WORDS = pa.dictionary(pa.int32(), pa.string())
Record: TypeAlias = tuple[int, list[str]]
Rows: TypeAlias = tuple[pa.Array, list[pa.Array]]  # their lines, and every column of the export


@contextmanager
def connected(mapping: ExportMapping) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own. No extension is ever fetched, no setting of the machine decides what a
    day is, and what is more than `MEMORY` is kept with all other temporary files.

    Raises OSError where neither disk nor memory has room: the fault is not the export's.
    """
    folder = tempfile.gettempdir()
    try:
        with duckdb.connect(
            config={
                "autoinstall_known_extensions": False,
                "memory_limit": MEMORY,
                "threads": THREADS,
                "temp_directory": folder,
            }
        ) as connection:
            connection.execute("set timezone = $zone", {"zone": mapping.zone})
            yield connection
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), folder) from error


def batches(export: Export) -> Iterator[pa.Table]:
    """The rows of an export that are not blank: `line` and every column of ours as text, NULL
    where it is blank; all but `id` dictionary-encoded. ExportRefused names lines that are no rows.
    """
    for lines, cells in _all_rows(export):
        columns = {
            column: pa.nulls(len(lines), WORDS) if place is None else cells[place]
            for column, place in export.cells.items()
        }
        rows = export.others.without(pa.table({"line": lines, **columns}), cells)
        if rows.num_rows:
            yield rows


def _all_rows(export: Export) -> Iterator[Rows]:
    """Portion by portion with Arrow, as long as each line is one record by itself; from the first
    portion that is not so on with the standard library's reader, which knows where a record begins.
    """
    line = export.heads.lines + 1
    with export.text.open("rb") as file:
        for _ in range(export.heads.lines):
            file.readline()
        begin = file.tell()
        for portion in whole_lines(file, PORTION):
            whole = portion if portion.endswith(b"\n") else portion + b"\n"
            if not _are_plain(whole, export.heads):
                file.seek(begin)
                yield from _any_rows(export, file, line)
                return
            lines, cells = _plain_rows(export, whole, line)
            yield lines, cells
            line += len(lines)
            begin += len(portion)


def _are_plain(portion: bytes, heads: Heads) -> bool:
    """Whether each line is one record with as many cells as there are heads. (Arrow alone would
    take a lone return for a new line, and wrong quotes for letters.)"""
    wanted, separator = len(heads.names) - 1, heads.separator.encode()[0]
    letters = np.frombuffer(portion, np.uint8)
    ends = np.flatnonzero(letters == NEW_LINE)
    if b"\r" in portion and not _returns_end_lines(letters):
        return False
    if len(ends) and np.diff(ends, prepend=-1).max() > LONGEST_LINE:
        return False
    counts = np.diff(np.searchsorted(np.flatnonzero(letters == separator), ends), prepend=0)
    odd = np.flatnonzero(counts != wanted)
    if b'"' not in portion:
        return not len(odd)
    odd = np.union1d(odd, np.searchsorted(ends, np.flatnonzero(letters == QUOTE)))
    starts = np.concatenate([[0], ends[:-1] + 1])
    return _are_records([portion[starts[n] : ends[n] + 1].decode() for n in odd], heads)


def _returns_end_lines(letters: np.ndarray) -> bool:
    after = np.flatnonzero(letters == RETURN) + 1
    return bool(after[-1] < len(letters) and (letters[after] == NEW_LINE).all())


def _are_records(lines: Sequence[str], heads: Heads) -> bool:
    """Whether each of these lines is one record by itself."""
    count = 0
    try:
        for record in csv.reader(lines, delimiter=heads.separator, strict=True):
            count += 1
            if len(record) != len(heads.names):
                return False
    except csv.Error:
        return False
    return count == len(lines)


def _plain_rows(export: Export, portion: bytes, line: int) -> Rows:
    """The rows of a portion that begins in that line."""
    names = [str(place) for place in range(len(export.heads.names))]
    ids = export.cells.get("id")
    types = {name: pa.string() if place == ids else WORDS for place, name in enumerate(names)}
    rows = pyarrow.csv.read_csv(
        pa.BufferReader(portion),
        pyarrow.csv.ReadOptions(column_names=names, block_size=2 * LONGEST_LINE),
        pyarrow.csv.ParseOptions(delimiter=export.heads.separator, ignore_empty_lines=False),
        pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]),
    ).unify_dictionaries()
    lines = pa.array(np.arange(line, line + len(rows)))
    return lines, [_trimmed(column) for column in rows.columns]


def _trimmed(cells: pa.ChunkedArray) -> pa.Array:
    """Cells without blanks around them, all but ids in NFC; NULL where nothing is left."""
    whole = cells.combine_chunks()
    if pa.types.is_string(whole.type):
        texts = pc.utf8_trim(whole, BLANK)
        return pc.if_else(pc.equal(texts, ""), None, texts)
    words = pc.utf8_trim(pc.utf8_normalize(whole.dictionary, "NFC"), BLANK)
    if pc.any(pc.equal(words, "")).as_py():
        texts = words.take(whole.indices)
        return pc.if_else(pc.equal(texts, ""), None, texts).dictionary_encode()
    return pa.DictionaryArray.from_arrays(whole.indices, words)


def _any_rows(export: Export, file: BinaryIO, line: int) -> Iterator[Rows]:
    """The rows of the rest of a file, which begins in that line; all lines that are no rows are
    named at the end."""
    width = len(export.heads.names)
    faults = {"ragged": Places(), "broken_quotes": Places()}
    ids = export.cells.get("id")
    turn = _records(export.heads, file, line, faults)
    while records := list(islice(turn, SLOW_ROWS)):
        texts = [pa.array([r[place] for _, r in records], pa.string()) for place in range(width)]
        cells = [
            _trimmed(pa.chunked_array([t if place == ids else t.dictionary_encode()]))
            for place, t in enumerate(texts)
        ]
        yield pa.array([line for line, _ in records], pa.int64()), cells
    findings = Findings(export.source)
    for name, found in faults.items():
        if found.count:
            text = wording.rows.ROW_QUESTIONS[name].format(cells=width)
            findings.of_rows(name, found.first, "refuse", found.count, text)
    findings.refuse_if_any()


def _records(
    heads: Heads, file: BinaryIO, first: int, faults: dict[str, Places[int]]
) -> Iterator[Record]:
    """Each record with its first line; others go to `faults`."""
    text = TextIOWrapper(file, encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=heads.separator, strict=True)
    while True:
        line = first + reader.line_num
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults["broken_quotes"].add(line)
            continue
        if len(record) == len(heads.names):
            yield line, record
        elif record:
            faults["ragged"].add(line)
