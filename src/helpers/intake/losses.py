"""What a new state of a period would lose of the state in force.

Something is lost where an agency has fewer accepted records of a kind than before (its form,
the days its files came, figures, appraisals, objections, explanations), where the exports of a kind
have fewer rows in all, or where an agency is in none of them any more. A corrected figure, or one
on another line, loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from helpers import store, wording
from helpers.forms.lines import line_labels
from helpers.model import (
    FORM,
    Appraisal,
    AppraisalDecision,
    EvidenceFile,
    Explanation,
    Fact,
    Objection,
    Period,
    Plan,
    Receipt,
    Submission,
)
from helpers.store import Contents, Snapshot, StoreError

FORMS, RECEIPTS = "forms", "receipts"
Record: TypeAlias = (
    Fact | Appraisal | AppraisalDecision | EvidenceFile | Objection | Explanation | Receipt
)
Counts: TypeAlias = Mapping[str, Mapping[str, int]]
"""What was accepted: by kind (FORMS, a table of records, a kind of export) and agency. Rows of no
known agency are under the empty id."""


@dataclass(frozen=True)
class Loss:
    """What is lost of one kind."""

    kind: str
    count: int  # how many fewer
    before: int  # how many there were
    agencies: Mapping[str, int]  # how many each lost; of an export only those that are gone from it


@dataclass(frozen=True)
class InForce:
    """The state in force, and what was accepted in it."""

    snapshot: Snapshot
    hashes: frozenset[str]  # of the accepted files
    counts: Counts


def losses(before: Counts, now: Counts) -> tuple[Loss, ...]:
    """What is in one state and no longer in the other, by kind."""
    forms = now.get(FORMS, {})
    # Where the form itself is gone its day goes without saying.
    kept = {kind: old for kind, old in before.items() if kind != RECEIPTS}
    kept[RECEIPTS] = {a: n for a, n in before.get(RECEIPTS, {}).items() if a in forms}
    return tuple(
        loss for kind, old in kept.items() if (loss := _loss(kind, old, now.get(kind, {})))
    )


def _loss(kind: str, old: Mapping[str, int], new: Mapping[str, int]) -> Loss | None:
    fewer = {agency: n - new.get(agency, 0) for agency, n in old.items() if new.get(agency, 0) < n}
    before = sum(old.values())
    if kind in store.EXPORT_TABLES:
        fewer = {agency: n for agency, n in fewer.items() if agency and agency not in new}
        count = max(before - sum(new.values()), 0)
    else:
        count = sum(fewer.values())
    return Loss(kind, count, before, fewer) if count or fewer else None


def loss_sentences(plan: Plan, lost: Iterable[Loss]) -> Iterator[str]:
    """One sentence a kind, for the person who takes the files in."""
    for loss in lost:
        named = [(plan.senders_by_id[name].name, count) for name, count in loss.agencies.items()]
        yield wording.losses.lost(loss.kind, loss.count, loss.before, named)


# ---------------------------------------------------------------- what was accepted


def in_force(data: Path, plan: Plan, period: Period) -> InForce | None:
    """The state in force with anything accepted. A damaged one cannot be compared: like none."""
    try:
        snapshot = store.current(data, plan.id, period.id)
        if snapshot is None:
            return None
        submissions = store.submissions(snapshot)
        records: dict[str, Sequence[Record]] = {
            RECEIPTS: store.receipts(snapshot),
            "facts": store.facts(snapshot),
            "appraisals": store.appraisals(snapshot),
            "objections": store.objections(snapshot),
            "explanations": store.explanations(snapshot),
            "appraisal_decisions": store.appraisal_decisions(snapshot),
            "evidence": store.evidence(snapshot),
        }
        rows = {kind: store.rows_by_agency(snapshot, kind) for kind in store.EXPORT_TABLES}
    except StoreError:
        return None
    hashes = frozenset(s.sha256 for s in submissions if s.accepted)
    counts = _counts(plan, submissions, records, rows)
    return InForce(snapshot, hashes, counts) if hashes else None


def lost_by(contents: Contents, before: InForce, plan: Plan) -> tuple[Loss, ...]:
    """What the state in force has and these contents lack; nothing of data of the other origin,
    which the store refuses."""
    if contents.origin.simulated != before.snapshot.origin.simulated:
        return ()
    records: dict[str, Sequence[Record]] = {
        RECEIPTS: contents.receipts,
        "facts": contents.facts,
        "appraisals": contents.appraisals,
        "objections": contents.objections,
        "explanations": contents.explanations,
        "appraisal_decisions": contents.appraisal_decisions,
        "evidence": contents.evidence,
    }
    tables = {"dossiers": contents.dossiers, "survey": contents.answers, "totals": contents.totals}
    rows = {kind: store.agencies_of(kind, table) for kind, table in tables.items()}
    return losses(before.counts, _counts(plan, contents.submissions, records, rows))


def _counts(
    plan: Plan,
    submissions: Iterable[Submission],
    records: Mapping[str, Iterable[Record]],
    rows: Mapping[str, Mapping[str, int]],
) -> Counts:
    """The counts of one state. What the plan no longer knows is left out: nobody can send it."""
    lines = {*line_labels(plan), ""}
    forms = (s.agency for s in submissions if s.accepted and s.kind == FORM)
    counted: dict[str, Iterable[str]] = {FORMS: forms}
    decisions = (d for d in records["appraisal_decisions"] if isinstance(d, AppraisalDecision))
    decided = {(d.agency, d.target) for d in decisions}
    for kind, each in records.items():
        # What a body decides is counted by its decisions: one may withdraw an adjustment.
        own = (
            r for r in each if not (isinstance(r, Appraisal) and (r.agency, r.target) in decided)
        )
        counted[kind] = (record.agency for record in own if _line(record) in lines)
    counted[RECEIPTS] = set(counted.get(RECEIPTS, ()))  # rival forms of an agency have a day each
    known = plan.senders_by_id
    return {
        **{kind: Counter(a for a in ids if a in known) for kind, ids in counted.items()},
        **{
            kind: {agency: n for agency, n in by_agency.items() if not agency or agency in known}
            for kind, by_agency in rows.items()
        },
    }


def _line(record: Record) -> str:
    """The id of the line or the target that a record is about; empty where it is about none."""
    if isinstance(record, Receipt):
        return ""
    if isinstance(record, EvidenceFile):
        return record.line
    return record.input if isinstance(record, Fact | Explanation) else record.target
