"""Withholding the counts of one or two persons (methods 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpers.model import WHOLE, Agency, Observation, Reason, Result, Verdict


def without_persons(result: Result, agency: Agency, before: Sequence[Observation]) -> Result:
    """The result without its figures if any of them is of one or two persons, or of all but one or
    two; they still count in the province's figure.

    One figure of a target can reveal another, so all are withheld or none: those that an
    appraisal replaced and those of the period compared with (`before`) included.
    """
    if not result.target.private or agency.level == WHOLE:
        return result
    if not any(map(_names_persons, (*_figures(result), *before))):
        return result
    now, then = _withheld(result.observation), _withheld(result.previous)
    withheld = Verdict(None, Reason.WITHHELD)
    return replace(
        result,
        observation=now,
        others=tuple(other for o in result.others if (other := _withheld(o))),
        previous=then,
        cumulative=None,
        verdict=withheld if is_withheld(now) else result.verdict,
        previous_verdict=withheld if is_withheld(then) else result.previous_verdict,
    )


def _figures(result: Result) -> tuple[Observation, ...]:
    return (*([result.observation] if result.observation else []), *result.others)


def _withheld(observation: Observation | None) -> Observation | None:
    """The observation without its figure; a gap stays a gap."""
    if observation is None or observation.missing is not None:
        return observation
    place = observation.agency, observation.level, observation.target
    return Observation(*place, observation.source, missing=Reason.WITHHELD)


def is_withheld(observation: Observation | None) -> bool:
    """Whether the figure of an observation is withheld."""
    return observation is not None and observation.missing is Reason.WITHHELD


def _names_persons(observation: Observation) -> bool:
    able, whole = observation.numerator or 0, observation.denominator or 0
    return bool({able, whole - able} & {1, 2})
