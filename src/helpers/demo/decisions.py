"""The decisions on the simulated year's submissions: most accepted, one returned, one group with
its head still waiting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from helpers import wording
from helpers.model import Agency, Period, Plan


@dataclass(frozen=True)
class SimulatedDecision:
    """One decision of an agency on the submissions of others."""

    decider: str
    agencies: tuple[str, ...]
    day: date
    under: str = ""  # the agency whose members they are
    reason: str = ""  # of a return; empty: they are accepted


def simulated_decisions(
    plan: Plan, period: Period, waiting: Iterable[str]
) -> Iterator[SimulatedDecision]:
    """What is decided on the submissions that wait, ids in registry order.

    The last of several groups under one agency waits, and so does that agency; the last agency of
    the first level is returned. Where the plan demands signatures nothing is decided.
    """
    agencies = [plan.agencies[name] for name in waiting if not _signed(plan, plan.agencies[name])]
    heads = list(dict.fromkeys(agency.parent for agency in agencies if plan.parent(agency)))
    last = heads[-1] if len(heads) > 1 else ""
    decided = [agency for agency in agencies if last not in (agency.id, agency.parent)]
    direct = [agency for agency in decided if not plan.parent(agency)]
    first_level = [agency.id for agency in direct if agency.level == direct[0].level]
    returned = first_level[-1] if len(first_level) > 1 else ""
    accepted: dict[tuple[str, str, date], list[str]] = defaultdict(list)
    for agency in decided:
        decider, above = plan.decider(agency), plan.parent(agency)
        if decider is None:
            continue
        day = _day(period, agency)
        if agency.id == returned:
            reason = wording.demo.DEMO_RETURN
            yield SimulatedDecision(decider.id, (agency.id,), day, reason=reason)
        else:
            accepted[decider.id, above.id if above else "", day].append(agency.id)
    for (decider_id, under, day), names in accepted.items():
        yield SimulatedDecision(decider_id, tuple(names), day, under)


def _signed(plan: Plan, agency: Agency) -> bool:
    return plan.acceptance is not None and plan.acceptance.levels[agency.level].signed


def _day(period: Period, agency: Agency) -> date:
    """The last day for replies; where there is none, the last of the period."""
    return period.deadlines(agency.level, simulated=True).reply_by or period.end
