"""The observations of a period: of every agency at its own level, and all roll-ups.

An observation has counts and their source, or the reason why there are none (methods 1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers import store
from helpers.evaluation.doubts import Doubts, doubts_of
from helpers.evaluation.indicators import observed
from helpers.evaluation.indicators.records import Records
from helpers.evaluation.notices import notices_of
from helpers.evaluation.peers import peers_of
from helpers.evaluation.rollups import (
    added,
    doubts_in,
    members_of_wholes,
    roll_up,
    without_data,
)
from helpers.evaluation.statements import stating_no_dossier
from helpers.evaluation.withheld import Rows, with_groups_shown, withheld_sums
from helpers.forms import questions
from helpers.model import (
    FORM,
    WHOLE,
    Agency,
    Appraisal,
    Component,
    Doubt,
    Fact,
    Key,
    Kind,
    Level,
    Observation,
    Observations,
    Period,
    Plan,
    Reason,
    Rollup,
    Source,
    Target,
)
from helpers.store import Snapshot, counting
from helpers.store.counting import question_of, valid_count

NO_DOSSIERS: Mapping[str, int] = {}
AllRecords = Mapping[tuple[str, Level], Records]


def observe(
    plan: Plan, period: Period, snapshot: Snapshot, earlier: Sequence[Rows] = ()
) -> Observations:
    """All observations of a period: of every agency at its own level, of each district's communes,
    and of the province by level and as a whole. `earlier`: the rows of the period's earlier
    snapshots, oldest first, which may have been published.

    Raises StoreError if a table of the snapshot is damaged.
    """
    tallies = counting.dossier_tallies(snapshot, period) if snapshot.has_dossiers else None
    forms, doubts = _forms(plan, period, snapshot), doubts_of(plan, snapshot)
    records = _records(plan, period, snapshot, tallies, forms, doubts)
    rows: dict[Key, tuple[Observation, ...]] = {}
    for target in plan.targets:
        own = [
            _by_precedence(
                observation,
                *_before_appraisal(plan, target, observation, records),
                *_stated(target, observation, records[observation.agency, observation.level]),
            )
            for observation in _own(plan, period, target, records)
        ]
        wholes = _roll_ups(plan, target, records, [sources[0] for sources in own])
        own += [(whole, *_before_appraisal(plan, target, whole, records)) for whole in wholes]
        rows |= {(best.agency, best.level, target.id): (best, *rest) for best, *rest in own}
    withheld = withheld_sums(plan, rows, earlier)
    rows |= with_groups_shown(plan, rows)
    return Observations(
        period=period.id,
        snapshot=snapshot.id,
        origin=snapshot.origin,
        rows=rows,
        tallies=tallies,
        forms=forms,
        months=counting.month_counts(snapshot, period) if snapshot.has_dossiers else {},
        notices=notices_of(plan, snapshot),
        peers=peers_of(plan, period, rows, withheld),
        answers=_answers(plan, snapshot),
        unconfirmed=tuple(doubts.values()),
        objections=store.objections(snapshot),
        explanations=store.explanations(snapshot),
        decisions=store.appraisal_decisions(snapshot),
        withheld=withheld,
    )


def records_of(
    plan: Plan, period: Period, snapshot: Snapshot, observations: Observations
) -> AllRecords:
    """The records behind observations that were made of the snapshot, by agency (or the province)
    and level. The dossiers are not counted again."""
    tallies, forms = observations.tallies, observations.forms
    return _records(plan, period, snapshot, tallies, forms, doubts_of(plan, snapshot))


def _forms(plan: Plan, period: Period, snapshot: Snapshot) -> dict[str, Reason]:
    """Why there is no form, by sender without one."""
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
    doubts: Doubts,
) -> dict[tuple[str, Level], Records]:
    """The records of each agency, of each list of the province's form, and of the province."""
    stated = store.facts(snapshot)
    facts: dict[tuple[str, Level], dict[str, Fact]] = defaultdict(dict)
    for fact in stated:
        facts[fact.agency, fact.level][fact.input] = fact
    survey = counting.survey_tallies(snapshot) if snapshot.has_survey else {}
    sampled = any(tally.random["answers"] for tally in survey.values())
    of_all = added(tally.random for tally in survey.values())
    questions = frozenset(q for q in map(question_of, of_all) if of_all.get(valid_count(q)))
    by_parent = {
        level: frozenset(i.id for t in plan.targets for i in t.inputs if level in i.by_parent)
        for level in plan.levels
    }
    totals = store.totals(snapshot) if snapshot.has_totals else {}
    listed = ((agency, row["c3"]) for agency, row in totals.items())
    none = dict.fromkeys(stating_no_dossier(plan, stated, listed), NO_DOSSIERS)
    records = {}
    for agency in plan.involved(period):
        ballots = survey.get(agency.id, counting.SurveyTally({}, {}))
        records[agency.id, agency.level] = Records(
            level=agency.level,
            by_parent=by_parent[agency.level],
            facts=facts[agency.id, agency.level],
            form=forms.get(agency.id),
            dossiers=None if tallies is None else tallies.get(agency.id, none.get(agency.id)),
            no_dossiers=Reason.NO_EXPORT if tallies is None else Reason.NOT_IN_EXPORT,
            survey=_drawn(ballots) if sampled else None,
            voluntary=ballots.voluntary,
            questions=questions,
        )
    no_form = Reason.NO_REGISTER if plan.province.id in forms else None
    for level in plan.levels:
        records[plan.province.id, level] = Records(level, facts[plan.province.id, level], no_form)
    members = [records[a.id, a.level] for a in plan.involved(period)]
    records[plan.province.id, WHOLE] = Records(
        level=WHOLE,
        facts=facts[plan.province.id, WHOLE],
        form=no_form,
        dossiers=None if tallies is None else added(r.dossiers or {} for r in members),
        survey=added(r.survey or {} for r in members) if sampled else None,
        voluntary=added(r.voluntary for r in members),
        questions=questions,
    )
    appraised: dict[tuple[str, Level], dict[str, Appraisal]] = defaultdict(dict)
    for appraisal in store.appraisals(snapshot):
        appraised[appraisal.agency, appraisal.level][appraisal.target] = appraisal
    unconfirmed: dict[tuple[str, Level], dict[str, Doubt]] = defaultdict(dict)
    for (sender, level, line), doubt in doubts.items():
        unconfirmed[sender, level][line] = doubt
    return {
        key: replace(each, appraised=appraised[key], unconfirmed=unconfirmed[key])
        for key, each in records.items()
    }


def _drawn(ballots: counting.SurveyTally) -> Mapping[str, int]:
    """The counts of random ballots; empty where there is none."""
    return ballots.random if ballots.random.get("answers") else {}


def _own(plan: Plan, period: Period, target: Target, records: AllRecords) -> list[Observation]:
    """The observations of the agencies that a target binds, at their own level.

    A predecessor has only those of the dossiers it resolved.
    """
    registry = {agency.id for agency in plan.registry(period)}
    observations = []
    for agency in plan.involved(period):
        if not target.binds.includes(agency) or agency.level not in target.judged:
            continue
        observation = _observation(
            plan, target, agency.id, agency.level, _on_record(plan, target, agency, records)
        )
        resolved = observation.missing is None and bool(
            observation.denominator or observation.undated
        )
        if agency.id in registry or (target.rollup is Rollup.SUM and resolved):
            observations.append(observation)
    return observations


def _on_record(plan: Plan, target: Target, agency: Agency, records: AllRecords) -> Records:
    """The agency's own records, or the province's list that it only shares."""
    shared = target.shares_list(agency.level)
    return records[plan.province.id if shared else agency.id, agency.level]


def province_records(plan: Plan, target: Target, records: AllRecords) -> Records:
    """The records of the province's own figure. A figure from exports alone counts only agencies
    that the target binds, so that it equals the sum of their figures."""
    whole = records[plan.province.id, WHOLE]
    if target.inputs:
        return whole
    bound = [
        each
        for (name, level), each in records.items()
        if (agency := plan.agencies.get(name)) is not None
        and (target.binds.includes(agency) or level not in target.binds.levels)
    ]
    whole = replace(whole, voluntary=added(each.voluntary for each in bound))
    if whole.survey is None:
        return whole
    sampled = [each for each in bound if each.survey]
    return replace(
        whole,
        survey=added(each.survey or {} for each in sampled),
        dossiers=None if whole.dossiers is None else added(each.dossiers or {} for each in sampled),
    )


def _before_appraisal(
    plan: Plan, target: Target, observation: Observation, records: AllRecords
) -> tuple[Observation, ...]:
    """The observation that an appraised figure replaces; none if it is not appraised itself."""
    agency = plan.agencies.get(observation.agency)
    key = (observation.agency, observation.level)
    own = _on_record(plan, target, agency, records) if agency else records.get(key)
    if observation.source is not Source.APPRAISED or not own or target.id not in own.appraised:
        return ()
    return (_observation(plan, target, *key, replace(own, appraised={})),)


def _observation(
    plan: Plan, target: Target, agency: str, level: Level, records: Records
) -> Observation:
    if target.id in records.appraised:
        return _appraised(plan, agency, records.appraised[target.id])
    if target.kind is Kind.QUALITATIVE:
        return _judgement(target, agency, level, records)
    observation, baseline = observed(target, agency, records), _baseline(target, records)
    observation = replace(observation, baseline=baseline)
    if baseline is None or observation.missing is not None:
        return observation
    doubts = (*observation.unconfirmed, *records.doubts(*target.baseline))
    return replace(observation, unconfirmed=tuple(dict.fromkeys(doubts)))


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
    """The counts at the end of the base year; None without valid ones."""
    if not target.baseline:
        return None
    numerator, denominator = (records.count(name) for name in target.baseline)
    if numerator is None or not denominator or numerator > denominator:
        return None
    return Component("baseline", numerator, denominator)


def _stated(target: Target, computed: Observation, records: Records) -> tuple[Observation, ...]:
    """The counts that the agency itself states where its form shows those of the log: the same, or
    its own with a reason."""
    fact = records.facts.get(target.id) if target.agreed else None
    if fact is None or fact.value is None or fact.whole is None or fact.value > fact.whole:
        return ()
    key = computed.agency, computed.level, target.id
    stated = Observation(*key, Source.REPORTED, fact.value, fact.whole, evidence=fact.evidence)
    return (replace(stated, unconfirmed=records.doubts(target.id)),)


def _by_precedence(*observations: Observation) -> tuple[Observation, ...]:
    """Those with a figure first, then by falling precedence of the source."""
    order = list(Source)
    return tuple(
        sorted(observations, key=lambda o: (o.missing is not None, -order.index(o.source)))
    )


def _judgement(target: Target, agency: str, level: Level, records: Records) -> Observation:
    """The state of a clause without a figure, as the form has it."""
    fact = next((records.facts[i.id] for i in target.inputs if i.id in records.facts), None)
    key = agency, level, target.id
    if fact is None:
        return Observation(*key, Source.REPORTED, missing=records.form or Reason.BLANK)
    return Observation(*key, Source.REPORTED, judgement=fact.judgement, evidence=fact.evidence)


def _roll_ups(
    plan: Plan, target: Target, records: AllRecords, own: Sequence[Observation]
) -> list[Observation]:
    lists = {level for entry in target.inputs for level in entry.register}
    if target.rollup is Rollup.DISTINCT and lists != {WHOLE}:
        return _lists(plan, target, records)
    if target.rollup in (Rollup.DIRECT, Rollup.DISTINCT) and (lists or not target.inputs):
        whole = province_records(plan, target, records)
        return [_observation(plan, target, plan.province.id, WHOLE, whole)]
    return [
        roll_up(target, agency, level, members)
        for (agency, level), members in members_of_wholes(plan, target, own).items()
    ]


def _lists(plan: Plan, target: Target, records: AllRecords) -> list[Observation]:
    """The province's lists, one by level, and their sum: no procedure is in two lists."""
    levels = [at for at in plan.levels if any(at in i.register for i in target.inputs)]
    lists = [
        _observation(plan, target, plan.province.id, level, records[plan.province.id, level])
        for level in levels
    ]
    whole = _of_lists(plan, target, lists)
    if whole.missing is None and (unconfirmed := doubts_in(lists)):
        confirmed = _of_lists(
            plan, target, [without_data(o) if o.unconfirmed else o for o in lists]
        )
        whole = replace(whole, unconfirmed=unconfirmed, confirmed=confirmed)
    return [*lists, whole]


def _of_lists(plan: Plan, target: Target, lists: Sequence[Observation]) -> Observation:
    missing = next((o.missing for o in lists if o.missing), None)
    return Observation(
        agency=plan.province.id,
        level=WHOLE,
        target=target.id,
        source=min((o.source for o in lists), key=list(Source).index),
        numerator=None if missing else sum(o.numerator or 0 for o in lists),
        denominator=None if missing else sum(o.denominator or 0 for o in lists),
        missing=missing,
        evidence="; ".join(dict.fromkeys(o.evidence for o in lists if o.evidence)),
    )


def _answers(plan: Plan, snapshot: Snapshot) -> dict[tuple[str, str], Fact]:
    """The facts on tasks and duties, by agency and task clause or input."""
    wanted = {task.clause for task in plan.tasks}
    wanted |= {entry.id for duty in plan.duties for entry in duty.inputs}
    facts = store.facts(snapshot)
    return {(fact.agency, fact.input): fact for fact in facts if fact.input in wanted}
