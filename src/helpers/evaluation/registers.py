"""Figures of the province's own lists next to what agencies report: two answers to one target."""

from __future__ import annotations

from collections import Counter

from helpers.evaluation.verdicts import judge
from helpers.model import (
    WHOLE,
    Judged,
    Level,
    Observations,
    OwnReports,
    Period,
    Plan,
    Rollup,
    Status,
    Target,
)

JUDGED = (Judged.VERDICT, Judged.YES_NO)
NOT_MET = (Status.MISSED, Status.BEHIND)


def own_reports(
    plan: Plan, period: Period, target: Target, level: Level, observations: Observations
) -> OwnReports | None:
    """How the agencies of a level, or of all, do by their own reports; None where the province's
    figure is made from those, or where none of them is judged on its own."""
    listed = any(entry.register for entry in target.inputs)
    if not listed or target.private or target.rollup not in (Rollup.DISTINCT, Rollup.DIRECT):
        return None
    statuses = Counter[Status | None]()
    for agency in plan.registry(period):
        judged = target.judged.get(agency.level)
        rows = observations.rows.get((agency.id, agency.level, target.id), ())
        if rows and judged in JUDGED and level in (agency.level, WHOLE):
            statuses[judge(target, rows[0], judged, period, plan).status] += 1
    met, not_met = statuses[Status.MET], sum(statuses[status] for status in NOT_MET)
    return OwnReports(met, not_met) if met or not_met else None
