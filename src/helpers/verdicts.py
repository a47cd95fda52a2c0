"""Judging: one observation against one target; a figure is judged unrounded."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from helpers.formulas import holds, reachable, share, spare_units, wilson
from helpers.model import (
    Comparison,
    Judged,
    Observation,
    Period,
    Reason,
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


def judge(
    target: Target, observation: Observation, judged: Judged, period: Period, plan_year: int
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
    value = share(observation.numerator, observation.denominator)
    if value is None:
        complete = observation.answered == observation.asked
        return Verdict(Status.NOT_ARISING) if complete else _incomplete()
    threshold, comparison = target.threshold(observation.level), target.comparison
    if judged in (Judged.CONTRIBUTION, Judged.INFO) or threshold is None or comparison is None:
        return Verdict(None)
    measured = _measured(observation, value, comparison, threshold)
    if _could_turn(observation, comparison, threshold):
        return replace(measured, status=Status.NO_DATA, reason=Reason.AGENCIES_MISSING)
    if _spans(measured, threshold):
        return replace(measured, status=Status.INCONCLUSIVE, reason=Reason.SMALL_SAMPLE)
    if holds(value, comparison, threshold):
        return replace(measured, status=Status.MET)
    if target.due > plan_year:
        return replace(measured, status=Status.NOT_DUE, reason=Reason.DUE_LATER)
    if target.builds and not period.final:
        return replace(measured, status=Status.NOT_DUE, reason=Reason.NO_BASELINE)
    return replace(measured, status=Status.MISSED)


def _without_figure(reason: Reason) -> Verdict:
    if reason is Reason.NO_SURVEY:
        return Verdict(Status.NOT_DUE, reason)
    if reason in NOT_APPLICABLE_REASONS:
        return Verdict(Status.NOT_APPLICABLE, reason)
    return Verdict(Status.NO_DATA, reason)


def _incomplete() -> Verdict:
    return Verdict(Status.NO_DATA, Reason.AGENCIES_MISSING)


def _measured(
    observation: Observation, value: Fraction, comparison: Comparison, threshold: Fraction
) -> Verdict:
    """Margin and interval of a figure, before any status."""
    numerator, denominator = observation.numerator or 0, observation.denominator or 0
    low = high = None
    if observation.sampling is Sampling.RANDOM:
        low, high = wilson(numerator, denominator)
    return Verdict(
        None,
        margin=value - threshold,
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
