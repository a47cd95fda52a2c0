"""The record of what the batch has finished: the only proof that a packet is done.

One line a packet: a checksum and JSON. A line whose checksum is wrong counts as missing: its packet
is made again. A last line closes the batch; where every packet is whole, it and the manifest whose
digest it states are enough to recognise an unchanged period. The list of what was ever published
(`published.py`) has lines of the same form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter

from helpers.batch.keys import Key
from helpers.store.disk import file_sha256
from helpers.store.own_files import is_plain


@dataclass(frozen=True)
class Entry:
    """A packet as published: its key, the sha256 of each of its files (path in the period's
    folder), the state of each notebook with the reason, and the code of its page. Whole: no
    notebook failed."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    agency: str
    key: Key
    files: Mapping[str, str]
    states: Mapping[str, tuple[str, str]]
    whole: bool
    code: str = ""  # none in a ledger of an earlier version


@dataclass(frozen=True)
class Closing:
    """The period as a whole: its key, empty unless every packet is whole and up to date, and the
    sha256 of its manifest."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    period_key: str
    manifest: str


@dataclass(frozen=True)
class Publication:
    """Files as they were published at some time: the agency and the code of a packet, both empty
    for files of the whole period; the sha256 of each file (path in the period's folder)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    agency: str
    code: str
    files: Mapping[str, str]


Line = Entry | Closing | Publication
LINE: TypeAdapter[Line] = TypeAdapter(Line)


def read(path: Path) -> dict[str, Entry]:
    """The entries by agency, the last of each; damaged lines are left out."""
    return {each.agency: each for each in lines(path) if isinstance(each, Entry)}


def closed(path: Path) -> tuple[Closing, tuple[str, ...]] | None:
    """The closing line and the agencies before it; None unless every line is sound."""
    *before, last = lines(path) or [None]
    entries = [each for each in before if isinstance(each, Entry)]
    if not entries or len(entries) < len(before) or not isinstance(last, Closing):
        return None
    return last, tuple(entry.agency for entry in entries)


def lines(path: Path) -> list[Line | None]:
    """What each line states; None for one that is damaged, or that has other fields, as an earlier
    version may have left it."""
    if not path.is_file():
        return []
    return [_checked(raw) for raw in path.read_bytes().splitlines(keepends=True)]


def _checked(raw: bytes) -> Line | None:
    try:
        checksum, text = raw.decode().removesuffix("\n").split(" ", 1)
        sound = checksum == _checksum(text) and raw.endswith(b"\n")
        return LINE.validate_json(text) if sound else None
    except ValueError:
        return None


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def content(entries: Iterable[Line]) -> bytes:
    """The bytes of a ledger or of a part of it: a checksummed line an entry, in the order given."""
    texts = (json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in entries)
    return "".join(f"{_checksum(text)} {text}\n" for text in texts).encode()


def altered_files(entry: Entry, folder: Path) -> dict[str, bool]:
    """An entry's files that are not what was published: gone (False), or there but altered."""
    now = {name: _sha256(folder / name) for name in entry.files}
    return {name: bool(now[name]) for name, sha256 in entry.files.items() if now[name] != sha256}


def _sha256(path: Path) -> str:
    """Of a file; empty for one that cannot be read, and for what is none."""
    try:
        return file_sha256(path) if is_plain(path) else ""
    except OSError:
        return ""
