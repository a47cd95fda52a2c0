"""The evaluation of one agency, from observations; pure.

Also the rows of the results table, and the digest that names what a packet shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction

from helpers import counting, scoring, wording
from helpers.formulas import value
from helpers.model import (
    AGENCY_LEVELS,
    Agency,
    Counts,
    Evaluation,
    Explanation,
    Judged,
    Kind,
    Level,
    Measure,
    Objection,
    Observation,
    Observations,
    Part,
    Period,
    Plan,
    Reason,
    Result,
    Rollup,
    Status,
    Target,
    Verdict,
    WrongUse,
)
from helpers.observations import added, built_targets
from helpers.tasks import duties_of, tasks_of
from helpers.verdicts import judge

UNCHOSEN = "CHƯA-CHỌN-ĐƠN-VỊ"
NOBODYS = (counting.UNATTRIBUTED, counting.CENTRAL)


def province_agency(plan: Plan, period: Period) -> Agency:
    """The province as a whole, evaluated like an agency and listed among none."""
    return Agency(
        id=plan.province,
        code="",
        name=plan.province_name,
        level=Level.ALL,
        parent="",
        start=period.start,
        end=None,
        predecessors=(),
        attributes=frozenset(),
        source=plan.number,
        verified=True,
    )


def evaluate(
    plan: Plan,
    observations: Observations,
    agency_id: str,
    previous: Observations | None = None,
    earlier: Observations | None = None,
) -> Evaluation:
    """Everything one agency's packet shows. Pure; `previous` holds the period compared with,
    `earlier` the part of the year before a period that is only a later part of it.

    Raises WrongUse for an agency that is not in the period's registry.
    """
    period = plan.periods[observations.period]
    agency = _agency(plan, period, agency_id)
    said = _said(plan, agency, observations.explanations)
    results = tuple(
        _explained(
            _result(plan, period, agency, level, target, observations, previous, earlier), said
        )
        for level in _levels(agency)
        for target in built_targets(plan)
    )
    own = [r for r in results if r.max_points is not None]
    tallies = _tallies(plan, agency, observations)
    return Evaluation(
        plan=plan,
        agency=agency,
        period=period,
        origin=observations.origin,
        results=results,
        dossiers=None if observations.tallies is None else counting.dossier_counts(tallies),
        tallies=tallies,
        previous_period=plan.periods[previous.period] if previous else None,
        firm=scoring.total(own, plan.scoring, firm=True),
        aspired=scoring.total(own, plan.scoring, firm=False),
        form=observations.forms.get(agency.id),
        notices=observations.notices.get("" if agency.level is Level.ALL else agency.id, ()),
        tasks=tuple(
            replace(state, explanations=_of(said, agency.level, state.task.clause))
            for state in tasks_of(plan, period, agency, observations.answers)
        ),
        duties=tuple(
            replace(
                state,
                answers=tuple(
                    replace(answer, explanations=_of(said, agency.level, answer.input.id))
                    for answer in state.answers
                ),
            )
            for state in duties_of(plan, period, agency, observations.answers)
        ),
        objections=tuple(
            _opinion(o, results) for o in observations.objections if o.agency == agency.id
        ),
        explanations=_of(said, agency.level, ""),
    )


Said = Mapping[tuple[Level, str], Sequence[str]]  # explanations of one body, by level and input


def _said(plan: Plan, agency: Agency, explanations: Sequence[Explanation]) -> Said:
    """What was explained of one body, with whose words it is; of no line, as it stands."""
    found: dict[tuple[Level, str], list[str]] = {}
    for each in (e for e in explanations if e.agency == agency.id):
        parent = "" if each.by == agency.id else _name(plan, each.by)
        words = wording.explained(each.text, parent) if each.input else each.text
        found.setdefault((each.level, each.input), []).append(words)
    return found


def _name(plan: Plan, agency_id: str) -> str:
    return plan.province_name if agency_id == plan.province else plan.agencies[agency_id].name


def _of(said: Said, level: Level, *inputs: str) -> tuple[str, ...]:
    """What was explained of any of these inputs, each text once."""
    return tuple(dict.fromkeys(text for name in inputs for text in said.get((level, name), ())))


def _explained(result: Result, said: Said) -> Result:
    """With what was explained of the lines behind it; with a figure that is withheld, so is what
    was said of it."""
    if not said or result.observation is None or _is_withheld(result.observation):
        return result
    return replace(result, explanations=_of(said, result.level, *lines_of(result.target)))


def _opinion(objection: Objection, results: Sequence[Result]) -> Objection:
    """What was said of a figure, and the answer; of one that is withheld only that it was said."""
    place = objection.level, objection.target
    hidden = any((r.level, r.target.id) == place and _is_withheld(r.observation) for r in results)
    if not hidden:
        return objection
    unsaid = wording.OPINION_WITHHELD
    return replace(objection, opinion=unsaid, answer=unsaid if objection.answer else "")


def lines_of(target: Target) -> tuple[str, ...]:
    """The inputs whose lines in a form a target looks at."""
    return (target.id, *(entry.id for entry in target.inputs))


def _agency(plan: Plan, period: Period, agency_id: str) -> Agency:
    if agency_id == plan.province:
        return province_agency(plan, period)
    if agency_id == UNCHOSEN:
        raise WrongUse(wording.agency_unchosen())
    agency = plan.agencies.get(agency_id)
    if agency is None:
        raise WrongUse(wording.unknown_agency(agency_id, plan.id))
    if not agency.exists_on(period.end):
        raise WrongUse(wording.agency_not_in_period(agency, period))
    return agency


def _levels(agency: Agency) -> tuple[Level, ...]:
    if agency.level is Level.ALL:
        return (*AGENCY_LEVELS, Level.ALL)
    if agency.level is Level.DISTRICT:
        return (Level.DISTRICT, Level.COMMUNE)
    return (agency.level,)


def _tallies(plan: Plan, agency: Agency, observations: Observations) -> Mapping[str, int]:
    tallies = observations.tallies or {}
    if agency.level is not Level.ALL:
        return tallies.get(agency.id, {})
    return added(counts for owner, counts in tallies.items() if owner not in NOBODYS)


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
    found = observations.rows.get(key, ())
    observation = found[0] if found else None
    judged = _judged(agency, level, target)
    verdict = (
        judge(target, observation, judged, period, plan)
        if observation
        else Verdict(Status.NOT_APPLICABLE, _why_not(agency, level, target))
    )
    before = previous.rows.get(key, ()) if previous else ()
    peers = (
        None
        if agency.level is Level.ALL
        else observations.peers.get((agency.level, level, target.id))
    )
    result = Result(
        agency=agency.id,
        level=level,
        target=target,
        observation=observation,
        verdict=verdict,
        judged=judged,
        others=found[1:],
        previous=before[0] if before else None,
        previous_verdict=judge(target, before[0], judged, plan.periods[previous.period], plan)
        if before and previous
        else None,
        cumulative=_cumulative(target, observation, earlier.rows.get(key, ()) if earlier else ()),
        peer_median=peers.median if peers else None,
        peer_count=peers.count if peers else 0,
    )
    return _withheld(_with_points(result, agency, plan), agency, before)


def _cumulative(
    target: Target, observation: Observation | None, earlier: Sequence[Observation]
) -> Part | None:
    """Counts of a flow since the year's beginning: the earlier part of the year and this one."""
    if observation is None or not earlier or target.yearly or target.counts is not Counts.FLOW:
        return None
    both = (earlier[0], observation)
    if target.measure is not Measure.SHARE or any(o.sampling or o.missing for o in both):
        return None
    if any(o.numerator is None or o.denominator is None for o in both):
        return None
    return Part(
        wording.SINCE_START,
        sum(o.numerator or 0 for o in both),
        sum(o.denominator or 0 for o in both),
    )


def _withheld(result: Result, agency: Agency, before: Sequence[Observation]) -> Result:
    """A contribution of one or two persons, or of all but one or two, names them: it is counted in
    the province's figure and shown nowhere else (methods 6).

    One figure tells what another beside it was: what is said of a target is shown as a whole or
    not at all, figures that an appraisal replaced (also `before`, a period ago) included.
    """
    if not result.target.private or agency.level is Level.ALL:
        return result
    if not any(map(_names_persons, (*_figures(result), *before))):
        return result
    seen, then = _hidden(result.observation), _hidden(result.previous)
    unsaid = Verdict(None, Reason.WITHHELD)
    return replace(
        result,
        observation=seen,
        others=tuple(other for o in result.others if (other := _hidden(o))),
        previous=then,
        cumulative=None,
        verdict=unsaid if _is_withheld(seen) else result.verdict,
        previous_verdict=unsaid if _is_withheld(then) else result.previous_verdict,
    )


def _figures(result: Result) -> tuple[Observation, ...]:
    return (*([result.observation] if result.observation else []), *result.others)


def _hidden(seen: Observation | None) -> Observation | None:
    """An observation without anything that tells its figure; a gap stays a gap."""
    if seen is None or seen.missing is not None:
        return seen
    return Observation(
        agency=seen.agency,
        level=seen.level,
        target=seen.target,
        source=seen.source,
        numerator=None,
        denominator=None,
        missing=Reason.WITHHELD,
    )


def _is_withheld(seen: Observation | None) -> bool:
    return seen is not None and seen.missing is Reason.WITHHELD


def _names_persons(observation: Observation) -> bool:
    able, whole = observation.numerator or 0, observation.denominator or 0
    return bool({able, whole - able} & {1, 2})


def _judged(agency: Agency, level: Level, target: Target) -> Judged:
    """What a row shows: the province always gets a verdict, others what their level gets."""
    if agency.level is Level.ALL:
        return Judged.VERDICT
    return target.judged.get(level, Judged.INFO)


def _why_not(agency: Agency, level: Level, target: Target) -> Reason:
    if target.rollup is Rollup.DIRECT and (agency.level is Level.ALL or not target.binds.levels):
        return Reason.PROVINCE_ONLY
    if level is Level.ALL and Level.ALL not in target.thresholds:
        return Reason.NO_POOL
    if (
        target.rollup is Rollup.DISTINCT
        and level is not agency.level
        and level in target.binds.levels
    ):
        return Reason.COMMON_REGISTER
    return Reason.NOT_BOUND


def _with_points(result: Result, agency: Agency, plan: Plan) -> Result:
    if result.level is not agency.level or agency.level is Level.ALL:
        return result
    scored = scoring.points(result, plan.scoring)
    return replace(result, points=scored[0], max_points=scored[2]) if scored else result


# ---------------------------------------------------------------- results


def results_rows(evaluation: Evaluation) -> list[dict[str, object]]:
    """The rows of the results table for one agency: targets with a figure, plan order.

    Value, threshold, margin and interval in the target's unit (percent 0-100), 6 decimals.
    """
    return [
        _results_row(evaluation, result)
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE
    ]


def _results_row(evaluation: Evaluation, result: Result) -> dict[str, object]:
    target, verdict, observation = result.target, result.verdict, result.observation
    return {
        "plan": evaluation.plan.id,
        "period": evaluation.period.id,
        "agency": result.agency,
        "level": result.level.value,
        "area": target.area,
        "clause": target.clause,
        "target": target.id,
        "source": observation.source.value if observation else None,
        "numerator": observation.numerator if observation else None,
        "denominator": observation.denominator if observation else None,
        "value": _six(value(target, observation)),
        "comparison": target.comparison.value if target.comparison else None,
        "threshold": _six(target.threshold(result.level)),
        "due": target.due,
        "status": verdict.status.value if verdict.status else None,
        "margin": _six(verdict.margin),
        "margin_units": verdict.margin_units,
        "low": _six(verdict.low),
        "high": _six(verdict.high),
        "points": _six(result.points),
        "max_points": _six(result.max_points),
    }


def _six(value: Fraction | float | None) -> float | None:
    return None if value is None else float(wording.rounded(Fraction(value), 6))


def sources_rows(evaluation: Evaluation) -> list[dict[str, object]]:
    """Every figure by its source, the one that counts first (precedence: model.Source)."""
    return [
        {
            "agency": result.agency,
            "level": result.level.value,
            "target": result.target.id,
            "source": observation.source.value,
            "numerator": observation.numerator,
            "denominator": observation.denominator,
            "value": _six(value(result.target, observation)),
        }
        for result in evaluation.results
        if result.target.kind is Kind.QUANTITATIVE and result.observation
        for observation in (result.observation, *result.others)
    ]


# ---------------------------------------------------------------- identity


def evaluation_digest(evaluation: Evaluation) -> str:
    """sha256 of all an agency's packet can show; equal digests give equal packets.

    Of the registry only the agency itself counts, so a neighbour's change counts only through
    what is shown of it (medians, as printed).
    """
    # Every notebook of a packet states it, and the page twice, so that of the latest is kept.
    global _digested
    digested = _digested
    if digested is None or digested[0] is not evaluation:
        digested = _digested = (evaluation, _digest(evaluation))
    return digested[1]


_digested: tuple[Evaluation, str] | None = None


def _digest(evaluation: Evaluation) -> str:
    plan = evaluation.plan
    shown = [
        [plan.id, plan.number, plan.title, plan.areas, plan.tasks, plan.budget, plan.duties],
        [plan.scoring.label, plan.scoring.source, plan.scoring.verified],
        {f.name: getattr(evaluation, f.name) for f in fields(evaluation) if f.name != "plan"},
    ]
    text = json.dumps(shown, default=_canonical, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> object:
    """A JSON form of what json itself does not know, the same in every process."""
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Fraction | date):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
