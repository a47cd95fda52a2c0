"""From a figure back to where it came from: file, sheet and cell, or an export and its hash.

Which records a figure rests on is not written down anywhere: the indicator is asked again, and
what it looks at is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Generic, TypeVar

from helpers import store, wording
from helpers.analyst.opening import Opened
from helpers.evaluation.evaluate import lines_of
from helpers.evaluation.indicators import observed
from helpers.evaluation.indicators.records import Records
from helpers.evaluation.observe import province_records, records_of, shared_list
from helpers.evaluation.rollups import asked_of, has_counts, members_of_wholes
from helpers.forms import by_place
from helpers.intake.answers.lines import fact_words, line_kinds, line_labels
from helpers.model import (
    AGENCY_LEVELS,
    Appraisal,
    Fact,
    InputKind,
    Kind,
    Level,
    Observation,
    Plan,
    Reason,
    Result,
    Rollup,
    Target,
    WrongUse,
)
from helpers.store import Snapshot

Value = TypeVar("Value")


class _Watched(Mapping[str, Value], Generic[Value]):
    """A mapping that notes which of its keys were looked at, there or not."""

    def __init__(self, inner: Mapping[str, Value]) -> None:
        self.inner = inner
        self.asked: dict[str, None] = {}

    def __getitem__(self, key: str) -> Value:
        self.asked[key] = None
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)

    @property
    def seen(self) -> dict[str, Value]:
        """What was looked at and is there."""
        return {key: self.inner[key] for key in self.asked if key in self.inner}


def _counts_asked(counts: _Watched[int] | None) -> dict[str, int]:
    """The counts of an export that were looked at; what it holds none of, it counts as zero."""
    return {} if counts is None else {key: counts.inner.get(key, 0) for key in counts.asked}


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
            lines += _of_result(at, result, result.observation)
            lines += _explanations(at, result) if result.explanations else ()
    if not lines:
        raise WrongUse(wording.nothing_to_trace(evaluation.agency, known[target_id]))
    return lines[1:]


def _of_result(at: _At, result: Result, seen: Observation) -> Iterator[str]:
    target = result.target
    yield wording.trace_figure(seen, _source(at, target, seen))
    yield from _parts_of_sum(at, target, seen) or _own(at, target, seen)
    for other in result.others:
        yield wording.trace_other(other, _source(at, target, other))
        yield from _own(at, target, other)


def _source(at: _At, target: Target, seen: Observation) -> str:
    """Where a figure comes from, in the words of the packets; a gap comes from nowhere."""
    if seen.missing is not None:
        return wording.REASON_WORDS[seen.missing]
    return wording.source_of(target, seen, seen.agency == at.plan.province.id)


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
    members = _members(at, target, seen)
    if not members:
        return []
    asked = asked_of(members)
    lines = [wording.trace_sum(sum(map(has_counts, asked)), len(asked))]
    for member in members:
        known = at.plan.agencies.get(member.agency)
        source = _source(at, target, member)
        lines.append(wording.trace_member(known.name if known else "", member, source))
    return lines


def _members(at: _At, target: Target, seen: Observation) -> Sequence[Observation]:
    """What a sum was made of; nothing for a figure that is no sum."""
    rows, plan = at.opened.observations.rows, at.plan
    if target.rollup is Rollup.DISTINCT and seen.level is Level.ALL:
        lists = ((seen.agency, level, target.id) for level in AGENCY_LEVELS)
        return [rows[key][0] for key in lists if key in rows]
    keys = ((a.id, a.level, target.id) for a in plan.involved(at.opened.period))
    own = [rows[key][0] for key in keys if key in rows]
    return members_of_wholes(plan, target, own).get((seen.agency, seen.level), ())


# ---------------------------------------------------------------- one figure


def _own(at: _At, target: Target, seen: Observation) -> Iterator[str]:
    records = _records(at, target, seen)
    appraisal = records.appraised.get(target.id)
    if appraisal is not None and wording.is_appraised(seen):
        yield from _appraised(at, appraisal, seen)
        return
    # Only where the log's counts were put to an agency does its form hold a line of the target's
    # own; elsewhere an input may bear the same id and be but one half of the figure.
    stated = records.facts.get(target.id) if target.agreed else None
    if stated is not None and wording.is_reported(seen):
        yield from _facts(at, {target.id: stated}, seen)
        return
    facts, dossiers, survey = _looked_at(target, records, seen)
    yield from _facts(at, facts, seen)
    yield from _export(at, "dossiers", dossiers)
    yield from _export(at, "survey", survey)
    if facts or dossiers or survey:
        return
    if seen.missing is Reason.NOT_SAMPLED:
        yield wording.TRACE_NO_BALLOT
        yield from _export_files(at, "survey")
    else:
        yield wording.trace_nothing()


def _records(at: _At, target: Target, seen: Observation) -> Records:
    agency = at.plan.senders_by_id[seen.agency]
    if seen.level is Level.ALL:
        return province_records(at.plan, target, at.records)
    shared = shared_list(target, agency.level)
    return at.records[at.plan.province.id if shared else seen.agency, seen.level]


def _looked_at(
    target: Target, records: Records, seen: Observation
) -> tuple[Mapping[str, Fact], Mapping[str, int], Mapping[str, int]]:
    """The records that an indicator (or a judgement) rests on."""
    if target.kind is Kind.QUALITATIVE or target.indicator(records.level) is None:
        stated = (i.id for i in target.inputs if i.id in records.facts)
        return {name: records.facts[name] for name in islice(stated, 1)}, {}, {}
    facts = _Watched(records.facts)
    dossiers = None if records.dossiers is None else _Watched(records.dossiers)
    survey = None if records.survey is None else _Watched(records.survey)
    watched = replace(records, facts=facts, dossiers=dossiers, survey=survey)
    observed(target, seen.agency, watched)
    if seen.baseline is not None:
        for name in target.baseline:
            facts.get(name)
    return facts.seen, _counts_asked(dossiers), _counts_asked(survey)


def _appraised(at: _At, appraisal: Appraisal, seen: Observation) -> Iterator[str]:
    if seen.missing is not Reason.WITHHELD:
        yield wording.trace_appraisal(appraisal, at.plan.agencies[appraisal.by].name)
    yield wording.trace_file(appraisal.file, _hash(at, appraisal.file))


def _facts(at: _At, facts: Mapping[str, Fact], seen: Observation) -> Iterator[str]:
    """The cells behind a figure; of one that is withheld only where they are."""
    withheld = seen.missing is Reason.WITHHELD
    labels, kinds = line_labels(at.plan), line_kinds(at.plan)
    for name, fact in facts.items():
        told = fact_words(fact, kinds.get(name, InputKind.COUNT))
        words = wording.REASON_WORDS[Reason.WITHHELD] if withheld else told
        yield wording.trace_fact(labels.get(name, name), words, fact)
        if fact.carried:
            yield from _carried(at.plan, at.snapshot, fact)
    for file in dict.fromkeys(fact.file for fact in facts.values()):
        yield wording.trace_file(file, _hash(at, file))


def _carried(plan: Plan, snapshot: Snapshot, fact: Fact) -> Iterator[str]:
    """From a cell that says «Không thay đổi» to the one that holds the answer, which may itself
    refer to an earlier one."""
    behind = store.carry_over_source(plan, snapshot)
    if behind is None:
        return
    period, before = behind
    place = (fact.agency, fact.level, fact.input)
    earlier = by_place(store.facts(before)).get(place)
    if earlier is None:
        return
    sha256 = next((f.sha256 for f in before.files if f.file == earlier.file), "")
    yield wording.trace_carried(earlier, period, sha256)
    if earlier.carried:
        yield from _carried(plan, before, earlier)


def _export(at: _At, kind: str, counts: Mapping[str, int]) -> Iterator[str]:
    if not counts:
        return
    yield wording.trace_counts(kind, counts)
    yield from _export_files(at, kind)


def _export_files(at: _At, kind: str) -> Iterator[str]:
    """The exports that were counted; one that was refused is no source."""
    for file in store.submissions(at.snapshot):
        if file.kind == kind and file.accepted:
            yield wording.trace_file(file.file, file.sha256)


def _hash(at: _At, name: str) -> str:
    return next((f.sha256 for f in at.snapshot.files if f.file == name), "")
