"""Writing snapshots: whole or not at all, one writer at a time."""

from __future__ import annotations

import fcntl
import filecmp
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from helpers import wording
from helpers.model import (
    Origin,
    Period,
    Plan,
)
from helpers.store.contents import (
    HISTORY,
    SNAPSHOT_ID,
    Contents,
    Snapshot,
    StoreError,
    history_of,
    read_snapshot,
    snapshot_id,
)
from helpers.store.disk import fsync, write_whole
from helpers.store.schemas import (
    ANSWERS,
    APPRAISALS,
    DOSSIERS,
    EXPLANATIONS,
    FACTS,
    OBJECTIONS,
    REMARKS,
    SUBMISSIONS,
    TOTALS,
)


def write_snapshot(data: Path, plan: Plan, period: Period, contents: Contents) -> Snapshot:
    """Keeps one accepted state and makes it the period's current one.

    The same inputs under the same plan give the same snapshot, whose files then stay untouched.
    Raises StoreError where the store holds data of the other origin, is being written by another
    process, or cannot be written; whatever was current before is then current still.
    """
    store = data / "store" / plan.id
    target = store / period.id / snapshot_id(contents.files, plan)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with only_writer(store):
            _refuse_other_origin(store, plan, contents.origin)
            _sweep(target.parent)
            _write_folder(target, plan, period, contents)
            _remember(target)
            write_whole(target.parent / "current", f"{target.name}\n".encode())
    except OSError as error:
        raise StoreError(wording.store_unwritable(error.strerror or str(error))) from error
    return read_snapshot(target)


def _remember(target: Path) -> None:
    """Adds a snapshot to the record of all that were ever current, unless it is the last one."""
    path = target.parent / HISTORY
    known = history_of(path)
    if known[-1:] != (target.name,):
        write_whole(path, "".join(f"{name}\n" for name in (*known, target.name)).encode())


@contextmanager
def only_writer(store: Path) -> Iterator[None]:
    """Holds the plan's store; two intakes at once would sweep each other's files."""
    with (store / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(wording.STORE_BUSY) from None
        yield


def _refuse_other_origin(store: Path, plan: Plan, origin: Origin) -> None:
    for folder in sorted(store.glob("*/*")):
        held = _held_origin(folder)
        if held is not None and held.simulated != origin.simulated:
            raise StoreError(wording.other_origin(plan.id, folder.parent.name, held.simulated))


def _held_origin(folder: Path) -> Origin | None:
    """The origin of a snapshot; None for anything else, a damaged one included: it must not
    stand in the way of the intake that repairs it."""
    if not SNAPSHOT_ID.fullmatch(folder.name):
        return None
    with suppress(StoreError):
        return read_snapshot(folder).origin
    return None


def _sweep(folder: Path) -> None:
    """Removes what an interrupted run left."""
    for left in folder.glob(".*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _write_folder(target: Path, plan: Plan, period: Period, contents: Contents) -> None:
    fresh = target.with_name(f".new-{target.name}")
    fresh.mkdir()
    try:
        _fill(fresh, target.name, plan, period, contents)
        _put_in_place(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(fresh: Path, name: str, plan: Plan, period: Period, contents: Contents) -> None:
    for file, table in _tables(contents).items():
        if isinstance(table, Path):
            shutil.copyfile(table, fresh / file)
        else:
            pq.write_table(table, fresh / file, compression="zstd")
    record = {
        "id": name,
        "plan": plan.id,
        "period": period.id,
        "origin": asdict(contents.origin),
        "files": [asdict(f) for f in sorted(contents.files, key=lambda f: f.file)],
        "has_dossiers": contents.dossiers is not None,
        "has_survey": contents.answers is not None,
        "has_totals": contents.totals is not None,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    (fresh / "snapshot.json").write_text(text, "utf-8")
    for path in [*fresh.iterdir(), fresh]:
        fsync(path)


def _tables(contents: Contents) -> dict[str, pa.Table | Path]:
    tables: dict[str, pa.Table | Path] = {
        "facts.parquet": _table(contents.facts, FACTS),
        "submissions.parquet": _table(contents.submissions, SUBMISSIONS),
        "remarks.parquet": _table(contents.remarks, REMARKS),
        "appraisals.parquet": _table(contents.appraisals, APPRAISALS),
        "objections.parquet": _table(contents.objections, OBJECTIONS),
        "explanations.parquet": _table(contents.explanations, EXPLANATIONS),
    }
    if isinstance(contents.dossiers, Path):
        tables["dossiers.parquet"] = contents.dossiers
    elif contents.dossiers is not None:
        tables["dossiers.parquet"] = contents.dossiers.select(DOSSIERS.names).cast(DOSSIERS)
    if contents.totals is not None:
        tables["totals.parquet"] = contents.totals.select(TOTALS.names).cast(TOTALS)
    if contents.answers is not None:
        tables["answers.parquet"] = contents.answers.select(ANSWERS.names).cast(ANSWERS)
    return tables


def _table(rows: Iterable[Any], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([asdict(row) for row in rows], schema)


def _put_in_place(fresh: Path, target: Path) -> None:
    """Publishes a written folder. An equal one stays; a damaged one, or one that an earlier
    version of the software made of the same inputs, is replaced."""
    if target.exists():
        if _same_files(fresh, target):
            return
        target.rename(target.with_name(f".old-{target.name}"))
    fresh.rename(target)
    fsync(target.parent)
    shutil.rmtree(target.with_name(f".old-{target.name}"), ignore_errors=True)


def _same_files(one: Path, other: Path) -> bool:
    """Whether `other` holds every file of `one`; it may hold what was computed from them too."""
    names = [path.name for path in one.iterdir()]
    match, _, _ = filecmp.cmpfiles(one, other, names, shallow=False)
    return len(match) == len(names)
