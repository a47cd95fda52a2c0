"""Rows of an export that are no records: sums, repeated heads, column numbers, and what is printed
under the rows: a note, place and day, who signs.

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
from helpers.intake.exports.mapping import DAYS, NEEDED, PAYMENTS, ExportMapping
from helpers.intake.exports.row_counts import Counted, is_total, number_alone, stated_count
from helpers.intake.exports.row_names import FOOT
from helpers.intake.files.child_answers import Places
from helpers.model import spelling

TOTALS, HEADS, NUMBERS = "total_rows", "repeated_heads", "numbering_rows"
LIKE_A_DAY = r"^[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]"
# `(3)=(4)+(5)` is how a sum of columns is numbered; columns of words are numbered A, B, C.
COLUMN_NUMBER = re.compile(r"\(?(?:([0-9]{1,2})|[A-Z])\)?(?: ?=.*)?")
FEWEST_NUMBERS = 3
MOST_IN_FOOT = 4  # filled cells of a row of the foot
Record = Sequence[str | None]


@dataclass(frozen=True)
class OtherRows:
    """How such rows are recognised: the folded heads, and the places of the id, of the first day of
    a row and of the other cells that every record has; without a column of ids none is. `found`:
    their lines by kind. `tail`: the lines since the last record that may be the foot, and whether
    they read like one. `countable`: the places where a row of totals may state how many records
    there are; `counted`: what such rows state."""

    heads: tuple[str, ...]
    id: int | None
    day: int | None
    needed: tuple[int, ...] = ()
    countable: frozenset[int] = frozenset()
    found: Mapping[str, Places[int]] = field(
        default_factory=lambda: {kind: Places() for kind in (TOTALS, HEADS, NUMBERS)}
    )
    tail: list[tuple[int, bool]] = field(default_factory=list)
    counted: Counted = field(default_factory=Counted)

    @property
    def foot(self) -> list[int]:
        """The lines of the foot: all under the last record, if any of them reads like one."""
        return [line for line, _ in self.tail] if any(named for _, named in self.tail) else []

    def may_be_foot(self, record: Record) -> bool:
        """Whether a row has too few cells, and none of those that every record has in full."""
        filled = sum(map(bool, record))
        return (
            self.day is not None
            and 0 < filled <= MOST_IN_FOOT
            and not self._has_day(record)
            and not all(record[place] for place in self.needed)
        )

    def kind(self, record: Record) -> str | None:
        """What kind of other row a row is; None for a dossier, a ballot or a blank row."""
        filled = [cell for cell in record if cell]
        if self.id is None or not filled or self._has_day(record):
            return None
        if self._label(record) is not None:
            return TOTALS
        cells = zip(record, self.heads, strict=True)
        if all(spelling.folded(cell or "") == head for cell, head in cells):
            return HEADS
        return NUMBERS if _are_numbers(filled) else None

    def _label(self, record: Record) -> str | None:
        """What names a row as one of totals: its id, its first cell where the id is blank or a mere
        count, or a count in place of the id that is all there is."""
        filled = [cell for cell in record if cell]
        own = "" if self.id is None else record[self.id] or ""
        label = filled[0] if not own or number_alone(own) is not None else own
        alone = len(filled) == 1 and filled[0] == own and number_alone(own) is not None
        return label if alone or is_total(label) else None

    def _count(self, record: Record) -> int | None:
        """The number of records that a row of totals states."""
        label = self._label(record) or ""
        others = [
            cell
            for place, cell in enumerate(record)
            if cell and cell != label and place in self.countable
        ]
        return stated_count(label, others)

    def without(self, rows: pa.Table, cells: Sequence[pa.Array]) -> pa.Table:
        """Rows without those of other kinds, whose lines are kept, and without blank ones.
        `cells`: all columns of the export for these rows."""
        if self.id is None:
            return rows
        if not len(places := self._without_day(cells)):
            self.tail.clear()
            self.counted.records += len(rows)
            return rows
        at = pa.array(places)
        texts = [cell.take(at).cast(pa.string()).to_pylist() for cell in cells]
        dropped, low, totals = [], {}, {}
        for place, record in zip(places.tolist(), zip(*texts, strict=True), strict=True):
            kind = self.kind(record)
            if kind is not None:
                self.found[kind].add(rows["line"][place].as_py())
            if kind == TOTALS:
                totals[place] = (self._label(record) or "", self._count(record))
            if kind is not None or not any(record):
                dropped.append(place)
            elif self.may_be_foot(record):
                low[place] = any(FOOT.search(spelling.folded(cell)) for cell in record if cell)
        records = np.setdiff1d(np.arange(len(rows)), [*dropped, *low])
        for place, (label, count) in totals.items():
            above = int(np.searchsorted(records, place))
            self.counted.add(rows["line"][place].as_py(), above, label, count)
        self.counted.records += len(records)
        if len(records):
            self.tail.clear()
            low = {place: named for place, named in low.items() if place > records[-1]}
        self.tail.extend((rows["line"][place].as_py(), named) for place, named in low.items())
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
    needed = (spelling.folded(mapping.named.get(c, "")) for c in NEEDED[mapping.kind])
    day = next(map(found.get, columns[1:]), None)
    own = {found.get("id"), *(places.get(named.get(c, "")) for c in columns), None}
    others = tuple(place for head in needed if (place := places.get(head)) not in own and place)
    countable = {
        place
        for head, place in places.items()
        if mapping.heads.get(head, PAYMENTS[0]) not in PAYMENTS or place < (found.get("id") or 0)
    }
    return OtherRows(folded, found.get("id"), day, others, frozenset(countable))


def _are_numbers(filled: Sequence[str]) -> bool:
    """Whether cells number their columns."""
    if len(filled) < FEWEST_NUMBERS or not all(map(COLUMN_NUMBER.fullmatch, filled)):
        return False
    found = map(COLUMN_NUMBER.fullmatch, filled)
    numbers = [int(match[1]) for match in found if match and match[1]]
    return bool(numbers) and all(one < other for one, other in pairwise(numbers))
