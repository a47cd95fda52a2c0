"""Looking before making: what is done and stands, what must be made again, and why. Writes
nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers import packets, wording
from helpers.analyst.opening import Opened, opened
from helpers.batch.jobs import notebooks
from helpers.batch.keys import Key, changed, packet_key, period_key, surroundings
from helpers.batch.ledger import Entry, closed, lost_files, read
from helpers.evaluation.identity import evaluation_digest
from helpers.model import Evaluation, WrongUse
from helpers.packets.manifest import LEDGER, MANIFEST
from helpers.plan import Roots


@dataclass(frozen=True)
class Look:
    """A period as it should be and as it lies there: evaluations, keys, and the ledger's entries
    by agency; `around`: what every packet depends on besides its figures."""

    at: Opened
    folder: Path
    evaluations: Mapping[str, Evaluation]
    around: Key
    entries: Mapping[str, Entry]

    @cached_property
    def keys(self) -> Mapping[str, Key]:
        """The key under which each packet is up to date."""
        return {
            agency: packet_key(evaluation_digest(evaluation), self.around)
            for agency, evaluation in self.evaluations.items()
        }

    def why(self, agency: str) -> tuple[str, ...]:
        """Why an agency's packet must be made again, in words; empty where it stands."""
        entry = self.entries.get(agency)
        if entry is None:
            return (wording.NEVER_MADE,)
        gaps = {name: reason for name, (s, reason) in entry.states.items() if s == "failed"}
        return (
            *(wording.part_changed(name) for name in changed(entry.key, self.keys[agency])),
            *((wording.gap_last_time(gaps),) if not entry.whole else ()),
            *(
                wording.file_altered(name) if there else wording.file_missing(name)
                for name, there in lost_files(entry, self.folder).items()
            ),
        )

    def stale(
        self, agencies: Collection[str] = (), force: bool = False
    ) -> dict[str, tuple[str, ...]]:
        """Of these agencies (all, if none is named) those whose packet must be made, and why."""
        wanted = [s for s in self.at.subjects if not agencies or s in agencies]
        anyway = (wording.FORCED,) if force else ()
        why = {agency: self.why(agency) or anyway for agency in wanted}
        return {agency: reasons for agency, reasons in why.items() if reasons}


def asked(roots: Roots, plan_id: str, period_id: str, agencies: Collection[str]) -> Opened:
    """Plan and observations of a period; WrongUse for an agency that is not in it."""
    at = opened(roots, plan_id, period_id)
    if unknown := sorted(set(agencies) - set(at.subjects)):
        raise WrongUse(wording.unknown_agency(unknown[0], plan_id))
    return at


def look(roots: Roots, at: Opened) -> Look:
    """The period as it stands."""
    folder = period_folder(roots, at.plan.id, at.period.id)
    evaluations = {subject: at.evaluation(subject) for subject in at.subjects}
    entries = {a: e for a, e in read(folder / LEDGER).items() if a in evaluations}
    return Look(at, folder, evaluations, surroundings(roots, notebooks(at.plan)), entries)


def period_folder(roots: Roots, plan_id: str, period_id: str) -> Path:
    """Where a period's results lie."""
    return roots.out / plan_id / period_id


def unchanged(roots: Roots, plan_id: str, period_id: str) -> frozenset[str]:
    """Whose packets lie there whole and up to date, told by the period key alone; empty where
    that cannot be told without looking closer."""
    folder = period_folder(roots, plan_id, period_id)
    found = closed(folder / LEDGER)
    if found is None:
        return frozenset()
    closing, agencies = found
    if closing.period_key != period_key(roots, plan_id):
        return frozenset()
    if manifest_digest(folder) != closing.manifest or packets.verify(folder):
        return frozenset()
    return frozenset(agencies)


def manifest_digest(folder: Path) -> str:
    """sha256 of a folder's manifest; empty where there is none."""
    path = folder / MANIFEST
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
