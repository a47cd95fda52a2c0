"""What a later intake changed in the exports: files replaced, added or removed, and mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpers import store, wording
from helpers.intake.answers.changes import Change
from helpers.store import Snapshot

Pair = tuple[str, str]  # names of the file before and now; empty where there is none


def export_changes(earlier: Snapshot, later: Snapshot) -> tuple[Change, ...]:
    """Each export that counts in only one of the two snapshots, then the mappings that differ."""
    result: list[Change] = []
    for kind in store.EXPORT_TABLES:
        old, new = _accepted(earlier, kind), _accepted(later, kind)
        # The number of rows that count, of all files of a kind together.
        before, now = (
            wording.answers.export_rows(kind, store.rows_of(snapshot, kind), len(files))
            for snapshot, files in ((earlier, old), (later, new))
        )
        result += _changes(kind, old, new, (before, now))
    there = wording.answers.FILE_THERE
    mappings = _changes(store.MAPPING, _mappings(earlier), _mappings(later), (there, there))
    return (*result, *mappings)


def _mappings(snapshot: Snapshot) -> dict[str, str]:
    return {f.file: f.sha256 for f in snapshot.files if f.kind == store.MAPPING}


def _accepted(snapshot: Snapshot, kind: str) -> dict[str, str]:
    """The accepted exports of a kind: their hashes by name."""
    submissions = store.submissions(snapshot)
    return {s.file: s.sha256 for s in submissions if s.kind == kind and s.accepted}


def _changes(
    kind: str, old: Mapping[str, str], new: Mapping[str, str], words: tuple[str, str]
) -> Iterator[Change]:
    """The files that differ; `words`: for a file of the old and of the new side."""
    for before, after in _pairs(old, new):
        yield Change(
            agency="",
            name=wording.answers.OTHER_FILES,
            input=before if after in ("", before) else after,
            label=wording.answers.export_label(kind, before, after),
            before=words[0] if before else wording.answers.NO_FILE,
            after=words[1] if after else wording.answers.NO_FILE,
            file_before=old.get(before, ""),
            file_after=new.get(after, ""),
        )


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Pair]:
    """Files whose bytes are on one side only, paired by name; a single one left on either side
    counts as replaced."""
    gone = [name for name, sha256 in old.items() if sha256 not in new.values()]
    added = [name for name, sha256 in new.items() if sha256 not in old.values()]
    same = [name for name in gone if name in added]
    yield from ((name, name) for name in same)
    gone = [name for name in gone if name not in same]
    added = [name for name in added if name not in same]
    if len(gone) == len(added) == 1:
        yield gone[0], added[0]
        return
    yield from ((name, "") for name in gone)
    yield from (("", name) for name in added)
