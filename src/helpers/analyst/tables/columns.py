"""The columns of the DataFrames: what each holds, and what it means.

This is their only declaration besides that of the published tables (`evaluation/columns.py`), which
come first wherever a table has them too; `docs/tables.md` is generated from both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from helpers import wording
from helpers.evaluation.columns import (
    AGENCY_ID,
    RESULTS,
    TARGET_ID,
    UNIT_OF_TARGET,
    Column,
    ColumnType,
    ResultRow,
    decimal,
)
from helpers.evaluation.formulas import value
from helpers.model import Agency, Judged, Judgement, Kind, Level, Plan, Reason, Result, Target

A = TypeVar("A")
B = TypeVar("B")

TEXT, WHOLE_NUMBER, DECIMAL = ColumnType.TEXT, ColumnType.WHOLE, ColumnType.DECIMAL
FLAG = ColumnType.FLAG
IN_VIETNAMESE = "in Vietnamese"


class AgencyRow(NamedTuple):
    """What a row of the agencies is made from."""

    plan: Plan
    agency: Agency


class TargetRow(NamedTuple):
    """What a row of the targets is made from."""

    plan: Plan
    target: Target


# ---------------------------------------------------------------- agencies and targets


AGENCIES: tuple[Column[AgencyRow], ...] = (
    Column("agency", TEXT, "id; the index", AGENCY_ID, lambda r: r.agency.id),
    Column(
        "code",
        TEXT,
        "official code; empty for departments",
        "digits with leading zeros",
        lambda r: r.agency.code or None,
    ),
    Column("name", TEXT, "the agency's name", IN_VIETNAMESE, lambda r: r.agency.name),
    Column("level", TEXT, "its level", "id of a level in `plan.yml`", lambda r: r.agency.level),
    Column(
        "district",
        TEXT,
        "the agency above; empty where that is the province",
        AGENCY_ID,
        lambda r: parent.id if (parent := r.plan.parent(r.agency)) else None,
    ),
    Column(
        "district_name",
        TEXT,
        "its name",
        IN_VIETNAMESE,
        lambda r: parent.name if (parent := r.plan.parent(r.agency)) else None,
    ),
)


def attributes(names: Iterable[str]) -> tuple[Column[AgencyRow], ...]:
    """A column for each attribute of agencies."""
    return tuple(map(_attribute, names))


def _attribute(name: str) -> Column[AgencyRow]:
    meaning, values = "whether this attribute holds", "as in `agencies.csv`"
    return Column(name, FLAG, meaning, values, lambda r: name in r.agency.attributes)


TARGETS: tuple[Column[TargetRow], ...] = (
    Column("target", TEXT, "id; the index", TARGET_ID, lambda r: r.target.id),
    Column("clause", TEXT, "the place in the plan", "II.2.2.a", lambda r: r.target.clause),
    Column(
        "cite",
        TEXT,
        "the same as people cite it",
        IN_VIETNAMESE,
        lambda r: wording.core.cite(r.target.clause),
    ),
    Column("label", TEXT, "the target in words", IN_VIETNAMESE, lambda r: r.target.label),
    Column("area", TEXT, "the reform area", "id of the area's file", lambda r: r.target.area),
    Column(
        "kind",
        TEXT,
        "whether it has a figure; only those with one are in `results()`",
        "",
        lambda r: r.target.kind.value,
        Kind,
    ),
    Column("unit", TEXT, "of value and threshold", "in words", lambda r: r.target.unit or None),
    Column(
        "comparison",
        TEXT,
        "as in `results.csv`",
        "`>=`, `>`, `<=`",
        lambda r: r.target.comparison.value if r.target.comparison else None,
    ),
    Column("due", WHOLE_NUMBER, "as in `results.csv`", "year", lambda r: r.target.due),
    Column(
        "firm",
        FLAG,
        "a duty; otherwise what the plan strives for",
        "true or false",
        lambda r: r.target.firm,
    ),
    Column(
        "private",
        FLAG,
        "whether counts of few persons are withheld",
        "true or false",
        lambda r: r.target.private,
    ),
)


def by_level(levels: Iterable[str]) -> tuple[Column[TargetRow], ...]:
    """The threshold of each level, and what an agency of the level gets for the target."""
    return tuple(column for level in levels for column in _of_level(Level(level)))


def _of_level(level: Level) -> tuple[Column[TargetRow], Column[TargetRow]]:
    return (
        Column(
            f"threshold_{level}",
            DECIMAL,
            "the plan's figure for the level; empty where it sets none",
            UNIT_OF_TARGET,
            lambda r: decimal(r.target.threshold(level)),
        ),
        Column(
            f"judged_{level}",
            TEXT,
            "what an agency of the level gets; empty where it is not bound",
            "",
            lambda r: _judged(r.target, level),
            Judged,
        ),
    )


def _judged(target: Target, level: Level) -> str | None:
    judged = target.judged.get(level)
    return judged.value if judged else None


# ---------------------------------------------------------------- results


def reason_of(result: Result) -> Reason | None:
    """Why there is no verdict, or no figure."""
    return result.verdict.reason or (result.observation.missing if result.observation else None)


def is_own(row: ResultRow) -> bool:
    """Whether a figure is that of the agency itself, of the province that of the whole."""
    return row.result.level == row.evaluation.agency.level


MORE: tuple[Column[ResultRow], ...] = (
    Column(
        "reason",
        TEXT,
        "why there is no figure or no verdict; empty where both are there",
        "",
        lambda r: reason.value if (reason := reason_of(r.result)) else None,
        Reason,
    ),
    Column(
        "judgement",
        TEXT,
        "the state of what is judged in words, of which there is no figure",
        "",
        lambda r: o.judgement.value if (o := r.result.observation) and o.judgement else None,
        Judgement,
    ),
    Column(
        "own",
        FLAG,
        "the agency's own figure; false: a sum of those under it",
        "true or false",
        is_own,
    ),
    Column(
        "asked",
        WHOLE_NUMBER,
        "of a sum: the agencies bound",
        "agencies",
        lambda r: r.result.observation.asked if r.result.observation else None,
    ),
    Column(
        "answered",
        WHOLE_NUMBER,
        "of a sum: those of them with data",
        "agencies",
        lambda r: r.result.observation.answered if r.result.observation else None,
    ),
    Column(
        "previous",
        DECIMAL,
        "the value in the period compared with",
        UNIT_OF_TARGET,
        lambda r: decimal(value(r.result.target, r.result.previous)),
    ),
    Column(
        "peer_median",
        DECIMAL,
        "the median of the agencies with the same row, rounded as in packets",
        UNIT_OF_TARGET,
        lambda r: r.result.peer_median,
    ),
    Column(
        "peer_count",
        WHOLE_NUMBER,
        "how many these are",
        "agencies",
        lambda r: r.result.peer_count,
    ),
)
LABELS: tuple[Column[ResultRow], ...] = (
    Column("agency_name", TEXT, "name", IN_VIETNAMESE, lambda r: r.evaluation.agency.name),
    Column(
        "district_name",
        TEXT,
        "name of the agency above",
        IN_VIETNAMESE,
        lambda r: p.name if (p := r.evaluation.plan.parent(r.evaluation.agency)) else None,
    ),
    Column(
        "level_name",
        TEXT,
        "name of the level",
        IN_VIETNAMESE,
        lambda r: r.evaluation.plan.label(r.result.level),
    ),
    Column("target_name", TEXT, "the target", IN_VIETNAMESE, lambda r: r.result.target.label),
    Column(
        "cite",
        TEXT,
        "the clause as people cite it",
        IN_VIETNAMESE,
        lambda r: wording.core.cite(r.result.target.clause),
    ),
    Column(
        "status_words",
        TEXT,
        "the verdict as packets word it",
        IN_VIETNAMESE,
        lambda r: wording.verdicts.status_words(r.result, r.evaluation.period),
    ),
    Column(
        "reason_words",
        TEXT,
        "the reason as packets word it",
        IN_VIETNAMESE,
        lambda r: wording.verdicts.reason_words(r.result, r.evaluation.plan) or None,
    ),
)
KEYS = ("agency", "level", "target")
COUNTED = ("numerator", "denominator", "value")
FIGURE = (*COUNTED, "threshold", "status", "margin", "margin_units")
RESULTS_BY_NAME = {column.name: column for column in RESULTS}


def chosen(columns: Iterable[Column[ResultRow]], names: Sequence[str]) -> list[Column[ResultRow]]:
    """The columns of these names, in that order."""
    by_name = {column.name: column for column in columns}
    return [by_name[name] for name in names]


def lifted(
    column: Column[A], of: Callable[[B], A | None], name: str = "", meaning: str = ""
) -> Column[B]:
    """The same column in a table whose rows are made from something else, of which `of` gives what
    it is made from here."""

    def cell(made_from: B) -> object:
        inner = of(made_from)
        return None if inner is None else column.cell(inner)

    return Column(
        name or column.name,
        column.type,
        meaning or column.meaning,
        column.unit,
        cell,
        column.values,
    )


GAPS: tuple[Column[ResultRow], ...] = (
    *chosen(RESULTS, (*KEYS, "clause")),
    *chosen(MORE, ("reason", "own", "asked", "answered")),
)
HISTORY: tuple[Column[ResultRow], ...] = (
    *chosen(RESULTS, (*KEYS, "period", *FIGURE, "source", "unconfirmed")),
    *chosen(MORE, ("reason", "own")),
)
TraceLine = tuple[int, str]
TRACE: tuple[Column[TraceLine], ...] = (
    Column("step", WHOLE_NUMBER, "the index; in order", "1 is first", lambda line: line[0]),
    Column(
        "depth",
        WHOLE_NUMBER,
        "how far below the figure it leads",
        "0 is the head",
        lambda line: (len(line[1]) - len(line[1].lstrip())) // 2,
    ),
    Column(
        "text", TEXT, "the figure, cell, file or sum", IN_VIETNAMESE, lambda line: line[1].strip()
    ),
)
