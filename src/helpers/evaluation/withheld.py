"""Counts of one or two persons are withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpers.model import (
    Agency,
    Level,
    Observation,
    Reason,
    Result,
    Verdict,
)


def without_persons(result: Result, agency: Agency, before: Sequence[Observation]) -> Result:
    """A contribution of one or two persons, or of all but one or two, names them: it is counted in
    the province's figure and shown nowhere else (methods 6).

    One figure tells what another beside it was: what is said of a target is shown as a whole or
    not at all, figures that an appraisal replaced (also `before`, a period ago) included.
    """
    if not result.target.private or agency.level is Level.ALL:
        return result
    if not any(map(_names_persons, (*_figures(result), *before))):
        return result
    seen, then = _hidden(result.observation), _hidden(result.previous)
    unsaid = Verdict(None, Reason.WITHHELD)
    return replace(
        result,
        observation=seen,
        others=tuple(other for o in result.others if (other := _hidden(o))),
        previous=then,
        cumulative=None,
        verdict=unsaid if is_withheld(seen) else result.verdict,
        previous_verdict=unsaid if is_withheld(then) else result.previous_verdict,
    )


def _figures(result: Result) -> tuple[Observation, ...]:
    return (*([result.observation] if result.observation else []), *result.others)


def _hidden(seen: Observation | None) -> Observation | None:
    """An observation without anything that tells its figure; a gap stays a gap."""
    if seen is None or seen.missing is not None:
        return seen
    return Observation(
        agency=seen.agency,
        level=seen.level,
        target=seen.target,
        source=seen.source,
        numerator=None,
        denominator=None,
        missing=Reason.WITHHELD,
    )


def is_withheld(seen: Observation | None) -> bool:
    return seen is not None and seen.missing is Reason.WITHHELD


def _names_persons(observation: Observation) -> bool:
    able, whole = observation.numerator or 0, observation.denominator or 0
    return bool({able, whole - able} & {1, 2})
