"""Which snapshots there are: the current one, earlier periods' and replaced ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helpers import wording
from helpers.model import Period, Plan
from helpers.store.contents import (
    EARLIER,
    HISTORY,
    SNAPSHOT_ID,
    Snapshot,
    StoreError,
    history_of,
    history_words,
    read_snapshot,
)


def current(data: Path, plan_id: str, period_id: str) -> Snapshot | None:
    """The current snapshot of a period; None if there never was one. StoreError if it is damaged or
    not in the period's history."""
    known = history(data, plan_id, period_id)
    folder = data / "store" / plan_id / period_id
    if not known and not (folder / "current").exists():
        return None
    name = current_id(data, plan_id, period_id)
    if name not in known:
        raise StoreError(wording.store.snapshot_damaged(period_id, "current"))
    return read_snapshot(folder / name)


def current_id(data: Path, plan_id: str, period_id: str) -> str:
    """The id of the current snapshot of a period, which itself may be damaged; empty where there is
    none or `current` is damaged."""
    try:
        text = (data / "store" / plan_id / period_id / "current").read_bytes()
    except FileNotFoundError:
        return ""
    name = text.decode("ascii", "replace").strip()
    return name if SNAPSHOT_ID.fullmatch(name) else ""


def latest_earlier(data: Path, plan: Plan, period: Period) -> Snapshot | None:
    """The current snapshot of the latest period that ended before this one and has any; of two
    periods that end on the same day, the longer one's."""
    ended = (p for p in plan.periods.values() if p.end < period.end)
    for before in sorted(ended, key=lambda p: (p.end, p.end - p.start), reverse=True):
        snapshot = current(data, plan.id, before.id)
        if snapshot is not None:
            return snapshot
    return None


def earlier_snapshots(
    data: Path, plan: Plan, period: Period
) -> tuple[tuple[Period, Snapshot], ...]:
    """The current snapshots of all periods that ended before this one, in their order."""
    ended = sorted((p for p in plan.periods.values() if p.end < period.end), key=lambda p: p.end)
    found = [(each, current(data, plan.id, each.id)) for each in ended]
    return tuple((each, snapshot) for each, snapshot in found if snapshot is not None)


def carry_over_source(plan: Plan, snapshot: Snapshot) -> tuple[Period, Snapshot] | None:
    """The earlier period and its snapshot from which «Không thay đổi» answers of this snapshot
    are taken; None if there was none at intake. StoreError if it is missing or damaged."""
    sources = [
        (plan.periods[f.file], f.sha256)
        for f in snapshot.files
        if f.kind == EARLIER and f.file in plan.periods
    ]
    if not sources:
        return None
    period, name = max(sources, key=lambda source: (source[0].end, source[0].end - source[0].start))
    return period, read_snapshot(snapshot.path.parents[1] / period.id / name)


def history(data: Path, plan_id: str, period_id: str) -> tuple[str, ...]:
    """The ids of all snapshots that were ever current, oldest first; an id may occur again.
    StoreError if the file holds anything else."""
    known = legible_history(data, plan_id, period_id)
    if len(known) < len(history_words(data / "store" / plan_id / period_id / HISTORY)):
        raise StoreError(wording.store.snapshot_damaged(period_id, HISTORY))
    return known


def legible_history(data: Path, plan_id: str, period_id: str) -> tuple[str, ...]:
    """The same ids from a file that may be damaged, as far as it can be read: a new intake mends
    it."""
    return history_of(data / "store" / plan_id / period_id / HISTORY)


def recorded_snapshot(data: Path, plan_id: str, period_id: str, snapshot_id: str) -> Snapshot:
    """A snapshot of a period's history; StoreError if it is not there or damaged."""
    known = tuple(dict.fromkeys(history(data, plan_id, period_id)))
    if snapshot_id not in known:
        raise StoreError(wording.store.unknown_snapshot(period_id, snapshot_id, known))
    return read_snapshot(data / "store" / plan_id / period_id / snapshot_id)


def replaced_id(data: Path, plan_id: str, period_id: str, snapshot_id: str) -> str:
    """The snapshot that this one replaced when it last became current; empty for the first."""
    known = history(data, plan_id, period_id)
    if snapshot_id not in known:
        return ""
    last = len(known) - 1 - known[::-1].index(snapshot_id)
    earlier = [name for name in known[:last] if name != snapshot_id]
    return earlier[-1] if earlier else ""


def replaced_snapshot(
    data: Path, plan_id: str, period_id: str, snapshot_id: str
) -> Snapshot | None:
    """As `replaced_id`; None for the first. StoreError if it is damaged."""
    name = replaced_id(data, plan_id, period_id, snapshot_id)
    return read_snapshot(data / "store" / plan_id / period_id / name) if name else None


def snapshots_before(snapshot: Snapshot) -> Iterator[Snapshot]:
    """The snapshots of the same period that were current before this one first was, oldest first;
    none that is damaged."""
    folder = snapshot.path.parent
    known = tuple(dict.fromkeys(history_of(folder / HISTORY)))
    for name in known[: known.index(snapshot.id)] if snapshot.id in known else ():
        with suppress(StoreError):
            yield read_snapshot(folder / name)


def outdated_dependents(
    data: Path, plan: Plan, period: Period, snapshot_id: str
) -> tuple[Period, ...]:
    """The periods whose current snapshot was taken in against another snapshot of this period:
    they must be taken in again."""
    return tuple(
        other
        for other in plan.periods.values()
        if other.id != period.id and _sources(data, plan, other, period) - {snapshot_id}
    )


def outdated_sources(data: Path, plan: Plan, snapshot: Snapshot) -> tuple[Period, ...]:
    """The earlier periods of which another snapshot is current than the one that this snapshot was
    taken in against."""
    used = {f.file: f.sha256 for f in snapshot.files if f.kind == EARLIER}
    return tuple(
        period
        for period in plan.periods.values()
        if period.id in used and current_id(data, plan.id, period.id) != used[period.id]
    )


def _sources(data: Path, plan: Plan, period: Period, earlier: Period) -> set[str]:
    """The snapshots of `earlier` that the current one of `period` was taken in against."""
    with suppress(StoreError):
        snapshot = current(data, plan.id, period.id)
        files = snapshot.files if snapshot else ()
        return {f.sha256 for f in files if (f.kind, f.file) == (EARLIER, earlier.id)}
    return set()
