"""What would be if a threshold or some figures were others; pure, and never stored.

The figures are rolled up and judged as ever, by `evaluate`. What cannot be supposed is in RULES. A
supposed evaluation has no digest, so nothing can make a packet of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import lru_cache
from typing import NoReturn

from helpers import wording
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.peers import peers_of
from helpers.evaluation.rollups import has_counts, members_of_wholes, roll_up
from helpers.model import (
    Component,
    Evaluation,
    Key,
    Level,
    Measure,
    Observation,
    Observations,
    Period,
    Plan,
    Reason,
    Rollup,
    Source,
    Target,
    WrongUse,
)

SILENT = frozenset({Reason.NOT_SENT, Reason.REFUSED, Reason.BLANK, Reason.PARENT_SILENT})
ADDED_UP = (Rollup.SUM, Rollup.SHARE_OF_AGENCIES)
Rows = Mapping[Key, tuple[Observation, ...]]


@dataclass(frozen=True)
class Threshold:
    """Another threshold of a target, of one level or of all that have one."""

    target: str
    level: Level | None
    value: Fraction  # in the unit of the target


@dataclass(frozen=True)
class Units:
    """More units, or fewer, in the numerator of an agency's figure, from 0 to its denominator."""

    agency: str
    target: str
    more: int


@dataclass(frozen=True)
class Answer:
    """The figure of an agency that has sent none."""

    agency: str
    target: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Appraised:
    """An appraised figure of a level of an agency; it goes before what it has, as in an intake."""

    agency: str
    level: Level
    target: str
    numerator: int
    denominator: int


Change = Threshold | Units | Answer  # what analysts suppose
AnyChange = Change | Appraised


@dataclass(frozen=True, eq=False)
class SupposedEvaluation(Evaluation):
    """An evaluation of what is supposed: it can be shown, and nothing else."""

    @property
    def digest(self) -> NoReturn:
        """TypeError: a packet, its key and an approval need a digest, and there is none."""
        raise TypeError(wording.tables.SUPPOSED)


@dataclass(frozen=True, eq=False)  # compared by identity, as `Opened` is
class Supposed:
    """A plan and one period's observations with the changes made; without any, the real ones."""

    plan: Plan
    period: Period
    observations: Observations
    previous: Observations | None
    earlier: Observations | None
    changes: tuple[AnyChange, ...]

    def evaluation(self, agency: str) -> SupposedEvaluation:
        """The evaluation of an agency that exists in the period, without those under it."""
        return _evaluation(self, agency)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The province, then the registry in its order."""
        return tuple(agency.id for agency in self.plan.senders(self.period))


@lru_cache(maxsize=512)
def _evaluation(at: Supposed, agency: str) -> SupposedEvaluation:
    made = evaluate(at.plan, at.observations, agency, at.previous, at.earlier)
    return SupposedEvaluation(**{f.name: getattr(made, f.name) for f in fields(made)})


def suppose(
    plan: Plan,
    observations: Observations,
    period: Period,
    previous: Observations | None,
    changes: Sequence[AnyChange],
    earlier: Observations | None = None,
) -> Supposed:
    """The same period with all changes made, in their order.

    Raises WrongUse for a change of what is not there, or must not be supposed: see RULES.
    """
    rows = dict(observations.rows)
    changed_plan, touched = plan, set[str]()
    for change in changes:
        target = _target(plan, change.target)
        if isinstance(change, Threshold):
            changed_plan = _with_threshold(changed_plan, target, change)
        else:
            key = _place(plan, period, change.agency, change.target)
            if isinstance(change, Appraised):
                key = change.agency, change.level, change.target
                rows[key] = _with_appraised(target, key, rows, change)
            else:
                rows[key] = (_changed(target, key, rows, change), *rows[key][1:])
            touched.add(target.id)
    rows |= _rolled_up(plan, period, observations.rows, rows, touched)
    now = _observed(plan, period, observations, rows, touched)
    pairs = zip(plan.targets, changed_plan.targets, strict=True)
    moved = frozenset(was.id for was, is_now in pairs if was.thresholds != is_now.thresholds)
    if touched or moved:  # shares of targets met of all agencies: they would all have to be judged
        now = replace(now, standings={})
    return Supposed(
        plan=changed_plan,
        period=period,
        observations=_untold(now, moved),
        previous=previous and _untold(previous, moved),
        earlier=earlier,
        changes=tuple(changes),
    )


# ---------------------------------------------------------------- what may be supposed


@dataclass(frozen=True)
class Rule:
    """What cannot be supposed, and how it is said; `of`: which changes it forbids."""

    words: str
    of: tuple[type, ...]
    forbids: Callable[[Target, Sequence[Observation]], bool]


FIGURES = (Units, Answer)
ALL_FIGURES = (*FIGURES, Appraised)
RULES = (
    Rule(wording.tables.NO_PERSONS, (Threshold, *ALL_FIGURES), lambda t, _: t.private),
    Rule(wording.tables.NO_BALLOTS, ALL_FIGURES, lambda t, rows: any(o.surveyed for o in rows)),
    Rule(wording.tables.NO_BALLOTS, ALL_FIGURES, lambda t, rows: any(o.sampled for o in rows)),
    Rule(wording.tables.NO_LISTS, ALL_FIGURES, lambda t, _: t.rollup is Rollup.DISTINCT),
    Rule(wording.tables.NO_SINGLE, FIGURES, lambda t, _: t.rollup is Rollup.DIRECT),
    Rule(wording.tables.NO_OTHERS, FIGURES, lambda t, _: t.measure is not Measure.SHARE),
    Rule(
        wording.tables.NO_BALLOTS,
        (Answer,),
        lambda t, rows: any(o.missing is not None and o.missing not in SILENT for o in rows[:1]),
    ),
    Rule(
        wording.tables.NOT_SILENT, (Answer,), lambda t, rows: any(o.missing is None for o in rows)
    ),
    Rule(
        wording.tables.NO_COUNTS,
        (Units,),
        lambda t, rows: not any(map(has_counts, rows[:1])),
    ),
    Rule(wording.tables.NO_THRESHOLD, (Threshold,), lambda t, _: not t.thresholds),
)


def refusals(observations: Observations, key: Key, target: Target) -> dict[type, str]:
    """Why changes of each kind cannot be supposed of a figure; those that can are not there."""
    sources = observations.rows.get(key, ())
    refused: dict[type, str] = {} if sources else dict.fromkeys(FIGURES, wording.tables.NOT_BOUND)
    for kind in (Threshold, *FIGURES):
        of_figure = sources if kind in FIGURES else ()
        for rule in RULES:
            if kind in rule.of and rule.forbids(target, of_figure):
                refused.setdefault(kind, rule.words)
    return refused


def with_target_alone(at: Supposed, target: str) -> Supposed:
    """The same with one target: its results are as in the whole plan, and sooner there."""
    areas = tuple(
        replace(
            area,
            clauses=tuple(
                replace(clause, targets=tuple(t for t in clause.targets if t.id == target))
                for clause in area.clauses
            ),
        )
        for area in at.plan.areas
    )
    return replace(at, plan=replace(at.plan, areas=areas))


def _refuse(target: Target, rows: Sequence[Observation], change: AnyChange) -> None:
    for rule in RULES:
        if isinstance(change, rule.of) and rule.forbids(target, rows):
            raise WrongUse(wording.tables.not_supposed(target.label, rule.words))


def _target(plan: Plan, name: str) -> Target:
    target = next((each for each in plan.targets if each.id == name), None)
    if target is None:
        raise WrongUse(wording.analyst.unknown_target(name, plan.id))
    return target


def _place(plan: Plan, period: Period, agency: str, target: str) -> Key:
    known = plan.agencies.get(agency)
    if known is None or not known.exists_on(period.end):
        raise WrongUse(wording.wrong_use.unknown_agency(agency, plan.id))
    return agency, known.level, target


# ---------------------------------------------------------------- the changes


def _with_threshold(plan: Plan, target: Target, change: Threshold) -> Plan:
    _refuse(target, (), change)
    known = target.thresholds
    if change.level is not None and target.threshold(change.level) is None:
        raise WrongUse(wording.tables.not_supposed(target.label, wording.tables.NO_THRESHOLD))
    if change.value < 0 or (target.measure is Measure.SHARE and change.value > 100):
        raise WrongUse(wording.tables.not_supposed(target.label, wording.tables.OUT_OF_SCALE))
    levels = list(known) if change.level is None else [change.level]
    return _with_target(plan, target.id, dict.fromkeys(levels, change.value))


def _with_target(plan: Plan, target_id: str, thresholds: Mapping[Level, Fraction]) -> Plan:
    """The plan with other thresholds of one target; the plan itself if they are the same."""
    areas = []
    for area in plan.areas:
        clauses = [
            replace(
                clause,
                targets=tuple(
                    replace(t, thresholds={**t.thresholds, **_others(t, thresholds)})
                    if t.id == target_id
                    else t
                    for t in clause.targets
                ),
            )
            for clause in area.clauses
        ]
        areas.append(replace(area, clauses=tuple(clauses)))
    return replace(plan, areas=tuple(areas))


def _others(target: Target, thresholds: Mapping[Level, Fraction]) -> dict[Level, Fraction]:
    """The thresholds that are not already so."""
    return {at: value for at, value in thresholds.items() if target.threshold(at) != value}


def _changed(target: Target, key: Key, rows: Rows, change: Units | Answer) -> Observation:
    sources = rows.get(key)
    if not sources:
        raise WrongUse(wording.tables.not_supposed(target.label, wording.tables.NOT_BOUND))
    _refuse(target, sources, change)
    if isinstance(change, Units):
        numerator, denominator = sources[0].numerator or 0, sources[0].denominator or 0
        return replace(sources[0], numerator=max(0, min(denominator, numerator + change.more)))
    whole = 1 if target.answers_yes_no(key[1]) else change.denominator
    if not 0 <= change.numerator <= change.denominator or change.denominator != whole:
        raise WrongUse(wording.tables.not_supposed(target.label, wording.tables.OUT_OF_SCALE))
    return Observation(*key, Source.REPORTED, change.numerator, change.denominator)


def _with_appraised(
    target: Target, key: Key, rows: Rows, change: Appraised
) -> tuple[Observation, ...]:
    """The appraised figure before those there are; an earlier appraised one is replaced."""
    sources = rows.get(key)
    if not sources:
        raise WrongUse(wording.tables.not_supposed(target.label, wording.tables.NOT_BOUND))
    _refuse(target, sources, change)
    if change.numerator < 0 or change.denominator < 0:
        raise WrongUse(wording.tables.not_supposed(target.label, wording.tables.OUT_OF_SCALE))
    new = Observation(*key, Source.APPRAISED, change.numerator, change.denominator)
    return (new, *(each for each in sources if each.source is not Source.APPRAISED))


def _rolled_up(
    plan: Plan, period: Period, before: Rows, rows: Rows, touched: set[str]
) -> dict[Key, tuple[Observation, ...]]:
    """The sums that count a figure which has changed."""
    sums: dict[Key, tuple[Observation, ...]] = {}
    for target in (t for t in plan.targets if t.id in touched and t.rollup in ADDED_UP):
        keys = ((a.id, a.level, target.id) for a in plan.involved(period))
        own = [rows[key][0] for key in keys if key in rows]
        for (body, level), members in members_of_wholes(plan, target, own).items():
            key = body, level, target.id
            if any(rows[_key(m)] != before[_key(m)] for m in members) and key in before:
                sums[key] = (roll_up(target, body, level, members), *before[key][1:])
    return sums


def _key(observation: Observation) -> Key:
    return observation.agency, observation.level, observation.target


def _observed(
    plan: Plan, period: Period, observations: Observations, rows: Rows, touched: set[str]
) -> Observations:
    """The observations with these rows, and the medians of the targets that are touched."""
    if not touched:
        return observations
    of_touched = {key: sources for key, sources in rows.items() if key[2] in touched}
    peers = peers_of(plan, period, of_touched, observations.withheld)
    kept = {key: each for key, each in observations.peers.items() if key[2] not in touched}
    order = [key for key in observations.peers if key in peers or key in kept]
    every = {**kept, **peers}
    return replace(
        observations, rows=rows, peers={k: every[k] for k in dict.fromkeys([*order, *every])}
    )


NOTHING_KNOWN = Component("", 0, 1), Component("", 1, 1)


def _untold(observations: Observations, moved: frozenset[str]) -> Observations:
    """The same without a verdict on withheld sums whose threshold is moved: of the threshold at
    which it turns, their bounds could be told."""
    if not any(key[2] in moved for key in observations.withheld):
        return observations
    withheld = {
        key: NOTHING_KNOWN if key[2] in moved else bounds
        for key, bounds in observations.withheld.items()
    }
    return replace(observations, withheld=withheld)
