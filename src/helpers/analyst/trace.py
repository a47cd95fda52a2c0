"""From a figure back to its source: file, sheet and cell, or an export and its hash.

The records behind a figure are not stored: the indicator is computed again on mappings that
record which of their keys it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Generic, TypeVar

from helpers import store, wording
from helpers.analyst.opening import Opened
from helpers.evaluation.evaluate import lines_of
from helpers.evaluation.indicators import observed
from helpers.evaluation.indicators.records import Records
from helpers.evaluation.observe import province_records, records_of
from helpers.evaluation.rollups import asked_of, has_counts, members_of_wholes
from helpers.evaluation.sources import figure_source, reporting_level
from helpers.evaluation.withheld import is_withheld
from helpers.forms import facts_by_key
from helpers.forms.lines import fact_words, line_kinds, line_labels
from helpers.model import (
    WHOLE,
    Appraisal,
    Explanation,
    Fact,
    InputKind,
    Kind,
    Level,
    Observation,
    Plan,
    Reason,
    Result,
    Rollup,
    Source,
    Submission,
    Target,
    WrongUse,
)
from helpers.privacy.foreign_text import sheet_title
from helpers.store import Snapshot

Value = TypeVar("Value")


class _Recorder(Mapping[str, Value], Generic[Value]):
    """A mapping that records which keys were read, whether it has them or not."""

    def __init__(self, inner: Mapping[str, Value]) -> None:
        self.inner = inner
        self.read: dict[str, None] = {}

    def __getitem__(self, key: str) -> Value:
        self.read[key] = None
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)

    @property
    def values_read(self) -> dict[str, Value]:
        """The items that were read and are there."""
        return {key: self.inner[key] for key in self.read if key in self.inner}


def _counts_read(counts: _Recorder[int] | None) -> dict[str, int]:
    """The counts of an export that were read; a count that it does not have is 0."""
    return {} if counts is None else {key: counts.inner.get(key, 0) for key in counts.read}


@dataclass(frozen=True)
class _Context:
    """The period, snapshot and records in which figures are traced."""

    opened: Opened
    snapshot: Snapshot
    records: Mapping[tuple[str, Level], Records]
    submissions: tuple[Submission, ...]

    @property
    def plan(self) -> Plan:
        return self.opened.plan


@lru_cache(maxsize=1)  # an analyst asks about one figure after another
def _context(opened: Opened, snapshot: Snapshot) -> _Context:
    records = records_of(opened.plan, opened.period, snapshot, opened.observations)
    return _Context(opened, snapshot, records, store.submissions(snapshot))


def trace(opened: Opened, snapshot: Snapshot, agency_id: str, target_id: str) -> list[str]:
    """Lines that lead from each figure of an agency for a target to its source.

    Raises WrongUse for an unknown agency or target, or a target without a figure for the agency.
    """
    known = {target.id: target for target in opened.plan.targets}
    if target_id not in known:
        raise WrongUse(wording.analyst.unknown_target(target_id, opened.plan.id))
    at = _context(opened, snapshot)
    evaluation = opened.evaluation(agency_id)
    lines = []
    for result in evaluation.results:
        if result.target.id == target_id and result.observation is not None:
            lines += [
                "",
                wording.analyst.trace_head(at.plan, result, evaluation.agency, evaluation.period),
            ]
            lines += _of_result(at, result, result.observation)
            lines += _explanations(at, result) if result.explanations else ()
    if not lines:
        raise WrongUse(wording.analyst.nothing_to_trace(evaluation.agency, known[target_id]))
    return lines[1:]


def _of_result(at: _Context, result: Result, observation: Observation) -> Iterator[str]:
    target = result.target
    yield wording.analyst.trace_figure(observation, _source(at, target, observation))
    yield from _parts_of_sum(at, target, observation) or _own(at, target, observation)
    for other in result.others:
        yield wording.analyst.trace_other(other, _source(at, target, other))
        yield from _own(at, target, other)


def _source(at: _Context, target: Target, observation: Observation) -> str:
    """The source of a figure in the words of the packets, or why there is none."""
    if observation.missing is not None:
        return wording.core.in_plan(
            wording.states.REASON_WORDS[observation.missing], at.plan, observation.level
        )
    return wording.verdicts.source_words(
        figure_source(at.plan, target, observation, observation.agency == at.plan.province.id),
        observation.by,
        at.plan,
        reporting_level(target, observation.level),
    )


def _explanations(at: _Context, result: Result) -> Iterator[str]:
    """The explanations of the form lines behind a figure, each with its cell."""
    lines = lines_of(result.target)
    found = {
        (each.file, each.cell): each
        for each in at.opened.observations.explanations
        if (each.agency, each.level) == (result.agency, result.level) and each.input in lines
    }
    for each in found.values():
        parent = at.plan.agencies.get(each.by) if each.by != each.agency else None
        text = wording.pages.explained(each.text, parent.name if parent else "")
        yield wording.analyst.trace_explanation(text, _place(at.plan, each))
    yield from _files(at, found.values())


# ---------------------------------------------------------------- sums


def _parts_of_sum(at: _Context, target: Target, observation: Observation) -> list[str]:
    """The agencies or lists behind a sum, each with its counts; none if the figure is no sum."""
    members = _members(at, target, observation)
    if not members:
        return []
    asked = asked_of(members)
    lines = [wording.analyst.trace_sum(sum(map(has_counts, asked)), len(asked))]
    for member in members:
        known, shown = at.plan.agencies.get(member.agency), _published(at, target, member)
        source = _source(at, target, shown)
        lines.append(
            wording.analyst.trace_member(at.plan, known.name if known else "", shown, source)
        )
        lines += map(wording.analyst.trace_unconfirmed, member.unconfirmed)
    if observation.confirmed is not None:
        lines.append(wording.analyst.trace_confirmed(observation.confirmed))
    return lines


def _published(at: _Context, target: Target, member: Observation) -> Observation:
    """A member of a sum as its own packet shows it: a figure that is withheld there is not told
    here either. An agency that ended within the period has no packet, so nothing of persons and
    ballots is."""
    place = member.agency, member.level, target.id
    if at.plan.senders_by_id[member.agency].exists_on(at.opened.period.end):
        results = at.opened.evaluation(member.agency).results
        return next(
            (r.observation or member for r in results if (r.agency, r.level, r.target.id) == place),
            member,
        )
    if target.private or member.surveyed:
        return Observation(*place, member.source, missing=member.missing or Reason.WITHHELD)
    return member


def _members(at: _Context, target: Target, observation: Observation) -> Sequence[Observation]:
    """The observations that a sum adds up; none if the figure is no sum."""
    rows, plan = at.opened.observations.rows, at.plan
    if target.rollup is Rollup.DISTINCT and observation.level == WHOLE:
        lists = ((observation.agency, level, target.id) for level in at.plan.levels)
        return [rows[key][0] for key in lists if key in rows]
    keys = ((a.id, a.level, target.id) for a in plan.involved(at.opened.period))
    own = [rows[key][0] for key in keys if key in rows]
    return members_of_wholes(plan, target, own).get((observation.agency, observation.level), ())


# ---------------------------------------------------------------- one figure


def _own(at: _Context, target: Target, observation: Observation) -> Iterator[str]:
    records = _records(at, target, observation)
    appraisal = records.appraised.get(target.id)
    if appraisal is not None and observation.source is Source.APPRAISED:
        yield from _appraised(at, appraisal, observation)
        return
    # Only forms that ask for agreement with the log's counts have a line for the target itself;
    # elsewhere an input may have the same id and be only half of the figure.
    stated = records.facts.get(target.id) if target.agreed else None
    if stated is not None and observation.source is Source.REPORTED:
        yield from _facts(at, {target.id: stated}, records, observation)
        return
    facts, dossiers, survey = _records_read(target, records, observation)
    yield from _facts(at, facts, records, observation)
    for kind, counts in (("dossiers", dossiers), ("survey", survey)):
        if counts:
            if not is_withheld(observation):
                yield wording.analyst.trace_counts(kind, counts)
            yield from _export_files(at, kind)
    for ballots in observation.voluntary:
        yield wording.analyst.trace_voluntary(ballots.denominator or 0)
    if facts or dossiers or survey:
        return
    if observation.missing is Reason.NOT_SAMPLED or observation.voluntary:
        yield wording.analyst.TRACE_NO_BALLOT
        yield from _export_files(at, "survey")
    else:
        yield wording.analyst.TRACE_NOTHING


def _records(at: _Context, target: Target, observation: Observation) -> Records:
    agency = at.plan.senders_by_id[observation.agency]
    if observation.level == WHOLE:
        return province_records(at.plan, target, at.records)
    shared = target.shares_list(agency.level)
    return at.records[at.plan.province.id if shared else observation.agency, observation.level]


def _records_read(
    target: Target, records: Records, observation: Observation
) -> tuple[Mapping[str, Fact], Mapping[str, int], Mapping[str, int]]:
    """The facts, dossier counts and survey counts that the indicator (or judgement) reads."""
    if target.kind is Kind.QUALITATIVE or target.indicator(records.level) is None:
        stated = (i.id for i in target.inputs if i.id in records.facts)
        return {name: records.facts[name] for name in islice(stated, 1)}, {}, {}
    facts = _Recorder(records.facts)
    dossiers = None if records.dossiers is None else _Recorder(records.dossiers)
    survey = None if records.survey is None else _Recorder(records.survey)
    watched = replace(records, facts=facts, dossiers=dossiers, survey=survey)
    observed(target, observation.agency, watched)
    if observation.baseline is not None:
        for name in target.baseline:
            facts.get(name)
    return facts.values_read, _counts_read(dossiers), _counts_read(survey)


def _appraised(at: _Context, appraisal: Appraisal, observation: Observation) -> Iterator[str]:
    if not is_withheld(observation):
        yield wording.analyst.trace_appraisal(
            appraisal, at.plan.agencies[appraisal.by].name, _place(at.plan, appraisal)
        )
    yield from _files(at, [appraisal])


def _facts(
    at: _Context, facts: Mapping[str, Fact], records: Records, observation: Observation
) -> Iterator[str]:
    """The cells behind a figure; of a withheld one without their contents."""
    withheld = is_withheld(observation)
    labels, kinds = line_labels(at.plan), line_kinds(at.plan)
    for name, fact in facts.items():
        content = fact_words(fact, kinds.get(name, InputKind.COUNT))
        words = wording.states.REASON_WORDS[Reason.WITHHELD] if withheld else content
        yield wording.analyst.trace_fact(labels.get(name, name), words, _place(at.plan, fact))
        yield from map(wording.analyst.trace_unconfirmed, records.doubts(name))
        if fact.carried:
            yield from _carried(at.plan, at.snapshot, fact)
    yield from _files(at, facts.values())


def _carried(plan: Plan, snapshot: Snapshot, fact: Fact) -> Iterator[str]:
    """From a cell that says «Không thay đổi» to the cell with the answer, which may itself refer to
    an earlier one."""
    source = store.carry_over_source(plan, snapshot)
    if source is None:
        return
    period, before = source
    place = (fact.agency, fact.level, fact.input)
    earlier = facts_by_key(store.facts(before)).get(place)
    if earlier is None:
        return
    yield wording.analyst.trace_carried(_place(plan, earlier), period, _hash(before, earlier.file))
    if earlier.carried:
        yield from _carried(plan, before, earlier)


def _export_files(at: _Context, kind: str) -> Iterator[str]:
    """The accepted exports of a kind."""
    for file in at.submissions:
        if file.kind == kind and file.accepted:
            yield wording.analyst.trace_file(file.file, file.sha256)


def _place(plan: Plan, record: Appraisal | Explanation | Fact) -> str:
    """The file and the cell of a record."""
    return wording.places.in_file(
        record.file, wording.places.at_cells(sheet_title(record.sheet, plan.sheets), [record.cell])
    )


def _files(at: _Context, records: Iterable[Appraisal | Explanation | Fact]) -> Iterator[str]:
    """The files that records come from, each once."""
    for file in dict.fromkeys(record.file for record in records):
        yield wording.analyst.trace_file(file, _hash(at.snapshot, file))


def _hash(snapshot: Snapshot, name: str) -> str:
    return next((f.sha256 for f in snapshot.files if f.file == name), "")
