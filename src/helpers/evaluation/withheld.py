"""What is not published: figures of few persons or few ballots, and the sums that would give them
by difference (methods 6 and 8).

A figure is withheld by its own counts (primary suppression). Then of the sums that count it, from
the smallest to the largest, each is published only if it narrows the range of no withheld figure in
it; otherwise it is withheld as well (secondary suppression). Sums nest (a district's communes, a
level, the whole), so that a published one discloses the sum of those withheld figures that no
smaller one has disclosed, and nothing else. What is shown apart, fields and voluntary ballots, is
summed over the agencies that show theirs alone.

A period that was corrected has been published before. What the earlier states disclosed is counted
with what this one does: a withheld figure that changed is another one, a figure that did not is the
same. A sum whose withheld figures overlap with those of an earlier one is published only if it
counts all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from helpers.evaluation.rollups import added_components, has_counts, members_of_wholes
from helpers.evaluation.verdicts import judge
from helpers.model import (
    WHOLE,
    Agency,
    Component,
    Key,
    Level,
    Observation,
    Period,
    Plan,
    Reason,
    Result,
    Rollup,
    Target,
    Verdict,
)

FEW_PERSONS = 2  # so many, or all but so many, name persons
SMALL_GROUP = 4  # of so few persons, none and all name them too
REASONS = frozenset({Reason.WITHHELD, Reason.FEW_BALLOTS, Reason.DIFFERENCE})

Rows = Mapping[Key, Sequence[Observation]]
Bounds = tuple[Component, Component]  # the lowest and the highest that a sum can be
Cell = tuple[str, int, int]  # a withheld figure: an agency's counts
Range = tuple[int, int, int]  # a count, and the lowest and the highest that its mark says it can be


def is_withheld(observation: Observation | None) -> bool:
    """Whether the figure of an observation is withheld."""
    return observation is not None and observation.missing in REASONS


def reason_to_withhold(plan: Plan, target: Target, sources: Sequence[Observation]) -> Reason | None:
    """Why the figures of one body are withheld, from all its sources; None if they are not.

    One figure of a target can reveal another, so all are withheld or none: that which an appraisal
    replaced included.
    """
    if target.private and any(map(_names_persons, sources)):
        return Reason.WITHHELD
    few = (_few(plan, o.denominator) for o in sources if o.surveyed)
    return Reason.FEW_BALLOTS if _of_ballots(target) and any(few) else None


def _of_ballots(target: Target) -> bool:
    """Whether the counts of a survey's figure are ballots, not agencies."""
    return target.rollup is not Rollup.SHARE_OF_AGENCIES


def _few(plan: Plan, ballots: int | None) -> bool:
    return 0 < (ballots or 0) < plan.disclosure.least_ballots


def _names_persons(observation: Observation) -> bool:
    able, whole = observation.numerator or 0, observation.denominator or 0
    few = range(1, FEW_PERSONS + 1)
    return 0 < whole <= SMALL_GROUP or able in few or whole - able in few


# ---------------------------------------------------------------- one result


def published(
    plan: Plan,
    result: Result,
    agency: Agency,
    before: Sequence[Observation],
    bounds: Bounds | None,
    bounds_before: Bounds | None,
    periods: tuple[Period, Period | None],
) -> Result:
    """The result as it may be published. `before`: the figures of the period compared with;
    `bounds`: of a sum that is withheld, now and then; `periods`: this one and that.

    Of persons, neither period may reveal the other.
    """
    sources = (*([result.observation] if result.observation else []), *result.others)
    if not result.target.private and not any(o.surveyed for o in (*sources, *before)):
        return result  # of neither persons nor ballots, as most are
    now, then = _reason(plan, result, agency, sources), _reason(plan, result, agency, before)
    if result.target.private:
        now = then = now or then
    now, then = (
        Reason.DIFFERENCE if limits else reason
        for limits, reason in ((bounds, now), (bounds_before, then))
    )
    observation = _shown(plan, result.observation, now)
    previous = _shown(plan, result.previous, then)
    others = tuple(other for o in result.others if (other := _shown(plan, o, now)))
    if (observation, previous, others) == (result.observation, result.previous, result.others):
        return result
    verdict, previous_verdict = result.verdict, result.previous_verdict
    if is_withheld(observation):
        verdict = _verdict(plan, result, result.observation, now, bounds, periods[0])
    if is_withheld(previous):
        previous_verdict = _verdict(plan, result, result.previous, then, bounds_before, periods[1])
    return replace(
        result,
        observation=observation,
        others=others,
        previous=previous,
        cumulative=None if now or then else result.cumulative,
        verdict=verdict,
        previous_verdict=previous_verdict,
    )


def _reason(
    plan: Plan, result: Result, agency: Agency, sources: Sequence[Observation]
) -> Reason | None:
    if agency.level == WHOLE and result.target.private:
        return None  # of the whole, only the difference counts
    return reason_to_withhold(plan, result.target, sources)


def _shown(
    plan: Plan, observation: Observation | None, reason: Reason | None
) -> Observation | None:
    """The observation without its figure, if there is a reason; a gap stays a gap. Groups of few
    ballots are left out of it in any case."""
    if observation is None:
        return None
    observation = without_few(plan, observation)
    if reason is None or observation.missing is not None:
        return observation
    place = observation.agency, observation.level, observation.target
    ballots = {name: getattr(observation, name) for name in ("surveyed", "voluntary", "few")}
    return Observation(*place, observation.source, missing=reason, **ballots)


def without_few(plan: Plan, observation: Observation) -> Observation:
    """The observation without groups of few ballots. Fields are shown all or not at all, since the
    others would give a small one by subtraction."""
    if not observation.surveyed:
        return observation
    few = any(_few(plan, group.denominator) for group in observation.components)
    voluntary = tuple(g for g in observation.voluntary if not _few(plan, g.denominator))
    if not few and voluntary == observation.voluntary:
        return observation
    fields = () if few else observation.components
    return replace(observation, components=fields, voluntary=voluntary, few=True)


def _verdict(
    plan: Plan,
    result: Result,
    observation: Observation | None,
    reason: Reason | None,
    bounds: Bounds | None,
    period: Period | None,
) -> Verdict:
    """No verdict, unless that of a sum is the same whatever is withheld in it."""
    if bounds is None or observation is None or period is None or observation.unconfirmed:
        return Verdict(None, reason)
    either = [
        replace(observation, numerator=each.numerator, denominator=each.denominator)
        for each in bounds
    ]
    low, high = (judge(result.target, o, result.judged, period, plan).status for o in either)
    return Verdict(low if low is high else None, reason)


# ---------------------------------------------------------------- sums


def withheld_sums(plan: Plan, rows: Rows, earlier: Sequence[Rows] = ()) -> dict[Key, Bounds]:
    """The sums that would give withheld counts by difference, each with its bounds.

    `earlier`: the states of the same period that were published before, oldest first.
    """
    withheld: dict[Key, Bounds] = {}
    for targets in _families(plan):
        disclosed: list[dict[Cell, Observation]] = []
        for each in earlier:
            _withheld_of(plan, targets, each, disclosed)
        withheld |= _withheld_of(plan, targets, rows, disclosed)
    return withheld


def _families(plan: Plan) -> Iterator[list[Target]]:
    """Targets by what they count: a figure that one withholds, another must not give."""
    families: dict[Hashable, list[Target]] = defaultdict(list)
    for target in plan.targets:
        families[_counts(target) or target.id].append(target)
    yield from families.values()


def _counts(target: Target) -> Hashable:
    """What the shares of a target count; None where wholes are no sums of agencies' figures."""
    shares = [indicator.share for indicator in target.indicators.values()]
    counts = {(each.dataset, each.of, each.among) for each in shares if each}
    return next(iter(counts)) if len(counts) == 1 and all(shares) else None


def _withheld_of(
    plan: Plan, targets: Sequence[Target], rows: Rows, disclosed: list[dict[Cell, Observation]]
) -> dict[Key, Bounds]:
    """The sums of one family that are withheld. `disclosed`: disjoint groups of withheld figures
    whose sum is known; those that the published sums disclose are added."""
    cells: dict[str, Observation] = {}  # what is withheld, by agency
    sums: dict[frozenset[str], list[Key]] = defaultdict(list)
    for target in targets:
        own = _own(plan, target, rows)
        for sources in own.values():
            if _is_touched(plan, target, sources):
                cells[sources[0].agency] = sources[0]
        for (body, level), members in _wholes(plan, target, own, rows).items():
            whole = rows[body, level, target.id][0]
            if has_counts(whole) and (target.private or whole.surveyed):
                sums[frozenset(members)].append((body, level, target.id))
    now = set(map(_cell, cells.values()))
    withheld: dict[Key, Bounds] = {}
    for agencies, keys in sorted(sums.items(), key=lambda each: len(each[0])):
        hidden = {_cell(cells[agency]): cells[agency] for agency in agencies & cells.keys()}
        known = [part for part in disclosed if part.keys() & hidden.keys()]
        parts = {cell: o for part in known for cell, o in part.items()}
        nested = parts.keys() <= hidden.keys()
        rest = {cell: o for cell, o in hidden.items() if cell not in parts}
        gone = {cell: o for cell, o in parts.items() if cell not in now}
        group = list((rest if nested else hidden | gone).values())
        if not group:
            continue
        if nested and _counts(targets[0]) and _discloses_nothing(plan, targets[0], group):
            disclosed.append(rest)
        else:
            bounds = (_bounds(plan, targets[0], rows[key][0], group) for key in keys)
            withheld |= dict(zip(keys, bounds, strict=True))
    return withheld


def _cell(observation: Observation) -> Cell:
    return observation.agency, observation.numerator or 0, observation.denominator or 0


def _own(plan: Plan, target: Target, rows: Rows) -> dict[str, Sequence[Observation]]:
    """The figures of the agencies themselves."""
    keys = ((agency.id, agency.level, target.id) for agency in plan.agencies.values())
    return {key[0]: rows[key] for key in keys if key in rows}


def _is_touched(plan: Plan, target: Target, sources: Sequence[Observation]) -> bool:
    """Whether a figure is withheld; where wholes are no sums of figures, also a part of it."""
    if reason_to_withhold(plan, target, sources):
        return True
    return _counts(target) is None and any(
        without_few(plan, o).components != o.components for o in sources if _of_ballots(target)
    )


def _wholes(
    plan: Plan, target: Target, own: Mapping[str, Sequence[Observation]], rows: Rows
) -> dict[tuple[str, Level], list[str]]:
    """The agencies that each whole of a target counts. The province's own lists and figures count
    those of the level, or all."""
    best = [sources[0] for sources in own.values()]
    wholes = members_of_wholes(plan, target, best) or {
        (plan.province.id, level): [o for o in best if level in (o.level, WHOLE)]
        for level in (*plan.levels, WHOLE)
    }
    return {
        (body, level): [member.agency for member in members]
        for (body, level), members in wholes.items()
        if (body, level, target.id) in rows
    }


def _discloses_nothing(plan: Plan, target: Target, group: Sequence[Observation]) -> bool:
    """Whether the sum of withheld figures says no more of any of them than its mark does."""
    if target.private:
        return _is_free(list(map(_range_of_persons, group)), FEW_PERSONS)
    most = _most(plan)
    ballots = [(o.denominator or 0, 1, max(most, o.denominator or 0)) for o in group]
    return all(_is_free(each, most) for each in (ballots, *_answers(plan, group)))


def _most(plan: Plan) -> int:
    """The most ballots that are few."""
    return plan.disclosure.least_ballots - 1


def _answers(plan: Plan, group: Sequence[Observation]) -> tuple[list[Range], list[Range]]:
    """How many ballots of each may be satisfied, and how many not."""
    counts = [(o.numerator or 0, o.denominator or 0) for o in group]
    most = [max(_most(plan), ballots) for _, ballots in counts]
    satisfied = [(able, 0, high) for (able, _), high in zip(counts, most, strict=True)]
    others = [(ballots - able, 0, high) for (able, ballots), high in zip(counts, most, strict=True)]
    return satisfied, others


def _range_of_persons(observation: Observation) -> Range:
    """How many may be able, for one who knows how many persons there are."""
    able, whole = observation.numerator or 0, observation.denominator or 0
    if whole > SMALL_GROUP and 0 < able <= FEW_PERSONS:
        return able, 1, FEW_PERSONS
    if whole > SMALL_GROUP and 0 < whole - able <= FEW_PERSONS:
        return able, whole - FEW_PERSONS, whole - 1
    return able, 0, whole


def _is_free(counts: Sequence[Range], width: int) -> bool:
    """Whether the sum of the counts leaves each its range, or at least `width` of it: what the
    others can take is all that the sum says of one."""
    total, lows, highs = (sum(each[i] for each in counts) for i in range(3))
    return all(
        min(high, total - (lows - low)) - max(low, total - (highs - high)) >= min(high - low, width)
        for _, low, high in counts
    )


def _bounds(plan: Plan, target: Target, whole: Observation, group: Sequence[Observation]) -> Bounds:
    """The lowest and the highest of the sums among which a whole must not be told apart, so that
    the withheld figures are not; those that earlier states counted may be among them."""
    able, rest = whole.numerator or 0, (whole.denominator or 0) - (whole.numerator or 0)
    if target.private:
        less, more = _room(list(map(_range_of_persons, group)), FEW_PERSONS)
        low, high = max(0, able - less), min(able + rest, able + more)
        return Component("", low, able + rest), Component("", high, able + rest)
    satisfied, others = (_room(counts, _most(plan)) for counts in _answers(plan, group))
    low, high = max(0, able - satisfied[0]), able + satisfied[1]
    return (
        Component("", low, low + rest + others[1]),
        Component("", high, high + max(0, rest - others[0])),
    )


def _room(counts: Sequence[Range], width: int) -> tuple[int, int]:
    """How much less and more the sum of the counts must be able to be, so that each of them has its
    range, or at least `width` of it."""
    total, lows, highs = (sum(each[i] for each in counts) for i in range(3))
    width = max(min(high - low, width) for _, low, high in counts)
    return min(width, total - lows), min(width, highs - total)


def with_groups_shown(plan: Plan, rows: Rows) -> dict[Key, tuple[Observation, ...]]:
    """The rows of wholes with few ballots in a part: fields and voluntary ballots are those of the
    agencies that show theirs."""
    changed: dict[Key, tuple[Observation, ...]] = {}
    for target in plan.targets:
        own = _own(plan, target, rows)
        for (body, level), agencies in _wholes(plan, target, own, rows).items():
            members = [_shown_apart(plan, target, own[agency]) for agency in agencies]
            if any(member.few for member in members):
                key = body, level, target.id
                changed[key] = tuple(_summed_apart(target, o, members) for o in rows[key])
    return changed


def _shown_apart(plan: Plan, target: Target, sources: Sequence[Observation]) -> Observation:
    """An agency's observation as far as it shows groups."""
    shown = without_few(plan, sources[0])
    if reason_to_withhold(plan, target, sources) is Reason.FEW_BALLOTS:
        return replace(shown, components=(), few=True)
    return shown


def _summed_apart(
    target: Target, whole: Observation, members: Sequence[Observation]
) -> Observation:
    fields = added_components(m.components for m in members) if _counts(target) else ()
    voluntary = added_components(m.voluntary for m in members)
    return replace(whole, components=fields, voluntary=voluntary, few=True)
