"""Approvals of a period's figures: lines of the journal.

An approval covers one state of all that a period's packets are made from: the current snapshot
(the files and the mappings by which they were read), the plan, and what `opening.approved_state`
adds: the figures as counted, of the period and of those it is compared with, the code that judges
them, and the notebooks. If any of these changes, every packet of the period is a draft again; if
the state returns, so does the approval, unless it was withdrawn meanwhile. Wording and layout of
the pages are not covered.

A withdrawal counts at once, signed or not, even where a plan demands that approvals are signed: the
packets are drafts until it is clear who is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import store, wording
from helpers.model import Approval, Period, Plan, WrongUse
from helpers.model.spelling import one_line
from helpers.store import StoreError, journal, signatures
from helpers.store.journal import Event, Journal, Line, Record

LONGEST_NAME, LONGEST_DECISION = 120, 200
ALL = (
    *(Event.ACCEPTED, Event.RETURNED),
    *(Event.APPROVAL, Event.WITHDRAWAL, Event.SIGNATURE),
)


def approve(
    data: Path, plan: Plan, period: Period, state: str, by: str, decision: str = ""
) -> Record:
    """Record the approval of the period's current snapshot in this `state`.

    Raises WrongUse without a name or a snapshot, StoreError if another process is writing or the
    journal does not chain.
    """
    name = name_of(by)
    if store.current(data, plan.id, period.id) is None:
        raise WrongUse(wording.wrong_use.nothing_taken_in(period))
    with writing(data, plan):
        snapshot = store.current(data, plan.id, period.id)
        assert snapshot is not None
        return journal.append(
            data,
            plan.id,
            period.id,
            Event.APPROVAL,
            snapshot=snapshot.id,
            digest=plan.digest,
            state=state,
            by=name,
            decision=one_line(decision, LONGEST_DECISION),
        )


def withdraw(data: Path, plan: Plan, period: Period, by: str) -> Record:
    """Record that all approvals of a period so far are withdrawn. WrongUse where there is none."""
    name = name_of(by)
    if not was_approved(data, plan, period):
        raise WrongUse(wording.journal.nothing_to_withdraw(period))
    with writing(data, plan):
        return journal.append(data, plan.id, period.id, Event.WITHDRAWAL, by=name)


def sign(data: Path, plan: Plan, period: Period, state: str, key: Path) -> Record | None:
    """Add the key's signature to the approval of the current state, or to the withdrawal after
    which none was given, and return that line; None where there is neither, or the key has signed
    it already."""
    written = journal.read(data, plan.id)
    last = _decided(written, period.id)[-1:]
    if not last or last[0].line.event is not Event.WITHDRAWAL:
        last = tuple(_covering(written, data, plan, period, state)[-1:])
    if not last:
        return None
    (record,) = last
    signature = signatures.sign(record.raw, key)
    return record if add_signature(data, plan, written, record, signature) else None


def add_signature(data: Path, plan: Plan, written: Journal, record: Record, signature: str) -> bool:
    """Record the signature of a line; False where its key has signed that line already."""
    mark = signatures.fingerprint(record.raw, signature)
    if mark in {signatures.fingerprint(record.raw, s) for s in signatures_of(written, record)}:
        return False
    period, signed = record.line.period, record.sha256
    with writing(data, plan):
        journal.append(data, plan.id, period, Event.SIGNATURE, signed=signed, signature=signature)
    return True


def was_approved(data: Path, plan: Plan, period: Period) -> bool:
    """Whether the period was ever approved in any state, and that was not withdrawn."""
    return bool(_valid(journal.read(data, plan.id), period.id))


def approval(data: Path, plan: Plan, period: Period, state: str) -> Approval | None:
    """The latest approval and whether it covers the current state; None if there is none that was
    not withdrawn."""
    written = journal.read(data, plan.id)
    if not (approvals := _valid(written, period.id)):
        return None
    covering = _covering(written, data, plan, period, state)
    latest = (covering or approvals)[-1]
    signer = signer_of(written, latest, plan.signers) if covering else ""
    return Approval(
        by=latest.line.by,
        restated=not covering,
        decision=latest.line.decision,
        signer=signer,
        lacks_signature=plan.signed_approval and not signer,
    )


def signers(
    data: Path, plan_id: str, period_id: str, allowed: tuple[str, ...]
) -> tuple[Line, str] | None:
    """A period's latest approval or withdrawal, and who of the allowed signers signed it (empty for
    nobody); None where there is neither."""
    written = journal.read(data, plan_id)
    decided = _decided(written, period_id)
    return (decided[-1].line, _named(written, decided[-1], allowed)) if decided else None


def lines(data: Path, plan_id: str) -> bytes:
    """All lines that approvals and decisions of a plan depend on, to tell whether any was added."""
    records = journal.read(data, plan_id).records
    return b"".join(each.raw for each in records if each.line.event in ALL)


def _decided(written: Journal, period_id: str) -> tuple[Record, ...]:
    return written.of(period_id, Event.APPROVAL, Event.WITHDRAWAL)


def _valid(written: Journal, period_id: str) -> list[Record]:
    """The approvals of a period since the last withdrawal."""
    valid: list[Record] = []
    for each in _decided(written, period_id):
        valid = [] if each.line.event is Event.WITHDRAWAL else [*valid, each]
    return valid


def _covering(written: Journal, data: Path, plan: Plan, period: Period, state: str) -> list[Record]:
    """The approvals of what is in force now."""
    snapshot = store.current(data, plan.id, period.id)
    now = (snapshot.id if snapshot else "", plan.digest, state)
    approvals = _valid(written, period.id)
    return [r for r in approvals if (r.line.snapshot, r.line.digest, r.line.state) == now]


def signatures_of(written: Journal, approved: Record) -> list[str]:
    """The signatures of a line, sound or not."""
    signed = written.of(approved.line.period, Event.SIGNATURE)
    return [each.line.signature for each in signed if each.line.signed == approved.sha256]


def signer_of(written: Journal, approved: Record, allowed: tuple[str, ...]) -> str:
    """Who signed a line: one of the allowed signers, or, where there are none, a key; empty if
    nobody did."""
    if allowed:
        return _named(written, approved, allowed)
    marks = (signatures.fingerprint(approved.raw, s) for s in signatures_of(written, approved))
    return next(filter(None, marks), "")


def _named(written: Journal, approved: Record, allowed: tuple[str, ...]) -> str:
    names = (signatures.signer(approved.raw, s, allowed) for s in signatures_of(written, approved))
    return next(filter(None, names), "")


def name_of(by: str, unnamed: str = wording.store.APPROVED_BY_WHOM) -> str:
    """Who decides, as it is written down; WrongUse with the sentence `unnamed` for nobody."""
    if not (name := one_line(by, LONGEST_NAME)):
        raise WrongUse(unnamed)
    return name


@contextmanager
def writing(data: Path, plan: Plan) -> Iterator[None]:
    """As the only writer of a plan's store; StoreError where there is another or it cannot be."""
    try:
        with store.exclusive_writer(data / "store" / plan.id):
            yield
    except OSError as error:
        raise StoreError(wording.store.store_unwritable(error.strerror or str(error))) from error
