"""Which packets of a period are up to date, which must be made again, and why. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers import wording
from helpers.analyst.opening import Opened, opened
from helpers.batch.keys import Key, changed, dependencies, packet_key, period_key
from helpers.batch.ledger import Entry, altered_files, closed, read
from helpers.model import Evaluation, WrongUse
from helpers.packets.manifest import (
    LEDGER,
    MANIFEST,
    listed,
    manifest_faults,
    missing_or_changed,
)
from helpers.plan import Roots
from helpers.store.disk import file_sha256
from helpers.store.own_files import is_plain


@dataclass(frozen=True)
class PeriodStatus:
    """A period as it should be and as it is published.

    `inputs`: plan and observations; `folder`: where the results are; `entries`: the ledger's, by
    agency; `dependencies`: what every packet depends on besides its figures.
    """

    inputs: Opened
    folder: Path
    evaluations: Mapping[str, Evaluation]
    dependencies: Key
    entries: Mapping[str, Entry]

    @cached_property
    def keys(self) -> Mapping[str, Key]:
        """The key under which each packet is up to date."""
        return {
            agency: packet_key(evaluation.digest, self.dependencies)
            for agency, evaluation in self.evaluations.items()
        }

    def reasons(self, agency: str) -> tuple[str, ...]:
        """Why an agency's packet must be made again, in words; empty if it is up to date."""
        entry = self.entries.get(agency)
        if entry is None:
            return (wording.runs.NEVER_MADE,)
        gaps = {name: reason for name, (state, reason) in entry.states.items() if state == "failed"}
        return (
            *(wording.runs.part_changed(name) for name in changed(entry.key, self.keys[agency])),
            *((wording.runs.gap_last_time(gaps),) if not entry.whole else ()),
            *(
                wording.runs.file_altered(name) if exists else wording.runs.file_missing(name)
                for name, exists in altered_files(entry, self.folder).items()
            ),
        )

    @property
    def as_now(self) -> bool:
        """Whether there are packets, all made from what there is now, gaps or not."""
        entries = self.entries.items()
        return bool(entries) and not any(changed(e.key, self.keys[a]) for a, e in entries)

    def stale(
        self, agencies: Collection[str] = (), force: bool = False
    ) -> dict[str, tuple[str, ...]]:
        """Of these agencies (all, if none is named) those whose packet must be made, and why."""
        wanted = [s for s in self.inputs.subjects if not agencies or s in agencies]
        forced = (wording.runs.FORCED,) if force else ()
        reasons = {agency: self.reasons(agency) or forced for agency in wanted}
        return {agency: why for agency, why in reasons.items() if why}


def open_inputs(
    roots: Roots, plan_id: str, period_id: str, agencies: Collection[str] = ()
) -> Opened:
    """Plan and observations of a period; WrongUse if one of the agencies is not in it."""
    inputs = opened(roots, plan_id, period_id)
    if unknown := sorted(set(agencies) - set(inputs.subjects)):
        raise WrongUse(wording.wrong_use.unknown_agency(unknown[0], plan_id))
    return inputs


def period_status(roots: Roots, inputs: Opened) -> PeriodStatus:
    """Evaluate every agency and read the period's ledger."""
    folder = period_folder(roots, inputs.plan.id, inputs.period.id)
    evaluations = {subject: inputs.evaluation(subject) for subject in inputs.subjects}
    entries = {a: entry for a, entry in read(folder / LEDGER).items() if a in evaluations}
    shared = dependencies(roots, inputs.plan)
    return PeriodStatus(inputs, folder, evaluations, shared, entries)


def period_folder(roots: Roots, plan_id: str, period_id: str) -> Path:
    """Where a period's results are published."""
    return roots.out / plan_id / period_id


def known_up_to_date(roots: Roots, plan_id: str, period_id: str) -> frozenset[str]:
    """The agencies of a period that is whole and up to date by its period key alone, without
    evaluating anything; empty if that cannot be told from the key."""
    folder = period_folder(roots, plan_id, period_id)
    closed_ledger = closed(folder / LEDGER)
    if closed_ledger is None:
        return frozenset()
    closing, agencies = closed_ledger
    if closing.period_key != period_key(roots, plan_id):
        return frozenset()
    if manifest_digest(folder) != closing.manifest or manifest_faults(folder):
        return frozenset()
    if missing_or_changed(folder, listed(folder)):
        return frozenset()
    return frozenset(agencies)


def manifest_digest(folder: Path) -> str:
    """sha256 of a folder's manifest; empty if there is none."""
    path = folder / MANIFEST
    return file_sha256(path) if is_plain(path) else ""
