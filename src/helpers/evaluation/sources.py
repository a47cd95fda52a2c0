"""The source of a figure, as packets name it, and where two sources differ."""

from __future__ import annotations

from helpers.model import (
    WHOLE,
    FigureSource,
    Level,
    Observation,
    Plan,
    Reason,
    Result,
    Rollup,
    Source,
    Target,
)


def figure_source(
    plan: Plan, target: Target, observation: Observation, whole: bool
) -> FigureSource:
    """The source of an observation of `target`; `whole`: it is a figure of the province."""
    if observation.surveyed:
        return FigureSource.SURVEY
    if observation.source is Source.REPORTED:
        return _reported_by(plan, target, observation.level, whole)
    if observation.source is Source.APPRAISED:
        return FigureSource.APPRAISED
    return FigureSource.DOSSIERS


def reporting_level(target: Target, level: Level) -> Level:
    """The level whose agencies have reported a figure of `level`: of the whole it is the only one
    that is bound."""
    bound = target.binds.levels
    return next(iter(bound)) if level == WHOLE and len(bound) == 1 else level


def _reported_by(plan: Plan, target: Target, level: Level, whole: bool) -> FigureSource:
    listed = any(entry.register for entry in target.inputs)
    if listed and (
        target.shares_list(level) or (whole and target.rollup in (Rollup.DIRECT, Rollup.DISTINCT))
    ):
        return FigureSource.PROVINCE_FORM
    level = reporting_level(target, level)
    if target.answered_by_parent(level):
        top = plan.levels[level].under == WHOLE
        return FigureSource.BY_DESK if top else FigureSource.BY_PARENT
    if any(level in entry.by_parent for entry in target.asked(level)):
        return FigureSource.PARTLY_BY_PARENT
    return FigureSource.REPORTED


def compared_others(result: Result) -> tuple[Observation, ...]:
    """The figures of a result's other sources that can be compared with the one used."""
    return tuple(
        other
        for other in result.others
        if (_known(result.observation) or _known(other)) and other.missing is not Reason.NO_EXPORT
    )


def _known(observation: Observation | None) -> bool:
    """Whether there are counts, be they 0 of 0."""
    return observation is not None and observation.numerator is not None


def differs(result: Result, other: Observation) -> bool:
    """Whether another source has other counts than the figure used."""
    used = result.observation
    assert used is not None
    return (used.numerator, used.denominator) != (other.numerator, other.denominator)
