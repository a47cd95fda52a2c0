"""Points under the plan folder's convention ("điểm theo chỉ tiêu Kế hoạch", methods 5).

Targets that do not bind or did not arise leave the maximum; those without data stay in it, so that
a score is a range and not reporting earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from helpers.evaluation.formulas import reachable, value
from helpers.model import Comparison, Judged, PointRule, Reason, Result, Score, Scoring, Status

JUDGED = frozenset({Judged.VERDICT, Judged.YES_NO})
COUNTED = frozenset({Status.MET, Status.MISSED, Status.INCONCLUSIVE, Status.BEHIND, Status.ON_PACE})


def points(result: Result, scoring: Scoring) -> tuple[Fraction, Fraction, Fraction] | None:
    """Lowest, highest and maximum points of a result; None if it is not scored.

    A dossier without a due day earns nothing at the lower end: leaving days blank does not pay.
    """
    rule = scoring.rules.get(result.target.id)
    if rule is None or result.target.judged.get(result.level) not in JUDGED:
        return None
    if result.verdict.status is Status.NO_DATA:
        return Fraction(0), rule.points, rule.points
    if result.verdict.status not in COUNTED:
        return None
    low, high = (_earned(result, rule, figure) for figure in _figures(result))
    return low, rule.points if _may_be_met(result) else high, rule.points


def _figures(result: Result) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and the highest that the figure can be: with all dossiers without a due day late,
    and with all on time."""
    observation, figure = result.observation, value(result.target, result.observation)
    if observation is None or not observation.undated:
        return figure, figure
    counts = observation.numerator or 0, observation.denominator or 0
    return reachable(*counts, observation.undated) or (figure, figure)


def _may_be_met(result: Result) -> bool:
    return result.verdict.reason is Reason.NO_DUE_DAY


def _earned(result: Result, rule: PointRule, figure: Fraction | None) -> Fraction:
    if rule.formula == "steps":
        steps = (s.points for s in rule.steps if figure is not None and figure >= s.at_least)
        return max(steps, default=Fraction(0))
    if result.verdict.status is Status.MET:
        return rule.points
    limit = result.target.threshold(result.level)
    if rule.formula == "yes_no" or not limit:
        return Fraction(0)
    if figure is None or result.target.comparison is Comparison.AT_MOST:
        return Fraction(0)
    return rule.points * max(Fraction(0), min(Fraction(1), figure / limit))


def total(results: Iterable[Result], scoring: Scoring, *, firm: bool) -> Score:
    """The score of the firm targets, or of the aspired ones (reported on their own line)."""
    rows = [
        scored
        for result in results
        if result.target.firm is firm and (scored := points(result, scoring)) is not None
    ]
    low, high, maximum = (sum((row[i] for row in rows), Fraction(0)) for i in range(3))
    return Score(low, high, maximum)
