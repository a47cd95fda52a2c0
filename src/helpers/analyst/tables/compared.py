"""Rankings, two agencies side by side, figures that differ by source: rows, and their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from helpers.analyst.tables.columns import (
    COUNTED,
    DECIMAL,
    FIGURE,
    KEYS,
    LABELS,
    MORE,
    RESULTS_BY_NAME,
    TEXT,
    WHOLE_NUMBER,
    chosen,
    lifted,
)
from helpers.evaluation.columns import (
    RESULTS,
    SOURCES,
    TARGET_ID,
    UNIT_OF_TARGET,
    Column,
    ResultRow,
    SourceRow,
    decimal,
)
from helpers.evaluation.formulas import value
from helpers.evaluation.sources import compared_others, differs
from helpers.model import Comparison, Evaluation, Kind, Observation, Status, Target

MOST_WITHOUT = Fraction(20, 100)  # of the agencies: if more have no figure, nobody has a place


@dataclass(frozen=True)
class Ranked:
    """A place in a ranking; without one `unranked` says why."""

    row: ResultRow
    rank: int | None
    rank_to: int | None
    unranked: str


class Pair(NamedTuple):
    """A target in the rows of two agencies; None where it is not observed for one."""

    one: ResultRow | None
    other: ResultRow | None

    @property
    def target(self) -> Target:
        """The target that both are about."""
        row = self.one or self.other
        assert row is not None
        return row.result.target

    @property
    def apart(self) -> Fraction | None:
        """The value of the first minus that of the second."""
        if self.one is None or self.other is None:
            return None
        one, other = self.one.result, self.other.result
        return _apart(one.target, one.observation, other.target, other.observation)


class Difference(NamedTuple):
    """A figure of another source that is not the one used."""

    row: ResultRow
    other: Observation


def _apart(
    one: Target, of_one: Observation | None, other: Target, of_other: Observation | None
) -> Fraction | None:
    values = value(one, of_one), value(other, of_other)
    return None if values[0] is None or values[1] is None else values[0] - values[1]


def _ranked_row(ranked: Ranked) -> ResultRow:
    return ranked.row


PLACES: tuple[Column[Ranked], ...] = (
    Column(
        "rank",
        WHOLE_NUMBER,
        "place by the exact value; empty without one",
        "1 is best",
        lambda r: r.rank,
    ),
    Column(
        "rank_to",
        WHOLE_NUMBER,
        "last place of those with an equal value",
        "1 is best",
        lambda r: r.rank_to,
    ),
    Column(
        "unranked",
        TEXT,
        "why there is no place: no figure; not confirmed; a random sample, of which places would "
        "be chance; or more than 20% of the agencies have no figure",
        "",
        lambda r: r.unranked or None,
        ("no_figure", "unconfirmed", "random_sample", "too_few_figures"),
    ),
)

RANKING: tuple[Column[Ranked], ...] = (
    lifted(RESULTS_BY_NAME["agency"], _ranked_row, meaning="the index; best first"),
    *PLACES,
    *(lifted(each, _ranked_row) for each in chosen(RESULTS, (*FIGURE, "source", "low", "high"))),
    *(lifted(each, _ranked_row) for each in chosen(RESULTS, ("unconfirmed",))),
    *(lifted(each, _ranked_row) for each in chosen(MORE, ("reason", "previous"))),
)
PAIRS: tuple[Column[Pair], ...] = (
    Column("target", TEXT, "the index; in the plan's order", TARGET_ID, lambda r: r.target.id),
    *(
        lifted(column, side, f"{column.name}_{suffix}", f"{column.name} of the {which} agency")
        for column in chosen(RESULTS, ("level", *FIGURE, "source"))
        for side, suffix, which in (
            (lambda pair: pair.one, "a", "first"),
            (lambda pair: pair.other, "b", "second"),
        )
    ),
    Column(
        "apart",
        DECIMAL,
        "value of the first minus that of the second, from exact fractions",
        UNIT_OF_TARGET,
        lambda r: decimal(r.apart),
    ),
)
DIFFERENCES: tuple[Column[Difference], ...] = (
    *(
        lifted(each, lambda d: d.row)
        for each in chosen(RESULTS, (*KEYS, "clause", "source", *COUNTED))
    ),
    *(
        lifted(
            each,
            lambda d: SourceRow(d.row.result, d.other),
            f"other_{each.name}",
            f"{each.name} of the other source",
        )
        for each in SOURCES
        if each.name in ("source", *COUNTED)
    ),
    Column(
        "apart",
        DECIMAL,
        "the value used minus that of the other source, from exact fractions",
        UNIT_OF_TARGET,
        lambda d: decimal(
            _apart(d.row.result.target, d.row.result.observation, d.row.result.target, d.other)
        ),
    ),
    Column(
        "evidence",
        TEXT,
        "what the other source names for its figure",
        "in words",
        lambda d: d.other.evidence or None,
    ),
)
NAMED = tuple(lifted(e, _ranked_row) for e in chosen(LABELS, ("agency_name", "status_words")))
TARGET_NAMED: tuple[Column[Pair], ...] = tuple(
    lifted(each, lambda pair: pair.one or pair.other)
    for each in chosen(LABELS, ("target_name", "cite"))
)
DIFFERENCE_NAMED: tuple[Column[Difference], ...] = tuple(
    lifted(each, lambda d: d.row) for each in chosen(LABELS, ("agency_name", "target_name", "cite"))
)


# ---------------------------------------------------------------- rows


def ranked(rows: Sequence[ResultRow]) -> list[Ranked]:
    """The rows of one target and level, best first; without a figure last, in their order.

    A place is given by the exact value, the same one to equal values. Nobody has one in random
    samples, nor where too many have no figure; figures that nobody has confirmed have none.
    """
    rows = [row for row in rows if row.result.verdict.status is not Status.NOT_APPLICABLE]
    values = [(row, value(row.result.target, row.result.observation)) for row in rows]
    lower = any(r.result.target.comparison is Comparison.AT_MOST for r in rows)
    known = [(row, figure) for row, figure in values if figure is not None]
    known.sort(key=lambda each: each[1] if lower else -each[1])
    lacking = [row for row, figure in values if figure is None]
    missing = [row for row in lacking if row.result.verdict.status is not Status.NOT_ARISING]
    too_few = len(missing) > MOST_WITHOUT * len(rows)
    counted = [figure for row, figure in known if not _unranked(row, too_few)]
    last_place = {figure: place for place, figure in enumerate(counted, start=1)}
    number = Counter(counted)
    placed = []
    for row, figure in known:
        why = _unranked(row, too_few)
        last = last_place[figure] if not why else None
        first = last - number[figure] + 1 if last else None
        placed.append(Ranked(row, first, last, why))
    return [*placed, *(Ranked(row, None, None, "no_figure") for row in lacking)]


def _unranked(row: ResultRow, too_few: bool) -> str:
    """Why a row with a figure has no place; empty if it has one."""
    observation = row.result.observation
    if observation is not None and observation.sampled:
        return "random_sample"
    if observation is not None and observation.unconfirmed:
        return "unconfirmed"
    return "too_few_figures" if too_few else ""


def paired(one: Sequence[ResultRow], other: Sequence[ResultRow]) -> list[Pair]:
    """The targets that apply to either of two agencies, in the order of their rows."""
    sides = [{r.result.target.id: r for r in rows if _applies(r)} for rows in (one, other)]
    order = dict.fromkeys(r.result.target.id for r in (*one, *other))
    pairs = (Pair(sides[0].get(target), sides[1].get(target)) for target in order)
    return [pair for pair in pairs if pair.one or pair.other]


def _applies(row: ResultRow) -> bool:
    return row.result.verdict.status is not Status.NOT_APPLICABLE


def differing(evaluations: Iterable[Evaluation]) -> list[Difference]:
    """Every figure of another source with other counts than the one used."""
    return [
        Difference(ResultRow(evaluation, result), other)
        for evaluation in evaluations
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE
        for other in compared_others(result)
        if differs(result, other)
    ]
