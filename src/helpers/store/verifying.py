"""The check of a whole store: every snapshot on record of every period of every plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers import wording
from helpers.model.spelling import visible
from helpers.store.contents import (
    HISTORY,
    RECORD,
    SNAPSHOT_ID,
    StoreError,
    changed_tables,
    history_of,
    history_words,
    read_record,
)
from helpers.store.disk import unsealed
from helpers.store.snapshots import current_id

KEPT = "observations-*.json"  # what was counted from a snapshot, next to its tables


def snapshots_on_record(data: Path) -> int:
    """How many snapshots the histories of a data folder name."""
    return sum(len(set(history_of(folder / HISTORY))) for folder in _periods(data))


def store_faults(data: Path) -> Iterator[str]:
    """What is damaged, missing or foreign in a store, each in one sentence that begins with its
    place."""
    for folder in _periods(data):
        for path, text in _period_faults(folder):
            yield f"{visible(path.relative_to(data / 'store').as_posix())}: {text}"


Fault = tuple[Path, str]


def _period_faults(folder: Path) -> Iterator[Fault]:
    known, pointer = history_of(folder / HISTORY), folder / "current"
    if len(known) < len(history_words(folder / HISTORY)):
        yield folder / HISTORY, wording.store.DAMAGED
    if (known or pointer.exists()) and current_id(*_named(folder)) not in known:
        yield pointer, wording.store.NOT_ON_RECORD
    for name in sorted(set(known)):
        yield from _snapshot_faults(folder / name)
    for path in sorted(folder.iterdir()):
        if SNAPSHOT_ID.fullmatch(path.name) and path.name not in known:
            yield path, wording.store.NOT_ON_RECORD


def _snapshot_faults(path: Path) -> Iterator[Fault]:
    try:
        snapshot = read_record(path)
    except StoreError as fault:
        yield path, str(fault) if path.exists() else wording.store.MISSING
        return
    for name in changed_tables(snapshot):
        there = wording.store.DAMAGED if (path / name).exists() else wording.store.MISSING
        yield path / name, there if name in snapshot.tables else wording.store.FOREIGN
    kept = set(path.glob(KEPT))
    for each in sorted(kept):
        try:
            unsealed(each)
        except (OSError, ValueError):
            yield each, wording.store.KEPT_DAMAGED
    own = {path / RECORD, *kept, *path.glob("*.parquet")}
    for each in sorted(set(path.iterdir()) - own):
        yield each, wording.store.FOREIGN


def _named(folder: Path) -> tuple[Path, str, str]:
    """Data folder, plan and period of a period's folder."""
    return folder.parents[2], folder.parent.name, folder.name


def _periods(data: Path) -> list[Path]:
    """The folders of all periods of all plans."""
    return sorted(path for path in (data / "store").glob("[!.]*/[!.]*") if path.is_dir())
