"""A linear program over all tables of dossiers that clicks reach tells no hidden group's size."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from helpers.analyst.explorer.views.dossiers import CROSSES
from helpers.analyst.tables.dossiers import FEWEST, NUMBER, OPEN, TOGETHER, counted, cube_frame
from helpers.model import Plan, WrongUse
from helpers.store.counting import CUBE

FIELDS, CHANNELS, MONTHS = "ABCD", ("online", "direct"), ("2022-01", "2022-02", "2022-03", OPEN)
STATES = {True: ("open", "open_late"), False: ("on_time", "late")}
NAMES = ("field", "channel", "month", "state")
Cell = Mapping[str, str]


def random_cube(chance: random.Random) -> pd.DataFrame:
    columns: dict[str, list[object]] = {name: [] for name in (*CUBE, NUMBER)}
    density, most = chance.choice([0.3, 0.6, 0.9]), chance.choice([2, 4, 9, 20])
    for field, channel, month in product(FIELDS[: chance.randint(2, 4)], CHANNELS, MONTHS):
        for state in STATES[month == OPEN]:
            if chance.random() < density:
                row: dict[str, object] = {"agency": "a", "field": field, "channel": channel}
                row |= {"month": None if month == OPEN else month, "state": state}
                row |= {"days_late": "up_to_5" if "late" in state else "early", "carried": False}
                row[NUMBER] = chance.randint(1, 2 if state == "late" else most)
                for name, column in columns.items():
                    column.append(row[name])
    return cube_frame(columns)


def tables(cube: pd.DataFrame, plan: Plan) -> Iterator[tuple[list[str], Cell, pd.DataFrame]]:
    """Every table of an agency that the view shows, with what it is of."""
    fields = sorted(set(cube["field"].astype(str)))
    few = TOGETHER in counted(cube, plan, ["channel"], {"agency": "a"}).index
    asked: list[tuple[list[str], Cell]] = [
        *(([name, "state"], {}) for name in ("field", "channel", "month")),
        *(([name], {}) for name in ("month", "state")),
        *((by.split(","), {}) for by in CROSSES if "days" not in by),
        *((["month", "state"], {"field": field}) for field in fields),
        *((["month"], {"field": field}) for field in fields),
    ]
    for by, of in asked:
        if few and by == ["field", "channel"]:
            continue
        try:
            yield by, of, counted(cube, plan, by, {"agency": "a", **of})
        except WrongUse:
            continue


class Known:
    """What is known of the counts of all cells: sums of some of them."""

    def __init__(self, cube: pd.DataFrame) -> None:
        fields = [*sorted(set(cube["field"].astype(str))), "another"]
        self.cells = [
            dict(zip(NAMES, (field, channel, month, state), strict=True))
            for field, channel, month in product(fields, CHANNELS, MONTHS)
            for state in STATES[month == OPEN]
        ]
        self.rows: list[list[float]] = []
        self.sums: list[int] = []

    def of(self, wanted: Cell) -> list[float]:
        return [float(all(c[n] == v for n, v in wanted.items())) for c in self.cells]

    def add(self, wanted: Cell, number: int) -> None:
        self.rows.append(self.of(wanted))
        self.sums.append(number)

    def width(self, wanted: Cell) -> float:
        """How far apart the least and the greatest size are that a group can have."""
        ends = []
        for sign in (1, -1):
            goal = sign * np.array(self.of(wanted))
            found = linprog(goal, A_eq=np.array(self.rows), b_eq=self.sums, bounds=(0, None))
            if found.status == 3:  # without an end
                return np.inf
            assert found.status == 0, found.message
            ends.append(found.fun)
        return float(-ends[1] - ends[0])


def narrowed(cube: pd.DataFrame, plan: Plan) -> list[Cell]:
    """The groups of fewer than FEWEST in tables that are shown whose size follows from them all."""
    known, crossed = Known(cube), set[tuple[str, ...]]()
    known.add({"channel": "online"}, int(cube.loc[cube["channel"] == "online", NUMBER].sum()))
    for by, of, table in tables(cube, plan):
        groups = tuple(sorted({*by, *of} - {"state"}))
        crossed.add(groups)
        lines: dict[tuple[str, ...], int] = {
            tuple(map(str, key if isinstance(key, tuple) else (key,))): int(number)
            for key, number in table[NUMBER].items()
        }
        for key, number in lines.items():
            if TOGETHER not in key:
                known.add({**dict(zip(by, key, strict=True)), **of}, number)
        if by[-1] == "state" and len(by) == 2:  # and none of the other states
            for value, state in product(
                {key[0] for key in lines} - {TOGETHER}, sum(STATES.values(), ())
            ):
                if (value, state) not in lines:
                    known.add({by[0]: value, "state": state, **of}, 0)
    return [
        cell
        for names in crossed - {(), ("channel",)}  # how many are online is in the form
        for cell in small(cube, names)
        if known.width(cell) < 0.5
    ]


def small(cube: pd.DataFrame, names: Sequence[str]) -> Iterator[Cell]:
    table = cube[cube["month"] != OPEN] if "month" in names else cube
    for key, size in table.groupby(list(names), observed=True)[NUMBER].sum().items():
        if size < FEWEST:
            yield dict(zip(names, map(str, key if isinstance(key, tuple) else (key,)), strict=True))


def check(plan: Plan, seeds: range) -> None:
    hidden = 0
    for seed in seeds:
        cube = random_cube(random.Random(seed))
        if not len(cube) or cube[NUMBER].sum() < FEWEST:
            continue
        assert narrowed(cube, plan) == [], seed
        hidden += sum(1 for _ in small(cube, ["field", "month"]))
    assert hidden


def test_no_table_narrows_a_hidden_group(plan: Plan) -> None:
    check(plan, range(16))


@pytest.mark.slow_faults
def test_no_table_narrows_a_hidden_group_of_two_thousand(plan: Plan) -> None:
    check(plan, range(16, 2_016))
