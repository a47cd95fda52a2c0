"""Agencies that ended within a period, and whose figures theirs are part of."""

from __future__ import annotations

from helpers.model import WHOLE, Agency, Observations, Period, Plan, Predecessor


def predecessors_of(
    plan: Plan, period: Period, agency: Agency, observations: Observations
) -> tuple[Predecessor, ...]:
    """Of the province, and of an agency with others under it, those that it sums up and that ended
    within the period; of an agency that began within the period those that it came from."""
    ended = plan.ended(period)
    if agency.level == WHOLE:
        return tuple(_predecessor(plan, a, observations) for a in ended)
    began = agency.predecessors if agency.start > period.start else ()
    return tuple(
        _predecessor(plan, a, observations) for a in ended if a.parent == agency.id or a.id in began
    )


def _predecessor(plan: Plan, agency: Agency, observations: Observations) -> Predecessor:
    assert agency.end is not None  # it has ended
    tallies = observations.tallies
    return Predecessor(
        name=agency.name,
        last=agency.end,
        successors=tuple(a.name for a in plan.agencies.values() if agency.id in a.predecessors),
        dossiers=None if tallies is None else tallies.get(agency.id, {}).get("c3", 0),
        verified=agency.verified,
    )
