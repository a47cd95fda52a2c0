"""The record of what the batch has finished: the only proof that a packet is done.

One line a packet: a checksum and JSON. A line whose checksum is wrong counts as missing: its packet
is made again. A last line closes the period once every packet is whole; it and the manifest whose
digest it states are enough to recognise an unchanged period.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpers.batch.keys import Key
from helpers.store.disk import file_sha256


@dataclass(frozen=True)
class Entry:
    """A packet as published: its key, the sha256 of each of its files (path in the period's
    folder), and the state of each notebook with the reason. Whole: no notebook failed."""

    agency: str
    key: Key
    files: Mapping[str, str]
    states: Mapping[str, tuple[str, str]]
    whole: bool


@dataclass(frozen=True)
class Closing:
    """The period as a whole: its key, and the sha256 of its manifest."""

    period_key: str
    manifest: str


def line(entry: Entry | Closing) -> bytes:
    """An entry as one checksummed line."""
    text = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)
    return f"{_checksum(text)} {text}\n".encode()


def read(path: Path) -> dict[str, Entry]:
    """The entries by agency, the last of each; damaged lines are left out."""
    entries = (_entry(fields) for fields in _lines(path) if fields)
    return {entry.agency: entry for entry in entries if entry is not None}


def closed(path: Path) -> tuple[Closing, tuple[str, ...]] | None:
    """The closing line and the agencies before it; None unless every line is sound."""
    *lines, last = _lines(path) or [{}]
    entries = [_entry(fields) for fields in lines]
    if not entries or None in entries or set(last) != {"period_key", "manifest"}:
        return None
    return Closing(**last), tuple(entry.agency for entry in entries if entry)


def _lines(path: Path) -> list[dict[str, Any]]:
    """The fields of each line; empty for a damaged one."""
    if not path.is_file():
        return []
    return [_checked(raw) for raw in path.read_bytes().splitlines(keepends=True)]


def _checked(raw: bytes) -> dict[str, Any]:
    try:
        checksum, text = raw.decode().removesuffix("\n").split(" ", 1)
        if checksum != _checksum(text) or not raw.endswith(b"\n"):
            return {}
        return dict(json.loads(text))
    except (ValueError, TypeError):
        return {}


def _entry(fields: dict[str, Any]) -> Entry | None:
    """The entry; None for a line with other fields, as an earlier version may have left it."""
    try:
        if not isinstance(fields["key"], dict) or not isinstance(fields["files"], dict):
            return None
        states = {name: (state, reason) for name, (state, reason) in fields["states"].items()}
        return Entry(**{**fields, "states": states})
    except (ValueError, KeyError, TypeError):
        return None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content(entries: Iterable[Entry | Closing]) -> bytes:
    """The bytes of a whole ledger, in the order given."""
    return b"".join(line(entry) for entry in entries)


def altered_files(entry: Entry, folder: Path) -> dict[str, bool]:
    """An entry's files that are not what was published: gone (False), or there but altered."""
    now = {name: _sha256(folder / name) for name in entry.files}
    return {name: bool(now[name]) for name, sha256 in entry.files.items() if now[name] != sha256}


def _sha256(path: Path) -> str:
    """Of a file; empty for one that cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""
