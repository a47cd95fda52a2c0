"""Judging one observation against one target, unrounded (methods 2 and 3)."""

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
    Component,
    Counts,
    Judged,
    Measure,
    Observation,
    Period,
    Plan,
    Reason,
    Rollup,
    Status,
    Target,
    Verdict,
)
from helpers.model.results import ON_PACE_FROM

NOT_APPLICABLE_REASONS = frozenset(
    {
        Reason.NOT_BOUND,
        Reason.COMMON_REGISTER,
        Reason.PROVINCE_ONLY,
        Reason.NO_POOL,
        # Not to be sampled is not the agency's failing; in the province's share it counts.
        Reason.NOT_SAMPLED,
        Reason.NO_VALID_ANSWER,
    }
)


def judge(
    target: Target, observation: Observation, judged: Judged, period: Period, plan: Plan
) -> Verdict:
    """The verdict on an observation at its own level.

    A gap gives no_data, not_due or not_applicable with its reason, or missed where the target is
    to measure and the year is closed; 0/0 gives not_arising; a contribution or an info row gets no
    status. A random sample whose interval spans the threshold is inconclusive, and so is a figure
    that dossiers without a due day could turn, and a roll-up that figures nobody has confirmed
    turn; a roll-up whose missing agencies could change the verdict is no_data. An agency's own
    unconfirmed figure is judged as it is; who shows the verdict marks it.
    """
    verdict = _judged(target, observation, judged, period, plan)
    if observation.confirmed is None or verdict.status is None:
        return verdict
    if _judged(target, observation.confirmed, judged, period, plan).status is verdict.status:
        return verdict
    reason, figures = Reason.UNCONFIRMED, replace(verdict, pace=None, needed=None)
    return replace(figures, status=Status.INCONCLUSIVE, reason=reason)


def _judged(
    target: Target, observation: Observation, judged: Judged, period: Period, plan: Plan
) -> Verdict:
    if observation.missing is not None:
        return _without_figure(target, observation.missing, period, plan)
    if observation.judgement is not None:
        return Verdict(None)
    if not observation.numerator and observation.denominator == 0 and not observation.undated:
        if observation.answered == observation.asked:
            return Verdict(Status.NOT_ARISING)
        return Verdict(Status.NO_DATA, Reason.AGENCIES_MISSING)
    threshold, comparison = target.threshold(observation.level), target.comparison
    if judged in (Judged.CONTRIBUTION, Judged.INFO) or threshold is None or comparison is None:
        return Verdict(None)
    figures = _figures(target, observation, comparison, threshold)
    if _could_change(observation, comparison, threshold):
        return replace(figures, status=Status.NO_DATA, reason=Reason.AGENCIES_MISSING)
    if _undated_could_change(observation, comparison, threshold):
        return replace(figures, status=Status.INCONCLUSIVE, reason=Reason.NO_DUE_DAY)
    if _spans(figures, threshold):
        small = (observation.denominator or 0) < plan.small_sample
        reason = Reason.SMALL_SAMPLE if small else Reason.WITHIN_ERROR
        return replace(figures, status=Status.INCONCLUSIVE, reason=reason)
    figure = value(target, observation)  # None for n/0 with n > 0, which meets no threshold
    met = figure is not None and holds(figure, comparison, threshold)
    if target.yearly and not period.final and (comparison is Comparison.AT_MOST or not met):
        return replace(figures, status=Status.NOT_DUE, reason=Reason.YEAR_END)
    if met:
        return replace(figures, status=Status.MET)
    if target.due > plan.year or (target.builds and not period.final):
        return _progress(target, observation, threshold, figures, period, plan)
    if target.averaged and not _mean_missed(target, observation, comparison, threshold):
        return replace(figures, status=Status.INCONCLUSIVE, reason=Reason.YEARLY_MEAN)
    return replace(figures, status=Status.MISSED)


def _progress(
    target: Target,
    observation: Observation,
    threshold: Fraction,
    figures: Verdict,
    period: Period,
    plan: Plan,
) -> Verdict:
    """On pace or behind on the line from the baseline; not_due without a baseline."""
    figure, baseline = value(target, observation), _baseline(target, observation)
    base_day, last_day = date(plan.year - 1, 12, 31), date(target.due, 12, 31)
    progress = None
    if figure is not None and baseline is not None:
        progress = pace(figure, baseline, threshold, base_day, period.end, last_day)
    if progress is None:
        later = target.due > plan.year
        reason = Reason.DUE_LATER if later else Reason.NO_BASELINE
        return replace(figures, status=Status.NOT_DUE, reason=reason)
    status = Status.ON_PACE if progress >= ON_PACE_FROM else Status.BEHIND
    return replace(figures, status=status, pace=progress)


def _baseline(target: Target, observation: Observation) -> Fraction | None:
    """The value at the end of the base year; a fall is measured from there and starts at 0."""
    if target.measure is Measure.FALL:
        return Fraction(0)
    counts = observation.baseline
    return share(counts.numerator, counts.denominator) if counts else None


def _mean_missed(
    target: Target, observation: Observation, comparison: Comparison, threshold: Fraction
) -> bool:
    """Whether the mean of the recorded years is known and misses the threshold too."""
    mean = observation.average
    if mean is None:
        return False
    figure = measured(target.measure, mean.numerator, mean.denominator)
    return figure is not None and not holds(figure, comparison, threshold)


def with_outlook(
    verdict: Verdict,
    target: Target,
    observation: Observation,
    since_start: Component | None,
    period: Period,
    plan: Plan,
) -> Verdict:
    """The verdict with what the rest of the year must reach, at the same number a day as so far.

    Whatever the verdict on the period is: a later quarter may meet a threshold that the year can no
    longer reach. `since_start`: the counts since the year began, where the period is a later part.
    """
    threshold, whole_year = target.threshold(observation.level), plan.final_period
    counted = target.counts is Counts.FLOW and target.measure is Measure.SHARE
    if not counted or target.rollup is not Rollup.SUM or observation.sampled or threshold is None:
        return verdict
    if verdict.status not in (Status.MET, Status.MISSED) or target.due > plan.year or period.final:
        return verdict
    counts = observation if period.start == whole_year.start else since_start
    if counts is None or not counts.denominator:
        return verdict
    days, so_far = (((end - whole_year.start).days + 1) for end in (whole_year.end, period.end))
    yearly = Fraction(counts.denominator * days, so_far)
    needed = needed_rate(counts.numerator or 0, counts.denominator, threshold, yearly)
    return replace(verdict, needed=needed, expected=yearly - counts.denominator)


def _without_figure(target: Target, reason: Reason, period: Period, plan: Plan) -> Verdict:
    """Without a survey, or the question in it, the period that closes the year closes what is due:
    what was to be measured is missed, and what only a survey could tell has no data (methods 8)."""
    if reason in (Reason.NO_SURVEY, Reason.NOT_IN_SURVEY):
        if not period.final or target.due > plan.year:
            return Verdict(Status.NOT_DUE, reason)
        measures = target.rollup is Rollup.SHARE_OF_AGENCIES
        return Verdict(Status.MISSED if measures else Status.NO_DATA, reason)
    if reason in NOT_APPLICABLE_REASONS:
        return Verdict(Status.NOT_APPLICABLE, reason)
    return Verdict(Status.NO_DATA, reason)


def _figures(
    target: Target, observation: Observation, comparison: Comparison, threshold: Fraction
) -> Verdict:
    """Margin and interval of a figure, without a status; none of them where all is undated."""
    numerator, denominator = observation.numerator or 0, observation.denominator
    if observation.undated and not denominator:
        return Verdict(None)
    figure = value(target, observation)
    low = high = None
    if observation.sampled:
        low, high = wilson(numerator, denominator or 0)
    return Verdict(
        None,
        margin=None if figure is None else figure - threshold,
        margin_units=spare_units(numerator, denominator, comparison, threshold),
        low=low,
        high=high,
    )


def _could_change(observation: Observation, comparison: Comparison, threshold: Fraction) -> bool:
    """Whether the agencies without data could change the verdict."""
    if observation.answered == observation.asked:
        return False
    return _either_way(observation, observation.silent, comparison, threshold)


def _undated_could_change(
    observation: Observation, comparison: Comparison, threshold: Fraction
) -> bool:
    """Whether the dossiers without a due day could, all on time or all late, next to the agencies
    without data."""
    if not observation.undated:
        return False
    unknown = observation.silent + observation.undated
    return _either_way(observation, unknown, comparison, threshold)


def _either_way(
    observation: Observation, unknown: int, comparison: Comparison, threshold: Fraction
) -> bool:
    """Whether the verdict depends on how `unknown` further units count."""
    span = reachable(observation.numerator or 0, observation.denominator or 0, unknown)
    return span is None or len({holds(value, comparison, threshold) for value in span}) > 1


def _spans(verdict: Verdict, threshold: Fraction) -> bool:
    """Whether the confidence interval contains the threshold."""
    return (
        verdict.low is not None
        and verdict.high is not None
        and verdict.low < float(threshold) < verdict.high
    )
