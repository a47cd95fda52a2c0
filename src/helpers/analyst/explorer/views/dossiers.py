"""Hồ sơ: what became of the dossiers of an agency, by field, channel, month and days late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from helpers import wording
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.tables import PeriodTables
from helpers.analyst.tables.dossiers import NUMBER, TOGETHER
from helpers.model import DossierCounts, Reason, WrongUse

# What the bars are stacked of, each with the states it is the sum of.
STACK: Mapping[str, tuple[str, ...]] = {
    "on_time": ("on_time", "done_no_due"),
    "late": ("late",),
    "open": ("open", "open_no_due"),
    "open_late": ("open_late",),
}
# The cross tables on offer. Taken together, tables can disclose the size of a small group;
# `tables/inference.py` prevents it for these pairs of characteristics and for no others.
CROSSES = (
    "field,month",
    "field,channel",
    "field,state",
    "field,days_late",
    "channel,state",
    "days_late,state",
)
FORM = tuple(f"c{n}" for n in range(3, 14))  # the columns of form II.06a


@dataclass(frozen=True)
class Bar:
    """Dossiers of one value of a characteristic; `parts`: as in STACK, empty where not told apart;
    `drill`: the value of the event, empty where nothing is behind it."""

    name: str
    total: int
    parts: tuple[int, ...]
    drill: str


@dataclass(frozen=True)
class Stack:
    """A table with bars, and why it tells less than others."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass
class _Asked:
    """The tables that are shown, with the Python that makes each."""

    ky: PeriodTables
    agency: str
    tables: list[tuple[str, pd.DataFrame]]
    code: list[str]

    def counted(self, name: str, by: Sequence[str], field: str = "") -> pd.DataFrame:
        """Counts of dossiers; WrongUse for those that are not shown."""
        table = self.ky.dossiers(by=by, agency=self.agency, field=field)
        given = f', field="{field}"' if field else ""
        names = ", ".join(f'"{each}"' for each in by)
        self.tables.append((name, table))
        self.code.append(f'ky.dossiers(by=[{names}], agency="{self.agency}"{given})')
        return table


def show(choice: Choice, source: Source) -> Part:
    """The dossiers of the chosen agency; of one field by month where it was clicked on."""
    ky = source.ky(choice.period)
    evaluation = ky.evaluation(choice.agency)
    try:
        ky.dossiers(by="state", agency=choice.agency)
    except WrongUse as fault:
        action = wording.gaps.GAP_ACTIONS[Reason.NO_EXPORT]
        return sentence(f"{fault} {wording.core.in_plan(action, source.plan)}")
    counts = evaluation.dossiers or DossierCounts()
    if not counts.c3:
        return sentence(wording.tabs.no_dossiers_of(evaluation.agency.name))
    field = dict(choice.drill).get("field", "")
    made, stacks = _stacked(ky, choice.agency, field)
    asked = replace(made, tables=[*made.tables], code=[*made.code])
    says = wording.tabs.dossiers_said(
        evaluation.agency.name, counts.c3, counts.c10, counts.c13, field
    )
    cross, refused = (None, "") if field else _cross(asked, choice.by)
    return Part(
        html=rendered(
            "dossiers",
            "dossiers",
            says=says,
            field=field,
            stacks=stacks,
            form=[(c[1:], wording.tabs.FORM_LINES[c], getattr(counts, c)) for c in FORM],
            crosses=[(each, wording.tabs.crossed(each.split(","))) for each in CROSSES],
            by=",".join(choice.by),
            cross=cross,
            refused=refused,
        ),
        says=says,
        tables=tuple(asked.tables),
        code="\n".join(asked.code),
    )


@lru_cache(maxsize=1)  # another cross table, or another target, leaves them as they are
def _stacked(ky: PeriodTables, agency: str, field: str) -> tuple[_Asked, tuple[Stack, ...]]:
    """The tables with bars: of one field by month, else by each characteristic."""
    asked = _Asked(ky, agency, [], [])
    if field:
        return asked, (_stack(asked, "month", field),)
    by_days = asked.counted("days_late", ["days_late"])
    days = [Bar(name_of("days_late", str(v)), int(n), (), "") for v, n in by_days[NUMBER].items()]
    stacks = [_stack(asked, name) for name in ("field", "channel", "month")]
    return asked, (*stacks, Stack(wording.tabs.BY["days_late"], tuple(days)))


def _stack(asked: _Asked, name: str, field: str = "") -> Stack:
    """Dossiers by a characteristic and what became of them; only their number, or nothing, where
    more would tell of a small group."""
    title, refused = wording.tabs.BY[name], ""
    for by in ([name, "state"], [name]):
        try:
            table = asked.counted(name, by, field)
        except WrongUse as fault:
            refused = str(fault)
            continue
        return Stack(title, tuple(_bars(table, name, by, field)), refused)
    return Stack(title, (), refused)


def _bars(table: pd.DataFrame, name: str, by: Sequence[str], field: str) -> list[Bar]:
    bars: dict[str, dict[str, int]] = {}
    for key, number in table[NUMBER].items():
        value, state = map(str, key) if isinstance(key, tuple) else (str(key), "")
        bars.setdefault(value, {})[state] = int(number)
    return [
        Bar(
            name=name_of(name, value),
            total=sum(states.values()),
            parts=tuple(sum(states.get(s, 0) for s in of) for of in STACK.values())
            if len(by) > 1
            else (),
            drill=f"field={value}" if name == "field" and value != TOGETHER else "",
        )
        for value, states in bars.items()
    ]


@dataclass(frozen=True)
class Cross:
    """A table of two characteristics."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def _cross(asked: _Asked, by: Sequence[str]) -> tuple[Cross | None, str]:
    """The table that is chosen; None, with a sentence, where it is not shown."""
    if ",".join(by) not in CROSSES:
        return None, ""
    if "channel" in by and "field" in by:  # the form tells how many are online
        channels = asked.ky.dossiers(by="channel", agency=asked.agency)
        if TOGETHER in channels.index:
            return None, wording.tabs.FEW_IN_A_CHANNEL
    try:
        table = asked.counted("cross", by)
    except WrongUse as fault:
        return None, str(fault)
    wide = table[NUMBER].unstack(fill_value=0).astype(int)
    return Cross(
        wording.tabs.crossed(by),
        tuple(name_of(by[1], str(each)) for each in wide.columns),
        tuple(
            (name_of(by[0], str(v)), tuple(map(int, row)))
            for v, row in zip(wide.index, wide.to_numpy(), strict=True)
        ),
    ), ""


def name_of(characteristic: str, value: str) -> str:
    """A value of a characteristic in words."""
    if value == TOGETHER:
        return wording.tables.UNDER_FIVE
    if characteristic == "month" and "-" in value:
        year, month = value.split("-")
        return f"{month}/{year}"
    return wording.tabs.VALUES.get((characteristic, value), value) or wording.tabs.NOT_GIVEN
