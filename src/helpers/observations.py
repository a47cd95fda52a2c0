"""Observations of a whole period: every agency at its own level, and all roll-ups.

One pass over the store; what is kept are counts with their source, or the reason for a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from helpers import store
from helpers.indicators import REGISTRY
from helpers.indicators.records import Reading, Records
from helpers.model import (
    AGENCY_LEVELS,
    Agency,
    Fact,
    Judged,
    Kind,
    Level,
    Observation,
    Observations,
    Part,
    Period,
    Plan,
    Reason,
    Rollup,
    Sampling,
    Source,
    Target,
)
from helpers.store import Snapshot

Key = tuple[str, Level, str]
# More than any sum of counts here, and exact.
UNLIMITED = 10**12
AllRecords = Mapping[tuple[str, Level], Records]


def observe(plan: Plan, period: Period, snapshot: Snapshot) -> Observations:
    """All observations of a period: every agency at its own level, districts' communes, and the
    province by level and as a whole."""
    tallies = store.dossier_tallies(snapshot, period) if snapshot.has_dossiers else None
    forms = _forms(plan, period, snapshot)
    records = _records(plan, period, snapshot, tallies, forms)
    rows: dict[Key, tuple[Observation, ...]] = {}
    for target in built_targets(plan):
        own = _own(plan, period, target, records)
        for observation in [*own, *_roll_ups(plan, target, records, own)]:
            rows[observation.agency, observation.level, target.id] = (observation,)
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
    )


def built_targets(plan: Plan) -> tuple[Target, ...]:
    """The targets of all built areas, in the plan's order."""
    return tuple(t for a in plan.built_areas for c in a.clauses for t in c.targets)


def _forms(plan: Plan, period: Period, snapshot: Snapshot) -> dict[str, Reason]:
    """Why there is no form, for the province and every agency of the registry without one."""
    submissions = [s for s in store.submissions(snapshot) if s.kind == "form"]
    accepted = {s.agency for s in submissions if s.accepted}
    refused = {s.agency for s in submissions if not s.accepted}
    missing = {}
    for agency in [a.id for a in plan.registry(period)] + [plan.province]:
        if agency not in accepted:
            missing[agency] = Reason.REFUSED if agency in refused else Reason.NOT_SENT
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
    survey = store.survey_tallies(snapshot) if snapshot.has_survey else None
    records = {}
    for agency in plan.involved(period):
        answers = None if survey is None else survey.get(agency.id)
        records[agency.id, agency.level] = Records(
            facts=facts[agency.id, agency.level],
            form=forms.get(agency.id),
            dossiers=None if tallies is None else tallies.get(agency.id, {}),
            survey=None if survey is None else (answers.counts if answers else {}),
            sampling=answers.sampling if answers else None,
        )
    no_form = Reason.NO_REGISTER if plan.province in forms else None
    for level in AGENCY_LEVELS:
        records[plan.province, level] = Records(facts[plan.province, level], no_form)
    members = [records[a.id, a.level] for a in plan.involved(period)]
    records[plan.province, Level.ALL] = Records(
        facts=facts[plan.province, Level.ALL],
        form=no_form,
        dossiers=None if tallies is None else added(r.dossiers or {} for r in members),
        survey=None if survey is None else added(r.survey or {} for r in members),
        sampling=_common_sampling(r.sampling for r in members),
    )
    return records


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Named counts added up name by name."""
    total: dict[str, int] = defaultdict(int)
    for row in counts:
        for name, value in row.items():
            total[name] += value
    return dict(total)


def _common_sampling(samplings: Iterable[Sampling | None]) -> Sampling | None:
    """Random only if every ballot is; one voluntary ballot makes the whole voluntary."""
    kinds = {s for s in samplings if s is not None}
    if not kinds:
        return None
    return Sampling.VOLUNTARY if Sampling.VOLUNTARY in kinds else Sampling.RANDOM


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
            target, agency.id, agency.level, _on_record(plan, target, agency, records)
        )
        resolved = observation.missing is None and bool(observation.denominator)
        if agency.id in registry or (target.rollup is Rollup.SUM and resolved):
            found.append(observation)
    return found


def _on_record(plan: Plan, target: Target, agency: Agency, records: AllRecords) -> Records:
    """The agency's own records, or the province's list where the agency only shares in it."""
    shared = target.rollup is Rollup.DISTINCT and target.judged[agency.level] is Judged.INFO
    return records[plan.province if shared else agency.id, agency.level]


def _observation(target: Target, agency: str, level: Level, records: Records) -> Observation:
    if target.kind is Kind.QUALITATIVE:
        return _judgement(target, agency, level, records)
    reading = REGISTRY[target.area][target.indicator](records)
    return Observation(
        agency=agency,
        level=level,
        target=target.id,
        **{f.name: getattr(reading, f.name) for f in fields(Reading)},
    )


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


# ---------------------------------------------------------------- roll-ups


def _roll_ups(
    plan: Plan, target: Target, records: AllRecords, own: Sequence[Observation]
) -> list[Observation]:
    if target.rollup is Rollup.DIRECT:
        whole = _observation(target, plan.province, Level.ALL, records[plan.province, Level.ALL])
        return [whole]
    if target.rollup is Rollup.DISTINCT:
        return _lists(plan, target, records)
    found = []
    for district, members in _by_district(plan, own).items():
        found.append(roll_up(target, district, Level.COMMUNE, members))
    for level in AGENCY_LEVELS:
        if members := [o for o in own if o.level is level]:
            found.append(roll_up(target, plan.province, level, members))
    if own and Level.ALL in target.thresholds:
        found.append(roll_up(target, plan.province, Level.ALL, own))
    return found


def _by_district(plan: Plan, own: Sequence[Observation]) -> dict[str, list[Observation]]:
    districts: dict[str, list[Observation]] = defaultdict(list)
    for observation in own:
        if observation.level is Level.COMMUNE:
            districts[plan.agencies[observation.agency].parent].append(observation)
    return districts


def _lists(plan: Plan, target: Target, records: AllRecords) -> list[Observation]:
    """The province's lists, one by level, and their sum: the lists share no procedure."""
    levels = [at for at in AGENCY_LEVELS if any(at in i.register for i in target.inputs)]
    lists = [
        _observation(target, plan.province, level, records[plan.province, level])
        for level in levels
    ]
    missing = next((o.missing for o in lists if o.missing), None)
    whole = Observation(
        agency=plan.province,
        level=Level.ALL,
        target=target.id,
        source=Source.REPORTED,
        numerator=None if missing else sum(o.numerator or 0 for o in lists),
        denominator=None if missing else sum(o.denominator or 0 for o in lists),
        missing=missing,
        evidence="; ".join(dict.fromkeys(o.evidence for o in lists if o.evidence)),
    )
    return [*lists, whole]


def roll_up(
    target: Target, agency: str, level: Level, members: Sequence[Observation]
) -> Observation:
    """The figure of a whole from its parts: sums of counts, never a mean of percentages.

    Agencies without data stay visible in `answered` of `asked`. Who was not sampled is no gap in
    a survey's sum, but counts as not measured in a share of agencies.
    """
    counted = [m for m in members if m.numerator is not None and m.denominator is not None]
    asked = [m for m in members if m in counted or m.missing is not Reason.NOT_SAMPLED]
    source = max((m.source for m in members), key=list(Source).index)
    if not counted:
        reasons = {m.missing for m in members}
        reason = reasons.pop() if len(reasons) == 1 else Reason.AGENCIES_MISSING
        return Observation(
            agency, level, target.id, source, None, None, reason, asked=len(asked), answered=0
        )
    return Observation(
        agency=agency,
        level=level,
        target=target.id,
        source=source,
        numerator=sum(m.numerator or 0 for m in counted),
        denominator=sum(m.denominator or 0 for m in counted),
        parts=_added_parts(counted),
        asked=len(asked),
        answered=len(counted),
        silent=_silent(target, counted, asked),
        sampling=_common_sampling(m.sampling for m in counted if m.denominator),
        population=sum(m.population for m in counted if m.population is not None) or None,
    )


def _added_parts(members: Sequence[Observation]) -> tuple[Part, ...]:
    labels = dict.fromkeys(p.label for m in members for p in m.parts)
    return tuple(
        Part(
            label,
            sum(p.numerator for m in members for p in m.parts if p.label == label),
            sum(p.denominator for m in members for p in m.parts if p.label == label),
        )
        for label in labels
    )


def _silent(target: Target, counted: Sequence[Observation], asked: Sequence[Observation]) -> int:
    """What the agencies without data could add: one each to a share of agencies; to a sum as much
    as the largest of their level, and without limit where none of their level has any."""
    missing = [m for m in asked if m not in counted]
    if target.rollup is Rollup.SHARE_OF_AGENCIES:
        return len(missing)
    largest: dict[Level, int] = defaultdict(int)
    for member in counted:
        largest[member.level] = max(largest[member.level], member.denominator or 0)
    return sum(largest[m.level] or UNLIMITED for m in missing)
