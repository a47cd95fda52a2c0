"""The evaluation of one agency, from observations; pure.

Also the rows of the results table, and the digest that names what a packet shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.evaluation import scoring
from helpers.evaluation.classes import classed
from helpers.evaluation.registers import own_reports
from helpers.evaluation.rollups import added
from helpers.evaluation.succession import predecessors_of
from helpers.evaluation.tasks import duties_of, tasks_of
from helpers.evaluation.verdicts import judge, with_outlook
from helpers.evaluation.withheld import is_withheld, published
from helpers.model import (
    CENTRAL,
    UNATTRIBUTED,
    WHOLE,
    Agency,
    AppraisalDecision,
    AppraisalNote,
    Component,
    Counts,
    DossierCounts,
    Evaluation,
    Explanation,
    Judged,
    Level,
    LineExplanation,
    Measure,
    MonthCounts,
    Objection,
    Observation,
    Observations,
    Opinion,
    Period,
    Plan,
    Reason,
    Result,
    Rollup,
    Status,
    Target,
    Verdict,
    summed_months,
)


def evaluate(
    plan: Plan,
    observations: Observations,
    agency_id: str,
    previous: Observations | None = None,
    earlier: Observations | None = None,
) -> Evaluation:
    """Everything one agency's packet shows.

    `previous`: observations of the period compared with; `earlier`: of the part of the year before
    a period that is itself only a later part of it.

    Raises ValueError for an agency that is not in the period's registry.
    """
    period = plan.periods[observations.period]
    agency = plan.senders_by_id.get(agency_id)
    if agency is None or not agency.exists_on(period.end):
        raise ValueError(f"{agency_id!r} does not exist at the end of {period.id}")
    if earlier and plan.periods[earlier.period].start != plan.final_period.start:
        earlier = None  # the two together are not the year so far
    explained = _explained(plan, agency, observations.explanations)
    noted = _noted(plan, agency, observations.decisions)
    results = tuple(
        _with_explanations(
            _result(plan, period, agency, level, target, observations, previous, earlier),
            explained,
            noted,
        )
        for level in _levels(plan, agency)
        for target in plan.targets
    )
    own = [r for r in results if r.max_points is not None]
    tallies = _tallies(plan, agency, observations)
    firm, aspired = (scoring.total(own, plan.scoring, firm=each) for each in (True, False))
    return Evaluation(
        plan=plan,
        agency=agency,
        period=period,
        origin=observations.origin,
        results=results,
        dossiers=None if observations.tallies is None else DossierCounts.of(tallies),
        tallies=tallies,
        previous_period=plan.periods[previous.period] if previous else None,
        firm=firm,
        aspired=aspired,
        classed=classed(plan, agency, period, observations.origin, firm, aspired),
        form=observations.forms.get(agency.id),
        months=_months(agency, observations),
        notices=observations.notices.get("" if agency.level == WHOLE else agency.id, ()),
        unconfirmed=tuple(
            d for d in observations.unconfirmed if agency.level == WHOLE or d.agency == agency.id
        ),
        tasks=tuple(
            replace(state, explanations=_of(explained, agency.level, state.task.clause))
            for state in tasks_of(plan, period, agency, observations.answers)
        ),
        duties=tuple(
            replace(
                state,
                answers=tuple(
                    replace(answer, explanations=_of(explained, agency.level, answer.input.id))
                    for answer in state.answers
                ),
            )
            for state in duties_of(plan, period, agency, observations.answers)
        ),
        objections=tuple(
            _opinion(o, results) for o in observations.objections if o.agency == agency.id
        ),
        explanations=tuple(e.text for e in _of(explained, agency.level, "")),
        predecessors=predecessors_of(plan, period, agency, observations),
        standing=observations.standings.get(agency.level),
    )


# The explanations of one agency, by level and input.
Explained = Mapping[tuple[Level, str], Sequence[LineExplanation]]


def _explained(plan: Plan, agency: Agency, explanations: Sequence[Explanation]) -> Explained:
    """The explanations of an agency, each with the name of the parent who gave it."""
    explained: dict[tuple[Level, str], list[LineExplanation]] = {}
    for each in (e for e in explanations if e.agency == agency.id):
        parent = "" if each.by == agency.id else plan.senders_by_id[each.by].name
        line = LineExplanation(each.text.rstrip(" .;") if each.input else each.text, parent)
        explained.setdefault((each.level, each.input), []).append(line)
    return explained


def _of(explained: Explained, level: Level, *inputs: str) -> tuple[LineExplanation, ...]:
    """The explanations of any of these inputs, each once."""
    return tuple(dict.fromkeys(e for name in inputs for e in explained.get((level, name), ())))


# The decisions of appraising bodies about the figures of one agency, by level and target.
Noted = Mapping[tuple[Level, str], Sequence[AppraisalNote]]


def _noted(plan: Plan, agency: Agency, decisions: Sequence[AppraisalDecision]) -> Noted:
    noted: dict[tuple[Level, str], list[AppraisalNote]] = {}
    for each in sorted((d for d in decisions if d.agency == agency.id), key=lambda d: d.round):
        reason = each.reason.rstrip(" .;")
        note = AppraisalNote(plan.agencies[each.by].name, each.round, each.decision, reason)
        noted.setdefault((each.level, each.target), []).append(note)
    return noted


def _with_explanations(result: Result, explained: Explained, noted: Noted) -> Result:
    """The result with the explanations of its lines and what bodies decided about it; none where
    the figure is withheld."""
    if not (explained or noted) or result.observation is None or is_withheld(result.observation):
        return result
    texts = _of(explained, result.level, *lines_of(result.target))
    notes = tuple(noted.get((result.level, result.target.id), ()))
    return replace(result, explanations=texts, appraisals=notes)


def _opinion(objection: Objection, results: Sequence[Result]) -> Opinion:
    """An objection without its texts where the figure is withheld."""
    place = objection.level, objection.target
    withheld = any((r.level, r.target.id) == place and is_withheld(r.observation) for r in results)
    return Opinion(
        target=objection.target,
        level=objection.level,
        opinion="" if withheld else objection.opinion,
        answer="" if withheld else objection.answer,
        answered=bool(objection.answer),
        withheld=withheld,
    )


def lines_of(target: Target) -> tuple[str, ...]:
    """The ids of the form lines behind a target."""
    return (target.id, *(entry.id for entry in target.inputs))


def _levels(plan: Plan, agency: Agency) -> tuple[Level, ...]:
    if agency.level == WHOLE:
        return (*plan.levels, WHOLE)
    return (agency.level, *plan.levels_under(agency.level))


def _tallies(plan: Plan, agency: Agency, observations: Observations) -> Mapping[str, int]:
    tallies = observations.tallies or {}
    if agency.level != WHOLE:
        return tallies.get(agency.id, {})
    return added(
        counts for owner, counts in tallies.items() if owner not in (UNATTRIBUTED, CENTRAL)
    )


def _months(agency: Agency, observations: Observations) -> tuple[MonthCounts, ...]:
    if agency.level != WHOLE:
        return observations.months.get(agency.id, ())
    return summed_months(
        months
        for owner, months in observations.months.items()
        if owner not in (UNATTRIBUTED, CENTRAL)
    )


def _result(
    plan: Plan,
    period: Period,
    agency: Agency,
    level: Level,
    target: Target,
    observations: Observations,
    previous: Observations | None,
    earlier: Observations | None,
) -> Result:
    key = (agency.id, level, target.id)
    sources = observations.rows.get(key, ())
    observation = sources[0] if sources else None
    since_start = _cumulative(target, observation, earlier.rows.get(key, ()) if earlier else ())
    # The province always gets a verdict, others what their level gets.
    judged = Judged.VERDICT if agency.level == WHOLE else target.judged.get(level, Judged.INFO)
    verdict = (
        with_outlook(
            judge(target, observation, judged, period, plan),
            target,
            observation,
            since_start,
            period,
            plan,
        )
        if observation
        else Verdict(Status.NOT_APPLICABLE, _why_not(agency, level, target))
    )
    before = previous.rows.get(key, ()) if previous else ()
    peers = (
        None if agency.level == WHOLE else observations.peers.get((agency.level, level, target.id))
    )
    result = Result(
        agency=agency.id,
        level=level,
        target=target,
        observation=observation,
        verdict=verdict,
        judged=judged,
        others=sources[1:],
        previous=before[0] if before else None,
        previous_verdict=judge(target, before[0], judged, plan.periods[previous.period], plan)
        if before and previous
        else None,
        cumulative=since_start,
        peer_median=peers.median if peers else None,
        peer_count=peers.count if peers else 0,
        peer_yes=peers.yes if peers else None,
        peer_quartiles=peers.quartiles if peers else None,
        own_reports=own_reports(plan, period, target, level, observations)
        if agency.level == WHOLE
        else None,
    )
    result = published(
        plan,
        result,
        agency,
        before,
        observations.withheld.get(key),
        previous.withheld.get(key) if previous else None,
        (period, plan.periods[previous.period] if previous else None),
    )
    return _with_points(result, agency, plan)


def _cumulative(
    target: Target, observation: Observation | None, earlier: Sequence[Observation]
) -> Component | None:
    """Counts of a flow since the year's beginning: the earlier part of the year and this one."""
    if observation is None or not earlier or target.yearly or target.counts is not Counts.FLOW:
        return None
    both = (earlier[0], observation)
    if target.measure is not Measure.SHARE or any(o.sampled or o.missing for o in both):
        return None
    if any(o.numerator is None or o.denominator is None for o in both):
        return None
    return Component(
        "cumulative",
        sum(o.numerator or 0 for o in both),
        sum(o.denominator or 0 for o in both),
    )


def _why_not(agency: Agency, level: Level, target: Target) -> Reason:
    if target.rollup is Rollup.DIRECT and (agency.level == WHOLE or not target.binds.levels):
        return Reason.PROVINCE_ONLY
    if level == WHOLE and WHOLE not in target.thresholds:
        return Reason.NO_POOL
    if target.rollup is Rollup.DISTINCT and level != agency.level and level in target.binds.levels:
        return Reason.COMMON_REGISTER
    return Reason.NOT_BOUND


def _with_points(result: Result, agency: Agency, plan: Plan) -> Result:
    if result.level != agency.level or agency.level == WHOLE:
        return result
    scored = scoring.points(result, plan.scoring)
    return replace(result, points=scored[0], max_points=scored[2]) if scored else result
