"""The class of an agency and the ceiling of its head's rating: by an official convention, or typed
in. The points are those of the plan's targets, firm and aspired together.
"""

from __future__ import annotations

from fractions import Fraction

from helpers.model import (
    WHOLE,
    Agency,
    Basis,
    ClassConvention,
    Classed,
    Grade,
    NoClass,
    Origin,
    Period,
    Plan,
    Score,
    TypedClass,
    Unclassed,
)

# Of a score's maximum; if missing data leave more of it open, the score is no ground for a class.
MOST_OPEN = Fraction(1, 5)


def too_open(score: Score) -> bool:
    """Whether missing data leave so much of a score open that it is withheld."""
    return score.high - score.low > MOST_OPEN * score.maximum


def classed(
    plan: Plan, agency: Agency, period: Period, origin: Origin, *scores: Score
) -> Classed | Unclassed | None:
    """The class of an agency, or why it has none; `scores`: of its firm and of its aspired targets.

    A class that was typed in counts first, and for real data alone; whatever is given for simulated
    data is an illustration. None where the plan ties no rating to a class, and for the province.
    """
    if plan.ceiling is None or agency.level == WHOLE:
        return None
    classes = plan.scoring.classes
    typed = None if origin.simulated else classes.typed.get((agency.id, period.id))
    if typed:
        return _as_typed(typed, classes.convention)
    convention = classes.convention or (classes.illustration if origin.simulated else None)
    if convention is None:
        return Unclassed(NoClass.NO_CONVENTION, classes.reason)
    if not period.final:
        return Unclassed(NoClass.PART_OF_YEAR)
    parts = ((s.low, s.high, s.maximum) for s in scores)
    low, high, maximum = (sum(part, Fraction(0)) for part in zip(*parts, strict=True))
    if not maximum:
        return Unclassed(NoClass.NO_POINTS)
    if too_open(Score(low, high, maximum)):
        return Unclassed(NoClass.TOO_OPEN)
    lower, upper = (_grade(convention, 100 * points / maximum) for points in (low, high))
    return Classed(
        lower.name,
        lower.ceiling,
        _basis(convention),
        origin.simulated,
        None if lower == upper else upper,
    )


def _grade(convention: ClassConvention, percent: Fraction) -> Grade:
    """The class of a score; grades fall to one from 0 on."""
    return next(grade for grade in convention.grades if percent >= grade.at_least)


def _as_typed(typed: TypedClass, convention: ClassConvention | None) -> Classed:
    grades = convention.grades if convention else ()
    mapped = next((grade.ceiling for grade in grades if grade.name == typed.name), None)
    return Classed(typed.name, typed.ceiling or mapped, _basis(typed), illustration=False)


def _basis(given: Basis) -> Basis:
    return Basis(given.decision, given.issued, given.source, given.verified)
