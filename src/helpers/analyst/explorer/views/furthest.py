"""Who is furthest from a target, and what those below it do to the figure of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.evaluation.columns import ResultRow as Own
from helpers.model import (
    Agency,
    Comparison,
    Level,
    Measure,
    Observation,
    Plan,
    Rollup,
    Status,
    Target,
)
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import BELOW

NAMED = 5  # agencies of each level


@dataclass(frozen=True)
class Named:
    """Some agencies of a level, each with what it lacks; `more`: that there are others."""

    head: str
    agencies: tuple[tuple[Agency, str], ...]
    more: str


@dataclass(frozen=True)
class Detail:
    """What an opened row of a target says."""

    groups: tuple[Named, ...]
    effects: tuple[str, ...]
    silence: str  # why nobody is named; empty where they are


def detail(plan: Plan, target: Target, row: ResultRow | None, owns: Sequence[Own]) -> Detail:
    """Who is furthest from a target by level, who has no data, and the effect on the whole. Of a
    target about persons nobody is named, as in packets."""
    if target.private:
        statuses = [own.result.verdict.status for own in owns]
        missed, unknown = sum(s in BELOW for s in statuses), statuses.count(Status.NO_DATA)
        some = missed or unknown
        words = wording.matrix.unnamed(missed, unknown) if some else wording.explorer.NOBODY_BELOW
        return Detail((), (), words)
    groups: list[Named] = []
    effects: list[str] = []
    for level in plan.levels:
        of_level = [own for own in owns if own.evaluation.agency.level == level]
        below = [own for own in of_level if own.result.verdict.status in BELOW]
        lacking = [own for own in of_level if own.result.verdict.status is Status.NO_DATA]
        groups += _named(plan.group(level), below, lacking)
        effects += _effect(plan, level, row, below)
    silence = "" if groups else wording.explorer.NOBODY_BELOW
    return Detail(tuple(groups), tuple(effects), silence)


def _named(group: str, below: Sequence[Own], lacking: Sequence[Own]) -> Iterable[Named]:
    if below:
        ordered = sorted(below, key=_lacks)
        named = [(own.evaluation.agency, _words(own)) for own in ordered[:NAMED]]
        head = wording.explorer.furthest(group, len(below))
        yield Named(head, tuple(named), wording.explorer.others(len(below) - NAMED))
    if lacking:
        some = [(own.evaluation.agency, "") for own in lacking[:NAMED]]
        head = wording.explorer.without_data(group, len(lacking))
        yield Named(head, tuple(some), wording.explorer.others(len(lacking) - NAMED))


def _lacks(own: Own) -> tuple[int, Fraction]:
    """The furthest first: in units of work, then by the distance from the threshold."""
    verdict = own.result.verdict
    return -abs(verdict.margin_units or 0), -abs(verdict.margin or Fraction(0))


def _words(own: Own) -> str:
    target, level = own.result.target, own.result.level
    return "" if target.answers_yes_no(level) else wording.verdicts.margin_words(own.result)


def _effect(plan: Plan, level: Level, row: ResultRow | None, below: Sequence[Own]) -> Iterable[str]:
    """Which part of what the whole lacks is that of the agencies below their threshold."""
    seen = row.result.observation if row else None
    if row is None or seen is None or not below:
        return
    target = row.result.target
    if target.rollup is not Rollup.SUM or target.measure is not Measure.SHARE or seen.surveyed:
        return
    whole = _failed(target, seen)
    parts = [_failed(target, own.result.observation) for own in below]
    part = sum(each for each in parts if each is not None)
    if whole and 0 < part <= whole:
        yield wording.explorer.effect(plan.label(level), len(below), part, whole, target)


def _failed(target: Target, observation: Observation | None) -> int | None:
    """How many units of a figure count against its target; None without a figure."""
    if observation is None or observation.missing is not None:
        return None
    if observation.numerator is None or observation.denominator is None:
        return None
    if target.comparison is Comparison.AT_MOST:
        return observation.numerator
    return observation.denominator - observation.numerator
