"""Columns of an export in our words: each spelling is read once, not each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.exports.mapping import Dates
from helpers.intake.exports.units import Match
from helpers.model import spelling

MOST_KNOWN = 1 << 16  # spellings remembered of a column; more are read again
Meaning = TypeVar("Meaning", str, bool)


class Words:
    """What the spellings of a column mean; a blank cell and an unknown word mean `blank`."""

    def __init__(self, meaning: Callable[[str], Any], kind: pa.DataType, blank: Any = None) -> None:
        self._meaning = lru_cache(MOST_KNOWN)(meaning)
        self._kind, self._blank = kind, blank

    def of(self, cells: pa.Array) -> pa.Array:
        """The meaning of each cell of a dictionary-encoded column."""
        found = map(self._meaning, cells.dictionary.to_pylist())
        meanings = [self._blank if meaning is None else meaning for meaning in found]
        return pa.array([self._blank, *meanings], self._kind).take(pa.array(_places(cells)))


def meaning_of(words: Mapping[str, Meaning]) -> Callable[[str], Meaning | None]:
    """The meaning of a spelling by its folded form; None for what the mapping does not know."""
    return lambda spelled: words.get(spelling.folded(spelled))


class Pairs:
    """Which unit a code and a name mean, matched once for each pair of them.

    `facts`: the columns `schema` of a match, its code and its name. `matches` holds the pairs in
    question, each in the place that the further column `unit_number` names.
    """

    def __init__(
        self,
        match: Callable[[str, str], Match],
        facts: Callable[[Match, str, str], dict[str, object]],
        schema: pa.Schema,
    ) -> None:
        self.matches: list[Match] = []
        self._known = lru_cache(MOST_KNOWN)(self._matched)
        self._match, self._facts = match, facts
        self._schema = schema.append(pa.field("unit_number", pa.int64()))

    def of(self, codes: pa.Array, names: pa.Array) -> pa.Table:
        """The facts of each row's pair; `unit_number` is NULL where it is not in question."""
        width = len(names.dictionary) + 1
        places = _places(codes) * width + _places(names)
        pairs, turns = np.unique(places, return_inverse=True)
        known = [
            self._known(_text(codes, pair // width), _text(names, pair % width))
            for pair in pairs.tolist()
        ]
        return pa.Table.from_pylist(known, self._schema).take(pa.array(turns))

    def _matched(self, code: str, name: str) -> dict[str, object]:
        match = self._match(code, name)
        number = None
        if match.question is not None:
            number = len(self.matches)
            self.matches.append(match)
        return {**self._facts(match, code, name), "unit_number": number}


def named_columns(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    """The columns of a table by name."""
    return dict(zip(table.column_names, table.columns, strict=True))


def _places(cells: pa.Array) -> np.ndarray:
    """The place of each cell's text in the dictionary, from 1; 0 for a blank one."""
    return np.asarray(pc.fill_null(pc.add(cells.indices, 1), 0)).astype(np.int64)


def _text(cells: pa.Array, place: int) -> str:
    return "" if not place else str(cells.dictionary[place - 1])


class Days:
    """The instant (in microseconds) and the local day that spellings name, NULL where they name
    none."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, dates: Dates) -> None:
        self._connection = connection
        self._query = f"""select epoch_us(moment) as instant, {_local_day("moment", dates)} as day
            from (select place, {_instant("spelled", dates)} as moment from spellings)
            order by place"""

    def of(self, cells: pa.Array) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
        """Instant and day of each cell of a dictionary-encoded column."""
        places = pa.array(np.arange(len(cells.dictionary)))
        spellings = pa.table({"place": places, "spelled": cells.dictionary})
        self._connection.register("spellings", spellings)
        known = self._connection.sql(self._query).to_arrow_table()
        self._connection.unregister("spellings")
        return known["instant"].take(cells.indices), known["day"].take(cells.indices)


DAY = (
    "(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/(199[0-9]|20[0-9]{2})"
    "( ([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?"
)
DAY_FORMATS = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
# Further ways to write a day, as patterns and the replacement that gives the first way.
OTHERWISE = {
    "dd-mm-yyyy": (r"^(\d{1,2})-(\d{1,2})-(\d{4})", r"\1/\2/\3"),
    "dd.mm.yyyy": (r"^(\d{1,2})[.](\d{1,2})[.](\d{4})", r"\1/\2/\3"),
    "yyyy-mm-dd": (r"^(\d{4})-(\d{1,2})-(\d{1,2})[T ]?", r"\3/\2/\1 "),
}
INSTANT = (
    "(199[0-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}"
    "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)


def _instant(column: str, dates: Dates) -> str:
    """SQL for the instant a text names, NULL where it is none. Years run from 1990 to 2099, so
    that 1926 and 2562 (the Buddhist year) are no dates."""
    if dates.format == "dd/mm/yyyy":
        for way in dates.also:
            pattern, replacement = OTHERWISE[way]
            column = f"trim(regexp_replace({column}, '{pattern}', '{replacement}'))"
        read = f"try_strptime({column}, {list(DAY_FORMATS)})"
        return f"case when regexp_full_match({column}, '{DAY}') then {read} end"
    read = f"try_cast({column} as timestamptz)"
    return f"case when regexp_full_match({column}, '{INSTANT}') then {read} end"


def _local_day(instant_column: str, dates: Dates) -> str:
    """SQL for the local day of an instant, whatever the machine's own zone."""
    if dates.format == "dd/mm/yyyy":
        return f"{instant_column}::date"
    return f"timezone('{dates.timezone}', {instant_column})::date"
