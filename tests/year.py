"""All agencies of a simulated year, each with those under it and its place among its peers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import evaluations as given
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.standings import with_standings
from helpers.model import Evaluation, Level, Status

PERIOD = "2022-FY"
SILENT = frozenset({given.OTHER_COMMUNE, "so-khoa-hoc-va-cong-nghe", "02821-xa-can-cau"})
UNMET = (Status.MISSED, Status.BEHIND, Status.NO_DATA)


@cache
def everyone() -> dict[str, Evaluation]:
    """By agency, the whole first; three agencies have sent nothing."""
    plan = given.plan()
    period = plan.periods[PERIOD]
    now = with_standings(plan, period, given.observations(PERIOD, 0, SILENT, True, True))
    then = given.observations("2022-H1", 6, frozenset(), True, True)
    alone = {a.id: evaluate(plan, now, a.id, then) for a in plan.senders(period)}
    whole, *agencies = alone.values()
    below = {
        agency: tuple(e for e in agencies if e.agency.parent == agency) for agency in alone
    } | {whole.agency.id: tuple(agencies)}
    return {agency: replace(e, members=below[agency]) for agency, e in alone.items()}


def worst(level: str) -> Evaluation:
    """The agency of a level with the most results that are not met: its lists are the longest."""
    unmet = Counter(
        {
            agency: sum(r.verdict.status in UNMET for r in evaluation.results)
            for agency, evaluation in everyone().items()
            if evaluation.agency.level == Level(level) and agency not in SILENT
        }
    )
    return everyone()[unmet.most_common(1)[0][0]]
