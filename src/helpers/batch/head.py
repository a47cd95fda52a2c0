"""The head of a batch: finds what is stale, hands out jobs, checks identities, publishes.

Files appear under `rendered/<plan>/<period>/` whole or not at all; after each packet one ledger
line says it is done. A gap (a notebook that failed) is never done: it is made again next time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import packet, wording
from helpers.batch import tables
from helpers.batch.jobs import notebook_path, notebooks, packet_file, packet_key, surroundings
from helpers.batch.ledger import Entry, content, line, read, stands
from helpers.batch.publish import append, held, publish, sweep
from helpers.batch.workers import logged, made_by_workers
from helpers.engine import EngineName
from helpers.engine.notebook import check
from helpers.evaluation import Opened, evaluation_digest, opened
from helpers.model import Evaluation, PlainFault, WrongUse
from helpers.packet.manifest import LEDGER, MANIFEST
from helpers.params import Roots


class WrongIdentity(PlainFault):
    """A worker's result speaks of another agency, period or evaluation: the batch stops."""

    exit_code = 1


@dataclass(frozen=True)
class Outcome:
    """What a batch did. `gaps`: by agency, what failed and why; `folder`: where it all lies."""

    folder: Path
    total: int
    made: tuple[str, ...]
    kept: int
    gaps: Mapping[str, str]


def render(
    roots: Roots,
    plan_id: str,
    period_id: str,
    agencies: Collection[str] = (),
    jobs: int = 2,
    force: bool = False,
    engine: EngineName = EngineName.WARM,
) -> Outcome:
    """Make the stale packets of a period (all, or those of `agencies`) and all that goes with
    them. Raises WrongUse, BrokenNotebook or Held before anything starts, WrongIdentity or
    OSError when the batch had to stop; earlier packets then stay as they were."""
    at = opened(roots, plan_id, period_id)
    if unknown := sorted(set(agencies) - set(at.subjects)):
        raise WrongUse(wording.unknown_agency(unknown[0], plan_id))
    names = notebooks(at.plan)
    for name in names:
        parameters = {"plan": plan_id, "agency": at.plan.province, "period": period_id}
        check(notebook_path(roots, name), parameters)
    folder = roots.out / plan_id / period_id
    with held(folder), logged(roots.data / "log" / f"render-{period_id}.log"):
        return _render(roots, at, folder, set(agencies) or set(at.subjects), jobs, force, engine)


def _render(
    roots: Roots,
    at: Opened,
    folder: Path,
    wanted: set[str],
    jobs: int,
    force: bool,
    engine: EngineName,
) -> Outcome:
    evaluations = {subject: at.evaluation(subject) for subject in at.subjects}
    around = surroundings(at.plan, roots)
    keys = {subject: packet_key(evaluation, around) for subject, evaluation in evaluations.items()}
    entries = {a: e for a, e in read(folder / LEDGER).items() if a in evaluations}
    publish(folder, LEDGER, content(entries.values()))
    stale = [
        subject
        for subject in at.subjects
        if subject in wanted and (force or not stands(entries.get(subject), keys[subject], folder))
    ]
    gaps: dict[str, str] = {}
    for result in made_by_workers(roots, at, stale, jobs, engine):
        agency = result["agency"]
        if "broken" in result:
            gaps[agency] = result["broken"]
            continue
        _check_identity(result, evaluations[agency])
        entry = _publish_packet(folder, at, result, keys[agency])
        append(folder / LEDGER, line(entry))
        entries[agency] = entry
        if not entry.whole:
            gaps[agency] = wording.notebooks_failed(result["failed"])
    _finish(roots, at, folder, evaluations, keys, entries, around, gaps)
    made = tuple(a for a in stale if a not in gaps)
    return Outcome(folder, len(at.subjects), made, len(at.subjects) - len(stale), gaps)


# ---------------------------------------------------------------- publishing


def _check_identity(result: Mapping[str, Any], evaluation: Evaluation) -> None:
    """The page and every notebook in it must speak of this very evaluation."""
    expected = {
        "plan": evaluation.plan.id,
        "agency": evaluation.agency.id,
        "period": evaluation.period.id,
        "evaluation": evaluation_digest(evaluation),
    }
    if packet.identity_of(result["packet"].encode()) != expected:
        raise WrongIdentity(wording.wrong_identity(evaluation.agency.id, "packet"))
    for name, text in result["notebooks"].items():
        if packet.notebook_identity(json.loads(text)) != expected:
            raise WrongIdentity(wording.wrong_identity(evaluation.agency.id, name))


def _publish_packet(folder: Path, at: Opened, result: Mapping[str, Any], key: str) -> Entry:
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


def _finish(
    roots: Roots,
    at: Opened,
    folder: Path,
    evaluations: Mapping[str, Evaluation],
    keys: Mapping[str, str],
    entries: Mapping[str, Entry],
    around: str,
    gaps: Mapping[str, str],
) -> None:
    """Index, tables, provenance, manifest; always of the whole period."""
    subjects = at.subjects
    current = {a: e for a, e in entries.items() if e.key == keys[a]}
    states = {
        (agency, name): state
        for agency, entry in current.items()
        for name, state in entry.states.items()
    }
    in_order = [evaluations[a] for a in subjects]
    table = tables.results(in_order)
    registry = [a for a in subjects if a != at.plan.province]
    pages = {
        "index.html": packet.index(in_order, {a: packet_file(at.plan, a) for a in current}, gaps),
        "results.csv": tables.csv(table),
        "results.parquet": tables.parquet(table),
        "sources.csv": tables.csv(tables.sources(in_order)),
        "coverage.csv": tables.csv(tables.coverage(registry, notebooks(at.plan), states)),
        "provenance.json": _provenance(at, around),
    }
    for name, page in pages.items():
        publish(folder, name, page)
    ordered = [entries[a] for a in subjects if a in entries]
    publish(folder, LEDGER, content(ordered))
    sweep(folder, {LEDGER, MANIFEST, *pages, *(name for e in ordered for name in e.files)})
    publish(folder, MANIFEST, packet.manifest(folder))


def _provenance(at: Opened, around: str) -> bytes:
    facts = {
        "plan": at.plan.id,
        "plan_digest": at.plan.digest,
        "period": at.period.id,
        "snapshot": at.observations.snapshot,
        "simulated": at.observations.origin.simulated,
        "code": around,
    }
    return (json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
