"""The exports of a period beside each other: dossiers put together, totals and samples compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import store
from helpers.intake.exports.answers import AnswerReading, read_answers
from helpers.intake.exports.dossiers import DossierReading, read_dossiers
from helpers.intake.exports.mapping import Mapping as Spelling
from helpers.intake.exports.repeated import Part, Together, together
from helpers.intake.exports.samples import small_samples, uncounted_ballots
from helpers.intake.exports.totals import TotalsReading, differences, read_totals
from helpers.model import Period, Plan, Remark
from helpers.store import Snapshot, counting

DOSSIERS, SURVEY, TOTALS = "dossiers", "survey", "totals"
Reading = DossierReading | AnswerReading | TotalsReading
READERS: dict[str, Callable[[Path, Spelling, Plan, Period], Reading]] = {
    DOSSIERS: read_dossiers,
    SURVEY: read_answers,
    TOTALS: read_totals,
}


@dataclass(frozen=True)
class Export:
    """One export as read: the file, its mapping, and what it holds."""

    path: Path
    mapping: Spelling
    reading: Reading


def read_export(path: Path, mapping: Spelling, plan: Plan, period: Period) -> Export:
    """An export of any kind; raises LogRefused."""
    return Export(path, mapping, READERS[mapping.kind](path, mapping, plan, period))


def dossiers_together(exports: Sequence[Export]) -> Together | None:
    """All dossiers of a period as one, each counted once; None without an export of them."""
    parts = [
        Part(e.path, e.mapping, e.reading.ids, e.reading.lines, e.reading.file)
        for e in exports
        if isinstance(e.reading, DossierReading)
    ]
    return together(parts) if parts else None


def preceding(exports: Sequence[Export], data: Path, plan: Plan, period: Period) -> Snapshot | None:
    """The snapshot of the period that ends the day before this one begins, if there is a table of
    totals to hold against it."""
    if period.follows is None or not any(
        isinstance(export.reading, TotalsReading) for export in exports
    ):
        return None
    return store.current(data, plan.id, period.follows)


def remarks_between(
    exports: Sequence[Export],
    dossiers: Path | None,
    before: Snapshot | None,
    plan: Plan,
    period: Period,
) -> Iterator[Remark]:
    """What one export shows of another: totals beside the dossiers and beside the period before,
    samples beside the dossiers they are drawn from."""
    tallies = None if dossiers is None else counting.dossier_tallies(dossiers, period)
    for export in exports:
        if isinstance(export.reading, TotalsReading):
            carried = _carried(before, plan, period)
            yield from differences(export.path, export.reading, tallies, carried)
        elif isinstance(export.reading, AnswerReading):
            surveys = counting.survey_tallies(export.reading.table)
            path, mapping = export.path, export.mapping
            yield from uncounted_ballots(path, mapping, plan, period, surveys)
            if tallies is not None:
                yield from small_samples(path, plan, period, surveys, tallies)


def _carried(before: Snapshot | None, plan: Plan, period: Period) -> Mapping[str, int]:
    """Column 11 of the period before, by agency: as reported, else as counted."""
    if before is None or period.follows is None:
        return {}
    carried: dict[str, int] = {}
    if before.has_dossiers:
        tallies = counting.dossier_tallies(before, plan.periods[period.follows])
        carried |= {agency: tally["c11"] for agency, tally in tallies.items()}
    if before.has_totals:
        reported = {agency: row["c11"] for agency, row in store.totals(before).items()}
        carried |= {agency: open_ for agency, open_ in reported.items() if open_ is not None}
    return carried
