"""From a figure back to where it came from: file, sheet and cell, or an export and its hash.

Which records a figure rests on is not written down anywhere: the indicator is asked again, and
what it looks at is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from helpers import store, wording
from helpers.evaluation import lines_of
from helpers.indicators import REGISTRY
from helpers.indicators.records import Records
from helpers.model import (
    Agency,
    Appraisal,
    Fact,
    Kind,
    Level,
    Observation,
    Plan,
    Result,
    Rollup,
    Target,
    WrongUse,
)
from helpers.observations import records_of, shared_list
from helpers.opening import Opened
from helpers.store import Snapshot

Value = TypeVar("Value")


class _Watched(Mapping[str, Value], Generic[Value]):
    """A mapping that notes which of its keys were looked at and are there."""

    def __init__(self, inner: Mapping[str, Value]) -> None:
        self.inner = inner
        self.seen: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        self.seen[key] = self.inner[key]
        return self.seen[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


@dataclass(frozen=True)
class _At:
    """What everything is traced in."""

    opened: Opened
    snapshot: Snapshot
    records: Mapping[tuple[str, Level], Records]

    @property
    def plan(self) -> Plan:
        return self.opened.plan


def trace(opened: Opened, snapshot: Snapshot, agency_id: str, target_id: str) -> list[str]:
    """Lines that lead from every figure of an agency for a target to its source.

    Raises WrongUse for an unknown agency or target, or one that has no figure there.
    """
    known = {target.id: target for target in opened.plan.targets}
    if target_id not in known:
        raise WrongUse(wording.unknown_target(target_id, opened.plan.id))
    at = _At(opened, snapshot, records_of(opened.plan, opened.period, snapshot))
    evaluation = opened.evaluation(agency_id)
    lines = []
    for result in evaluation.results:
        if result.target.id == target_id and result.observation is not None:
            lines += ["", wording.trace_head(result, evaluation.agency, evaluation.period)]
            lines += _of_result(at, result.target, result.observation, result.others)
            lines += _explanations(at, result) if result.explanations else ()
    if not lines:
        raise WrongUse(wording.nothing_to_trace(evaluation.agency, known[target_id]))
    return lines[1:]


def _of_result(
    at: _At, target: Target, seen: Observation, others: Sequence[Observation]
) -> Iterator[str]:
    yield wording.trace_figure(seen)
    yield from _parts_of_sum(at, target, seen) or _own(at, target, seen)
    for other in others:
        yield wording.trace_other(other)
        yield from _own(at, target, replace(other, evidence=""))


def _explanations(at: _At, result: Result) -> Iterator[str]:
    """What was explained of the lines behind a figure, each text with its cell."""
    lines = lines_of(result.target)
    found = {
        (each.file, each.cell): each
        for each in store.explanations(at.snapshot)
        if (each.agency, each.level) == (result.agency, result.level) and each.input in lines
    }
    for each in found.values():
        parent = at.plan.agencies.get(each.by) if each.by != each.agency else None
        yield wording.trace_explanation(each, parent.name if parent else "")
    for file in dict.fromkeys(each.file for each in found.values()):
        yield wording.trace_file(file, _hash(at, file))


# ---------------------------------------------------------------- sums


def _parts_of_sum(at: _At, target: Target, seen: Observation) -> list[str]:
    """The agencies or lists behind a sum, each with its counts; nothing for a figure of its own."""
    rows = at.opened.observations.rows
    members = [
        rows[key][0]
        for key in _members(at, target, seen)
        if key in rows and rows[key][0] is not seen
    ]
    if not members:
        return []
    counted = [m for m in members if m.numerator is not None]
    lines = [wording.trace_sum(len(counted), len(members))]
    for member in members:
        name = at.plan.agencies[member.agency].name if member.agency in at.plan.agencies else ""
        lines.append(wording.trace_member(name, member))
    return lines


def _members(at: _At, target: Target, seen: Observation) -> Iterator[tuple[str, Level, str]]:
    plan = at.plan
    if target.rollup is Rollup.DISTINCT and seen.agency == plan.province:
        if seen.level is Level.ALL:
            lists = (level for level in Level if level is not Level.ALL)
            yield from ((plan.province, level, target.id) for level in lists)
        return
    if seen.agency == plan.province and target.rollup is Rollup.DIRECT and _asked_once(target):
        return
    own = plan.agencies.get(seen.agency)
    if own is not None and own.level is seen.level:
        return
    for agency in plan.involved(at.opened.period):
        below = seen.agency in (plan.province, agency.parent)
        if below and seen.level in (Level.ALL, agency.level):
            yield agency.id, agency.level, target.id


def _asked_once(target: Target) -> bool:
    """Whether the province form itself gives the figure."""
    return not target.inputs or any(entry.register for entry in target.inputs)


# ---------------------------------------------------------------- one figure


def _own(at: _At, target: Target, seen: Observation) -> Iterator[str]:
    records = _records(at, target, seen)
    appraisal = records.appraised.get(target.id)
    if appraisal is not None and wording.is_appraised(seen):
        yield from _appraised(at, appraisal)
        return
    stated = records.facts.get(target.id)
    if stated is not None and wording.is_reported(seen):
        yield from _facts(at, {target.id: stated})
        return
    facts, dossiers, survey = _looked_at(target, records)
    yield from _facts(at, facts)
    yield from _export(at, "dossiers", dossiers)
    yield from _export(at, "survey", survey)
    if not (facts or dossiers or survey):
        yield wording.trace_nothing()


def _records(at: _At, target: Target, seen: Observation) -> Records:
    agency: Agency | None = at.plan.agencies.get(seen.agency)
    shared = agency is not None and shared_list(target, agency.level)
    return at.records[at.plan.province if shared else seen.agency, seen.level]


def _looked_at(
    target: Target, records: Records
) -> tuple[Mapping[str, Fact], Mapping[str, int], Mapping[str, int]]:
    """The records that an indicator (or a judgement) rests on."""
    facts = _Watched(records.facts)
    if target.kind is Kind.QUALITATIVE or not target.indicator:
        found = {i.id: records.facts[i.id] for i in target.inputs if i.id in records.facts}
        return found, {}, {}
    dossiers = None if records.dossiers is None else _Watched(records.dossiers)
    survey = None if records.survey is None else _Watched(records.survey)
    REGISTRY[target.area][target.indicator](
        replace(records, facts=facts, dossiers=dossiers, survey=survey)
    )
    return facts.seen, dossiers.seen if dossiers else {}, survey.seen if survey else {}


def _appraised(at: _At, appraisal: Appraisal) -> Iterator[str]:
    by = at.plan.agencies[appraisal.by].name
    yield wording.trace_appraisal(appraisal, by)
    yield wording.trace_file(appraisal.file, _hash(at, appraisal.file))


def _facts(at: _At, facts: Mapping[str, Fact]) -> Iterator[str]:
    labels = {i.id: i.label for t in at.plan.targets for i in t.inputs}
    for name, fact in facts.items():
        yield wording.trace_fact(labels.get(name, name), fact)
    for file in dict.fromkeys(fact.file for fact in facts.values()):
        yield wording.trace_file(file, _hash(at, file))


def _export(at: _At, kind: str, counts: Mapping[str, int]) -> Iterator[str]:
    if not counts:
        return
    yield wording.trace_counts(kind, counts)
    for file in at.snapshot.files:
        if file.kind == kind:
            yield wording.trace_file(file.file, file.sha256)


def _hash(at: _At, name: str) -> str:
    return next((f.sha256 for f in at.snapshot.files if f.file == name), "")
