"""An attack on what is published: what can be computed of each withheld figure from all of it.

The attacker has every row of `results.csv` and `sources.csv` and every figure in packets, knows the
rules, who is in which sum, and how many persons work where; of agencies that sent nothing he knows
what they would have sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from helpers.evaluation.formulas import value
from helpers.evaluation.tables import results_rows, sources_rows
from helpers.evaluation.verdicts import judge
from helpers.model import WHOLE, Evaluation, Judged, Key, Observation, Observations, Plan, Target
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
State = tuple[Observations, Published, Mapping[Key, object]]  # in truth, figures, verdicts of sums


@dataclass(frozen=True, order=True)
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
    return leaks_together(plan, [(truth, rows, statuses)])


def leaks_together(plan: Plan, states: Sequence[State]) -> list[str]:
    """The same from several published states of one period, where who compares them knows which
    withheld figures changed and which did not."""
    found = []
    names = {SAME_BALLOTS.get(t.id, t.id) for t in plan.targets if t.private or t.id in BALLOTS}
    for name in sorted(names):
        targets = [t for t in plan.targets if SAME_BALLOTS.get(t.id, t.id) == name]
        found += _leaks_of(plan, targets, states)
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


def _leaks_of(plan: Plan, targets: Sequence[Target], states: Sequence[State]) -> list[str]:
    persons = targets[0].private
    secret: list[dict[str, Cell]] = []
    for truth, _, _ in states:
        pairs = {a: p for target in targets for a, p in secrets(plan, target, truth).items()}
        secret.append({agency: Cell(agency, pair) for agency, pair in pairs.items()})
    order = sorted(set().union(*(cells.values() for cells in secret)))
    found = [
        f"{target.id} of {agency} is published"
        for (_, rows, _), cells in zip(states, secret, strict=True)
        for target in targets
        for agency in cells
        if (agency, plan.agencies[agency].level, target.id) in rows
    ]
    sums: list[tuple[list[int], str, Span]] = []
    known_sums: list[set[int]] = []  # the withheld figures in each published sum
    for (truth, rows, statuses), cells in zip(states, secret, strict=True):
        for target in targets:
            for key, members in _sums(plan, target, truth).items():
                hidden = [order.index(cells[agency]) for agency in sorted(members & cells.keys())]
                if not hidden:
                    continue
                if key in rows:
                    known_sums.append(set(hidden))
                    sums += _of_counts(target, hidden, [order[n].pair for n in hidden])
                elif persons:
                    sums += _of_verdict(plan, target, key, hidden, order, truth, statuses)
                elif statuses.get(key) is not None:
                    compared = set(hidden).union(*(s for s in known_sums if s & set(hidden)))
                    pairs = [order[n].pair for n in sorted(compared)]
                    sums += _of_verdict_on_ballots(hidden, pairs, [order[n].pair for n in hidden])
    known = [_mark(cell.pair, persons) for cell in order]
    for n, cell in enumerate(order):
        for what in ("able",) if persons else ("all", "able", "others"):
            low, high = spread(known, sums, n, what)
            width = _width(cell.pair, persons, what)
            if high - low < width:
                found.append(f"{targets[0].id} of {cell.agency}, {what}: {low} to {high}")
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


def _of_counts(
    target: Target, hidden: list[int], pairs: Sequence[Pair]
) -> list[tuple[list[int], str, Span]]:
    """What the published counts of a sum say of the withheld figures in it."""
    able, everybody = (sum(pair[i] for pair in pairs) for i in (0, 1))
    said = [(hidden, "able", (able, able))]
    return said if target.private else [*said, (hidden, "others", (everybody - able,) * 2)]


def _of_verdict(
    plan: Plan,
    target: Target,
    key: Key,
    hidden: list[int],
    order: Sequence[Cell],
    truth: Observations,
    statuses: Mapping[Key, object],
) -> list[tuple[list[int], str, Span]]:
    """What the verdict alone says of persons: the counts for which it would be the same."""
    whole = truth.rows[key][0]
    if statuses.get(key) is None or whole.numerator is None:
        return []
    judged = Judged.VERDICT if key[0] == plan.province.id else target.judged[key[1]]

    def is_same(able: int) -> bool:
        other = replace(whole, numerator=able)
        verdict = judge(target, other, judged, plan.periods[truth.period], plan)
        return verdict.status is statuses[key]

    low = high = whole.numerator
    while low > 0 and is_same(low - 1):
        low -= 1
    while high < (whole.denominator or 0) and is_same(high + 1):
        high += 1
    able = sum(order[n].pair[0] for n in hidden)
    return [(hidden, "able", (able - whole.numerator + low, able - whole.numerator + high))]


def _of_verdict_on_ballots(
    hidden: list[int], compared: Sequence[Pair], pairs: Sequence[Pair]
) -> list[tuple[list[int], str, Span]]:
    """What the verdict alone says of ballots: it is published where it would be the same for all
    that must remain possible. `compared`: the figures in this sum and in those that it can be
    compared with."""
    able, everybody = (sum(pair[i] for pair in pairs) for i in (0, 1))
    counts = able, everybody
    others = list(alternatives(counts, compared, False))
    more = [a - able for a, _ in others]
    rest = [(n - a) - (everybody - able) for a, n in others]
    said = [(hidden, "able", (able + min(more), able + max(more)))]
    return [*said, (hidden, "others", (everybody - able + min(rest), everybody - able + max(rest)))]


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


def attack_corrections(
    plan: Plan, states: Sequence[tuple[Observations, Sequence[Evaluation]]]
) -> list[str]:
    """All that can be had of the states of one period that were published one after another."""
    shown = [(truth, published(each), verdicts(each)) for truth, each in states]
    return leaks_together(plan, shown)


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
