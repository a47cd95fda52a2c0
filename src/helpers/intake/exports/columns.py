"""Columns of an export in our words: each spelling is looked at once, not each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.exports.mapping import Dates
from helpers.intake.exports.rows import instant, local_day
from helpers.intake.exports.units import Match

MOST_KNOWN = 1 << 16  # spellings a column is remembered by; more are looked at again


class Words:
    """What the spellings of a column mean; a blank cell and an unknown word mean `blank`."""

    def __init__(self, meaning: Callable[[str], Any], kind: pa.DataType, blank: Any = None) -> None:
        self._meaning = lru_cache(MOST_KNOWN)(meaning)
        self._kind, self._blank = kind, blank

    def of(self, cells: pa.Array) -> pa.Array:
        """The meaning of each cell of a dictionary-encoded column."""
        found = map(self._meaning, cells.dictionary.to_pylist())
        meanings = [self._blank if meaning is None else meaning for meaning in found]
        return spread(np.asarray(_places(cells)), [self._blank, *meanings], self._kind)

    def any(self, cells: pa.Array) -> bool:
        """Whether any spelling means something that is true."""
        return any(map(self._meaning, cells.dictionary.to_pylist()))


def spread(places: np.ndarray, values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """The value at each of the places; texts dictionary-encoded, so that none is copied, and each
    once: a dictionary that holds one twice is written several times slower."""
    if not pa.types.is_string(kind):
        return pa.array(values, kind).take(pa.array(places))
    known = list(dict.fromkeys(value for value in values if value is not None))
    turns = {value: turn for turn, value in enumerate(known)}
    indices = np.array([turns.get(value, -1) for value in values], np.int32)[places]
    blank = indices < 0
    indices = pa.array(indices, mask=blank if blank.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(known, kind))


class Pairs:
    """Which unit a code and a name mean, asked once for each pair of them.

    `matches` holds the pairs in question, each in the place that `number` names.
    """

    def __init__(self, match: Callable[[str, str], Match]) -> None:
        self.matches: list[Match] = []
        self._known = lru_cache(MOST_KNOWN)(self._look)
        self._match = match

    def of(
        self, codes: pa.Array, names: pa.Array, say: Callable[[Match, str, str], Iterable[Any]]
    ) -> tuple[list[tuple[Any, ...]], np.ndarray, pa.Array]:
        """What `say` says of each different pair; which of the pairs stands in each row; and the
        place in `matches`, NULL for pairs that are not in question."""
        width = len(names.dictionary) + 1
        places = _places(codes) * width + _places(names)
        pairs, turns = _unique(places, (len(codes.dictionary) + 1) * width)
        found, numbers = [], []
        for pair in pairs.tolist():
            code, name = _text(codes, pair // width), _text(names, pair % width)
            match, number = self._known(code, name)
            found.append(tuple(say(match, code, name)))
            numbers.append(number)
        return found, turns, spread(turns, numbers, pa.int64())

    def _look(self, code: str, name: str) -> tuple[Match, int | None]:
        match = self._match(code, name)
        if match.question is None:
            return match, None
        self.matches.append(match)
        return match, len(self.matches) - 1


def _unique(numbers: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The different numbers below `size`, and which of them stands at each place."""
    if size > MOST_KNOWN:
        return np.unique(numbers, return_inverse=True)
    found = np.flatnonzero(np.bincount(numbers, minlength=size))
    turns = np.zeros(size, np.int64)
    turns[found] = np.arange(len(found))
    return found, turns[numbers]


def _places(cells: pa.Array) -> np.ndarray:
    """The place of each cell's text in the dictionary, from 1; 0 for a blank one."""
    return np.asarray(pc.fill_null(pc.add(cells.indices, 1), 0)).astype(np.int64)


def _text(cells: pa.Array, place: int) -> str:
    return "" if not place else str(cells.dictionary[place - 1])


class Days:
    """The instant (in microseconds) and the local day that spellings name, None where they name
    none."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, dates: Dates) -> None:
        self._connection = connection
        self._question = f"""select spelled, epoch_us(moment), {local_day("moment", dates)}
            from (select spelled, {instant("spelled", dates)} as moment from spellings)"""
        self._known: dict[str, tuple[Any, Any]] = {}

    def of(self, *columns: pa.Array) -> list[tuple[pa.Array, pa.Array]]:
        """Instant and day of each cell of each of these dictionary-encoded columns. Columns given
        together cost one question."""
        spelled = [cells.dictionary.to_pylist() for cells in columns]
        if len(self._known) > MOST_KNOWN:
            self._known = {}
        if new := set().union(*spelled) - self._known.keys():
            self._ask(sorted(new))
        return [self._named(*column) for column in zip(columns, spelled, strict=True)]

    def _named(self, cells: pa.Array, spelled: Sequence[str]) -> tuple[pa.Array, pa.Array]:
        found = [self._known[text] for text in spelled]
        moments = pa.array([moment for moment, _ in found], pa.int64())
        days = pa.array([day for _, day in found], pa.date32())
        return moments.take(cells.indices), days.take(cells.indices)

    def _ask(self, spelled: list[str]) -> None:
        self._connection.register("spellings", pa.table({"spelled": pa.array(spelled)}))
        for text, moment, day in self._connection.execute(self._question).fetchall():
            self._known[text] = moment, day
        self._connection.unregister("spellings")
