"""Rows of an export that are no records: sums, repeated heads, column numbers.

Such a row has no day where every record has one, so that few rows need a closer check.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.exports.heads import Heads
from helpers.intake.exports.mapping import DAYS, ExportMapping
from helpers.intake.exports.row_names import TOTAL, is_named
from helpers.intake.files.child_answers import Places
from helpers.model import spelling

TOTALS, HEADS, NUMBERS = "total_rows", "repeated_heads", "numbering_rows"
LIKE_A_DAY = r"^[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]"
# `(3)=(4)+(5)` is how a sum of columns is numbered; columns of words are numbered A, B, C.
COLUMN_NUMBER = re.compile(r"\(?(?:([0-9]{1,2})|[A-Z])\)?(?: ?=.*)?")
FEWEST_NUMBERS = 3
Record = Sequence[str | None]


@dataclass(frozen=True)
class OtherRows:
    """How such rows are recognised: the folded heads, and the places of the id and of the first day
    of a row; without a column of ids none is. `found`: their lines by kind."""

    heads: tuple[str, ...]
    id: int | None
    day: int | None
    found: Mapping[str, Places[int]] = field(
        default_factory=lambda: {kind: Places() for kind in (TOTALS, HEADS, NUMBERS)}
    )

    def kind(self, record: Record) -> str | None:
        """What kind of other row a row is; None for a dossier, a ballot or a blank row."""
        filled = [cell for cell in record if cell]
        if self.id is None or not filled or self._has_day(record):
            return None
        if is_named(TOTAL, record[self.id] or filled[0]):
            return TOTALS
        cells = zip(record, self.heads, strict=True)
        if all(spelling.folded(cell or "") == head for cell, head in cells):
            return HEADS
        return NUMBERS if _are_numbers(filled) else None

    def without(self, rows: pa.Table, cells: Sequence[pa.Array]) -> pa.Table:
        """Rows without those of other kinds, whose lines are kept, and without blank ones.
        `cells`: all columns of the export for these rows."""
        if self.id is None or not len(places := self._without_day(cells)):
            return rows
        at = pa.array(places)
        texts = [cell.take(at).cast(pa.string()).to_pylist() for cell in cells]
        dropped = []
        for place, record in zip(places.tolist(), zip(*texts, strict=True), strict=True):
            kind = self.kind(record)
            if kind is not None:
                self.found[kind].add(rows["line"][place].as_py())
            if kind is not None or not any(record):
                dropped.append(place)
        kept = np.setdiff1d(np.arange(len(rows)), dropped)
        return rows.take(pa.array(kept)) if dropped else rows

    def _has_day(self, record: Record) -> bool:
        spelled = None if self.day is None else record[self.day]
        return spelled is not None and re.match(LIKE_A_DAY, spelled) is not None

    def _without_day(self, cells: Sequence[pa.Array]) -> np.ndarray:
        """The places of the rows whose first day is blank or no day at all; of all rows where the
        export has no such column."""
        if self.day is None:
            return np.arange(len(cells[0]))
        days = cells[self.day]
        like = pc.match_substring_regex(days.dictionary, LIKE_A_DAY)
        found = pc.fill_null(like.take(days.indices), False)
        return np.flatnonzero(~found.to_numpy(zero_copy_only=False))


def other_rows(heads: Heads, mapping: ExportMapping) -> OtherRows:
    """How such rows are recognised in an export with these heads."""
    folded = tuple(map(spelling.folded, heads.names))
    places = {head: place for place, head in enumerate(folded)}
    columns = ("id", *DAYS[mapping.kind][:1])
    named = {column: spelling.folded(mapping.columns.get(column, "")) for column in columns}
    found = {column: places.get(head) for column, head in named.items() if head}
    return OtherRows(folded, found.get("id"), next(map(found.get, columns[1:]), None))


def _are_numbers(filled: Sequence[str]) -> bool:
    """Whether cells number their columns."""
    if len(filled) < FEWEST_NUMBERS or not all(map(COLUMN_NUMBER.fullmatch, filled)):
        return False
    found = map(COLUMN_NUMBER.fullmatch, filled)
    numbers = [int(match[1]) for match in found if match and match[1]]
    return bool(numbers) and all(one < other for one, other in pairwise(numbers))
