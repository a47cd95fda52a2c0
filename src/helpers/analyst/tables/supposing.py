"""Changes as analysts write them, and in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from helpers import wording
from helpers.analyst.finding import known
from helpers.analyst.opening import Opened
from helpers.analyst.suppose import (
    Answer,
    AnyChange,
    Appraised,
    Change,
    Threshold,
    Units,
    refusals,
)
from helpers.model import WHOLE, Level, Plan, WrongUse

Number = int | float | str | Fraction


def changes(
    at: Opened,
    threshold: Mapping[str, Number | Mapping[str, Number]],
    units: Mapping[tuple[str, str], int],
    answers: Mapping[tuple[str, str], tuple[int, int]],
) -> list[Change]:
    """The changes that are meant; WrongUse for unknown names, and where there is none."""
    plan, names = at.plan, [target.id for target in at.plan.targets]
    levels = [*plan.levels, WHOLE]
    made: list[Change] = []
    for target, value in threshold.items():
        known(target, names)
        by_level = value if isinstance(value, Mapping) else {"": value}
        for level, one in by_level.items():
            at_level = Level(known(level, levels)) if level else None
            made.append(Threshold(target, at_level, _number(one)))
    for (agency, target), more in units.items():
        made.append(Units(known(agency, at.subjects), known(target, names), _whole(more)))
    for (agency, target), (numerator, denominator) in answers.items():
        place = known(agency, at.subjects), known(target, names)
        made.append(Answer(*place, _whole(numerator), _whole(denominator)))
    if not made:
        raise WrongUse(wording.tables.NOTHING_SUPPOSED)
    return made


def _number(value: Number) -> Fraction:
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise WrongUse(wording.tables.no_number(value)) from error


def _whole(value: Number) -> int:
    number = _number(value)
    if number.denominator != 1:
        raise WrongUse(wording.tables.no_number(value))
    return int(number)


def refused(at: Opened, agency: str, target: str) -> dict[type, str]:
    """Why each kind of change cannot be supposed of an agency's own figure; empty: all can."""
    key = agency, at.plan.senders_by_id[agency].level, target
    return refusals(at.observations, key, at.plan.target(target))


def words(plan: Plan, change: AnyChange) -> str:
    """A change in words."""
    target = plan.target(change.target)
    match change:
        case Threshold():
            level = plan.label(change.level) if change.level else ""
            value = wording.core.figure(change.value, target.unit)
            return wording.tables.threshold_supposed(target.label, level, value)
        case Units():
            name = plan.senders_by_id[change.agency].name
            return wording.tables.units_supposed(name, target.label, change.more)
        case Answer():
            counts = change.numerator, change.denominator
            name = plan.senders_by_id[change.agency].name
            return wording.tables.answer_supposed(name, target.label, *counts)
        case Appraised():
            counts = change.numerator, change.denominator
            name = plan.senders_by_id[change.agency].name
            return wording.tables.appraisal_supposed(name, target.label, *counts)
