"""Whether the dossiers that were sent are all there are: agencies without any, and agencies with
fewer than an earlier export had of the same days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from helpers import store, wording
from helpers.intake.exports.remarks import file_remark
from helpers.model import Agency, Dataset, Period, Plan, Remark, Severity
from helpers.store import Snapshot, counting

Earlier = tuple[Period, Snapshot]


def earlier_exports(data: Path, plan: Plan, period: Period) -> tuple[Earlier, ...]:
    """The current snapshots with dossiers of periods that lie within this one and end before it,
    without those that lie within another of them."""
    inner = [p for p in plan.periods.values() if _within(p, period) and p.end < period.end]
    current = [(p, store.current(data, plan.id, p.id)) for p in inner]
    found = [(p, s) for p, s in current if s is not None and s.has_dossiers]
    return tuple(
        (p, s) for p, s in found if not any(_within(p, other) and p != other for other, _ in found)
    )


def _within(period: Period, other: Period) -> bool:
    return other.start <= period.start and period.end <= other.end


def counted_from_dossiers(plan: Plan, agency: Agency) -> bool:
    """Whether a target that binds the agency is counted from its dossiers."""
    indicators = (
        target.indicator(agency.level) for target in plan.targets if target.binds.includes(agency)
    )
    shares = (indicator.share for indicator in indicators if indicator and indicator.share)
    return any(share.dataset is Dataset.DOSSIERS for share in shares)


def coverage_remarks(
    path: Path,
    dossiers: Path,
    tallies: Mapping[str, Mapping[str, int]],
    stated_none: Collection[str],
    earlier: Collection[Earlier],
    plan: Plan,
    period: Period,
) -> Iterator[Remark]:
    """A question for each agency without a dossier that has not stated that it had none, and for
    each with fewer in the days of an earlier period than that period's export had.

    `path`: the export that the remarks are on; `dossiers`: the rows of all exports; `stated_none`:
    ids of agencies that report none.
    """
    before = {
        p.id: (counting.dossier_tallies(s, p), counting.dossier_tallies(dossiers, p))
        for p, s in earlier
    }
    for agency in plan.registry(period):
        had = [
            (p, then[agency.id]["c3"], now.get(agency.id, {}).get("c3", 0))
            for p, _ in earlier
            for then, now in [before[p.id]]
            if agency.id in then
        ]
        if agency.id not in tallies:
            if agency.id not in stated_none and counted_from_dossiers(plan, agency):
                text = wording.rows.without_dossiers(agency, [(p, then) for p, then, _ in had])
                yield file_remark(path, text, Severity.REFUSED_CELL, agency.id)
            continue
        for p, then, now_there in had:
            if now_there < then:
                text = wording.rows.fewer_dossiers(agency, p, then, now_there)
                yield file_remark(path, text, Severity.REFUSED_CELL, agency.id)
