"""Decisions on what agencies have sent: lines of the journal that accept submissions or return one.

A line covers the state of each submission that it names (`analyst/submissions.py`), and the plan.
The last line that counts in the present state of a submission decides; a corrected form or figure
is another state, and of that submission alone. A line counts only if the agency that decided is the
one that the plan names for it. An acceptance also needs the signature that the plan demands, and
counts for nothing if only others than the signers of that agency have signed it; a return counts
signed or not, as the withdrawal of an approval does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers import store, wording
from helpers.model import Acceptance, Agency, Period, Plan, WrongUse
from helpers.model.spelling import one_line
from helpers.store import approvals, journal, signatures
from helpers.store.journal import Event, Journal, Line, Record

LONGEST_REASON = 400
DECISIONS = (Event.ACCEPTED, Event.RETURNED)


@dataclass(frozen=True)
class Decision:
    """The decision that counts for a submission as it is."""

    record: Record
    signer: str  # a name of the plan's list, or a key where it has none; empty for nobody

    @property
    def line(self) -> Line:
        """The line that records it."""
        return self.record.line


def any_decided(data: Path, plan: Plan, period: Period) -> bool:
    """Whether a decision on any submission of a period was ever recorded."""
    return bool(journal.read(data, plan.id).of(period.id, *DECISIONS))


def decisions(
    written: Journal, plan: Plan, period_id: str, states: Mapping[str, str]
) -> dict[str, Decision]:
    """The decision that counts for each agency. `states`: the present states of submissions, by
    agency id."""
    found: dict[str, Decision] = {}
    for record in written.of(period_id, *DECISIONS):
        covered = [
            plan.agencies[name]
            for name, state in record.line.states.items()
            if states.get(name) == state and name in plan.agencies
        ]
        if plan.acceptance is None or not covered or record.line.digest != plan.digest:
            continue
        signer = decider_signature(written, record, plan.acceptance)
        for agency in covered:
            if of_its_level(plan, record, agency) and _is_enough(
                written, record, plan.acceptance, agency, signer
            ):
                found[agency.id] = Decision(record, signer)
    return found


def of_its_level(plan: Plan, record: Record, agency: Agency) -> bool:
    """Whether the agency that decided is the one that decides on this one."""
    decider = plan.decider(agency)
    return decider is not None and decider.id == record.line.decider


def decider_signature(written: Journal, record: Record, rules: Acceptance) -> str:
    """Who signed a decision: one of the signers of the agency that decided, or a key where the plan
    names none; empty for nobody."""
    return approvals.signer_of(written, record, rules.signers.get(record.line.decider, ()))


def _is_enough(
    written: Journal, record: Record, rules: Acceptance, agency: Agency, signer: str
) -> bool:
    if signer or record.line.event is Event.RETURNED:
        return True
    by_others = record.line.decider in rules.signers and approvals.signatures_of(written, record)
    return not by_others and not rules.levels[agency.level].signed


# ---------------------------------------------------------------- new lines


def accept(
    data: Path,
    plan: Plan,
    period: Period,
    decider: str,
    by: str,
    states: Mapping[str, str],
    under: str = "",
    day: date | None = None,
) -> Record:
    """Record that submissions are accepted in these states, by agency id. `under`: the agency whose
    members they are; `day`: of a simulated decision. Raises WrongUse without a name, StoreError if
    another process is writing."""
    named = {"decider": decider, "by": by, "under": under}
    return _add(data, plan, period, Event.ACCEPTED, states, day, **named)


def give_back(
    data: Path,
    plan: Plan,
    period: Period,
    decider: str,
    by: str,
    states: Mapping[str, str],
    reason: str,
    day: date | None = None,
) -> Record:
    """Record that submissions are returned in these states. `day`: of a simulated decision. Raises
    WrongUse without a name or a reason, StoreError if another process is writing."""
    if not (why := one_line(reason, LONGEST_REASON)):
        raise WrongUse(wording.decisions.NO_REASON)
    named = {"decider": decider, "by": by, "reason": why}
    return _add(data, plan, period, Event.RETURNED, states, day, **named)


def _add(
    data: Path,
    plan: Plan,
    period: Period,
    event: Event,
    states: Mapping[str, str],
    day: date | None,
    **facts: str,
) -> Record:
    named = facts | {"by": approvals.name_of(facts["by"], wording.decisions.NO_NAME)}
    with approvals.writing(data, plan):
        snapshot = store.current(data, plan.id, period.id)
        if snapshot is None:
            raise WrongUse(wording.wrong_use.nothing_taken_in(period))
        place = {"snapshot": snapshot.id, "digest": plan.digest}
        return journal.append(data, plan.id, period.id, event, states, day, **place, **named)


def sign(
    data: Path, plan: Plan, period: Period, decider: str, states: Mapping[str, str], key: Path
) -> int:
    """Add the key's signature to the last decisions of an agency on submissions as they are; how
    many lines were signed. Raises WrongUse for the key of somebody who does not sign for it."""
    written = journal.read(data, plan.id)
    signed = 0
    allowed = plan.acceptance.signers.get(decider, ()) if plan.acceptance else ()
    for record in _last(written, plan, period.id, decider, states):
        signature = signatures.sign(record.raw, key)
        if allowed and not signatures.signer(record.raw, signature, allowed):
            raise WrongUse(wording.decisions.key_of_another(key, plan.agencies[decider].name))
        signed += approvals.add_signature(data, plan, written, record, signature)
    return signed


def _last(
    written: Journal, plan: Plan, period_id: str, decider: str, states: Mapping[str, str]
) -> Iterator[Record]:
    """The last decisions of an agency in the present states, whether they count yet or not."""
    latest: dict[str, Record] = {}
    for record in written.of(period_id, *DECISIONS):
        if record.line.decider == decider and record.line.digest == plan.digest:
            now = [name for name, s in record.line.states.items() if states.get(name) == s]
            latest |= dict.fromkeys(now, record)
    yield from {record.sha256: record for record in latest.values()}.values()
