"""How many agencies meet their targets, by whatever tells targets and agencies apart."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.analyst.finding import known
from helpers.analyst.tables.columns import TEXT, WHOLE_NUMBER
from helpers.evaluation.columns import AGENCY_ID, TARGET_ID, Column, ResultRow
from helpers.evaluation.standings import own_assessed
from helpers.model import WHOLE, Evaluation
from helpers.packets.display.members import Count, Own

RESULT_COUNT = "results"


@dataclass(frozen=True)
class Tallied:
    """What a row is made from: the values it is about, by name, and how many have which verdict."""

    by: dict[str, str | None]
    count: Count


BY: dict[str, Column[Tallied]] = {
    "agency": Column("agency", TEXT, "the agency", AGENCY_ID, lambda r: r.by["agency"]),
    "level": Column("level", TEXT, "its level", "id of a level", lambda r: r.by["level"]),
    "district": Column(
        "district",
        TEXT,
        "the agency above; empty where that is the province",
        AGENCY_ID,
        lambda r: r.by["district"],
    ),
    "area": Column(
        "area", TEXT, "the reform area", "id of the area's file", lambda r: r.by["area"]
    ),
    "target": Column("target", TEXT, "the target", TARGET_ID, lambda r: r.by["target"]),
}
TALLY: tuple[Column[Tallied], ...] = (
    Column("met", WHOLE_NUMBER, "verdicts `met`", RESULT_COUNT, lambda r: r.count.met),
    Column(
        "below",
        WHOLE_NUMBER,
        "verdicts `missed` and `behind`",
        RESULT_COUNT,
        lambda r: r.count.below,
    ),
    Column("no_data", WHOLE_NUMBER, "verdicts `no_data`", RESULT_COUNT, lambda r: r.count.no_data),
    Column("other", WHOLE_NUMBER, "all other verdicts", RESULT_COUNT, lambda r: r.count.other),
)


def shown(by: Sequence[str]) -> tuple[Column[Tallied], ...]:
    """The columns of a table by these; WrongUse for unknown ones."""
    return (*(BY[known(name, BY)] for name in by), *TALLY)


def tallied(rows: Iterable[ResultRow], by: Sequence[str]) -> list[Tallied]:
    """The rows counted by these values, in the order in which they first occur."""
    groups: dict[tuple[str | None, ...], list[Own]] = {}
    for row in rows:
        values = _values(row)
        key = tuple(values[name] for name in by)
        groups.setdefault(key, []).append(Own(row.evaluation, row.result))
    return [
        Tallied(dict(zip(by, key, strict=True)), Count.of(owns)) for key, owns in groups.items()
    ]


def of_agencies(evaluations: Iterable[Evaluation]) -> tuple[ResultRow, ...]:
    """The agencies' own results that are assessed; the province is none of them."""
    return tuple(
        ResultRow(evaluation, result)
        for evaluation in evaluations
        if evaluation.agency.level != WHOLE
        for result in own_assessed(evaluation)
    )


def within(
    rows: Iterable[ResultRow], level: str, district: str, targets: Container[str]
) -> Iterator[ResultRow]:
    """The rows of these targets, of the agencies of a level and under a district."""
    for row in rows:
        agency = row.evaluation.agency
        inside = level in ("", agency.level) and district in ("", agency.parent)
        if inside and row.result.target.id in targets:
            yield row


def _values(row: ResultRow) -> dict[str, str | None]:
    agency, target = row.evaluation.agency, row.result.target
    parent = row.evaluation.plan.parent(agency)
    return {
        "agency": agency.id,
        "level": agency.level,
        "district": parent.id if parent else None,
        "area": target.area,
        "target": target.id,
    }
