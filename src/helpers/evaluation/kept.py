"""Observations of a snapshot, computed once and stored in its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, create_model

from helpers import store
from helpers.evaluation.observe import observe
from helpers.evaluation.standings import with_standings
from helpers.evaluation.withheld import Rows
from helpers.model import Observations, Period, Plan
from helpers.store.disk import code_digest, private_files, sealed, unsealed


def open_observations(plan: Plan, period: Period, data: Path) -> Observations | None:
    """The observations of the period's current snapshot; None where nothing was taken in yet."""
    snapshot = store.current(data, plan.id, period.id)
    return None if snapshot is None else observations_of(plan, period, snapshot)


def observations_of(plan: Plan, period: Period, snapshot: store.Snapshot) -> Observations:
    """The observations of any snapshot on record: read if this plan and this code have computed
    them before, else computed and written to the snapshot's folder."""
    if (known := stored(plan, snapshot)) is not None:
        return known
    path = stored_at(plan, snapshot)
    observed = observe(plan, period, snapshot, _earlier(plan, period, snapshot))
    observations = with_standings(plan, period, observed)
    # What can only be looked at is counted each time.
    with suppress(OSError), private_files():
        store.write_whole(path, sealed(path, as_json(observations)))
        for outdated in {*snapshot.path.glob("observations-*.json")} - {path}:
            outdated.unlink(missing_ok=True)
    return observations


def _earlier(plan: Plan, period: Period, snapshot: store.Snapshot) -> list[Rows]:
    """The rows of the snapshots of a period that were current before this one first was, as this
    plan and this code count them; a damaged one is left out."""
    found: list[Rows] = []
    for before in store.snapshots_before(snapshot):
        with suppress(store.StoreError):
            found.append((stored(plan, before) or observe(plan, period, before)).rows)
    return found


def stored(plan: Plan, snapshot: store.Snapshot) -> Observations | None:
    """The observations as they were computed before; None where they were not, or where the file
    is damaged or of another snapshot: they are made again."""
    try:
        return _from_json(unsealed(stored_at(plan, snapshot)))
    except (OSError, ValueError):
        return None


def stored_at(plan: Plan, snapshot: store.Snapshot) -> Path:
    """The file of a snapshot's observations, named after the plan and the code that make them."""
    key = hashlib.sha256((plan.digest + code_digest()).encode()).hexdigest()[:16]
    return snapshot.path / f"observations-{key}.json"


def as_json(observations: Observations) -> bytes:
    """Observations as JSON; equal observations in equal order give equal bytes."""
    values = {f.name: getattr(observations, f.name) for f in fields(observations)}
    pairs = {name: tuple(values[name].items()) for name in _BY_TUPLE}
    return _Stored.model_construct(**values | pairs).model_dump_json().encode()


def _from_json(content: bytes) -> Observations:
    stored = _Stored.model_validate_json(content)
    values = {name: getattr(stored, name) for name in _Stored.model_fields}
    return Observations(**values | {name: dict(values[name]) for name in _BY_TUPLE})


def _as_pairs(annotation: Any) -> Any:
    """Keys of JSON objects are text: a mapping whose keys are tuples is stored as its items."""
    return GenericAlias(tuple, (GenericAlias(tuple, get_args(annotation)), ...))


_HINTS = get_type_hints(Observations)
_BY_TUPLE = frozenset(
    name
    for name, hint in _HINTS.items()
    if get_origin(hint) is Mapping and get_origin(get_args(hint)[0]) is tuple
)
_FIELDS: dict[str, Any] = {
    name: (_as_pairs(hint) if name in _BY_TUPLE else hint, ...) for name, hint in _HINTS.items()
}
_Stored: type[BaseModel] = create_model("_Stored", **_FIELDS)
