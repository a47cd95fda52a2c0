"""Snapshots of checked Parquet in and out.

`data/store/<plan>/<period>/<snapshot>/` holds one accepted state; the file `current` beside the
snapshots names the one in force. A snapshot is written whole or not at all.
"""

from __future__ import annotations

import fcntl
import filecmp
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from helpers import wording
from helpers.model import (
    Appraisal,
    Explanation,
    Fact,
    Judgement,
    Level,
    Objection,
    Origin,
    Period,
    PlainFault,
    Plan,
    Remark,
    Severity,
    Submission,
)

TEXT, FLAG, COUNT, DAY = pa.string(), pa.bool_(), pa.int64(), pa.date32()
DOSSIERS = pa.schema(
    {
        "receiving": TEXT,
        "competent": TEXT,
        "unit": TEXT,
        "central": FLAG,
        "field": TEXT,
        "channel": TEXT,
        "online_level": TEXT,
        "received": DAY,
        "due": DAY,
        "done": DAY,
        "payment_opened": FLAG,
        "payments": COUNT,
        "payments_online": COUNT,
        "digitised": FLAG,
        "papers": TEXT,
    }
)
# The questions of a survey; the first one stands for procedures, and is told by field too.
QUESTIONS = ("procedures", "service", "health", "education")
ANSWERS = pa.schema(
    {
        "agency": TEXT,
        "unit": TEXT,
        "field": TEXT,
        **dict.fromkeys(QUESTIONS, FLAG),  # satisfied, not satisfied, not asked or not valid
        "sampling": TEXT,
    }
)
# Columns that some layouts of form II.06a give only together.
SUMS_OF_COLUMNS = {"fresh": ("c4", "c5"), "in_time": ("c8", "c9")}
# What an agency reports of its dossiers: one line of a table of totals; NULL is not reported.
TOTALS = pa.schema(
    {
        "agency": TEXT,
        "line": COUNT,
        **{f"c{column}": COUNT for column in range(3, 14)},
        **dict.fromkeys(SUMS_OF_COLUMNS, COUNT),
    }
)
NOT_TEXT = {"value": COUNT, "whole": COUNT, "due": DAY, "carried": FLAG}
FACTS = pa.schema({f.name: NOT_TEXT.get(f.name, TEXT) for f in fields(Fact)})
SUBMISSIONS = pa.schema(
    {f.name: FLAG if f.name == "accepted" else TEXT for f in fields(Submission)}
)
APPRAISALS = pa.schema(
    {f.name: COUNT if f.name.endswith("ator") else TEXT for f in fields(Appraisal)}
)
OBJECTIONS = pa.schema({f.name: TEXT for f in fields(Objection)})
EXPLANATIONS = pa.schema({f.name: TEXT for f in fields(Explanation)})
REMARKS = pa.schema({f.name: TEXT for f in fields(Remark)})

SNAPSHOT_ID = re.compile(r"[0-9a-f]{16}")
HISTORY = "history"
# What the exports of a kind, all together, are kept as.
EXPORT_TABLES = {
    "dossiers": "dossiers.parquet",
    "survey": "answers.parquet",
    "totals": "totals.parquet",
}
MAPPING = "mapping"  # the kind of a mapping that exports were read by
EARLIER = "earlier"  # the kind of a snapshot of an earlier period that this one looked at


class StoreError(PlainFault):
    """The store cannot be written or read as asked; one plain Vietnamese sentence."""


@dataclass(frozen=True)
class InputFile:
    """One file behind a snapshot, a mapping it was read by, or the snapshot of an earlier period
    whose answers it could carry over or whose open dossiers it was held against."""

    file: str
    sha256: str
    kind: str


@dataclass(frozen=True)
class Snapshot:
    """One accepted state of a period's data."""

    path: Path
    id: str
    origin: Origin
    has_dossiers: bool
    has_survey: bool
    files: tuple[InputFile, ...] = ()
    has_totals: bool = False


@dataclass(frozen=True)
class Contents:
    """What intake hands over. `dossiers`, `answers` and `totals` follow the schemas DOSSIERS,
    ANSWERS and TOTALS, a path is Parquet; None where no export came. `files`: every file the
    contents depend on."""

    dossiers: pa.Table | Path | None
    answers: pa.Table | None
    facts: Sequence[Fact]
    submissions: Sequence[Submission]
    remarks: Sequence[Remark]
    origin: Origin
    files: Sequence[InputFile]
    totals: pa.Table | None = None
    appraisals: Sequence[Appraisal] = ()
    objections: Sequence[Objection] = ()
    explanations: Sequence[Explanation] = ()


# ---------------------------------------------------------------- writing


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
    return _read_snapshot(target)


def _remember(target: Path) -> None:
    """Adds a snapshot to the record of all that were ever current, unless it is the last one."""
    path = target.parent / HISTORY
    known = _history(path)
    if known[-1:] != (target.name,):
        write_whole(path, "".join(f"{name}\n" for name in (*known, target.name)).encode())


def snapshot_id(files: Iterable[InputFile], plan: Plan) -> str:
    """The id of the snapshot these files give under this plan; their order does not matter."""
    named = sorted((f.file, f.sha256) for f in files)
    return hashlib.sha256(json.dumps([named, plan.digest]).encode()).hexdigest()[:16]


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
        return _read_snapshot(folder).origin
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
        _fsync(path)


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
    _fsync(target.parent)
    shutil.rmtree(target.with_name(f".old-{target.name}"), ignore_errors=True)


def _same_files(one: Path, other: Path) -> bool:
    """Whether `other` holds every file of `one`; it may hold what was computed from them too."""
    names = [path.name for path in one.iterdir()]
    match, _, _ = filecmp.cmpfiles(one, other, names, shallow=False)
    return len(match) == len(names)


def write_whole(path: Path, content: bytes) -> None:
    """Puts a whole file in its place: temp file beside it, fsync, rename, fsync of the folder."""
    temp = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temp.write_bytes(content)
        _fsync(temp)
        temp.replace(path)
    finally:
        temp.unlink(missing_ok=True)
    _fsync(path.parent)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# ---------------------------------------------------------------- reading


def current(data: Path, plan_id: str, period_id: str) -> Snapshot | None:
    """The snapshot in force, None where nothing was taken in; StoreError where it is damaged."""
    folder = data / "store" / plan_id / period_id
    try:
        name = (folder / "current").read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    if not SNAPSHOT_ID.fullmatch(name):
        raise StoreError(wording.snapshot_damaged(period_id))
    return _read_snapshot(folder / name)


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
    return period, _read_snapshot(snapshot.path.parents[1] / period.id / name)


def history(data: Path, plan_id: str, period_id: str) -> tuple[str, ...]:
    """The ids of all snapshots that were taken in, in their order; one may come again."""
    return _history(data / "store" / plan_id / period_id / HISTORY)


def _history(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_bytes().decode("ascii", "replace").split()
    except FileNotFoundError:
        return ()
    return tuple(line for line in lines if SNAPSHOT_ID.fullmatch(line))


def snapshot(data: Path, plan_id: str, period_id: str, snapshot_id: str) -> Snapshot:
    """A snapshot on record; StoreError where there is none of that id, or it is damaged."""
    known = tuple(dict.fromkeys(history(data, plan_id, period_id)))
    if snapshot_id not in known:
        raise StoreError(wording.unknown_snapshot(period_id, snapshot_id, known))
    return _read_snapshot(data / "store" / plan_id / period_id / snapshot_id)


def before(data: Path, plan_id: str, period_id: str, snapshot_id: str) -> Snapshot | None:
    """The snapshot that this one took the place of when it last came; None for the first one."""
    known = history(data, plan_id, period_id)
    if snapshot_id not in known:
        return None
    last = len(known) - 1 - known[::-1].index(snapshot_id)
    earlier = [name for name in known[:last] if name != snapshot_id]
    return _read_snapshot(data / "store" / plan_id / period_id / earlier[-1]) if earlier else None


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


def _read_snapshot(path: Path) -> Snapshot:
    try:
        record = json.loads((path / "snapshot.json").read_text("utf-8"))
        return Snapshot(
            path=path,
            id=record["id"],
            origin=Origin(**record["origin"]),
            has_dossiers=record["has_dossiers"],
            has_survey=record["has_survey"],
            has_totals=record["has_totals"],
            files=tuple(InputFile(**f) for f in record["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(wording.snapshot_damaged(path.parent.name)) from error


def facts(snapshot: Snapshot) -> tuple[Fact, ...]:
    """The accepted form records, in the order they were handed over."""
    try:
        return tuple(
            Fact(
                **{
                    **row,
                    "level": Level(row["level"]),
                    "judgement": Judgement(row["judgement"]) if row["judgement"] else None,
                }
            )
            for row in _rows(snapshot, "facts.parquet")
        )
    except (TypeError, ValueError, KeyError) as error:
        # Written by a version of the software that knew fewer columns.
        raise StoreError(wording.snapshot_damaged(snapshot.path.parent.name)) from error


def appraisals(snapshot: Snapshot) -> tuple[Appraisal, ...]:
    """The appraised figures."""
    rows = _rows(snapshot, "appraisals.parquet")
    return tuple(Appraisal(**{**row, "level": Level(row["level"])}) for row in rows)


def objections(snapshot: Snapshot) -> tuple[Objection, ...]:
    """What agencies say of their results, with the answers."""
    rows = _rows(snapshot, "objections.parquet")
    return tuple(Objection(**{**row, "level": Level(row["level"])}) for row in rows)


def explanations(snapshot: Snapshot) -> tuple[Explanation, ...]:
    """What forms say beside their figures."""
    rows = _rows(snapshot, "explanations.parquet")
    return tuple(Explanation(**{**row, "level": Level(row["level"])}) for row in rows)


def submissions(snapshot: Snapshot) -> tuple[Submission, ...]:
    """The files taken in or refused."""
    return tuple(Submission(**row) for row in _rows(snapshot, "submissions.parquet"))


def remarks(snapshot: Snapshot) -> tuple[Remark, ...]:
    """What intake had to say."""
    rows = _rows(snapshot, "remarks.parquet")
    return tuple(Remark(**{**row, "severity": Severity(row["severity"])}) for row in rows)


def totals(snapshot: Snapshot) -> dict[str, dict[str, int | None]]:
    """What agencies report of their dossiers, by column of form II.06a; `line` is its place."""
    return {row.pop("agency"): row for row in _rows(snapshot, "totals.parquet")}


def rows_of(snapshot: Snapshot, kind: str) -> int | None:
    """How many rows came in by the exports of a kind; None without any."""
    path = snapshot.path / EXPORT_TABLES[kind]
    try:
        return pq.read_metadata(path).num_rows if path.is_file() else None
    except (OSError, pa.ArrowException) as error:
        raise StoreError(wording.snapshot_damaged(snapshot.path.parent.name)) from error


def _rows(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = pq.read_table(snapshot.path / name).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise StoreError(wording.snapshot_damaged(snapshot.path.parent.name)) from error
    return rows
