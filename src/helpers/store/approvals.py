"""Approvals of a period's figures: a file in the period's folder, one line of JSON each.

An approval covers one state of all that a period's packets are made from: the current snapshot
(the files and the mappings by which they were read), the plan, and what `opening.approved_state`
adds: the figures as counted, of the period and of those it is compared with, the code that judges
them, and the notebooks. If any of these changes, every packet of the period is a draft again; if
the state returns, so does the approval. Wording and layout of the pages are not covered.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from helpers import store, wording
from helpers.model import Approval, Period, Plan, WrongUse
from helpers.model.spelling import one_line
from helpers.store import StoreError

APPROVALS = "approvals"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Entry:
    """One approval."""

    snapshot: str  # id
    plan: str  # digest
    state: str  # digest of all that is neither in the snapshot nor in the plan
    by: str
    day: str  # ISO; for the record only, shown nowhere


def approve(data: Path, plan: Plan, period: Period, state: str, by: str, day: date) -> Entry:
    """Record the approval of the period's current snapshot in this `state`.

    Raises WrongUse without a name or a snapshot, StoreError if another process is writing.
    """
    name = one_line(by, LONGEST_NAME)
    if not name:
        raise WrongUse(wording.store.APPROVED_BY_WHOM)
    try:
        if store.current(data, plan.id, period.id) is None:
            raise WrongUse(wording.wrong_use.nothing_taken_in(period))
        with store.exclusive_writer(data / "store" / plan.id):
            snapshot = store.current(data, plan.id, period.id)
            assert snapshot is not None
            entry = Entry(snapshot.id, plan.digest, state, name, day.isoformat())
            entries = (*_entries(data, plan, period), entry)
            lines = [f"{json.dumps(asdict(each), ensure_ascii=False)}\n" for each in entries]
            store.write_whole(_path(data, plan, period), "".join(lines).encode())
        return entry
    except OSError as error:
        raise StoreError(wording.store.store_unwritable(error.strerror or str(error))) from error


def was_approved(data: Path, plan: Plan, period: Period) -> bool:
    """Whether the period was ever approved in any state."""
    return bool(_entries(data, plan, period))


def approval(data: Path, plan: Plan, period: Period, state: str) -> Approval | None:
    """The latest approval and whether it covers the current state; None if there never was one."""
    entries = _entries(data, plan, period)
    snapshot = store.current(data, plan.id, period.id) if entries else None
    if snapshot is None:
        return None
    now = (snapshot.id, plan.digest, state)
    same = [e for e in entries if (e.snapshot, e.plan, e.state) == now]
    return Approval(by=(same or entries)[-1].by, restated=not same)


def _entries(data: Path, plan: Plan, period: Period) -> tuple[Entry, ...]:
    try:
        lines = _path(data, plan, period).read_text("utf-8").splitlines()
        return tuple(Entry(**json.loads(line)) for line in lines)
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError) as error:
        raise StoreError(wording.store.approvals_damaged(period.id)) from error


def _path(data: Path, plan: Plan, period: Period) -> Path:
    return data / "store" / plan.id / period.id / APPROVALS
