"""Observations of a whole period: every agency at its own level, and all roll-ups.

One pass over the store; what is kept are counts with their source, or the reason for a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from helpers import store
from helpers.evaluation.formulas import median, value
from helpers.evaluation.indicators import observed
from helpers.evaluation.indicators.records import Records
from helpers.evaluation.rollups import added, common_sampling, members_of_wholes, roll_up
from helpers.forms import questions
from helpers.model import (
    AGENCY_LEVELS,
    FORM,
    Agency,
    Appraisal,
    Component,
    Fact,
    Judged,
    Kind,
    Level,
    Observation,
    Observations,
    Peers,
    Period,
    Plan,
    Reason,
    Rollup,
    Source,
    Target,
    rounding,
)
from helpers.model.plan import built_targets
from helpers.model.results import Key
from helpers.store import Snapshot, counting

AllRecords = Mapping[tuple[str, Level], Records]


def observe(plan: Plan, period: Period, snapshot: Snapshot) -> Observations:
    """All observations of a period: every agency at its own level, districts' communes, and the
    province by level and as a whole."""
    tallies = counting.dossier_tallies(snapshot, period) if snapshot.has_dossiers else None
    forms = _forms(plan, period, snapshot)
    records = _with_appraisals(
        _records(plan, period, snapshot, tallies, forms), store.appraisals(snapshot)
    )
    rows: dict[Key, tuple[Observation, ...]] = {}
    for target in built_targets(plan):
        own = [
            _by_precedence(
                seen,
                *_beneath(plan, target, seen, records),
                *_stated(target, seen, records[seen.agency, seen.level]),
            )
            for seen in _own(plan, period, target, records)
        ]
        wholes = _roll_ups(plan, target, records, [found[0] for found in own])
        for found in [*own, *((w, *_beneath(plan, target, w, records)) for w in wholes)]:
            rows[found[0].agency, found[0].level, target.id] = found
    notices: dict[str, list[str]] = defaultdict(list)
    for remark in store.remarks(snapshot):
        notices[remark.agency].append(remark.text)
    return Observations(
        period=period.id,
        snapshot=snapshot.id,
        origin=snapshot.origin,
        rows=rows,
        tallies=tallies,
        forms=forms,
        notices={agency: tuple(texts) for agency, texts in notices.items()},
        peers=_peers(plan, period, rows),
        answers=_answers(plan, snapshot),
        objections=store.objections(snapshot),
        explanations=store.explanations(snapshot),
    )


def records_of(plan: Plan, period: Period, snapshot: Snapshot) -> AllRecords:
    """What the observations of a period rest on, by agency (or the province's lists) and level."""
    tallies = counting.dossier_tallies(snapshot, period) if snapshot.has_dossiers else None
    forms = _forms(plan, period, snapshot)
    found = _records(plan, period, snapshot, tallies, forms)
    return _with_appraisals(found, store.appraisals(snapshot))


def _with_appraisals(
    records: AllRecords, appraisals: Iterable[Appraisal]
) -> dict[tuple[str, Level], Records]:
    found: dict[tuple[str, Level], dict[str, Appraisal]] = defaultdict(dict)
    for appraisal in appraisals:
        found[appraisal.agency, appraisal.level][appraisal.target] = appraisal
    return {key: replace(each, appraised=found.get(key, {})) for key, each in records.items()}


def _forms(plan: Plan, period: Period, snapshot: Snapshot) -> dict[str, Reason]:
    """Why there is no form, for the province and every agency of the registry without one."""
    submissions = [s for s in store.submissions(snapshot) if s.kind == FORM]
    accepted = {s.agency for s in submissions if s.accepted}
    refused = {s.agency for s in submissions if not s.accepted}
    missing = {}
    for agency in plan.senders(period):
        if agency.id in refused - accepted:
            missing[agency.id] = Reason.REFUSED
        elif agency.id not in accepted:
            asked = questions(plan, agency, period)
            missing[agency.id] = Reason.NOT_SENT if asked else Reason.NOT_ASKED
    return missing


def _records(
    plan: Plan,
    period: Period,
    snapshot: Snapshot,
    tallies: Mapping[str, Mapping[str, int]] | None,
    forms: Mapping[str, Reason],
) -> dict[tuple[str, Level], Records]:
    """What is on record for each agency, each list of the province form, and the province."""
    facts: dict[tuple[str, Level], dict[str, Fact]] = defaultdict(dict)
    for fact in store.facts(snapshot):
        facts[fact.agency, fact.level][fact.input] = fact
    survey = counting.survey_tallies(snapshot) if snapshot.has_survey else None
    by_parent = {
        level: frozenset(i.id for t in plan.targets for i in t.inputs if level in i.by_parent)
        for level in AGENCY_LEVELS
    }
    records = {}
    for agency in plan.involved(period):
        answers = None if survey is None else survey.get(agency.id)
        records[agency.id, agency.level] = Records(
            level=agency.level,
            by_parent=by_parent[agency.level],
            facts=facts[agency.id, agency.level],
            form=forms.get(agency.id),
            dossiers=None if tallies is None else tallies.get(agency.id, {}),
            survey=None if survey is None else (answers.counts if answers else {}),
            sampling=answers.sampling if answers else None,
        )
    no_form = Reason.NO_REGISTER if plan.province.id in forms else None
    for level in AGENCY_LEVELS:
        records[plan.province.id, level] = Records(level, facts[plan.province.id, level], no_form)
    members = [records[a.id, a.level] for a in plan.involved(period)]
    records[plan.province.id, Level.ALL] = Records(
        level=Level.ALL,
        facts=facts[plan.province.id, Level.ALL],
        form=no_form,
        dossiers=None if tallies is None else added(r.dossiers or {} for r in members),
        survey=None if survey is None else added(r.survey or {} for r in members),
        sampling=common_sampling(r.sampling for r in members),
    )
    return records


def _own(plan: Plan, period: Period, target: Target, records: AllRecords) -> list[Observation]:
    """The observations of single agencies, at their own level, where the target binds them.

    A predecessor counts with the dossiers it resolved; it is not asked for anything else.
    """
    registry = {agency.id for agency in plan.registry(period)}
    found = []
    for agency in plan.involved(period):
        if not target.binds.includes(agency) or agency.level not in target.judged:
            continue
        observation = _observation(
            plan, target, agency.id, agency.level, _on_record(plan, target, agency, records)
        )
        resolved = observation.missing is None and bool(observation.denominator)
        if agency.id in registry or (target.rollup is Rollup.SUM and resolved):
            found.append(observation)
    return found


def _on_record(plan: Plan, target: Target, agency: Agency, records: AllRecords) -> Records:
    """The agency's own records, or the province's list where the agency only shares in it."""
    shared = shared_list(target, agency.level)
    return records[plan.province.id if shared else agency.id, agency.level]


def province_records(plan: Plan, target: Target, records: AllRecords) -> Records:
    """What the province's own figure rests on. One that exports alone give is made of the answers
    of those it binds, so that it says the same as the sum of their figures: what somebody
    without procedures is told of procedures is no answer to the question."""
    whole = records[plan.province.id, Level.ALL]
    if target.inputs or whole.survey is None:
        return whole
    asked = [
        each
        for (name, level), each in records.items()
        if each.survey
        and (agency := plan.agencies.get(name)) is not None
        and (target.binds.includes(agency) or level not in target.binds.levels)
    ]
    return replace(
        whole,
        survey=added(each.survey or {} for each in asked),
        dossiers=None if whole.dossiers is None else added(each.dossiers or {} for each in asked),
        sampling=common_sampling(each.sampling for each in asked),
    )


def shared_list(target: Target, level: Level) -> bool:
    """Whether the agencies of a level only share in one of the province's lists."""
    return target.rollup is Rollup.DISTINCT and target.judged.get(level) is Judged.INFO


def _beneath(
    plan: Plan, target: Target, seen: Observation, records: AllRecords
) -> tuple[Observation, ...]:
    """The observation that an appraised figure went before."""
    agency = plan.agencies.get(seen.agency)
    key = (seen.agency, seen.level)
    found = _on_record(plan, target, agency, records) if agency else records.get(key)
    if seen.source is not Source.APPRAISED or not found or target.id not in found.appraised:
        return ()
    return (_observation(plan, target, *key, replace(found, appraised={})),)


def _observation(
    plan: Plan, target: Target, agency: str, level: Level, records: Records
) -> Observation:
    if target.id in records.appraised:
        return _appraised(plan, agency, records.appraised[target.id])
    if target.kind is Kind.QUALITATIVE:
        return _judgement(target, agency, level, records)
    return replace(observed(target, agency, records), baseline=_baseline(target, records))


def _appraised(plan: Plan, agency: str, appraisal: Appraisal) -> Observation:
    return Observation(
        agency=agency,
        level=appraisal.level,
        target=appraisal.target,
        source=Source.APPRAISED,
        numerator=appraisal.numerator,
        denominator=appraisal.denominator,
        evidence=appraisal.evidence,
        by=plan.agencies[appraisal.by].name,
        why=appraisal.reason,
    )


def _baseline(target: Target, records: Records) -> Component | None:
    """Numerator and denominator at the end of the base year, where they are on record."""
    if not target.baseline:
        return None
    numerator, denominator = (records.count(name) for name in target.baseline)
    if numerator is None or not denominator or numerator > denominator:
        return None
    return Component("baseline", numerator, denominator)


def _stated(target: Target, computed: Observation, records: Records) -> tuple[Observation, ...]:
    """What the agency itself states where the log's figure was put to it: its agreement with the
    counts it was shown, or counts of its own with a reason."""
    fact = records.facts.get(target.id) if target.agreed else None
    if fact is None or fact.value is None or fact.whole is None or fact.value > fact.whole:
        return ()
    return (
        Observation(
            agency=computed.agency,
            level=computed.level,
            target=target.id,
            source=Source.REPORTED,
            numerator=fact.value,
            denominator=fact.whole,
            evidence=fact.evidence,
        ),
    )


def _by_precedence(*found: Observation) -> tuple[Observation, ...]:
    """The one that counts first: what has a figure, then by falling precedence of its source."""
    order = list(Source)
    return tuple(sorted(found, key=lambda o: (o.missing is not None, -order.index(o.source))))


def _judgement(target: Target, agency: str, level: Level, records: Records) -> Observation:
    """A clause without a figure: done, under way or not begun, as the form states it."""
    fact = next((records.facts[i.id] for i in target.inputs if i.id in records.facts), None)
    return Observation(
        agency=agency,
        level=level,
        target=target.id,
        source=Source.REPORTED,
        numerator=None,
        denominator=None,
        missing=None if fact else (records.form or Reason.BLANK),
        judgement=fact.judgement if fact else None,
        evidence=fact.evidence if fact else "",
    )


def _roll_ups(
    plan: Plan, target: Target, records: AllRecords, own: Sequence[Observation]
) -> list[Observation]:
    lists = {level for entry in target.inputs for level in entry.register}
    if target.rollup is Rollup.DISTINCT and lists != {Level.ALL}:
        return _lists(plan, target, records)
    if target.rollup in (Rollup.DIRECT, Rollup.DISTINCT) and (lists or not target.inputs):
        whole = province_records(plan, target, records)
        return [_observation(plan, target, plan.province.id, Level.ALL, whole)]
    return [
        roll_up(target, agency, level, members)
        for (agency, level), members in members_of_wholes(plan, target, own).items()
    ]


def _lists(plan: Plan, target: Target, records: AllRecords) -> list[Observation]:
    """The province's lists, one by level, and their sum: the lists share no procedure."""
    levels = [at for at in AGENCY_LEVELS if any(at in i.register for i in target.inputs)]
    lists = [
        _observation(plan, target, plan.province.id, level, records[plan.province.id, level])
        for level in levels
    ]
    missing = next((o.missing for o in lists if o.missing), None)
    whole = Observation(
        agency=plan.province.id,
        level=Level.ALL,
        target=target.id,
        source=min((o.source for o in lists), key=list(Source).index),
        numerator=None if missing else sum(o.numerator or 0 for o in lists),
        denominator=None if missing else sum(o.denominator or 0 for o in lists),
        missing=missing,
        evidence="; ".join(dict.fromkeys(o.evidence for o in lists if o.evidence)),
    )
    return [*lists, whole]


def _peers(
    plan: Plan, period: Period, rows: Mapping[Key, tuple[Observation, ...]]
) -> dict[tuple[Level, Level, str], Peers]:
    """The median of all bodies that have the same row: agencies of one level, or districts'
    communes. Rounded as it is shown, so that what shows nowhere changes nothing."""
    values: dict[tuple[Level, Level, str], list[Fraction]] = defaultdict(list)
    level_of = {agency.id: agency.level for agency in plan.registry(period)}
    compared = {target.id: target for target in built_targets(plan) if not target.private}
    for (agency, level, target_id), found in rows.items():
        body, target = level_of.get(agency), compared.get(target_id)
        if body is None or target is None or _shares_a_list(target, level):
            continue
        figure = value(target, found[0])
        if figure is not None:
            values[body, level, target_id].append(figure)
    return {
        key: Peers(float(rounding.rounded(middle, 1)), len(found))
        for key, found in values.items()
        if (middle := median(found)) is not None
    }


def _shares_a_list(target: Target, level: Level) -> bool:
    return target.rollup is Rollup.DISTINCT and target.judged.get(level) is Judged.INFO


def _answers(plan: Plan, snapshot: Snapshot) -> dict[tuple[str, str], Fact]:
    """What the forms say of tasks and duties, by agency and task clause or input."""
    wanted = {task.clause for task in plan.tasks}
    wanted |= {entry.id for duty in plan.duties for entry in duty.inputs}
    facts = store.facts(snapshot)
    return {(fact.agency, fact.input): fact for fact in facts if fact.input in wanted}
