"""Roll-ups: figures of districts and of the province from those of their agencies (methods 1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from helpers.model import (
    WHOLE,
    Component,
    Doubt,
    InputKind,
    Level,
    Observation,
    Plan,
    Reason,
    Rollup,
    Source,
    Target,
)

LEFT_OUT = frozenset({Reason.NOT_SAMPLED, Reason.NO_VALID_ANSWER})
UNLIMITED = 10**12  # more than any sum of counts


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Sums of named counts, by name."""
    total = Counter[str]()
    for row in counts:
        total.update(row)
    return dict(total)


def members_of_wholes(
    plan: Plan, target: Target, own: Sequence[Observation]
) -> dict[tuple[str, Level], list[Observation]]:
    """The observations that each roll-up of a target consists of, by body and level. A direct
    figure consists of the agencies bound, unless the province's form or an export gives it."""
    if target.rollup in (Rollup.DIRECT, Rollup.DISTINCT):
        if not target.inputs or any(entry.register for entry in target.inputs):
            return {}
        level = next((at for at in plan.levels if at in target.thresholds), WHOLE)
        return {(plan.province.id, level): list(own)} if own else {}
    own = [o for o in own if not _only_judged(target, o.level)]
    wholes: dict[tuple[str, Level], list[Observation]] = defaultdict(list)
    for observation in own:
        if parent := plan.parent(plan.agencies[observation.agency]):
            wholes[parent.id, observation.level].append(observation)
    for level in plan.levels:
        if members := [o for o in own if o.level == level]:
            wholes[plan.province.id, level] = members
    if own and WHOLE in target.thresholds:
        wholes[plan.province.id, WHOLE] = own
    return wholes


def _only_judged(target: Target, level: Level) -> bool:
    """Whether agencies of this level are asked for judgements only."""
    asked = target.asked(level)
    return bool(asked) and all(entry.kind is InputKind.JUDGEMENT for entry in asked)


def roll_up(
    target: Target, agency: str, level: Level, members: Sequence[Observation]
) -> Observation:
    """The figure of a whole: sums of counts, never a mean of percentages.

    Agencies without data are counted in `asked` but not in `answered`; agencies without a random
    ballot in neither. Where figures are unconfirmed, `confirmed` is the whole without them: what
    they are in truth is as little known as of agencies without data.
    """
    whole = _added(target, agency, level, members)
    unconfirmed = doubts_in(members)
    if not unconfirmed:
        return whole
    rest = [without_data(m) if m.unconfirmed else m for m in members]
    confirmed = _added(target, agency, level, rest)
    return replace(whole, unconfirmed=unconfirmed, confirmed=confirmed)


def doubts_in(members: Iterable[Observation]) -> tuple[Doubt, ...]:
    """The unconfirmed figures behind the members of a whole, each once."""
    return tuple(dict.fromkeys(doubt for member in members for doubt in member.unconfirmed))


def without_data(member: Observation) -> Observation:
    """A member as if nothing of it were known: its figure is not confirmed."""
    key = member.agency, member.level, member.target
    return Observation(*key, member.source, missing=Reason.UNCONFIRMED)


def _added(
    target: Target, agency: str, level: Level, members: Sequence[Observation]
) -> Observation:
    counted, asked = [m for m in members if has_counts(m)], asked_of(members)
    # The source of lowest precedence: one appraised figure makes no appraised sum.
    source = min((m.source for m in counted or members), key=list(Source).index)
    if not counted:
        reasons = {m.missing for m in asked or members}
        several = Reason.AGENCIES_MISSING if asked else Reason.NOT_SAMPLED
        reason = reasons.pop() if len(reasons) == 1 else several
        return Observation(
            agency,
            level,
            target.id,
            source,
            missing=reason,
            asked=len(asked),
            answered=0,
            surveyed=any(m.surveyed for m in members),
            voluntary=added_components(m.voluntary for m in members),
        )
    return Observation(
        agency=agency,
        level=level,
        target=target.id,
        source=source,
        numerator=sum(m.numerator or 0 for m in counted),
        denominator=sum(m.denominator or 0 for m in counted),
        components=added_components(m.components for m in counted),
        asked=len(asked),
        answered=len(counted),
        lacking=tuple(m.agency for m in asked if not has_counts(m)),
        silent=_silent(target, counted, asked),
        undated=sum(m.undated for m in counted),
        sampled=any(m.sampled for m in counted if m.denominator),
        surveyed=any(m.surveyed for m in counted),
        voluntary=added_components(m.voluntary for m in members),
        population=sum(m.population for m in counted if m.population is not None) or None,
        by=", ".join(dict.fromkeys(m.by for m in counted)) if source is Source.APPRAISED else "",
    )


def asked_of(members: Iterable[Observation]) -> list[Observation]:
    """The members that a whole needs a figure of: all but those without a random ballot."""
    return [m for m in members if has_counts(m) or m.missing not in LEFT_OUT]


def has_counts(observation: Observation) -> bool:
    """Whether an observation has the counts that a sum adds up."""
    return observation.numerator is not None and observation.denominator is not None


def added_components(members: Iterable[Sequence[Component]]) -> tuple[Component, ...]:
    """Sums of groups, by key; a sum without a denominator where one has none."""
    by_key: dict[str, list[Component]] = defaultdict(list)
    for component in chain.from_iterable(members):
        by_key[component.key].append(component)
    return tuple(
        Component(
            key,
            sum(c.numerator for c in components),
            None
            if any(c.denominator is None for c in components)
            else sum(c.denominator or 0 for c in components),
        )
        for key, components in by_key.items()
    )


def _silent(target: Target, counted: Sequence[Observation], asked: Sequence[Observation]) -> int:
    """How much the agencies without data could add to the denominator: one each in a share of
    agencies; in a sum as much as the largest of their level, unlimited if no such is known."""
    missing = [m for m in asked if not has_counts(m)]
    if target.rollup is Rollup.SHARE_OF_AGENCIES:
        return len(missing)
    largest: dict[Level, int] = defaultdict(int)
    for member in counted:
        size = (member.denominator or 0) + member.undated
        largest[member.level] = max(largest[member.level], size)
    return sum(largest[m.level] or UNLIMITED for m in missing)
