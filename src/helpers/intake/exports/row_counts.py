"""Rows of totals in a log against its records: a log with fewer than its total says has lost rows.

Only what a total says about the number of records is compared, no sum of anything else: of fees, of
payments, of a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from helpers.intake.exports.row_names import (
    BARE_TOTAL,
    COUNT_ALONE,
    LIST,
    NAMED_TOTAL,
    OTHER_TOTAL,
    SPANS,
    STATED_COUNT,
    TOTAL,
    is_named,
)
from helpers.model import spelling

MOST_TOTALS = 5_000  # remembered
MOST_BETWEEN = 50  # other totals between a total and the end of its rows
END = 1 << 40  # a line behind all others


@dataclass(frozen=True)
class Total:
    """A row of totals. `count`: of records, None where it states none; `above`: the records above
    it; `is_part`: whether it names what it is the total of."""

    line: int
    count: int | None
    above: int
    is_part: bool = False


@dataclass
class Counted:
    """The records that were read so far, and the rows of totals between them."""

    records: int = 0
    totals: list[Total] = field(default_factory=list)

    def copy(self) -> Counted:
        """As it is now: whoever reads the rows again counts them again."""
        return Counted(self.records, list(self.totals))

    def add(self, line: int, above: int, label: str, count: int | None) -> None:
        """One more row of totals, `above` records of this portion above it."""
        if len(self.totals) < MOST_TOTALS:
            plain = _without_spans(spelling.folded(label))
            is_part = is_named(NAMED_TOTAL, plain) and not is_named(BARE_TOTAL, plain)
            self.totals.append(Total(line, count, self.records + above, is_part))


# ---------------------------------------------------------------- what a total says


def is_total(text: str) -> bool:
    """Whether a row that begins like this is no record but speaks of the records."""
    return is_named(TOTAL, text) or is_named(LIST, text)


def stated_count(label: str, others: Sequence[str] = ()) -> int | None:
    """The number of records that a row of totals states, in words with it or, where it has none, as
    the only one of its `others` cells. None where it speaks of something else."""
    plain = _without_spans(spelling.folded(label))
    for match in STATED_COUNT.finditer(plain):
        return None if OTHER_TOTAL.search(plain[: match.start()]) else _number(match[1])
    if len(others) != 1 or OTHER_TOTAL.search(plain) or re.search("[0-9]", plain):
        return None
    return number_alone(others[0])


def number_alone(cell: str) -> int | None:
    """A count that is all that a cell holds."""
    match = COUNT_ALONE.match(spelling.folded(cell))
    return _number(match[1]) if match else None


def title_count(title: Sequence[str]) -> int | None:
    """The number of records that the cells above the heads state."""
    for place, cell in enumerate(title):
        if is_total(cell) and (count := stated_count(cell, title[place + 1 : place + 2])):
            return count
    return None


def _without_spans(plain: str) -> str:
    """Without days, periods and numbers of pages, which are no counts, and remarks in words."""
    return " ".join(re.sub(r"\([^0-9()]*\)", " ", SPANS.sub(" ", plain)).split())


def _number(digits: str) -> int:
    return int(re.sub("[., ]", "", digits))


# ---------------------------------------------------------------- against the records


def broken_totals(
    counted: Counted, repeats: np.ndarray, title: int | None = None
) -> Iterator[tuple[Total, int]]:
    """The rows of totals that count no records they may be the total of, each with the number of
    those it should count. `repeats`: lines of records that repeat an earlier one, which a total may
    count or not; `title`: what the title says of all.

    A total counts the records since another one, or all above it; the first of a table may be above
    the records that it counts.
    """
    top, end = Total(0, None, 0), Total(END, None, counted.records)
    for place, total in enumerate(counted.totals):
        before = [top, *counted.totals[max(0, place - MOST_BETWEEN) : place]]
        spans = [(begin, total) for begin in _begins(total, before)]
        if not total.above:
            below = counted.totals[place + 1 : place + 1 + MOST_BETWEEN]
            spans += [(total, other) for other in (*below, end)]
        if total.count is not None and total.count not in _counts(spans, repeats):
            yield total, total.above - (before[-1].above if total.is_part else 0)
    if title is not None and title not in _counts([(top, end)], repeats):
        yield Total(0, title, 0), counted.records


def _begins(total: Total, before: Sequence[Total]) -> list[Total]:
    """The rows behind which the records of a total may begin. A part right under another counted
    one does not count the same records again: its own have been lost."""
    last = before[-1]
    if not total.is_part or last.count is None or last.above != total.above:
        return list(before)
    nearest = max((begin.above for begin in before if begin.above < total.above), default=0)
    return [*(begin for begin in before if begin.above < nearest), last]


def _counts(spans: Iterable[tuple[Total, Total]], repeats: np.ndarray) -> set[int]:
    """How many records there are between rows, with and without those that are repeated."""
    found = set()
    for begin, end in spans:
        again = np.count_nonzero((repeats > begin.line) & (repeats < end.line))
        found |= {end.above - begin.above, end.above - begin.above - int(again)}
    return found
