"""The head of a batch: finds what is stale, hands out jobs, checks identities, publishes.

Files appear under `rendered/<plan>/<period>/` whole or not at all; after each packet one ledger
line says it is done. A gap (a notebook that failed) is never done: it is made again next time.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import packets, wording
from helpers.analyst.opening import Opened
from helpers.batch import timings
from helpers.batch.jobs import notebooks, packet_file
from helpers.batch.keys import Key, notebook_path, period_key
from helpers.batch.ledger import Closing, Entry, content, line
from helpers.batch.look import Look, asked, look, manifest_digest, period_folder, unchanged
from helpers.batch.pool import pool
from helpers.batch.publish import append, held, publish, refuse_if_held, sweep
from helpers.batch.workers import USUAL, Crews, Result, Way, logged, made_by_workers
from helpers.evaluation import tables
from helpers.evaluation.identity import evaluation_digest
from helpers.model import Evaluation, PlainFault
from helpers.packets.manifest import LEDGER, MANIFEST
from helpers.plan import Roots


class WrongIdentity(PlainFault):
    """A worker's result speaks of another agency, period or evaluation: the batch stops."""

    exit_code = 1


@dataclass(frozen=True)
class Outcome:
    """What a batch did. `gaps`: by agency, what failed and why; `left`: how many packets that
    were not asked for are not there or not up to date; `folder`: where it all lies."""

    folder: Path
    total: int
    made: tuple[str, ...]
    kept: int
    gaps: Mapping[str, str]
    left: int = 0


@dataclass(frozen=True)
class Planned:
    """What a batch would do: of `total` packets it would make those of `stale`, for reasons in
    words, in about so many seconds (None: no earlier batch to tell from)."""

    total: int
    stale: Mapping[str, tuple[str, ...]]
    seconds: float | None


def plan_only(
    roots: Roots,
    plan_id: str,
    period_id: str,
    agencies: Collection[str] = (),
    force: bool = False,
    way: Way = USUAL,
) -> Planned:
    """What `render` would make, with nothing made and nothing written under `rendered/`."""
    whole = frozenset() if force else unchanged(roots, plan_id, period_id)
    if whole and whole >= set(agencies):
        return Planned(len(whole), {}, 0)
    seen = look(roots, asked(roots, plan_id, period_id, agencies))
    stale = seen.stale(agencies, force)
    log = timings.timings_file(roots.data)
    seconds = timings.estimate(log, way.name, len(stale)) if stale else 0
    return Planned(len(seen.at.subjects), stale, seconds)


def render(
    roots: Roots,
    plan_id: str,
    period_id: str,
    agencies: Collection[str] = (),
    force: bool = False,
    way: Way = USUAL,
) -> Outcome:
    """Make the stale packets of a period (all, or those of `agencies`) and all that goes with
    them; an unchanged period is told by its key and left alone. Raises WrongUse, BrokenNotebook,
    ClusterFault or Held before anything starts, WrongIdentity, ClusterLost or OSError when the
    batch had to stop; earlier packets then stay as they were."""
    folder = period_folder(roots, plan_id, period_id)
    whole = frozenset() if force else unchanged(roots, plan_id, period_id)
    if whole and whole >= set(agencies):
        refuse_if_held(folder)
        return Outcome(folder, len(whole), (), len(whole), {})
    key = period_key(roots, plan_id)  # first, so that what changes meanwhile is seen next time
    at = asked(roots, plan_id, period_id, agencies)
    with held(folder), logged(roots.data / "log" / f"render-{period_id}.log"):
        seen = look(roots, at)
        stale = list(seen.stale(agencies, force))
        if stale:
            _check_notebooks(roots, at)
        return _render(roots, seen, stale, way, key)


def _check_notebooks(roots: Roots, at: Opened) -> None:
    from helpers.batch.engine.notebook import check

    parameters = {"plan": at.plan.id, "agency": at.plan.province.id, "period": at.period.id}
    for name in notebooks(at.plan):
        check(notebook_path(roots, name), parameters)


def _render(roots: Roots, seen: Look, stale: Sequence[str], way: Way, period: str) -> Outcome:
    entries = dict(seen.entries)
    gaps: dict[str, str] = {}
    with closing(_made(roots, seen, stale, way)) as results:
        for result in results:
            agency = result["agency"]
            if "broken" in result:
                gaps[agency] = result["broken"]
                continue
            _check_identity(result, seen.evaluations[agency])
            entry = _publish_packet(seen.folder, seen.at, result, seen.keys[agency])
            append(seen.folder / LEDGER, line(entry))
            entries[agency] = entry
            if not entry.whole:
                gaps[agency] = wording.notebooks_failed(result["failed"])
    _finish(seen, entries, gaps, period)
    made = tuple(a for a in stale if a not in gaps)
    total = len(seen.at.subjects)
    left = sum(1 for agency in seen.at.subjects if agency not in stale and seen.why(agency))
    return Outcome(seen.folder, total, made, total - len(stale) - left, gaps, left)


def _made(
    roots: Roots, seen: Look, stale: Sequence[str], way: Way
) -> Generator[Result, None, None]:
    """The packets of `stale`, by whatever does the work; the ledger is opened for them."""
    with _crews(roots, seen.at.plan.id, stale, way) as crews:
        publish(seen.folder, LEDGER, content(seen.entries.values()))  # without a closing line
        results = made_by_workers(roots, seen.at, stale, way, crews)
        yield from _timed(results, roots, way.name)


def _crews(
    roots: Roots, plan_id: str, stale: Sequence[str], way: Way
) -> AbstractContextManager[Crews]:
    if way.cluster and stale:
        from helpers.batch.cluster import cluster

        return cluster(way.cluster, roots, plan_id)
    return nullcontext(pool(way.jobs))


def _timed(results: Iterator[Result], roots: Roots, way: str) -> Iterator[Result]:
    """The results as they come; how long a batch took that ran to its end goes to the log."""
    began = first = time.monotonic()
    count = 0
    for result in results:
        count += 1
        yield result
        if count == 1:
            first = time.monotonic()
    if count:
        timing = timings.Timing(way, count, first - began, time.monotonic() - began)
        timings.keep(timings.timings_file(roots.data), timing)


# ---------------------------------------------------------------- publishing


def _check_identity(result: Mapping[str, Any], evaluation: Evaluation) -> None:
    """The page and every notebook in it must speak of this very evaluation."""
    expected = {
        "plan": evaluation.plan.id,
        "agency": evaluation.agency.id,
        "period": evaluation.period.id,
        "evaluation": evaluation_digest(evaluation),
    }
    if packets.identity_of(result["packet"].encode()) != expected:
        raise WrongIdentity(wording.wrong_identity(evaluation.agency.id, "packet"))
    for name, text in result["notebooks"].items():
        if packets.notebook_identity(json.loads(text)) != expected:
            raise WrongIdentity(wording.wrong_identity(evaluation.agency.id, name))


def _publish_packet(folder: Path, at: Opened, result: Mapping[str, Any], key: Key) -> Entry:
    agency = result["agency"]
    files = {
        f"notebooks/{agency}/{name}.ipynb": text.encode()
        for name, text in result["notebooks"].items()
    }
    files[packet_file(at.plan, agency)] = result["packet"].encode()
    for name, page in files.items():
        publish(folder, name, page)
    states = dict.fromkeys(result["notebooks"], ("rendered", ""))
    states |= {name: ("failed", reason) for name, reason in result["failed"].items()}
    states |= dict.fromkeys(result["excused"], ("excused", wording.EXCUSED))
    return Entry(
        agency=agency,
        key=key,
        files={name: hashlib.sha256(page).hexdigest() for name, page in sorted(files.items())},
        states=states,
        whole=not result["failed"],
    )


def _finish(seen: Look, entries: Mapping[str, Entry], gaps: Mapping[str, str], period: str) -> None:
    """Index, tables, provenance, manifest, and the ledger last; always of the whole period."""
    folder, subjects = seen.folder, seen.at.subjects
    current = {a: e for a, e in entries.items() if e.key == seen.keys[a]}
    pages = _pages(seen, current, gaps)
    for name, page in pages.items():
        publish(folder, name, page)
    ordered = [entries[a] for a in subjects if a in entries]
    hashes = {name: sha256 for e in ordered for name, sha256 in e.files.items()}
    sweep(folder, {LEDGER, MANIFEST, *pages, *hashes})
    publish(folder, MANIFEST, packets.manifest(folder, hashes))
    closing = (
        [Closing(period, manifest_digest(folder))]
        if all(a in current and current[a].whole for a in subjects)
        else []
    )
    publish(folder, LEDGER, content([*ordered, *closing]))


def _pages(seen: Look, current: Mapping[str, Entry], gaps: Mapping[str, str]) -> dict[str, bytes]:
    """What speaks of the whole period; `current`: the packets that are up to date."""
    at, subjects = seen.at, seen.at.subjects
    states = {
        (agency, name): state
        for agency, entry in current.items()
        for name, state in entry.states.items()
    }
    in_order = [seen.evaluations[a] for a in subjects]
    table = tables.results(in_order)
    registry = [a for a in subjects if a != at.plan.province.id]
    return {
        "index.html": packets.index(in_order, {a: packet_file(at.plan, a) for a in current}, gaps),
        "results.csv": tables.csv(table),
        "results.parquet": tables.parquet(table),
        "sources.csv": tables.csv(tables.sources(in_order)),
        "coverage.csv": tables.csv(tables.coverage(registry, notebooks(at.plan), states)),
        "provenance.json": _provenance(at, seen.around),
    }


def _provenance(at: Opened, around: Key) -> bytes:
    facts = {
        "plan": at.plan.id,
        "plan_digest": at.plan.digest,
        "period": at.period.id,
        "snapshot": at.observations.snapshot,
        "simulated": at.observations.origin.simulated,
        **around,
    }
    return (json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
