"""What a later intake changed of the exports: which file took whose place, which is new or gone,
and which mapping reads another way; each with its hashes, and how many rows were taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers import store, wording
from helpers.intake.answers.changes import Change
from helpers.store import Snapshot

Pair = tuple[str, str]  # names of the file before and of the one now; empty where there is none


def export_changes(earlier: Snapshot, later: Snapshot) -> tuple[Change, ...]:
    """Every export that counts now and did not, or did and does not any more, then the mappings."""
    found: list[Change] = []
    for kind in store.EXPORT_TABLES:
        old, new = _counted(earlier, kind), _counted(later, kind)
        rows = (_rows_words(earlier, kind, len(old)), _rows_words(later, kind, len(new)))
        found += _changes(kind, old, new, rows)
    there = wording.FILE_THERE
    return (*found, *_changes(store.MAPPING, _mappings(earlier), _mappings(later), (there, there)))


def _mappings(snapshot: Snapshot) -> dict[str, str]:
    return {f.file: f.sha256 for f in snapshot.files if f.kind == store.MAPPING}


def _counted(snapshot: Snapshot, kind: str) -> dict[str, str]:
    """The exports of a kind that were accepted: their hashes by name."""
    submissions = store.submissions(snapshot)
    return {s.file: s.sha256 for s in submissions if s.kind == kind and s.accepted}


def _rows_words(snapshot: Snapshot, kind: str, files: int) -> str:
    """What stands for a file of a kind: the rows that count, of several only all together."""
    return wording.export_rows(kind, store.rows_of(snapshot, kind), files)


def _changes(
    kind: str, old: Mapping[str, str], new: Mapping[str, str], words: tuple[str, str]
) -> Iterator[Change]:
    for before, after in _pairs(old, new):
        yield Change(
            agency="",
            name=wording.OTHER_FILES,
            input=before if after in ("", before) else after,
            label=wording.export_label(kind, before, after),
            before=words[0] if before else wording.NO_FILE,
            after=words[1] if after else wording.NO_FILE,
            file_before=old.get(before, ""),
            file_after=new.get(after, ""),
        )


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Pair]:
    """Files whose bytes are on one side only: by name, and the one that is left on either side
    took the other's place."""
    gone = [name for name, sha256 in old.items() if sha256 not in new.values()]
    come = [name for name, sha256 in new.items() if sha256 not in old.values()]
    same = [name for name in gone if name in come]
    yield from ((name, name) for name in same)
    gone = [name for name in gone if name not in same]
    come = [name for name in come if name not in same]
    if len(gone) == len(come) == 1:
        yield gone[0], come[0]
        return
    yield from ((name, "") for name in gone)
    yield from (("", name) for name in come)
