"""Which rows a section of a packet is about, and in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from helpers import wording
from helpers.evaluation import standings
from helpers.model import (
    WHOLE,
    Evaluation,
    Judgement,
    Kind,
    Measure,
    Source,
    Status,
)
from helpers.packets.display.rows import UNIT_SHARE, ResultRow, rows

BELOW = (Status.MISSED, Status.BEHIND)  # below the threshold, or below what is due by now


@dataclass(frozen=True)
class VerdictCounts:
    """How many of the rows that are assessed have which verdict."""

    met: int
    below: int
    no_data: int
    other: int

    @property
    def total(self) -> int:
        """All rows that are assessed."""
        return self.met + self.below + self.no_data + self.other


def verdict_counts(items: Iterable[ResultRow]) -> VerdictCounts:
    """The verdicts of the rows that are assessed."""
    statuses = Counter(row.status for row in assessed(items))
    met, no_data = statuses[Status.MET], statuses[Status.NO_DATA]
    below = sum(statuses[status] for status in BELOW)
    return VerdictCounts(met, below, no_data, statuses.total() - met - below - no_data)


def summary_rows(evaluation: Evaluation) -> tuple[ResultRow, ...]:
    """The rows of a packet's summary: those of the agency's own level; for the province those of
    the whole, and by level the targets that have no figure for the whole."""
    every, level = rows(evaluation), evaluation.agency.level
    if level != WHOLE:
        return tuple(row for row in every if row.level == level)
    whole = {row.result.target.id for row in every if row.level == level and _applies(row)}
    return tuple(row for row in every if row.level == level or row.result.target.id not in whole)


def own_rows(evaluation: Evaluation) -> tuple[ResultRow, ...]:
    """The rows of the agency itself; of the province, those of the whole."""
    level = evaluation.agency.level
    return tuple(row for row in summary_rows(evaluation) if row.level == level)


def _applies(row: ResultRow) -> bool:
    return row.status is not Status.NOT_APPLICABLE


def assessed(items: Iterable[ResultRow]) -> tuple[ResultRow, ...]:
    """The rows that a packet counts as assessed."""
    return tuple(row for row in items if standings.assessed(row.result))


def missing_figures(evaluation: Evaluation) -> tuple[ResultRow, ...]:
    """Rows whose figure is needed and missing."""
    return tuple(row for row in summary_rows(evaluation) if row.status is Status.NO_DATA)


def missing_evidence(evaluation: Evaluation) -> tuple[ResultRow, ...]:
    """Rows with a figure that the agency reported without naming evidence."""
    if evaluation.agency.level == WHOLE:
        return ()
    return tuple(row for row in own_rows(evaluation) if _lacks_evidence(row))


def _lacks_evidence(row: ResultRow) -> bool:
    observation = row.result.observation
    return (
        observation is not None
        and observation.missing is None
        and observation.source is Source.REPORTED
        and bool(row.value)
        and row.value != wording.states.NO
        and observation.judgement is not Judgement.NOT_BEGUN
        and not observation.evidence.strip()
        and not row.result.target.answered_by_parent(row.level)
    )


def is_share(row: ResultRow) -> bool:
    """Whether the row has a figure that can be drawn as a share."""
    target = row.result.target
    quantitative = target.kind is Kind.QUANTITATIVE and target.measure is Measure.SHARE
    return quantitative and target.unit == UNIT_SHARE and not row.yes_no
