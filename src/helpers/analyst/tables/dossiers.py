"""Counts of dossiers by any of their characteristics, from one pass over the export.

Groups of an agency's dossiers that are few are shown together (methods 6). The rule is about the
whole group: how many of a large one are late is shown even if they are one or two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers import wording
from helpers.analyst.finding import known
from helpers.analyst.tables.inference import can_be_inferred
from helpers.model import CENTRAL, UNATTRIBUTED, Period, Plan, WrongUse
from helpers.store import EXPORT_TABLES, Snapshot
from helpers.store.counting import CUBE, DAYS_LATE, STATES, dossier_cube

FEWEST = 5  # dossiers of a group that is shown by itself
NOBODY = "unattributed"  # the id of dossiers whose unit is not known, as form II.06a writes it
TOGETHER = "under_5"  # what groups of fewer are shown as
GROUPED = ("field", "channel", "month")  # characteristics that make groups
OPEN = "open"  # what `month` says of dossiers that are not done
NUMBER = "dossiers"
Cell = tuple[str, ...]  # the values of a group


def read_cube(snapshot: Snapshot, period: Period) -> pd.DataFrame:
    """The counts of a snapshot's dossiers; WrongUse where it has none."""
    if not snapshot.has_dossiers:
        raise WrongUse(wording.tables.no_dossiers(period.label))
    path = snapshot.path / EXPORT_TABLES["dossiers"]
    return cube_frame(dossier_cube(path, period))


def cube_frame(columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """The counts as `counting.dossier_cube` gives them, all characteristics as categories."""
    table = pd.DataFrame(dict(columns))
    table["agency"] = table["agency"].replace({UNATTRIBUTED: NOBODY})
    table["month"] = table["month"].fillna(OPEN)
    table["carried"] = table["carried"].map({True: "true", False: "false"})
    for name in CUBE:
        order = {"state": list(STATES), "days_late": list(DAYS_LATE)}.get(name)
        values = table[name].fillna("").astype(str)
        table[name] = pd.Categorical(values, order or sorted(set(values)), ordered=True)
    return table


def of_whole(cube: pd.DataFrame) -> pd.DataFrame:
    """The counts of all agencies together, without central bodies and units that are not known."""
    dims = [name for name in CUBE if name != "agency"]
    own = cube[~cube["agency"].isin([CENTRAL, NOBODY])]
    return own.groupby(dims, observed=True)[NUMBER].sum().reset_index()


def counted(
    cube: pd.DataFrame, plan: Plan, by: Sequence[str], wanted: Mapping[str, str]
) -> pd.DataFrame:
    """The number of dossiers by the characteristics `by`, of those with the values `wanted`; an
    empty value asks for nothing. Raises WrongUse for unknown ones, or for too many at once."""
    by = [known(name, CUBE) for name in by]
    wanted = {name: str(value) for name, value in wanted.items() if value}
    groups = [name for name in GROUPED if name in by or name in wanted]
    if len(groups) > 2 or (len(groups) == 2 and "agency" in by):
        raise WrongUse(wording.tables.too_fine([*(["agency"] if "agency" in by else []), *groups]))
    for name, value in wanted.items():
        if name != "agency":
            known(value, cube[name].cat.categories)
    agency = wanted.pop("agency", "")
    if agency == plan.province.id:
        cube = cube[~cube["agency"].isin([CENTRAL, NOBODY])]
    elif agency:
        cube = cube[cube["agency"] == agency]
    _refuse_inference(cube, by, wanted, groups)
    dims = list(dict.fromkeys([*by, *wanted, *groups])) or ["state"]
    table = cube.groupby(dims, observed=True)[NUMBER].sum().reset_index()
    table = _together(table, by, wanted, groups) if groups else table
    for name, value in wanted.items():
        table = table[table[name].astype(str) == value]
        if name in groups and table.empty and value in set(cube[name].astype(str)):
            raise WrongUse(wording.tables.too_few(value))
    if not by:
        return pd.DataFrame({NUMBER: [int(table[NUMBER].sum())]}, ["all"], dtype="Int64")
    numbers = table.groupby(by, observed=True)[NUMBER].sum()
    return pd.DataFrame({NUMBER: numbers[numbers > 0].astype("Int64")})


def _together(
    table: pd.DataFrame, by: Sequence[str], wanted: Mapping[str, str], groups: Sequence[str]
) -> pd.DataFrame:
    """The same table, with one group instead of those that are not to be told apart.

    Of two characteristics the one that is asked for, or named first, stays with a hidden group as
    far as it is shown by itself.
    """
    lines = [*(["agency"] if "agency" in by else []), *groups]
    hidden, alone = _hidden(table, lines, groups)
    kept = "" if len(groups) == 1 else next(n for n in (*wanted, *by) if n in groups)
    few = pd.Series([key in hidden for key in _keys(table, lines)], table.index, dtype=bool)
    for name in groups:  # what is open, too, where its field or channel is hidden
        few |= table[name].isin(alone[name])
    for name in groups:
        column = table[name].cat.add_categories([TOGETHER])
        shown = ~few if name != kept else ~column.isin(alone[name])
        table[name] = column.where(shown, TOGETHER)
    return table


def _hidden(
    table: pd.DataFrame, lines: Sequence[str], groups: Sequence[str]
) -> tuple[set[Cell], dict[str, set[str]]]:
    """The hidden cells, and of two characteristics the values that are hidden by themselves."""
    alone = {name: set[str]() for name in groups}
    if len(groups) == 2:
        for name in groups:
            alone[name] = {value for (value,) in hidden_groups(_sizes(table, [name]))}
    sizes = _sizes(table, lines)
    within = {key for key in sizes if any(key[lines.index(n)] in alone[n] for n in groups)}
    return hidden_groups(sizes, within), alone


# What is shown by the second characteristic too, for each two that are shown at once.
CROSSED = {("field", "month"): ("state",), ("field", "channel"): ("state", "carried")}


def _refuse_inference(
    cube: pd.DataFrame, by: Sequence[str], wanted: Mapping[str, str], groups: Sequence[str]
) -> None:
    """WrongUse where tables of an agency would together give the size of a hidden group: for the
    months by state, and else for the table of two groups itself."""
    if "agency" in by:
        return
    for pair, alike in CROSSED.items():
        both = set(groups) == set(pair)
        by_state = "month" in groups and "month" in pair and "state" in (*by, *wanted)
        if (both or by_state) and _inferred(
            cube, pair, alike if pair[1] != "month" or by_state else ()
        ):
            raise WrongUse(wording.tables.inferred(groups))


def _inferred(cube: pd.DataFrame, pair: tuple[str, str], alike: Sequence[str]) -> bool:
    table = cube.groupby([*pair, *alike], observed=True)[NUMBER].sum().reset_index()
    hidden, alone = _hidden(table, pair, pair)
    small = [
        cell
        for cell, size in _sizes(table, pair).items()
        if size < FEWEST and not any(v in alone[n] for n, v in zip(pair, cell, strict=True))
    ]
    table = table[table["month"] != OPEN] if "month" in pair else table
    return can_be_inferred(table, pair, alike, hidden, small, NUMBER)


def _sizes(table: pd.DataFrame, names: Sequence[str]) -> dict[Cell, int]:
    """How many dossiers each group has in all, whatever became of them. Those that are open are no
    group of their own among the months: how many a field has is shown as its state."""
    if "month" in names:
        table = table[table["month"] != OPEN]
    sizes: dict[Cell, int] = {}
    for key, number in zip(_keys(table, names), table[NUMBER], strict=True):
        sizes[key] = sizes.get(key, 0) + int(number)
    return dict(sorted(sizes.items()))


def _keys(table: pd.DataFrame, names: Sequence[str]) -> list[Cell]:
    """The group of each row."""
    return list(zip(*(_values(table[name]) for name in names), strict=True))


def _values(column: Any) -> list[str]:
    """The values of a column of categories, sooner than pandas gives them."""
    known = [str(each) for each in column.cat.categories]
    return [known[code] for code in column.cat.codes]


def hidden_groups(sizes: Mapping[Cell, int], also: Iterable[Cell] = ()) -> set[Cell]:
    """The groups to be shown together: those of fewer than FEWEST, and in each line of the table
    (all groups with all values but one in common) the next smallest as long as the line's total
    would give a hidden one: it hides a single group, or fewer than FEWEST in all. `also`: groups
    that are hidden for another reason."""
    hidden = {key for key, size in sizes.items() if 0 < size < FEWEST} | set(also)
    lines: dict[tuple[int, Cell], list[Cell]] = {}
    for key in sizes:
        for place in range(len(key)):
            lines.setdefault((place, (*key[:place], *key[place + 1 :])), []).append(key)
    changed = bool(hidden)
    while changed:
        changed = False
        for line in lines.values():
            few = [key for key in line if key in hidden]
            rest = sorted((k for k in line if k not in hidden), key=lambda k: (sizes[k], k))
            if few and rest and (len(few) == 1 or sum(sizes[k] for k in few) < FEWEST):
                hidden.add(rest[0])
                changed = True
    return hidden
