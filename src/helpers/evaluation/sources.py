"""The source of a figure, as packets name it."""

from __future__ import annotations

from helpers.model import WHOLE, FigureSource, Level, Observation, Plan, Rollup, Source, Target


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
