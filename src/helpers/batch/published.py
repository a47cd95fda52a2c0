"""What was ever published in a period's folder, and writing there without losing what others made.

The list is a file next to the folder and only grows. Each file's sha256 is put down before the
file is written, so that a file of a killed batch is known as well. Only a file whose bytes are on
the list is overwritten or removed; any other is renamed where its place is needed, or left alone.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path

from helpers import wording
from helpers.batch import ledger
from helpers.batch.ledger import Publication
from helpers.batch.publish import append, publish
from helpers.packets.manifest import LEDGER, MANIFEST, listed
from helpers.store import write_whole
from helpers.store.own_files import files_under, is_ours, is_plain, set_aside, written_as


def published_list(folder: Path) -> Path:
    """Where the list of a period's folder is."""
    return folder.parent / f".{folder.name}.published"


def list_folder(path: Path) -> Path:
    """The period's folder of a list."""
    return path.with_name(path.name.removeprefix(".").removesuffix(".published"))


def publications(folder: Path) -> list[Publication]:
    """All that was published in a period's folder, as far as it is on record: the list, then what
    only the ledger states, then what only the manifest does, if the ledger confirms it."""
    known = [each for each in ledger.lines(published_list(folder)) if isinstance(each, Publication)]
    entries = ledger.read(folder / LEDGER).values()
    known += [Publication(each.agency, each.code, each.files) for each in entries]
    closed = ledger.closed(folder / LEDGER)
    if closed and is_ours(folder / MANIFEST, [closed[0].manifest]):
        known.append(Publication("", "", listed(folder)))
    return known


class PeriodFolder:
    """A period's folder for the one batch that writes there.

    `aside`: new names of files that were in the place of one of ours, by the name of that.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.aside: dict[str, str] = {}
        self._hashes: dict[str, set[str]] = {}
        path = published_list(folder)
        for temporary in path.parent.glob(f".{path.name}.*"):  # of a killed batch
            temporary.unlink()
        before = ledger.lines(path)
        sound = [each for each in before if each]
        if len(sound) < len(before):  # torn by a killed batch, or damaged
            write_whole(path, ledger.content(sound))
        for each in sound:
            if isinstance(each, Publication):
                self._learn(each)
        for each in publications(folder):
            self.announce(each)

    def announce(self, publication: Publication) -> None:
        """Put on the list what is not on it, before it is written."""
        if any(h not in self._hashes.get(n, ()) for n, h in publication.files.items()):
            append(published_list(self.folder), ledger.content([publication]))
            self._learn(publication)

    def _learn(self, publication: Publication) -> None:
        for name, digest in publication.files.items():
            self._hashes.setdefault(name, set()).add(digest)

    def publish(self, agency: str, code: str, files: Mapping[str, bytes]) -> dict[str, str]:
        """Put whole files in their places, and rename what is there and not ours; their sha256 by
        name."""
        hashes = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
        self.announce(Publication(agency, code, hashes))
        for name, content in files.items():
            path = self.folder / name
            if os.path.lexists(path) and not is_ours(path, self._hashes[name]):
                aside = set_aside(path, wording.runs.EDITED_MARK)
                self.aside[name] = aside.relative_to(self.folder).as_posix()
            publish(self.folder, name, content)
        return hashes

    def sweep(self, wanted: Collection[str]) -> None:
        """Remove our files that are not wanted any more, and temporary files of a killed batch."""
        for name in files_under(self.folder):
            path = self.folder / name
            unwanted = name not in wanted and is_ours(path, self._hashes.get(name, ()))
            if unwanted or self._is_temporary(path):
                path.unlink()
                self._remove_empty(path.parent)

    def _is_temporary(self, path: Path) -> bool:
        """Whether a file was to become one of ours when its batch was killed."""
        whole = written_as(path.name)
        name = (path.parent / whole).relative_to(self.folder).as_posix()
        return bool(whole) and is_plain(path) and name in {*self._hashes, LEDGER, MANIFEST}

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.folder and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
