"""Which results count as assessed, and how the agencies of a level do in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.formulas import median
from helpers.evaluation.peers import spread
from helpers.model import (
    Evaluation,
    InputKind,
    Judged,
    Kind,
    Level,
    Observations,
    Period,
    Plan,
    Result,
    Standing,
    Status,
    rounding,
)

NOT_ASSESSED = (None, Status.NOT_APPLICABLE, Status.NOT_ARISING)


def assessed(result: Result) -> bool:
    """Whether a packet counts a result as assessed: with a verdict, or with one missing.

    What gets no verdict even with a figure (no figure in the plan, contribution, info) is not
    counted where the figure is missing either; it is listed among the gaps.
    """
    return result.verdict.status not in NOT_ASSESSED and _gets_verdict(result)


def _gets_verdict(result: Result) -> bool:
    kinds = {entry.kind for entry in result.target.asked(result.level)}
    judged = result.judged in (Judged.VERDICT, Judged.YES_NO)
    quantitative = result.target.kind is Kind.QUANTITATIVE
    return judged and quantitative and kinds != {InputKind.JUDGEMENT}


def own_assessed(evaluation: Evaluation) -> tuple[Result, ...]:
    """The agency's own results that are assessed, those of no lower level."""
    own = (r for r in evaluation.results if r.level == evaluation.agency.level)
    return tuple(filter(assessed, own))


def share_met(results: Iterable[Result]) -> Fraction | None:
    """How many of the results assessed are met, in percent; None of none."""
    statuses = [result.verdict.status for result in results]
    if not statuses:
        return None
    return Fraction(100 * statuses.count(Status.MET), len(statuses))


def with_standings(plan: Plan, period: Period, observations: Observations) -> Observations:
    """The observations with the quartiles of each level's shares of targets met."""
    shares: dict[Level, list[Fraction]] = defaultdict(list)
    for agency in plan.registry(period):
        share = share_met(own_assessed(evaluate(plan, observations, agency.id)))
        if share is not None:
            shares[agency.level].append(share)
    standings = {}
    for level, values in shares.items():
        band, middle = spread(values), median(values)
        if band is not None and middle is not None:
            rounded = float(rounding.rounded(middle, 1))
            standings[level] = Standing(band[0], rounded, band[1], len(values))
    return replace(observations, standings=standings)
