"""Snapshots of checked Parquet in and out.

`data/store/<plan>/<period>/<snapshot>/` holds one accepted state; the file `current` beside the
snapshots names the one in force. A snapshot is written whole or not at all.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from helpers import wording
from helpers.model import (
    Period,
    Plan,
)
from helpers.store.contents import (
    EARLIER,
    HISTORY,
    SNAPSHOT_ID,
    Snapshot,
    StoreError,
    history_of,
    read_snapshot,
)


def current(data: Path, plan_id: str, period_id: str) -> Snapshot | None:
    """The snapshot in force, None where nothing was taken in; StoreError where it is damaged."""
    folder = data / "store" / plan_id / period_id
    try:
        name = (folder / "current").read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    if not SNAPSHOT_ID.fullmatch(name):
        raise StoreError(wording.snapshot_damaged(period_id))
    return read_snapshot(folder / name)


def earlier(data: Path, plan: Plan, period: Period) -> Snapshot | None:
    """The snapshot in force of the latest period that ended before this one and has any; the
    longer one of two that ended together."""
    ended = (p for p in plan.periods.values() if p.end < period.end)
    for before in sorted(ended, key=lambda p: (p.end, p.end - p.start), reverse=True):
        snapshot = current(data, plan.id, before.id)
        if snapshot is not None:
            return snapshot
    return None


def looked_at(plan: Plan, snapshot: Snapshot) -> tuple[Period, Snapshot] | None:
    """The snapshot of the latest earlier period that answers could be carried over from, with
    that period; None where there was none. StoreError where it is gone or damaged."""
    behind = [
        (plan.periods[f.file], f.sha256)
        for f in snapshot.files
        if f.kind == EARLIER and f.file in plan.periods
    ]
    if not behind:
        return None
    period, name = max(behind, key=lambda found: (found[0].end, found[0].end - found[0].start))
    return period, read_snapshot(snapshot.path.parents[1] / period.id / name)


def history(data: Path, plan_id: str, period_id: str) -> tuple[str, ...]:
    """The ids of all snapshots that were taken in, in their order; one may come again."""
    return history_of(data / "store" / plan_id / period_id / HISTORY)


def snapshot(data: Path, plan_id: str, period_id: str, snapshot_id: str) -> Snapshot:
    """A snapshot on record; StoreError where there is none of that id, or it is damaged."""
    known = tuple(dict.fromkeys(history(data, plan_id, period_id)))
    if snapshot_id not in known:
        raise StoreError(wording.unknown_snapshot(period_id, snapshot_id, known))
    return read_snapshot(data / "store" / plan_id / period_id / snapshot_id)


def before(data: Path, plan_id: str, period_id: str, snapshot_id: str) -> Snapshot | None:
    """The snapshot that this one took the place of when it last came; None for the first one."""
    known = history(data, plan_id, period_id)
    if snapshot_id not in known:
        return None
    last = len(known) - 1 - known[::-1].index(snapshot_id)
    earlier = [name for name in known[:last] if name != snapshot_id]
    return read_snapshot(data / "store" / plan_id / period_id / earlier[-1]) if earlier else None


def resting_on_others(
    data: Path, plan: Plan, period: Period, snapshot_id: str
) -> tuple[Period, ...]:
    """The periods whose snapshot in force was taken in beside another snapshot of this period."""
    return tuple(
        other
        for other in plan.periods.values()
        if other.id != period.id and _behind(data, plan, other, period) - {snapshot_id}
    )


def _behind(data: Path, plan: Plan, period: Period, earlier: Period) -> set[str]:
    """The snapshots of the earlier period beside which the one in force was taken in."""
    with suppress(StoreError):
        held = current(data, plan.id, period.id)
        named = (EARLIER, earlier.id)
        return {f.sha256 for f in held.files if (f.kind, f.file) == named} if held else set()
    return set()
