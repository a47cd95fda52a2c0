"""Points under the plan folder's convention ("điểm theo chỉ tiêu Kế hoạch", methods 5).

Targets that do not bind or did not arise leave the maximum; those without data stay in it, so that
a score is a range and not reporting earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from helpers.evaluation.formulas import value
from helpers.model import Comparison, Judged, PointRule, Result, Score, Scoring, Status

JUDGED = frozenset({Judged.VERDICT, Judged.YES_NO})
COUNTED = frozenset({Status.MET, Status.MISSED, Status.INCONCLUSIVE, Status.BEHIND, Status.ON_PACE})


def points(result: Result, scoring: Scoring) -> tuple[Fraction, Fraction, Fraction] | None:
    """Lowest, highest and maximum points of a result; None if it is not scored."""
    rule = scoring.rules.get(result.target.id)
    if rule is None or result.target.judged.get(result.level) not in JUDGED:
        return None
    if result.verdict.status is Status.NO_DATA:
        return Fraction(0), rule.points, rule.points
    if result.verdict.status not in COUNTED:
        return None
    earned = _earned(result, rule)
    return earned, earned, rule.points


def _earned(result: Result, rule: PointRule) -> Fraction:
    if rule.formula == "steps":
        reached = value(result.target, result.observation)
        steps = (s.points for s in rule.steps if reached is not None and reached >= s.at_least)
        return max(steps, default=Fraction(0))
    if result.verdict.status is Status.MET:
        return rule.points
    observation, limit = result.observation, result.target.threshold(result.level)
    if rule.formula == "yes_no" or observation is None or not limit:
        return Fraction(0)
    figure = value(result.target, observation)
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
