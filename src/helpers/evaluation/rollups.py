"""Roll-ups: figures of districts and of the province out of those of their agencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from helpers.model import (
    AGENCY_LEVELS,
    Component,
    InputKind,
    Level,
    Observation,
    Plan,
    Reason,
    Rollup,
    Sampling,
    Source,
    Target,
)

# More than any sum of counts here, and exact.
UNLIMITED = 10**12


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Named counts added up name by name."""
    total: dict[str, int] = defaultdict(int)
    for row in counts:
        for name, count in row.items():
            total[name] += count
    return dict(total)


def common_sampling(samplings: Iterable[Sampling | None]) -> Sampling | None:
    """Random only if every ballot is; one voluntary ballot makes the whole voluntary."""
    kinds = {s for s in samplings if s is not None}
    if not kinds:
        return None
    return Sampling.VOLUNTARY if Sampling.VOLUNTARY in kinds else Sampling.RANDOM


def members_of_wholes(
    plan: Plan, target: Target, own: Sequence[Observation]
) -> dict[tuple[str, Level], list[Observation]]:
    """What each figure that is added up from agencies' own consists of, by whose it is and at
    which level; of a direct figure those bound, where only they can give it."""
    if target.rollup in (Rollup.DIRECT, Rollup.DISTINCT):
        if not target.inputs or any(entry.register for entry in target.inputs):
            return {}
        level = next((at for at in AGENCY_LEVELS if at in target.thresholds), Level.ALL)
        return {(plan.province.id, level): list(own)} if own else {}
    own = [o for o in own if not _only_judged(target, o.level)]
    found = {
        (district, Level.COMMUNE): members for district, members in _by_district(plan, own).items()
    }
    for level in AGENCY_LEVELS:
        if members := [o for o in own if o.level is level]:
            found[plan.province.id, level] = members
    if own and Level.ALL in target.thresholds:
        found[plan.province.id, Level.ALL] = own
    return found


def _only_judged(target: Target, level: Level) -> bool:
    """Whether agencies of this level are never asked for a figure, only for a judgement."""
    asked = target.asked(level)
    return bool(asked) and all(entry.kind is InputKind.JUDGEMENT for entry in asked)


def _by_district(plan: Plan, own: Sequence[Observation]) -> dict[str, list[Observation]]:
    districts: dict[str, list[Observation]] = defaultdict(list)
    for observation in own:
        if observation.level is Level.COMMUNE:
            districts[plan.agencies[observation.agency].parent].append(observation)
    return districts


def roll_up(
    target: Target, agency: str, level: Level, members: Sequence[Observation]
) -> Observation:
    """The figure of a whole from its parts: sums of counts, never a mean of percentages.

    Agencies without data stay visible in `answered` of `asked`. Who was not sampled is no gap in
    a survey's sum, but counts as not measured in a share of agencies.
    """
    counted, asked = [m for m in members if has_counts(m)], asked_of(members)
    # The weakest source stands for the whole: one appraised figure makes no appraised sum.
    source = min((m.source for m in counted or members), key=list(Source).index)
    if not counted:
        reasons = {m.missing for m in members}
        reason = reasons.pop() if len(reasons) == 1 else Reason.AGENCIES_MISSING
        return Observation(
            agency,
            level,
            target.id,
            source,
            missing=reason,
            asked=len(asked),
            answered=0,
            surveyed=any(m.surveyed for m in members),
        )
    return Observation(
        agency=agency,
        level=level,
        target=target.id,
        source=source,
        numerator=sum(m.numerator or 0 for m in counted),
        denominator=sum(m.denominator or 0 for m in counted),
        components=_added_components(counted),
        asked=len(asked),
        answered=len(counted),
        silent=_silent(target, counted, asked),
        sampling=common_sampling(m.sampling for m in counted if m.denominator),
        surveyed=any(m.surveyed for m in counted),
        population=sum(m.population for m in counted if m.population is not None) or None,
    )


def asked_of(members: Iterable[Observation]) -> list[Observation]:
    """Those of whom a whole needs a figure: who was not sampled is left out where it has none."""
    return [m for m in members if has_counts(m) or m.missing is not Reason.NOT_SAMPLED]


def has_counts(observation: Observation) -> bool:
    """Whether an observation enters a sum."""
    return observation.numerator is not None and observation.denominator is not None


def _added_components(members: Sequence[Observation]) -> tuple[Component, ...]:
    found: dict[str, list[Component]] = defaultdict(list)
    for component in (each for member in members for each in member.components):
        found[component.key].append(component)
    return tuple(
        Component(
            key,
            sum(c.numerator for c in components),
            None
            if any(c.denominator is None for c in components)
            else sum(c.denominator or 0 for c in components),
        )
        for key, components in found.items()
    )


def _silent(target: Target, counted: Sequence[Observation], asked: Sequence[Observation]) -> int:
    """What the agencies without data could add: one each to a share of agencies; to a sum as much
    as the largest of their level, and without limit where none of their level has any."""
    missing = [m for m in asked if not has_counts(m)]
    if target.rollup is Rollup.SHARE_OF_AGENCIES:
        return len(missing)
    largest: dict[Level, int] = defaultdict(int)
    for member in counted:
        largest[member.level] = max(largest[member.level], member.denominator or 0)
    return sum(largest[m.level] or UNLIMITED for m in missing)
