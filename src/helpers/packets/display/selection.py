"""Which rows a part of a packet speaks of, and in what order."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from helpers import wording
from helpers.model import (
    Evaluation,
    InputKind,
    Judged,
    Judgement,
    Kind,
    Level,
    Measure,
    Source,
    Status,
)
from helpers.packets.display.rows import OUTSIDE_COUNT, UNIT_SHARE, Row, asked_as, rows

BELOW = (Status.MISSED, Status.BEHIND)  # short of the threshold, or of what is due by now


def judged_here(evaluation: Evaluation) -> tuple[Row, ...]:
    """The rows a packet's summary speaks of: the agency's own level; for the province the whole,
    and level by level the targets that have no figure for the whole."""
    found, level = rows(evaluation), evaluation.agency.level
    if level is not Level.ALL:
        return tuple(row for row in found if row.level is level)
    whole = {row.result.target.id for row in found if row.level is level and _applies(row)}
    return tuple(row for row in found if row.level is level or row.result.target.id not in whole)


def _applies(row: Row) -> bool:
    return row.status is not Status.NOT_APPLICABLE


def counted(items: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that count among "chỉ tiêu được đánh giá": with a verdict, or with one missing.

    A gap in what gets no verdict even when the figure is there (no figure in the plan,
    contribution, info) counts as little as the figure would; it is named among the gaps.
    """
    return tuple(row for row in items if row.status not in OUTSIDE_COUNT and _gets_verdict(row))


def _gets_verdict(row: Row) -> bool:
    judged = row.result.judged in (Judged.VERDICT, Judged.YES_NO)
    a_state = asked_as(row.result) == {InputKind.JUDGEMENT}
    return judged and row.result.target.kind is Kind.QUANTITATIVE and not a_state


def missing_figures(evaluation: Evaluation) -> tuple[Row, ...]:
    """Rows whose figure is needed and not there."""
    return tuple(row for row in judged_here(evaluation) if row.status is Status.NO_DATA)


def missing_evidence(evaluation: Evaluation) -> tuple[Row, ...]:
    """Rows with a figure the agency reported without naming evidence."""
    return tuple(
        row
        for row in judged_here(evaluation)
        if row.result.observation is not None
        and row.result.observation.missing is None
        and row.result.observation.source is Source.REPORTED
        and row.value
        and row.value != wording.NO
        and row.result.observation.judgement is not Judgement.NOT_BEGUN
        and row.level is evaluation.agency.level
        and evaluation.agency.level is not Level.ALL
        and not row.result.observation.evidence.strip()
        and not row.result.target.answered_by_parent(row.level)
    )


def urgency(row: Row) -> tuple[bool, bool, Fraction, Fraction]:
    """Sort key of what to do first: firm duties, then what is due, then points lost, then the
    distance left."""
    result = row.result
    lost = (result.max_points or Fraction(0)) - (result.points or Fraction(0))
    margin = result.verdict.margin or Fraction(0)
    limit = result.target.threshold(result.level) or Fraction(100)
    later = row.status is Status.BEHIND
    return not result.target.firm, later, -lost, -abs(margin / limit)


def is_share(row: Row) -> bool:
    """Whether the row carries a figure that can be drawn as a share."""
    target = row.result.target
    counted = target.kind is Kind.QUANTITATIVE and target.measure is Measure.SHARE
    return counted and target.unit == UNIT_SHARE and not row.yes_no
