"""Which rows of a table of totals are sums of other rows: groups above their units, subtotals.

A number or a name alone makes no row a group. It is one if its unit is unknown and its figures are
the sum of the rows below it, and if something else shows that it heads them: another style of
numbering, a name for many units, or more than one row that it is the sum of.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import inf

from helpers import store
from helpers.intake.exports.row_names import BARE_TOTAL, GROUP, WHOLE_TOTAL, is_named
from helpers.intake.exports.units import Match
from helpers.model import Plan
from helpers.store import counting

Figures = Mapping[str, int | None]
FIGURES = (*counting.COLUMNS, *store.SUMS_OF_COLUMNS)
STYLES = (
    ("roman", re.compile("[IVX]+")),
    ("small roman", re.compile("[ivx]+")),
    ("number", re.compile("[0-9]+")),
    ("numbers", re.compile(r"[0-9]+(\.[0-9]+)+")),
    ("capital", re.compile("[A-ZĐ]")),
    ("letter", re.compile("[a-zđ]")),
)
NUMBERED_NAME = re.compile(r"\(?([IVX]{1,5}|[A-ZĐ]|[0-9.]{1,7})[.)/] ")
BARE = " .()/-"
MOST_BACK = 50  # beginnings that a subtotal may have


@dataclass(frozen=True)
class TableLine:
    """One row of a table: its number, its unit as spelled and as known, and its figures. `first`:
    what a row of sums begins with."""

    line: int
    unit: str
    match: Match
    figures: Figures
    order: str = ""
    first: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the plan knows whose figures these are."""
        return bool(self.match.agency) or self.match.central

    @property
    def is_blank(self) -> bool:
        """Whether the row has no figure."""
        return all(figure is None for figure in self.figures.values())

    @cached_property
    def style(self) -> str:
        """How the row is numbered; empty where it is not."""
        prefix = NUMBERED_NAME.match(self.unit)
        number = (self.order or (prefix[1] if prefix else "")).strip(BARE)
        known = (name for name, pattern in STYLES if pattern.fullmatch(number))
        return next(known, "other" if number else "")


@dataclass(frozen=True)
class Tally:
    """Rows added up: their sums, how many of them lack a figure, how many are more than zeros."""

    sums: Mapping[str, int]
    blanks: Mapping[str, int]
    filled: int = 0

    def plus(self, line: TableLine) -> Tally:
        """With one more row."""
        sums = {name: self.sums[name] + (line.figures[name] or 0) for name in FIGURES}
        blanks = {name: self.blanks[name] + (line.figures[name] is None) for name in FIGURES}
        return Tally(sums, blanks, self.filled + any(line.figures.values()))

    def without(self, part: Tally) -> Tally:
        """Without the rows of a part."""
        sums = {name: self.sums[name] - part.sums[name] for name in FIGURES}
        blanks = {name: self.blanks[name] - part.blanks[name] for name in FIGURES}
        return Tally(sums, blanks, self.filled - part.filled)

    def equals(self, figures: Figures) -> bool:
        """Whether figures are the sums, as far as both are known."""
        compared = [
            figure == self.sums[name]
            for name, figure in figures.items()
            if figure is not None and not self.blanks[name]
        ]
        return bool(compared) and all(compared)


def column_number(name: str) -> str:
    """A figure by the number of its column: `3`, `4 + 5`."""
    return " + ".join(c.removeprefix("c") for c in store.SUMS_OF_COLUMNS.get(name, (name,)))


NOTHING = Tally(dict.fromkeys(FIGURES, 0), dict.fromkeys(FIGURES, 0))


def tally(lines: Sequence[TableLine]) -> Tally:
    """All rows added up."""
    total = NOTHING
    for line in lines:
        total = total.plus(line)
    return total


# ---------------------------------------------------------------- groups above their units


def groups(rows: Sequence[TableLine], planned: bool) -> frozenset[int]:
    """The numbers of the rows that head a group; `rows`: all but rows named as sums. `planned`:
    units are matched with a plan, so that an unknown one may be a group."""
    depths = _depths(rows)
    found: set[int] = set()
    behind = [NOTHING]  # the units from each row on, from the last row backwards
    ends: dict[int, int] = {}  # where the next row of a depth begins
    for place in reversed(range(len(rows))):
        row, depth = rows[place], depths[place]
        stands_out = _stands_out(rows, place)
        may_head = not row.is_known and (stands_out or planned)
        end = min((ends[d] for d in ends if d <= depth), default=len(rows))
        below = behind[-1].without(behind[len(rows) - end])
        if may_head and (row.is_blank or _is_sum_of(row, below, stands_out)):
            found.add(row.line)
            behind.append(behind[-1])
        else:
            behind.append(behind[-1].plus(row))
        if row.style or may_head:
            ends[depth] = place
    return frozenset(found)


def _stands_out(rows: Sequence[TableLine], place: int) -> bool:
    """Whether a row is numbered otherwise than the next one, or its name is that of many units."""
    row = rows[place]
    if is_named(GROUP, row.unit or row.order):
        return True
    return place + 1 < len(rows) and row.style != rows[place + 1].style


def _is_sum_of(row: TableLine, below: Tally, stands_out: bool) -> bool:
    # Of zeros every row is the sum.
    enough = below.filled >= (1 if stands_out else 2)
    return enough and below.equals(row.figures)


def _depths(rows: Sequence[TableLine]) -> list[int]:
    """The depth of each row: a style of numbering met before returns to its own depth."""
    above: list[str] = []
    depths = []
    for row in rows:
        if row.style in above:
            del above[above.index(row.style) + 1 :]
        else:
            above.append(row.style)
        depths.append(len(above) - 1)
    return depths


def doubtful(lines: Sequence[TableLine], plan: Plan) -> Iterator[tuple[TableLine, list[TableLine]]]:
    """Districts whose figures are exactly the sum of the communes of theirs that follow: their own
    figures, or a sum of others? With these communes."""
    for place, line in enumerate(lines):
        district = plan.agencies.get(line.match.agency or "")
        if district is None:
            continue
        own = []
        for other in lines[place + 1 :]:
            agency = plan.agencies.get(other.match.agency or "")
            if agency is None or agency.parent != district.id:
                break
            own.append(other)
        added = tally(own)
        if added.filled and added.equals(line.figures):
            yield line, own


# ---------------------------------------------------------------- rows named as sums


def whole_sum(sums: Sequence[TableLine]) -> TableLine | None:
    """The row that is the sum of the whole table, where only one is named so."""
    named = [line for line in sums if is_named(WHOLE_TOTAL, line.first)]
    if len(named) > 1:
        named = [line for line in named if not is_named(BARE_TOTAL, line.first)]
    return named[0] if len(named) == 1 else None


class Sections:
    """The parts of a table that a row of sums may be the sum of. `breaks`: the numbers of the rows
    between them, of groups and of sums."""

    def __init__(self, lines: Sequence[TableLine], breaks: Sequence[int]) -> None:
        self._numbers = [line.line for line in lines]
        self._up_to = list(accumulate(lines, Tally.plus, initial=NOTHING))
        self._breaks = sorted(breaks)

    def include(self, total: TableLine) -> bool:
        """Whether a row of sums is the sum of lines right before it, from where the table, a group
        or another sum begins; of those right behind it; or of all."""
        return any(part.equals(total.figures) for part in self._parts_at(total.line))

    def _parts_at(self, number: int) -> Iterator[Tally]:
        up_to, here = self._up_to, self._count(number)
        before, behind = bisect_left(self._breaks, number), bisect_right(self._breaks, number)
        for start in (0, *self._breaks[max(0, before - MOST_BACK) : before]):
            yield up_to[here].without(up_to[self._count(start)])
        for end in (*self._breaks[behind : behind + 1], inf):
            yield up_to[self._count(end)].without(up_to[here])
        yield up_to[-1]

    def _count(self, number: float) -> int:
        """How many lines are above a row."""
        return bisect_left(self._numbers, number)
