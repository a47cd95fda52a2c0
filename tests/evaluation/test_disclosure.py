"""No withheld figure can be computed from all that is published, of provinces made at random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest

import disclosure
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.rollups import added_components, members_of_wholes, roll_up
from helpers.evaluation.withheld import with_groups_shown, withheld_sums
from helpers.model import (
    WHOLE,
    Component,
    Evaluation,
    Key,
    Level,
    Observation,
    Observations,
    Origin,
    Plan,
    Reason,
    Source,
)
from independent_withheld import names_persons

LEADERS, HEADS = "senior_leaders_international", "division_heads_international"
FIELDS = ("land_satisfied", "construction_satisfied", "investment_satisfied")
DISTRICTS = ("083-huyen-muong-khuong", "088-thi-xa-sa-pa")


@pytest.fixture(scope="module")
def cut(plan: Plan) -> Plan:
    """The plan with five departments, two districts and their communes."""
    departments = [a for a in plan.agencies.values() if a.level == Level("province")][:8]
    kept = [
        a
        for a in plan.agencies.values()
        if a in departments or a.id in DISTRICTS or a.parent in DISTRICTS
    ]
    return replace(plan, agencies={a.id: a for a in kept})


Rows = dict[Key, tuple[Observation, ...]]


def seeds(few: int, all_of_them: int) -> Iterator[object]:
    """The first provinces; the others, a second or two each, are for the long tests. Without the
    rules the attacks succeed on nearly every province, so that a few show a rule that is lost."""
    yield from range(few)
    for seed in range(few, all_of_them):
        yield pytest.param(seed, marks=pytest.mark.slow_faults)


def rows_of(plan: Plan, random: Random) -> Rows:
    """Figures of every agency, and their sums."""
    rows: Rows = {}
    most = random.choice([3, 6, 12, 60])
    happy = random.choice([0.1, 0.5, 0.9, 1])
    ballots = {a: drawn(random, most, happy) for a in plan.agencies}
    for target in plan.targets:
        if target.id not in (*disclosure.BALLOTS, LEADERS, HEADS):
            continue
        own = []
        for agency in plan.agencies.values():
            if not target.binds.includes(agency):
                continue
            key = agency.id, agency.level, target.id
            if target.private:
                size = random.randint(0, 5) if target.id == LEADERS else random.randint(3, 40)
                able = random.choice([0, 1, 2, size // 3, size, size - 1])
                own.append(Observation(*key, Source.REPORTED, min(size, max(0, able)), size))
            elif target.id == "satisfaction_fields":
                own.append(of_fields(random, key, most, happy))
            else:
                own.append(survey(key, *ballots[agency.id]))
        rows |= {(o.agency, o.level, target.id): (o,) for o in own}
    return with_sums(plan, rows)


def with_sums(plan: Plan, own: Rows) -> Rows:
    """Figures of agencies, and their sums."""
    rows = dict(own)
    for target in plan.targets:
        each = [sources[0] for (_, _, name), sources in own.items() if name == target.id]
        if not each:
            continue
        wholes = members_of_wholes(plan, target, each) or {(plan.province.id, WHOLE): each}
        for (body, level), members in wholes.items():
            whole = roll_up(target, body, level, members)
            rows[body, level, target.id] = (replace(whole, asked=1, answered=1, lacking=()),)
    return rows


def corrected(plan: Plan, rows: Rows, random: Random, agencies: Sequence[str]) -> Rows:
    """The rows with other figures of these agencies."""
    other = rows_of(plan, random)
    own = {key: each for key, each in rows.items() if key[0] in plan.agencies}
    return with_sums(plan, own | {key: other[key] for key in own if key[0] in agencies})


def without(plan: Plan, rows: Rows, agencies: Sequence[str]) -> Rows:
    """The rows before these agencies sent anything."""
    own = {key: each for key, each in rows.items() if key[0] in plan.agencies}
    return with_sums(plan, {key: each for key, each in own.items() if key[0] not in agencies})


def drawn(random: Random, most: int, happy: float) -> tuple[int, int]:
    ballots = random.randint(0, most)
    return sum(random.random() < happy for _ in range(ballots)), ballots


def survey(key: Key, satisfied: int, ballots: int, **more: object) -> Observation:
    if not ballots:
        gap = Observation(*key, Source.COMPUTED, missing=Reason.NOT_SAMPLED, surveyed=True)
        return replace(gap, **more)
    figure = Observation(*key, Source.COMPUTED, satisfied, ballots, sampled=True, surveyed=True)
    return replace(figure, **more)


def of_fields(random: Random, key: Key, most: int, happy: float) -> Observation:
    each = tuple(Component(field, *drawn(random, most, happy)) for field in FIELDS)
    (both,) = added_components([[Component("", c.numerator, c.denominator)] for c in each])
    free = tuple(Component(FIELDS[0], *drawn(random, 6, happy)) for _ in range(1))
    return survey(
        key,
        both.numerator,
        both.denominator or 0,
        components=each,
        voluntary=tuple(c for c in free if c.denominator),
    )


def observations(plan: Plan, period: str, random: Random) -> tuple[Observations, Observations]:
    """What is in truth, and as it is kept for evaluations."""
    return shown(plan, period, rows_of(plan, random))


def shown(
    plan: Plan, period: str, rows: Rows, earlier: Sequence[Rows] = ()
) -> tuple[Observations, Observations]:
    """The same of rows, after earlier states of the period."""
    truth = Observations(period, "", Origin(False), rows, None, {})
    kept = rows | with_groups_shown(plan, rows)
    return truth, replace(truth, rows=kept, withheld=withheld_sums(plan, rows, earlier))


def all_of(plan: Plan, now: Observations, before: Observations | None) -> list[Evaluation]:
    return [
        evaluate(plan, now, agency.id, before) for agency in plan.senders(plan.periods[now.period])
    ]


@pytest.mark.parametrize("seed", seeds(8, 20))
def test_no_withheld_figure_can_be_computed_from_all_that_is_published(
    cut: Plan, seed: int
) -> None:
    random = Random(seed)
    then, shown_then = observations(cut, "2022-H1", random)
    now, shown_now = observations(cut, "2022-FY", random)
    earlier = all_of(cut, shown_then, None)
    year = all_of(cut, shown_now, shown_then)
    assert disclosure.attack(cut, [(then, earlier), (now, year)]) == []
    assert points_of_withheld(year) == []


def points_of_withheld(evaluations: Sequence[Evaluation]) -> list[str]:
    return [
        f"{r.agency} {r.target.id}"
        for e in evaluations
        for r in e.results
        if r.verdict.reason in (Reason.FEW_BALLOTS, Reason.WITHHELD, Reason.DIFFERENCE)
        and (r.points is not None or r.max_points is not None)
    ]


def test_without_the_rule_on_sums_the_attack_succeeds(cut: Plan) -> None:
    """The attack itself is able: it finds figures where nothing but the figures is withheld."""
    found = 0
    for seed in range(5):
        now, shown = observations(cut, "2022-FY", Random(seed))
        year = all_of(cut, replace(shown, withheld={}), None)
        rows = disclosure.published(year)
        found += bool(disclosure.leaks(cut, now, rows, disclosure.verdicts(year)))
    assert found >= 4


def test_a_sum_is_published_where_it_discloses_nothing(cut: Plan) -> None:
    """Not everything is withheld: among random provinces there are sums with withheld parts that
    are shown, sums that show their verdict alone, and sums that show neither."""
    kinds = set()
    for seed in range(40):
        _, shown = observations(cut, "2022-FY", Random(seed))
        province = evaluate(cut, shown, cut.province.id)
        for result in province.results:
            if result.target.id not in (*disclosure.BALLOTS, LEADERS, HEADS):
                continue
            observation = result.observation
            if observation is not None and observation.missing is Reason.DIFFERENCE:
                kinds.add("verdict alone" if result.verdict.status else "neither")
            elif observation is not None and observation.numerator is not None:
                kinds.add("counts")
    assert kinds == {"verdict alone", "neither", "counts"}


# ---------------------------------------------------------------- published again


def states_of(plan: Plan, seed: int) -> list[Rows]:
    """A period as it was published first, after late senders, and after two corrections."""
    random = Random(seed)
    everybody = rows_of(plan, random)
    some = [random.sample(sorted(plan.agencies), random.choice([1, 1, 2, 5])) for _ in range(3)]
    states = [without(plan, everybody, some[0]), everybody]
    for agencies in some[1:]:
        states.append(corrected(plan, states[-1], random, agencies))
    return states


def publications_of(
    plan: Plan, states: Sequence[Rows], compared: bool
) -> list[tuple[Observations, list[Evaluation]]]:
    """Each state in truth and as it is published; `compared`: with those before it."""
    made = []
    for n, rows in enumerate(states):
        truth, kept = shown(plan, "2022-FY", rows, states[:n] if compared else ())
        made.append((truth, all_of(plan, kept, None)))
    return made


@pytest.mark.parametrize("seed", seeds(6, 16))
def test_late_senders_and_corrections_do_not_disclose_withheld_figures(
    cut: Plan, seed: int
) -> None:
    publications = publications_of(cut, states_of(cut, seed), compared=True)
    assert disclosure.attack_corrections(cut, publications) == []


def test_without_comparing_states_the_attack_on_corrections_succeeds(cut: Plan) -> None:
    """Each state alone discloses nothing; two of them do."""
    found = 0
    for seed in range(4):
        publications = publications_of(cut, states_of(cut, seed), compared=False)
        assert not any(disclosure.attack_corrections(cut, [each]) for each in publications)
        found += bool(disclosure.attack_corrections(cut, publications))
    assert found >= 3


def test_a_state_without_another_withheld_figure_shows_the_same_sums(cut: Plan) -> None:
    """What is published again as it was, or differs only in figures that are shown, withholds
    nothing more."""
    for seed in range(8):
        rows = rows_of(cut, Random(seed))
        own = {key: each for key, each in rows.items() if key[0] in cut.agencies}
        larger = {
            key: (replace(figure, denominator=(figure.denominator or 0) + 7),)
            for key, (figure,) in own.items()
            if key[2] == HEADS and not names_persons(figure.numerator or 0, figure.denominator or 0)
        }
        first = withheld_sums(cut, rows).keys()
        assert withheld_sums(cut, rows, [rows, rows]).keys() == first
        again = with_sums(cut, own | larger)
        assert withheld_sums(cut, again, [rows]).keys() == withheld_sums(cut, again).keys()
