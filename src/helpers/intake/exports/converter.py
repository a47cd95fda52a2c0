"""Rows of an export in, the columns of the store out.

Rows come and go in tables of bearable size, so that an export of any length takes the same memory.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.exports.checks import Check, failing_rows
from helpers.intake.exports.columns import Days, Pairs, Words
from helpers.intake.exports.ids import id_keys, usable
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import Export
from helpers.intake.exports.remarks import SET_ASIDE
from helpers.intake.exports.units import Match, called, units_of
from helpers.intake.files.legacy import font_of
from helpers.model import Agency, Period, Plan

TEXT, FLAG, WHOLE, DAY = pa.string(), pa.bool_(), pa.int64(), pa.date32()
# What is known of the unit a row counts for: NULL or blank what is not known.
UNIT = pa.schema({"agency": TEXT, "unit": TEXT, "central": FLAG, "first_day": DAY, "last_day": DAY})


class Converter(ABC):
    """Converts the rows of one export. What the checks find is kept in the table `questioned`, the
    hash and the line of each usable id in the table `ids`.

    `schema`: the columns of the store; `counted`: what a row is, as counts name it; `checks`: the
    checks of every row; `source`: SQL for the rows as the checks see them, of the table `batch`;
    `written`: the columns whose letters must be Unicode.
    """

    schema: pa.Schema
    counted: str
    checks: Mapping[str, Check]
    source = "batch"
    written: tuple[str, ...]

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        export: Export,
        plan: Plan | None,
        period: Period | None,
    ) -> None:
        mapping = export.mapping
        self.rows = 0
        self._agencies = {} if plan is None else plan.agencies
        self._units = None if plan is None else units_of(plan, period, mapping.units)
        self.units = self.pairs()
        self.days = Days(connection, mapping.dates)
        self._connection = connection
        self.prepare(mapping, period)
        if period is not None:
            self.checks = {**self.checks, **self.period_checks(period, export)}
        self._asides = [name for name, check in self.checks.items() if check.then in SET_ASIDE]
        self._failing = failing_rows(self.checks, self.source)
        self._fonts = Words(lambda spelled: font_of(spelled) or None, TEXT)
        self._begin(mapping.cells)

    @abstractmethod
    def period_checks(self, period: Period, export: Export) -> dict[str, Check]:
        """The checks that need a period."""

    @abstractmethod
    def prepare(self, mapping: ExportMapping, period: Period | None) -> None:
        """What this kind of export needs to know before its first row."""

    def _begin(self, columns: Sequence[str]) -> None:
        """Makes the tables as they are before the first row."""
        self._into = "create table {} as"
        cells = {column: pa.array([], TEXT).dictionary_encode() for column in columns}
        self.converted(pa.table({**cells, "line": pa.array([], WHOLE), "id": pa.array([], TEXT)}))
        self._into = "insert into {}"

    @abstractmethod
    def batch(self, rows: Mapping[str, pa.Array]) -> pa.Table:
        """All columns that the checks read: line, key of the id, unit_number, font, and those of
        the store."""

    @abstractmethod
    def sound(self, batch: pa.Table) -> pa.Table:
        """The batch with a sound value where a cell has none."""

    def closing_remarks(self) -> list[str]:
        """Sentences on the export as a whole, when all rows are read."""
        return []

    def converted(self, rows: pa.Table) -> pa.Table:
        """Line and columns of the store of these rows, without those that are set aside."""
        self.rows += len(rows)
        cells = {name: rows[name].combine_chunks() for name in rows.column_names}
        batch = self.batch({**cells, "id": id_keys(cells["id"])})
        self._connection.register("batch", batch)
        hashed = f"select hash(id) as id, line from batch where {usable('id')}"
        for table, found in (("ids", hashed), ("questioned", self._failing)):
            self._connection.execute(f"{self._into.format(table)} {found}")
        self._connection.unregister("batch")
        lines = np.asarray(batch["line"])
        kept = np.isin(lines, self._aside(lines), invert=True)
        columns = self.sound(batch).select(["line", *self.schema.names])
        return columns if kept.all() else columns.filter(pa.array(kept))

    def forget(self, table: str, lines: np.ndarray) -> None:
        """Drops these lines from `ids`, or what the checks found in them from `questioned`."""
        gone = pa.table({"line": pa.array(lines, WHOLE)})
        self._connection.register("gone", gone)
        self._connection.execute(f"delete from {table} where line in (select line from gone)")
        self._connection.unregister("gone")

    def pairs(self) -> Pairs:
        """Matches codes and names with the units of the plan; without a plan none is matched."""
        units = self._units
        return Pairs(units.match if units else lambda code, name: Match(), self._unit, UNIT)

    def fonts(self, rows: Mapping[str, pa.Array]) -> pa.Array:
        """The old font or the wrong encoding that a row's letters are of; NULL for Unicode."""
        return pc.coalesce(*(self._fonts.of(rows[name]) for name in self.written))

    def _unit(self, match: Match, code: str, name: str) -> dict[str, object]:
        agency: Agency | None = self._agencies.get(match.agency or "")
        return {
            "agency": match.agency,
            "unit": called(self._units, match, code, name),
            "central": match.central,
            "first_day": agency.start if agency else None,
            "last_day": agency.end if agency else None,
        }

    def _aside(self, lines: np.ndarray) -> Sequence[int]:
        if not self._asides or not len(lines):
            return []
        found = self._connection.execute(
            f"""select line from questioned where ({" or ".join(self._asides)})
            and line between {lines[0]} and {lines[-1]}"""
        ).fetchall()
        return [line for (line,) in found]
