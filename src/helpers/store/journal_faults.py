"""What in a journal that chains is not from whom the plan lets decide, approve or sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers import wording
from helpers.model import Plan
from helpers.store import approvals, journal, signatures
from helpers.store.decisions import DECISIONS, of_its_level
from helpers.store.journal import Event, Journal, Record


def check(data: Path, plan: Plan) -> list[str]:
    """The faults, in sentences: decisions by an agency of another level, signatures of no line,
    unsound or by somebody else's key, and what is in force without a signature that the plan
    demands. StoreError for a journal that does not chain."""
    written = journal.read(data, plan.id)
    numbers = {record.sha256: number for number, record in written.numbered()}
    return [
        *_of_other_levels(written, plan),
        *_unsound_signatures(written, plan, numbers),
        *_unsigned(written, plan, numbers),
    ]


def _of_other_levels(written: Journal, plan: Plan) -> Iterator[str]:
    for number, record in written.numbered():
        if record.line.event not in DECISIONS:
            continue
        agencies = [(name, plan.agencies.get(name)) for name in record.line.states]
        strange = [
            agency.name if agency else name
            for name, agency in agencies
            if agency is None or not of_its_level(plan, record, agency)
        ]
        if strange:
            decider = plan.agencies.get(record.line.decider)
            by = decider.name if decider else record.line.decider
            yield wording.decisions.of_another_level(number, by, strange)


def _unsound_signatures(written: Journal, plan: Plan, numbers: dict[str, int]) -> Iterator[str]:
    before: dict[str, Record] = {}
    for number, record in written.numbered():
        before[record.sha256] = record
        if record.line.event is not Event.SIGNATURE:
            continue
        signed = before.get(record.line.signed)
        if signed is None or signed.line.period != record.line.period:
            yield wording.decisions.signature_of_no_line(number)
            continue
        key = signatures.fingerprint(signed.raw, record.line.signature)
        allowed = _signers(plan, signed)
        if not key:
            yield wording.decisions.signature_unsound(number, numbers[signed.sha256])
        elif allowed and not signatures.signer(signed.raw, record.line.signature, allowed):
            who = signatures.signer(signed.raw, record.line.signature, _every_signer(plan)) or key
            yield wording.decisions.signed_by_another(number, numbers[signed.sha256], who)


def _signers(plan: Plan, record: Record) -> tuple[str, ...]:
    """Who may sign a line; empty where the plan names nobody."""
    if record.line.event in DECISIONS:
        return plan.acceptance.signers.get(record.line.decider, ()) if plan.acceptance else ()
    return plan.signers


def _every_signer(plan: Plan) -> tuple[str, ...]:
    of_deciders = plan.acceptance.signers.values() if plan.acceptance else ()
    return (*plan.signers, *(line for lines in of_deciders for line in lines))


def _unsigned(written: Journal, plan: Plan, numbers: dict[str, int]) -> Iterator[str]:
    """The last acceptances, and approvals that were not withdrawn, without a demanded signature."""
    last: dict[tuple[str, str], Record] = {}
    for _, record in written.numbered():
        line = record.line
        if line.event in DECISIONS:
            own = (plan.agencies[name] for name in line.states if name in plan.agencies)
            own = (agency for agency in own if of_its_level(plan, record, agency))
            last |= dict.fromkeys(((line.period, agency.id) for agency in own), record)
        elif line.event in (Event.APPROVAL, Event.WITHDRAWAL):
            last[line.period, ""] = record
    for record in {record.sha256: record for record in last.values()}.values():
        if _must_be_signed(plan, record) and not approvals.signatures_of(written, record):
            yield wording.decisions.unsigned(numbers[record.sha256], record.line.by)


def _must_be_signed(plan: Plan, record: Record) -> bool:
    if record.line.event is Event.APPROVAL:
        return plan.signed_approval
    if record.line.event is not Event.ACCEPTED or plan.acceptance is None:
        return False
    rules = plan.acceptance.levels
    levels = {plan.agencies[name].level for name in record.line.states if name in plan.agencies}
    return any(level in rules and rules[level].signed for level in levels)
