"""The journal of a plan's store: a line of JSON for each intake, restore, decision on submissions,
approval, withdrawal and signature, only ever added.

Each line states the sha256 of the line before it, the first one that of the plan's id. The file
`journal.head` names the last line; a line counts from the moment it is named there. What a process
that was killed has left after that line counts for nothing: the next line says that it skips it,
and its sum is over these bytes too.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter

from helpers import wording
from helpers.store.contents import StoreError
from helpers.store.disk import write_whole
from helpers.system.accounts import user_name

JOURNAL, HEAD = "journal", "journal.head"
OLD_APPROVALS = "approvals"  # a file of earlier versions, one in a period's folder


class Event(StrEnum):
    """What a line of the journal records."""

    INTAKE = "intake"
    RESTORE = "restore"
    ACCEPTED = "accepted"  # of submissions
    RETURNED = "returned"  # of a submission
    APPROVAL = "approval"
    WITHDRAWAL = "withdrawal"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Line:
    """One line; a field that says nothing is left out of the file."""

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    event: Event
    time: str  # UTC, ISO
    user: str  # as the operating system knows the owner of the process
    host: str
    plan: str  # id
    period: str  # id
    before: str  # sha256 of the line before, and of the lines that this one skips
    skips: Annotated[int, Field(ge=0)] = (
        0  # lines between it and the line before, which count for nothing
    )
    snapshot: str = ""  # id: taken in, restored or approved
    digest: str = ""  # of the plan that was approved, or by which was decided
    state: str = ""  # digest of what else was approved
    by: str = ""  # who decided, approved or withdrew, as given
    decision: str = ""  # number of the decision, as given
    decider: str = ""  # id of the agency that decided on submissions
    under: str = ""  # id of the agency whose members' submissions were accepted together
    states: Mapping[str, str] = field(default_factory=dict)
    """Digests of the submissions decided on, by agency id."""
    reason: str = ""  # of a return
    day: date | None = None  # of a simulated decision; None: that of `time`
    signed: str = ""  # sha256 of the line that is signed
    signature: str = ""  # as OpenSSH writes it


LINE: TypeAdapter[Line] = TypeAdapter(Line)


@dataclass(frozen=True)
class Record:
    """A line and its bytes in the file."""

    line: Line
    raw: bytes

    @property
    def sha256(self) -> str:
        """Of the line, its end included."""
        return _sha256(self.raw)


@dataclass(frozen=True)
class Journal:
    """The lines that count, oldest first, and what was left after them."""

    records: tuple[Record, ...]
    rest: tuple[bytes, ...] = ()
    rest_from: int = 1  # number of the line where the rest begins

    def numbered(self) -> Iterator[tuple[int, Record]]:
        """Each line with its number in the file."""
        number = 0
        for record in self.records:
            number += record.line.skips + 1
            yield number, record

    def of(self, period_id: str, *events: Event) -> tuple[Record, ...]:
        """The lines of a period that record these events."""
        return tuple(
            each
            for each in self.records
            if each.line.period == period_id and each.line.event in events
        )


def read(data: Path, plan_id: str) -> Journal:
    """The journal of a plan's store. StoreError, naming the line, for one that does not chain."""
    folder = data / "store" / plan_id
    # In this order: a line that is added meanwhile does not count yet.
    head, content = _content(folder / HEAD), _content(folder / JOURNAL)
    if content is None and head is None:
        return Journal(())
    if head is None:  # or the first line is being written
        head = _content(folder / HEAD)
    if head is None:
        raise StoreError(wording.journal.head_gone(plan_id))
    return _chained(content or b"", head, plan_id)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _chained(content: bytes, head: bytes, plan_id: str) -> Journal:
    """The lines from the one that the head names back to the first."""
    lines = re.findall(rb"[^\n]*\n|[^\n]+", content)
    named = head.decode("ascii", "replace").removesuffix("\n")
    sums = [_sha256(plan_id.encode()), *map(_sha256, lines)]
    if named not in sums:
        raise StoreError(wording.journal.ends_early(plan_id, len(lines)))
    last = number = sums.index(named)  # of the line; 0 for a journal without one
    records: list[Record] = []
    while number:
        line = _parsed(lines[number - 1], plan_id)
        before = number - 1 - (line.skips if line else 0)
        left = b"".join(lines[max(before, 0) : number - 1])
        if (
            line is None
            or before < 0
            or line.before != _sha256(_line(lines, before, plan_id) + left)
        ):
            raise StoreError(wording.journal.line_unchained(plan_id, number))
        records.insert(0, Record(line, lines[number - 1]))
        number = before
    return Journal(tuple(records), tuple(lines[last:]), last + 1)


def _line(lines: Sequence[bytes], number: int, plan_id: str) -> bytes:
    """A line by its number; the plan's id goes before the first one."""
    return lines[number - 1] if number else plan_id.encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _parsed(raw: bytes, plan_id: str) -> Line | None:
    try:
        line = LINE.validate_json(raw)
    except ValueError:
        return None
    return line if raw.endswith(b"\n") and line.plan == plan_id else None


def append(
    data: Path,
    plan_id: str,
    period_id: str,
    event: Event,
    states: Mapping[str, str] | None = None,
    day: date | None = None,
    **facts: str,
) -> Record:
    """Add a line and force it to the disk; for a process that has locked the store.

    `states`, `day`, `facts`: the fields of `Line` that depend on the event. Raises StoreError for a
    journal that does not chain, OSError if the disk refuses.
    """
    folder = data / "store" / plan_id
    journal = read(data, plan_id)
    last = journal.records[-1].raw if journal.records else plan_id.encode()
    rest = b"".join(journal.rest)
    gap = b"" if rest[-1:] in (b"", b"\n") else b"\n"
    line = Line(
        event=event,
        time=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        user=user_name(),
        host=socket.gethostname(),
        plan=plan_id,
        period=period_id,
        before=_sha256(last + rest + gap),
        skips=len(journal.rest),
        states=states or {},
        day=day,
        **facts,
    )
    stated = {name: value for name, value in asdict(line).items() if value}
    record = Record(line, f"{json.dumps(stated, ensure_ascii=False, default=str)}\n".encode())
    if not (folder / HEAD).exists():
        write_whole(folder / HEAD, f"{_sha256(last)}\n".encode())
    _add(folder / JOURNAL, gap + record.raw)
    write_whole(folder / HEAD, f"{record.sha256}\n".encode())
    return record


def _add(path: Path, content: bytes) -> None:
    with open(path, "ab", opener=_private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def check(data: Path, plan_id: str) -> list[str]:
    """The faults of a plan's journal, in sentences: lines that do not chain or are not finished,
    periods whose current snapshot is not the one that it names last, approvals of earlier
    versions."""
    try:
        journal = read(data, plan_id)
    except StoreError as fault:
        return [str(fault)]
    faults = [wording.journal.unfinished(plan_id, journal.rest_from)] if journal.rest else []
    return [*faults, *_faults_of_periods(data / "store" / plan_id, journal)]


def _faults_of_periods(store: Path, journal: Journal) -> Iterator[str]:
    recorded = {each.line.period for each in journal.records}
    for period in sorted({path.parent.name for path in store.glob("[!.]*/current")} | recorded):
        named = journal.of(period, Event.INTAKE, Event.RESTORE)
        current = (_content(store / period / "current") or b"").decode("ascii", "replace").strip()
        if not named:
            yield wording.journal.not_recorded(period, current)
        elif named[-1].line.snapshot != current:
            yield wording.journal.other_current(period, current, named[-1].line.snapshot)
        if (store / period / OLD_APPROVALS).exists():
            yield wording.journal.old_approvals(period)
