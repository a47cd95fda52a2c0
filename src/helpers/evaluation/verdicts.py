"""Judging: one observation against one target; a figure is judged unrounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from helpers.evaluation.formulas import (
    holds,
    measured,
    needed_rate,
    pace,
    reachable,
    share,
    spare_units,
    value,
    wilson,
)
from helpers.model import (
    Comparison,
    Counts,
    Judged,
    Measure,
    Observation,
    Period,
    Plan,
    Reason,
    Rollup,
    Sampling,
    Status,
    Target,
    Verdict,
)

NOT_APPLICABLE_REASONS = frozenset(
    {
        Reason.NOT_BOUND,
        Reason.COMMON_REGISTER,
        Reason.PROVINCE_ONLY,
        Reason.NO_POOL,
        Reason.NOT_SAMPLED,
        Reason.NO_VALID_ANSWER,
    }
)


# From this part of the planned way on a figure counts as on pace: our own convention (methods 3).
ON_PACE = Fraction(95, 100)


def judge(
    target: Target, observation: Observation, judged: Judged, period: Period, plan: Plan
) -> Verdict:
    """The verdict on an observation at its own level.

    No figure gives no_data, not_due or not_applicable with the reason; nothing arisen gives
    not_arising; a contribution or an info line gets no status; a random sample whose interval
    spans the threshold, and a roll-up that silent agencies could turn, get no met or missed.
    """
    if observation.missing is not None:
        return _without_figure(observation.missing)
    if observation.judgement is not None:
        return Verdict(None)
    if not observation.numerator and observation.denominator == 0:
        complete = observation.answered == observation.asked
        return Verdict(Status.NOT_ARISING) if complete else _incomplete()
    threshold, comparison = target.threshold(observation.level), target.comparison
    if judged in (Judged.CONTRIBUTION, Judged.INFO) or threshold is None or comparison is None:
        return Verdict(None)
    figures = _figures(target, observation, comparison, threshold)
    if _could_turn(observation, comparison, threshold):
        return replace(figures, status=Status.NO_DATA, reason=Reason.AGENCIES_MISSING)
    if _spans(figures, threshold):
        return replace(figures, status=Status.INCONCLUSIVE, reason=Reason.SMALL_SAMPLE)
    held = _held(target, observation, comparison, threshold)
    if target.yearly and not period.final and (comparison is Comparison.AT_MOST or not held):
        return replace(figures, status=Status.NOT_DUE, reason=Reason.YEAR_END)
    if held:
        return replace(figures, status=Status.MET)
    if target.due > plan.year or (target.builds and not period.final):
        return _on_the_way(target, observation, threshold, figures, period, plan)
    if target.averaged and not _mean_missed(target, observation, comparison, threshold):
        return replace(figures, status=Status.INCONCLUSIVE, reason=Reason.YEARLY_MEAN)
    needed = _needed(target, observation, threshold, period, plan)
    return replace(figures, status=Status.MISSED, needed=needed)


def _held(
    target: Target, observation: Observation, comparison: Comparison, threshold: Fraction
) -> bool:
    """Whether the figure meets the threshold; something in place of nothing exceeds any ratio."""
    figure = value(target, observation)
    return figure is not None and holds(figure, comparison, threshold)


def _on_the_way(
    target: Target,
    observation: Observation,
    threshold: Fraction,
    figures: Verdict,
    period: Period,
    plan: Plan,
) -> Verdict:
    """On pace or behind on the straight way from the baseline; without a baseline there is none.

    What is measured against the base year begins at nothing.
    """
    figure, start = value(target, observation), _baseline(target, observation)
    base_day, last_day = date(plan.year - 1, 12, 31), date(target.due, 12, 31)
    done = None
    if figure is not None and start is not None:
        done = pace(figure, start, threshold, base_day, period.end, last_day)
    if done is None:
        later = target.due > plan.year
        reason = Reason.DUE_LATER if later else Reason.NO_BASELINE
        return replace(figures, status=Status.NOT_DUE, reason=reason)
    status = Status.ON_PACE if done >= ON_PACE else Status.BEHIND
    return replace(figures, status=status, pace=done)


def _baseline(target: Target, observation: Observation) -> Fraction | None:
    if target.measure is Measure.FALL:
        return Fraction(0)
    held = observation.baseline
    return share(held.numerator, held.denominator) if held else None


def _mean_missed(
    target: Target, observation: Observation, comparison: Comparison, threshold: Fraction
) -> bool:
    """Whether the mean of the years on record is known and misses the threshold too."""
    mean = observation.average
    if mean is None:
        return False
    figure = measured(target.measure, mean.numerator, mean.denominator)
    return figure is not None and not holds(figure, comparison, threshold)


def _needed(
    target: Target, observation: Observation, threshold: Fraction, period: Period, plan: Plan
) -> Fraction | None:
    """What the rest of the year must reach, if it brings as much a day as the year so far."""
    whole_year = next(p for p in plan.periods.values() if p.final)
    counted = target.counts is Counts.FLOW and target.measure is Measure.SHARE
    if not counted or target.rollup is not Rollup.SUM or observation.sampling is not None:
        return None
    if period.final or period.start != whole_year.start:
        return None
    days, so_far = (((p.end - p.start).days + 1) for p in (whole_year, period))
    numerator, denominator = observation.numerator or 0, observation.denominator or 0
    return needed_rate(numerator, denominator, threshold, Fraction(denominator * days, so_far))


def _without_figure(reason: Reason) -> Verdict:
    if reason is Reason.NO_SURVEY:
        return Verdict(Status.NOT_DUE, reason)
    if reason in NOT_APPLICABLE_REASONS:
        return Verdict(Status.NOT_APPLICABLE, reason)
    return Verdict(Status.NO_DATA, reason)


def _incomplete() -> Verdict:
    return Verdict(Status.NO_DATA, Reason.AGENCIES_MISSING)


def _figures(
    target: Target, observation: Observation, comparison: Comparison, threshold: Fraction
) -> Verdict:
    """Margin and interval of a figure, before any status."""
    numerator, denominator = observation.numerator or 0, observation.denominator
    figure = value(target, observation)
    low = high = None
    if observation.sampling is Sampling.RANDOM:
        low, high = wilson(numerator, denominator or 0)
    return Verdict(
        None,
        margin=None if figure is None else figure - threshold,
        margin_units=spare_units(numerator, denominator, comparison, threshold),
        low=low,
        high=high,
    )


def _could_turn(observation: Observation, comparison: Comparison, threshold: Fraction) -> bool:
    """Whether the agencies without data could decide the verdict either way."""
    if observation.answered == observation.asked:
        return False
    span = reachable(observation.numerator or 0, observation.denominator or 0, observation.silent)
    return span is None or len({holds(value, comparison, threshold) for value in span}) > 1


def _spans(verdict: Verdict, threshold: Fraction) -> bool:
    return (
        verdict.low is not None
        and verdict.high is not None
        and verdict.low < float(threshold) < verdict.high
    )
