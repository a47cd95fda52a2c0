"""Writing snapshots: whole or not at all, one writer at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from helpers import wording
from helpers.model import Origin, Period, Plan, WrongUse
from helpers.store import journal
from helpers.store.contents import (
    HISTORY,
    RECORD,
    Contents,
    Snapshot,
    StoreError,
    changed_tables,
    history_of,
    history_words,
    read_record,
    read_snapshot,
    snapshot_id,
)
from helpers.store.disk import file_sha256, private_files, private_folder, write_whole
from helpers.store.journal import Event
from helpers.store.rows import refuse_damaged
from helpers.store.schemas import (
    DOSSIERS,
    OPTIONAL_RECORDS,
    RECORDS,
    TOTALS,
    answers_schema,
    questions_of,
    schema_of,
)
from helpers.store.snapshots import current_id, recorded_snapshot
from helpers.system import locks
from helpers.system.syncing import fsync


def write_snapshot(data: Path, plan: Plan, period: Period, contents: Contents) -> Snapshot:
    """Write one accepted state and make it the period's current snapshot.

    The same contents under the same plan are the same snapshot; files that exist are then left as
    they are. Raises StoreError if the store holds data of the other origin, another process is
    writing, or the disk refuses; the current snapshot then stays the current one.
    """
    try:
        folder = private_folder(data / "store", plan.id, period.id)
        with exclusive_writer(folder.parent):
            _refuse_other_origin(folder.parent, plan, contents.origin)
            _remove_unfinished(folder)
            target = _write_folder(folder, plan, period, contents)
            journal.append(data, plan.id, period.id, Event.INTAKE, snapshot=target.name)
            _make_current(target)
    except OSError as error:
        raise StoreError(wording.store.store_unwritable(error.strerror or str(error))) from error
    return read_snapshot(target)


def restore_snapshot(data: Path, plan: Plan, period: Period, snapshot_id: str) -> str:
    """Make a snapshot of the period's history the current one again; the id of the one that was
    current, empty where `current` names none.

    Raises WrongUse if it is the current one; StoreError if it is not in the history or damaged,
    another process is writing, or the disk refuses; what was current then stays so.
    """
    snapshot = recorded_snapshot(data, plan.id, period.id, snapshot_id)
    refuse_damaged(snapshot)
    try:
        with exclusive_writer(data / "store" / plan.id):
            before = current_id(data, plan.id, period.id)
            if before == snapshot.id:
                raise WrongUse(wording.store.already_in_force(period, snapshot.id))
            journal.append(data, plan.id, period.id, Event.RESTORE, snapshot=snapshot.id)
            _make_current(snapshot.path)
    except OSError as error:
        raise StoreError(wording.store.store_unwritable(error.strerror or str(error))) from error
    return before


def _make_current(target: Path) -> None:
    """Put a finished snapshot in force and on record."""
    path = target.parent / HISTORY
    known = history_of(path)
    listed = known if known[-1:] == (target.name,) else (*known, target.name)
    if list(listed) != history_words(path):
        write_whole(path, "".join(f"{name}\n" for name in listed).encode())
    write_whole(target.parent / "current", f"{target.name}\n".encode())


@contextmanager
def exclusive_writer(store: Path) -> Iterator[None]:
    """Lock a plan's store: two intakes at once would remove each other's unfinished files. What is
    written meanwhile is the owner's alone.

    Raises StoreError if another process holds the lock.
    """
    with private_files(), (store / ".lock").open("wb") as file:
        try:
            locks.lock(file)
        except BlockingIOError:
            raise StoreError(wording.store.STORE_BUSY) from None
        yield


def _refuse_other_origin(store: Path, plan: Plan, origin: Origin) -> None:
    histories = sorted(store.glob(f"*/{HISTORY}"))
    for folder in (path.parent / name for path in histories for name in history_of(path)):
        try:
            simulated = read_record(folder).origin.simulated
        except StoreError:
            continue  # a damaged snapshot must not block the intake that replaces it
        if simulated != origin.simulated:
            raise StoreError(wording.store.other_origin(plan.id, folder.parent.name, simulated))


def _remove_unfinished(folder: Path) -> None:
    """Remove the unfinished files of an interrupted run."""
    for path in folder.glob(".*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _write_folder(folder: Path, plan: Plan, period: Period, contents: Contents) -> Path:
    fresh = folder / ".new"
    fresh.mkdir()
    try:
        target = folder / snapshot_id(_fill(fresh, plan, period, contents))
        _put_in_place(fresh, target)
        return target
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(fresh: Path, plan: Plan, period: Period, contents: Contents) -> bytes:
    """Write all files of a snapshot; its record."""
    for file, table in _tables(contents).items():
        if isinstance(table, Path):
            shutil.copyfile(table, fresh / file)
        else:
            pq.write_table(table, fresh / file, compression="zstd", write_page_checksum=True)
    inputs = sorted(contents.files, key=lambda f: (f.file, f.kind, f.sha256))
    record = {
        "plan": plan.id,
        "plan_digest": plan.digest,
        "period": period.id,
        "origin": asdict(contents.origin),
        "files": [asdict(f) for f in inputs],
        "tables": {path.name: file_sha256(path) for path in sorted(fresh.iterdir())},
    }
    content = f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode()
    (fresh / RECORD).write_bytes(content)
    for path in [*fresh.iterdir(), fresh]:
        fsync(path)
    return content


def _tables(contents: Contents) -> dict[str, pa.Table | Path]:
    tables: dict[str, pa.Table | Path] = {
        f"{name}.parquet": pa.Table.from_pylist(
            [asdict(each) for each in getattr(contents, name)], schema_of(record)
        )
        for name, record in {**RECORDS, **OPTIONAL_RECORDS}.items()
        if name in RECORDS or getattr(contents, name)
    }
    ballots = None if contents.answers is None else questions_of(contents.answers.schema)
    schemas = {"dossiers": DOSSIERS, "answers": answers_schema(ballots or ()), "totals": TOTALS}
    for name, schema in schemas.items():
        table = getattr(contents, name)
        if isinstance(table, pa.Table):
            table = table.select(schema.names).cast(schema)
        if table is not None:
            tables[f"{name}.parquet"] = table
    return tables


def _put_in_place(fresh: Path, target: Path) -> None:
    """Publish a finished folder. An equal one is kept; a damaged one is replaced."""
    if target.exists():
        if _is_whole(target):  # of this id, so with the same tables
            return
        target.rename(target.with_name(f".old-{target.name}"))
    fresh.rename(target)
    fsync(target.parent)
    shutil.rmtree(target.with_name(f".old-{target.name}"), ignore_errors=True)


def _is_whole(path: Path) -> bool:
    """Whether a snapshot's folder has what its record says; it may also have kept observations."""
    try:
        return not any(changed_tables(read_record(path)))
    except StoreError:
        return False
