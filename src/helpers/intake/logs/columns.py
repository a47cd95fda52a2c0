"""Columns of an export in our words: each spelling is looked at once, not each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers.intake.logs.mapping import Dates
from helpers.intake.logs.rows import instant, local_day
from helpers.intake.logs.units import Match

MOST_KNOWN = 1 << 16  # spellings a column is remembered by; more are looked at again


class Words:
    """What the spellings of a column mean; None stays None."""

    def __init__(self, meaning: Callable[[str], Any], kind: pa.DataType) -> None:
        self._meaning = lru_cache(MOST_KNOWN)(meaning)
        self._kind = kind

    def of(self, cells: pa.Array) -> pa.Array:
        """The meaning of each cell of a dictionary-encoded column."""
        meanings = map(self._meaning, cells.dictionary.to_pylist())
        return pa.array(meanings, self._kind).take(cells.indices)


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
    ) -> tuple[list[tuple[Any, ...]], pa.Array, pa.Array]:
        """What `say` says of each different pair; which of the pairs stands in each row; and the
        place in `matches`, NULL for pairs that are not in question."""
        width = len(names.dictionary) + 1
        places = _places(codes) * width + _places(names)
        pairs, turns = np.unique(places, return_inverse=True)
        found, numbers = [], []
        for pair in pairs.tolist():
            code, name = _text(codes, pair // width), _text(names, pair % width)
            match, number = self._known(code, name)
            found.append(tuple(say(match, code, name)))
            numbers.append(number)
        turn = pa.array(turns)
        return found, turn, pa.array(numbers, pa.int64()).take(turn)

    def _look(self, code: str, name: str) -> tuple[Match, int | None]:
        match = self._match(code, name)
        if match.question is None:
            return match, None
        self.matches.append(match)
        return match, len(self.matches) - 1


def _places(cells: pa.Array) -> np.ndarray:
    """The place of each cell's text in the dictionary, from 1; 0 for a blank one."""
    return np.asarray(pc.fill_null(pc.add(cells.indices, 1), 0)).astype(np.int64)


def _text(cells: pa.Array, place: int) -> str:
    return "" if not place else str(cells.dictionary[place - 1])


def days(
    connection: duckdb.DuckDBPyConnection, cells: pa.Array, dates: Dates
) -> tuple[pa.Array, pa.Array]:
    """The instant and the local day each cell names, NULL where it names none."""
    spelled = pa.table({"n": pa.array(range(len(cells.dictionary))), "spelled": cells.dictionary})
    connection.register("spellings", spelled)
    read = connection.sql(
        f"""select moment, {local_day("moment", dates)} as day
        from (select n, {instant("spelled", dates)} as moment from spellings) order by n"""
    ).to_arrow_table()
    connection.unregister("spellings")
    return tuple(read[name].combine_chunks().take(cells.indices) for name in ("moment", "day"))
