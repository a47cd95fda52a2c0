"""The record of what the batch has finished: the only proof that a packet is done.

One line a packet, JSON and its checksum. A line that does not check is as good as none: its
packet is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A packet as published: its key, the sha256 of each of its files (path in the period's
    folder), and the state of each notebook with the reason. Whole: no notebook failed."""

    agency: str
    key: str
    files: Mapping[str, str]
    states: Mapping[str, tuple[str, str]]
    whole: bool


def line(entry: Entry) -> bytes:
    """An entry as one checksummed line."""
    text = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)
    return f"{_checksum(text)} {text}\n".encode()


def read(path: Path) -> dict[str, Entry]:
    """The entries by agency, the last of each; lines that do not check are left out."""
    if not path.is_file():
        return {}
    entries = (_entry(raw) for raw in path.read_bytes().split(b"\n"))
    return {entry.agency: entry for entry in entries if entry is not None}


def _entry(raw: bytes) -> Entry | None:
    try:
        checksum, text = raw.decode().split(" ", 1)
        if checksum != _checksum(text):
            return None
        fields = json.loads(text)
        states = {name: (state, reason) for name, (state, reason) in fields.pop("states").items()}
        return Entry(**fields, states=states)
    except (ValueError, KeyError, TypeError):
        return None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content(entries: Iterable[Entry]) -> bytes:
    """A whole ledger, in the order given."""
    return b"".join(line(entry) for entry in entries)


def stands(entry: Entry | None, key: str, folder: Path) -> bool:
    """Whether a packet is done under this key and its files are what was published."""
    if entry is None or entry.key != key or not entry.whole:
        return False
    return all(_sha256(folder / name) == sha256 for name, sha256 in entry.files.items())


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
