"""An attack on what is published: what can be computed of each withheld figure from all of it.

The attacker has every row of `results.csv` and `sources.csv` and every figure in packets, knows the
rules, who is in which sum, and how many persons work where; of agencies that sent nothing he knows
what they would have sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from helpers.evaluation.formulas import value
from helpers.evaluation.tables import results_rows, sources_rows
from helpers.model import WHOLE, Evaluation, Key, Observation, Observations, Plan, Target
from helpers.model.rounding import rounded
from independent_withheld import (
    FEWEST_BALLOTS,
    Pair,
    Span,
    alternatives,
    names_persons,
    of_persons,
    spread,
)

SAME_BALLOTS = {"satisfaction_2025": "satisfaction"}
BALLOTS = ("satisfaction", "satisfaction_2025", "satisfaction_fields")
NOT_ADDED = ("service_satisfaction", "health_education_satisfaction")
Published = Mapping[Key, set[Pair]]


@dataclass(frozen=True)
class Cell:
    """A withheld figure, in truth."""

    agency: str
    pair: Pair


def published(evaluations: Iterable[Evaluation], before: bool = False) -> dict[Key, set[Pair]]:
    """Every pair of counts that is published, by whose it is; `before`: of the period compared
    with."""
    pairs: dict[Key, set[Pair]] = {}
    for evaluation in evaluations:
        rows = [] if before else [*results_rows(evaluation), *sources_rows(evaluation)]
        found = [
            ((str(r["agency"]), r["level"], str(r["target"])), r["numerator"], r["denominator"])
            for r in rows
        ]
        for result in evaluation.results:
            shown = [result.previous] if before else [result.observation, *result.others]
            key = result.agency, result.level, result.target.id
            found += [(key, o.numerator, o.denominator) for o in shown if o is not None]
        for key, able, everybody in found:
            if isinstance(able, int) and isinstance(everybody, int):
                pairs.setdefault(key, set()).add((able, everybody))
    return pairs


def leaks(
    plan: Plan, truth: Observations, rows: Published, statuses: Mapping[Key, object]
) -> list[str]:
    """Each withheld figure whose range can be narrowed from what is published. `rows`: all
    pairs that are published; `statuses`: the verdicts of sums."""
    found = []
    names = {SAME_BALLOTS.get(t.id, t.id) for t in plan.targets if t.private or t.id in BALLOTS}
    for name in sorted(names):
        targets = [t for t in plan.targets if SAME_BALLOTS.get(t.id, t.id) == name]
        found += _leaks_of(plan, targets, truth, rows, statuses)
    return found


def secrets(plan: Plan, target: Target, truth: Observations) -> dict[str, Pair]:
    """The figures of agencies that the rules withhold, in truth."""
    return {
        o.agency: (o.numerator, o.denominator)
        for o in own(plan, target, truth)
        if o.numerator is not None
        and o.denominator is not None
        and (
            names_persons(o.numerator, o.denominator)
            if target.private
            else 0 < o.denominator < FEWEST_BALLOTS
        )
    }


def own(plan: Plan, target: Target, truth: Observations) -> list[Observation]:
    """The figures of the agencies themselves."""
    keys = [(agency.id, agency.level, target.id) for agency in plan.agencies.values()]
    return [truth.rows[key][0] for key in keys if key in truth.rows]


def _leaks_of(
    plan: Plan,
    targets: Sequence[Target],
    truth: Observations,
    rows: Published,
    statuses: Mapping[Key, object],
) -> list[str]:
    persons = targets[0].private
    secret: dict[str, Pair] = {}
    for target in targets:
        secret |= secrets(plan, target, truth)
    order = sorted(secret)
    found = [
        f"{target.id} of {agency} is published"
        for target in targets
        for agency in order
        if (agency, plan.agencies[agency].level, target.id) in rows
    ]
    sums: list[tuple[list[int], str, Span]] = []
    for target in targets:
        for key, members in _sums(plan, target, truth).items():
            hidden = [n for n, agency in enumerate(order) if agency in members]
            if hidden:
                sums += _said(
                    target, key, hidden, [secret[order[n]] for n in hidden], truth, rows, statuses
                )
    known = [_mark(secret[agency], persons) for agency in order]
    for n, agency in enumerate(order):
        for what in ("able",) if persons else ("all", "able", "others"):
            low, high = spread(known, sums, n, what)
            width = _width(secret[agency], persons, what)
            if high - low < width:
                found.append(f"{targets[0].id} of {agency}, {what}: {low} to {high}")
    return found


def _mark(pair: Pair, persons: bool) -> Mapping[str, Span]:
    """What is known of a figure that is withheld."""
    if persons:
        return {"able": of_persons(*pair), "all": (pair[1], pair[1])}
    return {"all": (1, FEWEST_BALLOTS - 1)}


def _width(pair: Pair, persons: bool, what: str) -> int:
    """How far apart the least and the most that a figure can be must remain."""
    if persons:
        low, high = of_persons(*pair)
        return min(2, high - low)
    return FEWEST_BALLOTS - 1 - (what == "all")


def _said(
    target: Target,
    key: Key,
    hidden: list[int],
    pairs: Sequence[Pair],
    truth: Observations,
    rows: Published,
    statuses: Mapping[Key, object],
) -> list[tuple[list[int], str, Span]]:
    """What one sum says of the withheld figures in it: by its counts, or by its verdict alone."""
    able, everybody = (sum(pair[i] for pair in pairs) for i in (0, 1))
    if key in rows:
        said = [(hidden, "able", (able, able))]
        return said if target.private else [*said, (hidden, "others", (everybody - able,) * 2)]
    whole = truth.rows[key][0]
    if statuses.get(key) is None or whole.numerator is None:
        return []
    # It is published where it would be the same for all of these at least.
    counts = (whole.numerator or 0, whole.denominator or 0)
    others = list(alternatives(counts, pairs, target.private))
    more = [a - counts[0] for a, _ in others]
    said = [(hidden, "able", (able + min(more), able + max(more)))]
    if target.private:
        return said
    fewer = [(n - a) - (counts[1] - counts[0]) for a, n in others]
    rest = everybody - able
    return [*said, (hidden, "others", (rest + min(fewer), rest + max(fewer)))]


def _sums(plan: Plan, target: Target, truth: Observations) -> dict[Key, set[str]]:
    """The agencies in each sum of a target: those under a district, of a level, all."""
    sums: dict[Key, set[str]] = {}
    for observation in own(plan, target, truth):
        parent = plan.agencies[observation.agency].parent
        for body, level in (
            (parent, observation.level),
            (plan.province.id, observation.level),
            (plan.province.id, WHOLE),
        ):
            if (body, level, target.id) in truth.rows:
                sums.setdefault((body, level, target.id), set()).add(observation.agency)
    return sums


def attack(plan: Plan, periods: Sequence[tuple[Observations, Sequence[Evaluation]]]) -> list[str]:
    """All that can be had of the publications of several periods together; `periods`: what is in
    truth, and every evaluation of it."""
    rows = {truth.period: published(evaluations) for truth, evaluations in periods}
    for truth, evaluations in periods:
        before = plan.periods[truth.period].compare_with
        for key, pairs in published(evaluations, before=True).items():
            rows.setdefault(before or "", {}).setdefault(key, set()).update(pairs)
    return [
        f"{truth.period}: {leak}"
        for truth, evaluations in periods
        for leak in (
            *leaks(plan, truth, rows[truth.period], verdicts(evaluations)),
            *groups_disclosed(plan, evaluations),
            *medians_of_withheld(evaluations),
        )
    ]


def verdicts(evaluations: Iterable[Evaluation]) -> dict[Key, object]:
    """The verdict of every row."""
    return {
        (r.agency, r.level, r.target.id): r.verdict.status for e in evaluations for r in e.results
    }


def groups_disclosed(plan: Plan, evaluations: Iterable[Evaluation]) -> list[str]:
    """Published fields and voluntary ballots with fewer than five answers, or revealed by sums."""
    found, parts = [], {}
    for evaluation in evaluations:
        for result in evaluation.results:
            for observation in (result.observation, *result.others, result.previous):
                if observation is None or not observation.surveyed:
                    continue
                for group in (*observation.components, *observation.voluntary):
                    if 0 < (group.denominator or 0) < FEWEST_BALLOTS:
                        found.append(f"{result.agency} {result.target.id}: {group}")
            if result.observation is not None:
                parts[result.agency, result.level, result.target.id] = result.observation
    for target in (t for t in plan.targets if t.id == "satisfaction_fields"):
        for level in (*plan.levels, WHOLE):
            whole = parts.get((plan.province.id, level, target.id))
            members = [
                o
                for (agency, at, name), o in parts.items()
                if name == target.id
                and agency in plan.agencies
                and at == plan.agencies[agency].level
                and level in (at, WHOLE)
            ]
            if whole is None or whole.missing is not None or not whole.few:
                continue
            for name in ("components", "voluntary"):
                added = _added(members, name)
                if _added([whole], name) != added:
                    found.append(f"{level} {name} are not those that agencies show")
    return found


def _added(observations: Iterable[Observation], name: str) -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for observation in observations:
        for group in getattr(observation, name):
            able, everybody = sums.get(group.key, (0, 0))
            sums[group.key] = able + group.numerator, everybody + (group.denominator or 0)
    return {key: pair for key, pair in sums.items() if pair[1]}


def medians_of_withheld(evaluations: Sequence[Evaluation]) -> list[str]:
    """Medians that are not those of the published figures alone."""
    values: dict[tuple[str, str, str], list[float]] = {}
    for evaluation in evaluations:
        for result in evaluation.results:
            figure = value(result.target, result.observation)
            if figure is not None and evaluation.agency.level != WHOLE:
                key = evaluation.agency.level, result.level, result.target.id
                values.setdefault(key, []).append(figure)
    return [
        f"{e.agency.id} {r.target.id}: {r.peer_median}"
        for e in evaluations
        for r in e.results
        if r.target.id in (*BALLOTS, *NOT_ADDED) and r.peer_median is not None
        for all_of_them in [values.get((e.agency.level, r.level, r.target.id), [])]
        if (r.peer_count, r.peer_median)
        != (len(all_of_them), float(rounded(median(all_of_them), 1)))
    ]
