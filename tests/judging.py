"""Observations made by hand and their verdicts, for tests."""

from __future__ import annotations

from dataclasses import replace

from helpers.evaluation.verdicts import judge, with_outlook
from helpers.model import (
    WHOLE,
    Judged,
    Level,
    Observation,
    Plan,
    Source,
    Target,
    Verdict,
)

ALL = WHOLE
PROVINCE, DISTRICT, COMMUNE = Level("province"), Level("district"), Level("commune")


def counted(words: str) -> tuple[int, int | None]:
    """`8/9`, or `-2` where there is no denominator."""
    numerator, _, denominator = words.partition("/")
    return int(numerator), int(denominator) if denominator else None


def observed(
    numerator: int | None = 1, denominator: int | None = 2, level: Level = ALL, **more: object
) -> Observation:
    """An observation of a made-up agency and target."""
    plain = Observation("x", level, "t", Source.COMPUTED, numerator, denominator)
    return replace(plain, **more)


def judged(
    plan: Plan,
    target: str | Target,
    observation: Observation,
    period: str = "2022-FY",
    how: Judged = Judged.VERDICT,
) -> Verdict:
    the_target = plan.target(target) if isinstance(target, str) else target
    verdict = judge(the_target, observation, how, plan.periods[period], plan)
    return with_outlook(verdict, the_target, observation, None, plan.periods[period], plan)
