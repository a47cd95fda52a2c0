"""Observations of a snapshot, computed once and kept with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from helpers import store
from helpers.evaluation.observe import observe
from helpers.model import (
    Explanation,
    Fact,
    Level,
    Objection,
    Observation,
    Observations,
    Origin,
    Peers,
    Period,
    Plan,
    Reason,
)
from helpers.store.disk import code_digest


@dataclass(frozen=True)
class _Kept:
    """Observations as kept beside the snapshot."""

    period: str
    snapshot: str
    origin: Origin
    rows: tuple[tuple[Observation, ...], ...]
    tallies: dict[str, dict[str, int]] | None
    forms: dict[str, Reason]
    notices: dict[str, tuple[str, ...]]
    peers: tuple[tuple[Level, Level, str, Peers], ...]
    answers: tuple[Fact, ...]
    objections: tuple[Objection, ...]
    explanations: tuple[Explanation, ...]


KEPT = TypeAdapter(_Kept)


def open_observations(plan: Plan, period: Period, data: Path) -> Observations | None:
    """The period's observations, kept beside its snapshot after the first time; None where
    nothing was taken in yet."""
    snapshot = store.current(data, plan.id, period.id)
    return None if snapshot is None else observations_of(plan, period, snapshot)


def observations_of(plan: Plan, period: Period, snapshot: store.Snapshot) -> Observations:
    """The observations of any snapshot on record, kept beside it after the first time."""
    path = kept_at(plan, snapshot)
    if path.is_file():
        return _unpacked(KEPT.validate_json(path.read_bytes()))
    observations = observe(plan, period, snapshot)
    for outdated in snapshot.path.glob("observations-*.json"):
        outdated.unlink(missing_ok=True)
    store.write_whole(path, KEPT.dump_json(packed(observations)))
    return observations


def kept_at(plan: Plan, snapshot: store.Snapshot) -> Path:
    """Where a snapshot's observations are kept, as this plan and this code make them."""
    key = hashlib.sha256((plan.digest + code_digest()).encode()).hexdigest()[:16]
    return snapshot.path / f"observations-{key}.json"


def packed(observations: Observations) -> _Kept:
    return _Kept(
        period=observations.period,
        snapshot=observations.snapshot,
        origin=observations.origin,
        rows=tuple(observations.rows.values()),
        tallies=None
        if observations.tallies is None
        else {agency: dict(counts) for agency, counts in observations.tallies.items()},
        forms=dict(observations.forms),
        notices=dict(observations.notices),
        peers=tuple((*key, peers) for key, peers in observations.peers.items()),
        answers=tuple(observations.answers.values()),
        objections=observations.objections,
        explanations=observations.explanations,
    )


def _unpacked(kept: _Kept) -> Observations:
    rows = {(row[0].agency, row[0].level, row[0].target): row for row in kept.rows}
    return Observations(
        kept.period,
        kept.snapshot,
        kept.origin,
        rows,
        kept.tallies,
        kept.forms,
        kept.notices,
        {(body, level, target): peers for body, level, target, peers in kept.peers},
        {(fact.agency, fact.input): fact for fact in kept.answers},
        kept.objections,
        kept.explanations,
    )
