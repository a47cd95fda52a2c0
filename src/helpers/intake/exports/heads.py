"""The heads of an export: in which row or rows, under what title, split by what."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from pathlib import Path

from helpers.intake.exports.mapping import ExportMapping
from helpers.model import spelling

SEPARATORS = ",;\t"
BLANK = " \t\r\n\u00a0\u200b\ufeff"
BEGINNING = 1 << 18  # bytes read
MOST_TITLES = 20  # rows a title may take up
MOST_HEAD_ROWS = 4
BETWEEN = " / "  # a head under a head
NOTE = re.compile(r"\s*\(([^()]*)\)\s*$")  # at the end of a head of a printed table


@dataclass(frozen=True)
class Heads:
    """The heads of an export as spelled, its separator, the lines down to the last of the heads,
    and the cells of the rows above them. `rows`: each row of heads with its last line, where
    they are split over several; `notes`: by place of a column, the note that a table of totals has
    in brackets at the end of its head, and which is no part of the name."""

    names: tuple[str, ...]
    separator: str
    lines: int
    title: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()

    @cached_property
    def folded(self) -> frozenset[str]:
        """The heads as they are compared."""
        return frozenset(map(spelling.folded, self.names))


def find_heads(path: Path, mapping: ExportMapping) -> Heads:
    """The row, or the few rows, with most of the mapping's heads; the first row where none has
    half of them. Of equals those in the fewest rows: a title is no head."""

    def fit(heads: Heads) -> tuple[float, int]:
        return share(heads, mapping), -len(heads.rows)

    best = max(candidates(path, of_totals=mapping.kind == "totals"), key=fit, default=None)
    return best if best and share(best, mapping) >= 0.5 else read_heads(path)


def share(heads: Heads, mapping: ExportMapping) -> float:
    """How many of the heads an export must have are there."""
    expected = mapping.expected
    return len(expected & heads.folded) / len(expected)


def read_heads(path: Path) -> Heads:
    """The first record, split by whichever separator gives the most columns."""
    firsts = [
        Heads(tuple(record), separator, line)
        for separator in SEPARATORS
        for record, line in _records(path, separator, 1)
    ]
    return max(firsts, key=lambda heads: len(heads.names), default=Heads((), ",", 1))


def candidates(path: Path, of_totals: bool) -> Iterator[Heads]:
    """Every row, and every few rows below each other, that may be the heads of an export."""
    one_name = _under_each_other if of_totals else _lowest
    for separator in SEPARATORS:
        records = list(_records(path, separator, MOST_TITLES + MOST_HEAD_ROWS))
        for first in range(min(len(records), MOST_TITLES)):
            title = tuple(c for record, _ in records[:first] for c in record if c)
            for depth in range(1, MOST_HEAD_ROWS + 1):
                rows = records[first : first + depth]
                written = [record for record, _ in rows]
                notes = tuple(_notes(written)) if of_totals else ()
                named = [[NOTE.sub("", c) for c in r] for r in written] if notes else written
                lines = tuple((line, tuple(record)) for record, line in rows)
                split = lines if depth > 1 else ()
                yield Heads(one_name(named), separator, rows[-1][1], title, split, notes)


def _notes(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The note at the end of a head, by the place of its column."""
    for row in rows:
        for place, cell in enumerate(row):
            if (note := NOTE.search(cell)) and note.start():
                yield place, note[1]


def _records(path: Path, separator: str, most: int) -> Iterator[tuple[list[str], int]]:
    """The first records with their last lines; nothing where the quotes are broken."""
    with path.open("rb") as file:
        text = file.read(BEGINNING).decode("utf-8-sig", "replace")
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for record, _ in zip(reader, range(most), strict=False):
            yield [spelling.nfc(cell).strip(BLANK) for cell in record], reader.line_num
    except csv.Error:
        return


def _lowest(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The lowest name of each column of several rows of heads."""
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in reversed(rows)]
    return tuple(next(filter(None, cells), "") for cells in zip(*filled, strict=True))


def _under_each_other(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name for each column of several rows of heads. A merged head is in the first of its
    columns only: it extends to the right while there is a head below and no other above."""
    width = max(map(len, rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    for depth, row in enumerate(filled[:-1]):
        for column in range(1, width):
            below = any(lower[column] for lower in filled[depth + 1 :])
            same = all(upper[column] == upper[column - 1] for upper in filled[:depth])
            if not row[column] and below and same:
                row[column] = row[column - 1]
    return tuple(
        BETWEEN.join(dict.fromkeys(row[column] for row in filled if row[column]))
        for column in range(width)
    )
